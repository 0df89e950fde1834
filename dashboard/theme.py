"""Colours and their meaning: two palettes, one status table, one template, one style sheet."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.wording import texts

STYLE = Path(__file__).parent / "style.css"
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
    accent: str
    badge: str
    badge_ink: str
    teal: str
    amber: str
    vermilion: str
    violet: str
    grey: str
    empty: str

    def status(self, verdict: str) -> str:
        """The colour of a verdict."""
        return getattr(self, STATUS[verdict])


LIGHT = Palette(
    paper="#FFFFFF",
    ink="#1B1F24",
    muted="#4A5058",
    rule="#D9DCE1",
    accent="#9B1C1F",
    badge="#FFF3D6",
    badge_ink="#6B3C00",
    teal="#0B6E63",
    amber="#A35B00",
    vermilion="#B3261E",
    violet="#6A2C91",
    grey="#5B626B",
    empty="#5B626B",
)
DARK = Palette(
    paper="#14171B",
    ink="#ECEEF1",
    muted="#BCC3CB",
    rule="#3A4149",
    accent="#F08C86",
    badge="#3A2B08",
    badge_ink="#FFD98A",
    teal="#4FC4B4",
    amber="#F0B04A",
    vermilion="#FF8A7A",
    violet="#CFA6F2",
    grey="#A3ABB5",
    empty="#A3ABB5",
)


def palette(mode: str | None) -> Palette:
    """The palette of "light" or "dark"; light when the browser has not told."""
    return DARK if mode == "dark" else LIGHT


@cache
def style_sheet(colours: Palette) -> str:
    """`style.css` behind its variables: the palette, its words, and `--c` for every verdict."""
    said = {f"say-{name}": json.dumps(words, ensure_ascii=False) for name, words in _said()}
    named = "".join(
        f"--{name.replace('_', '-')}:{value};" for name, value in {**vars(colours), **said}.items()
    )
    verdicts = "".join(f'[data-verdict="{v}"]{{--c:var(--{name})}}' for v, name in STATUS.items())
    return f"<style>:root{{{named}}}{verdicts}{STYLE.read_text(encoding='utf-8')}</style>"


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
