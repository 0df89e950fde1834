"""What was noted about a unit in the year, whatever the target."""

from dashboard import remarks
from dashboard.blocks.block import Block
from dashboard.selection import View
from dashboard.tables.table import Table
from dashboard.wording import say

ID = "nhan-xet-trong-nam"


def _table(view: View) -> Table:
    return Table(
        id=ID,
        title=say("remarks.heading", unit=view.scope.name, year=view.year),
        columns=remarks.columns("state", "target", "cause", "remedy", "owner", "due", "entered"),
        rows=remarks.rows(view),
        empty=say("remarks.none_unit"),
    )


BLOCK = Block(ID, _table)
