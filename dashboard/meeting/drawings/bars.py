"""Units on one target: a bar each and the line of the goal."""

from dashboard.components.markup import element, words
from dashboard.meeting.drawings.scale import place, styled
from dashboard.report.screens.screen import Bar, Bars

LETTER = 0.53  # width of a letter, on average, in heights of it
WIDEST = 24.0  # rem for a name; a longer one takes two lines
SIZES = ((8, 1.5, 4.2), (16, 1.15, 2.7), (10_000, 1.0, 2.7))
"""Rows up to which letters have a height, and a row at the most, in rem; 1 is the smallest."""


def bars(body: Bars) -> str:
    """A row a unit in the order given; under them the goal's label and those not drawn."""
    top = max([body.goal_pct, *(row.value_pct or 0.0 for row in body.rows)])
    goal = place(body.goal_pct, 0.0, top)
    rows = [_row(row, top) for row in body.rows]
    label = element("div", words("span", body.goal), class_="goal-label")
    foot = element("div", words("span", body.others, class_="others"), label, class_="row foot")
    _, size, row = next(sizes for sizes in SIZES if len(rows) <= sizes[0])
    name = f"{_widest(body, size):.1f}rem"
    style = styled(g=goal, size=f"{size}rem", row=f"{row}rem", name=name)
    return element("div", *rows, foot, class_="bars", style=style)


def _widest(body: Bars, size: float) -> float:
    """The room for the longest name, in rem."""
    longest = max((len(row.name) for row in body.rows), default=0)
    return min((longest * LETTER + 0.5) * size, WIDEST)


def _row(row: Bar, top: float) -> str:
    return element(
        "div",
        words("span", row.name, class_="name"),
        element("div", _bar(row, top), class_="track"),
        words("b", row.value, class_="value"),
        words("span", row.counts, class_="counts"),
        words("b", row.told, class_="told"),
        class_="row",
        data_verdict=row.verdict,
    )


def _bar(row: Bar, top: float) -> str:
    """Nothing for a share that is not known: it is said in words, and is not 0."""
    if row.value_pct is None:
        return ""
    return element("i", class_="bar", style=styled(w=place(row.value_pct, 0.0, top)))
