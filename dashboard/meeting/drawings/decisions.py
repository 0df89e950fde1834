"""What must be decided: a table of remarks."""

from dashboard.components.markup import element, words
from dashboard.meeting.drawings.scale import styled
from dashboard.report.screens.screen import Decision, Decisions
from dashboard.wording import say

COLUMNS = ("about", "cause", "remedy", "owner", "due")
LINES = 18  # lines of text that the table has room for


def decisions(body: Decisions) -> str:
    """A row a remark; what does not fit ends at a whole line with an ellipsis."""
    if not body.rows:
        return words("p", body.empty, class_="nothing")
    heads = [words("th", say(f"meeting.{name}"), scope="col") for name in COLUMNS]
    rows = [_row(row) for row in body.rows]
    lines = styled(lines=str(LINES // len(body.rows)))
    head = element("thead", element("tr", *heads))
    return element("table", head, element("tbody", *rows), class_="decisions", style=lines)


def _row(row: Decision) -> str:
    carried = words("b", row.carried, class_="carried") if row.carried else ""
    about = element("th", _text(row.about), carried, scope="row")
    return element("tr", about, *(element("td", _text(t)) for t in _cells(row)))


def _cells(row: Decision) -> tuple[str, ...]:
    return row.cause or say("meeting.no_cause"), row.remedy, row.owner, row.due


def _text(text: str) -> str:
    return words("div", text, class_="text")
