"""Which drawing a body has."""

from dashboard.components.markup import element
from dashboard.meeting.drawings.bars import bars
from dashboard.meeting.drawings.changes import changes
from dashboard.meeting.drawings.composition import composition
from dashboard.meeting.drawings.decisions import decisions
from dashboard.meeting.drawings.results import results
from dashboard.report.screens.screen import (
    Bars,
    Body,
    Changes,
    Composition,
    Decisions,
    Results,
    Screen,
)

DRAWINGS = {
    Results: results,
    Bars: bars,
    Changes: changes,
    Composition: composition,
    Decisions: decisions,
}


def draw(screen: Screen) -> str:
    """The drawing of a screen as HTML, one image with its message; a table stays a table."""
    drawn = DRAWINGS[type(screen.body)](screen.body)
    if not _is_image(screen.body) or not screen.alt:
        return element("div", drawn, class_="drawing")
    return element("div", drawn, class_="drawing", role="img", aria_label=screen.alt)


def _is_image(body: Body) -> bool:
    return not isinstance(body, Decisions)
