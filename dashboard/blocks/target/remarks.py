"""What was noted about one target of the unit."""

from dashboard import remarks
from dashboard.blocks.block import Block
from dashboard.blocks.target.subject import subject, unknown
from dashboard.selection import View
from dashboard.tables.table import Table
from dashboard.wording import say

ID = "nhan-xet"


def _table(view: View) -> Table:
    target = subject(view)
    if target is None:
        return unknown(view, ID)
    return Table(
        id=ID,
        title=say("remarks.heading", unit=view.scope.name, year=view.year),
        columns=remarks.columns(
            "state", "cause", "remedy", "owner", "due", "note", "entered", "update"
        ),
        rows=remarks.rows(view, target.id),
        note=say("remarks.kept"),
        empty=say("remarks.none"),
    )


BLOCK = Block(ID, _table)
