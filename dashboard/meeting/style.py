"""The style sheet of the meeting: colours of both modes as variables, the rules, the letters."""

from base64 import b64encode
from functools import cache
from pathlib import Path

from dashboard import theme
from dashboard.assets import streamlits
from dashboard.theme import DARK, LIGHT, STATUS, Palette

RULES = Path(__file__).with_name("meeting.css")
LETTERS = "static/media/SourceSansVF-Upright.*.woff2"
MOST_STEPS = 8  # classes of one property


@cache
def style_sheet() -> str:
    """Everything that the page needs to look as it should, without another request."""
    dark = _variables(DARK)
    return "".join(
        (
            _letters(),
            f":root{{{_variables(LIGHT)}--font:{theme.FONT};}}",
            f"@media(prefers-color-scheme:dark){{:root:not([data-mode=light]){{{dark}}}}}",
            f":root[data-mode=dark]{{{dark}}}",
            *(f'[data-verdict="{v}"]{{--c:var(--{name})}}' for v, name in STATUS.items()),
            RULES.read_text(encoding="utf-8"),
        )
    )


def _letters() -> str:
    """Streamlit's letters inside the sheet; nothing where this Streamlit has others."""
    file = next(streamlits().folder.glob(LETTERS), None)
    if file is None:
        return ""
    content = b64encode(file.read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{content}) format('woff2')"
    return f"@font-face{{font-family:'Source Sans';font-weight:200 900;src:{source}}}"


def _variables(colours: Palette) -> str:
    named = "".join(f"--{n.replace('_', '-')}:{value};" for n, value in vars(colours).items())
    return named + "".join(_ramp(colours, steps) for steps in range(1, MOST_STEPS + 1))


def _ramp(colours: Palette, steps: int) -> str:
    """`--ramp-3-0` … with the ink that is read on each."""
    return "".join(
        f"--ramp-{steps}-{at}:{fill};--on-ramp-{steps}-{at}:{theme.on(fill)};"
        for at, fill in enumerate(theme.ramp(colours, steps))
    )
