"""Colours and their meaning: two palettes, one status table, one template, one style sheet."""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.wording import texts

STYLE = Path(__file__).parent / "style"
# Source Sans comes with Streamlit and has every Vietnamese letter; the others carry the icons.
FONT = (
    '"Source Sans", "Segoe UI", "Segoe UI Symbol", "Noto Sans Symbols 2", "DejaVu Sans", sans-serif'
)

# verdict → colour name. Never colour alone: every verdict has a word and an icon as well.
STATUS = {
    "met": "teal",
    "kept": "teal",
    "on_track": "teal",
    "near": "amber",
    "speed_up": "amber",
    "not_met": "vermilion",
    "behind": "vermilion",
    "reversed": "vermilion",
    "slipped": "vermilion",
    "over_ceiling": "violet",
    "not_reported": "grey",
    "not_applicable": "empty",
}


@dataclass(frozen=True)
class Palette:
    """The colours of one mode; every text colour keeps 4.5:1 against `paper`."""

    paper: str
    ink: str
    muted: str
    rule: str
    edge: str
    shade: str
    accent: str
    badge: str
    badge_ink: str
    teal: str
    amber: str
    vermilion: str
    violet: str
    grey: str
    empty: str
    pale: str
    deep: str

    def status(self, verdict: str) -> str:
        """The colour of a verdict."""
        return getattr(self, STATUS[verdict])


LIGHT = Palette(
    paper="#FFFFFF",
    ink="#1B1F24",
    muted="#4A5058",
    rule="#D9DCE1",
    edge="#858C95",
    shade="#F1F2F4",
    accent="#9B1C1F",
    badge="#FFF3D6",
    badge_ink="#6B3C00",
    teal="#0B6E63",
    amber="#A35B00",
    vermilion="#B3261E",
    violet="#6A2C91",
    grey="#5B626B",
    empty="#5B626B",
    pale="#D3DEE9",
    deep="#1D4A75",
)
DARK = Palette(
    paper="#14171B",
    ink="#ECEEF1",
    muted="#BCC3CB",
    rule="#3A4149",
    edge="#7C858F",
    shade="#232931",
    accent="#F08C86",
    badge="#3A2B08",
    badge_ink="#FFD98A",
    teal="#4FC4B4",
    amber="#F0B04A",
    vermilion="#FF8A7A",
    violet="#CFA6F2",
    grey="#A3ABB5",
    empty="#A3ABB5",
    pale="#2E4257",
    deep="#A9CDF2",
)


def palette(mode: str | None) -> Palette:
    """The palette of "light" or "dark"; light when the browser has not told."""
    return DARK if mode == "dark" else LIGHT


def pair(colours: Palette) -> tuple[str, str]:
    """Two classes without order: the one looked at, and the rest."""
    return colours.deep, colours.pale


def ramp(colours: Palette, steps: int) -> list[str]:
    """Ordered classes, from low to high: one hue from pale to deep."""
    low, high = _channels(colours.pale), _channels(colours.deep)
    return [
        "#"
        + "".join(
            f"{round(a + (b - a) * i / max(steps - 1, 1)):02X}"
            for a, b in zip(low, high, strict=True)
        )
        for i in range(steps)
    ]


def on(fill: str) -> str:
    """Black or white, whichever is read better on a fill."""
    return "#FFFFFF" if contrast("#FFFFFF", fill) >= contrast("#000000", fill) else "#000000"


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, as WCAG 2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _luminance(colour: str) -> float:
    parts = [c / 255 for c in _channels(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@cache
def style_sheet(colours: Palette, page: str = "") -> str:
    """`style/shared/` and the file of one page, behind the variables that they use.

    The variables: the palette, the words said by style, and `--c` for every verdict.
    """
    said = {f"say-{name}": json.dumps(words, ensure_ascii=False) for name, words in _said()}
    named = "".join(
        f"--{name.replace('_', '-')}:{value};" for name, value in {**vars(colours), **said}.items()
    )
    verdicts = "".join(f'[data-verdict="{v}"]{{--c:var(--{name})}}' for v, name in STATUS.items())
    return f"<style>:root{{{named}}}{verdicts}{_rules(page)}</style>"


def _rules(page: str) -> str:
    files = [*sorted((STYLE / "shared").glob("*.css")), STYLE / "pages" / f"{page}.css"]
    rules = "".join(path.read_text(encoding="utf-8") for path in files if path.exists())
    return re.sub(r"/\*.*?\*/|\n\s*", "", rules, flags=re.S)


def _said() -> list[tuple[str, str]]:
    return list(texts()["said_by_style"].items())


def plotly_template(colours: Palette) -> dict:
    """The look of every Plotly chart, as a template in plain values."""
    axis = {
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "automargin": True,
        "linecolor": colours.rule,
        "tickcolor": colours.rule,
    }
    hover = {"bgcolor": colours.paper, "bordercolor": colours.muted, "align": "left"}
    layout = {
        "font": {"family": FONT, "size": 16, "color": colours.ink},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ",.",
        "showlegend": False,
        "dragmode": False,
        "bargap": 0.28,
        "margin": {"l": 0, "r": 0, "t": 30, "b": 0},
        "hoverlabel": {**hover, "font": {"family": FONT, "size": 15, "color": colours.ink}},
        "xaxis": axis,
        "yaxis": axis,
    }
    return {"layout": layout}
