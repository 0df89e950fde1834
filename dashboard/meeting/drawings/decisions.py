"""What must be decided: a table of remarks."""

from math import ceil

from dashboard.components.markup import element, words
from dashboard.meeting.drawings.scale import styled
from dashboard.report.screens.screen import Decision, Decisions
from dashboard.wording import say

COLUMNS = {"about": 27, "cause": 34, "remedy": 34, "owner": 18, "due": 13}
"""The columns and how many letters of each stand in one line."""

LINES = 18  # lines of text that the table has room for


def decisions(body: Decisions) -> str:
    """A row a remark; what does not fit ends at a whole line with an ellipsis."""
    if not body.rows:
        return words("p", body.empty, class_="nothing")
    heads = [words("th", say(f"meeting.{name}"), scope="col") for name in COLUMNS]
    allowed = shared([_lines(row) for row in body.rows])
    rows = [_row(row, lines) for row, lines in zip(body.rows, allowed, strict=True)]
    return element(
        "table",
        element("thead", element("tr", *heads)),
        element("tbody", *rows),
        class_="decisions",
    )


def shared(wanted: list[int], room: int = LINES) -> list[int]:
    """How many lines each row gets: what it wants, the longest less where there is no room."""
    given = list(wanted)
    while sum(given) > room and max(given) > 1:
        given[given.index(max(given))] -= 1
    return given


def _lines(row: Decision) -> int:
    """Lines of the longest cell of a row."""
    cells = zip(COLUMNS.values(), (row.about, *_cells(row)), strict=True)
    longest = max(ceil(len(text) / letters) for letters, text in cells)
    return longest + bool(row.carried)


def _row(row: Decision, lines: int) -> str:
    carried = words("b", row.carried, class_="carried") if row.carried else ""
    about = element("th", _text(row.about), carried, scope="row")
    cells = [element("td", _text(text)) for text in _cells(row)]
    return element("tr", about, *cells, style=styled(lines=str(lines)))


def _cells(row: Decision) -> tuple[str, ...]:
    return row.cause or say("meeting.no_cause"), row.remedy, row.owner, row.due


def _text(text: str) -> str:
    return words("div", text, class_="text")
