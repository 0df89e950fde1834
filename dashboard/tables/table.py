"""A table: Vietnamese headings over a frame; screen, workbook and CSV are written from it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import polars as pl

KINDS = ("text", "year", "count", "percent", "points", "verdict", "drawing")
"""What a column holds: words, a year, a whole number, 0–100, a difference of two of those, the id
of a verdict, markup of our own that only the screen shows."""

NUMBERS = ("count", "percent", "points")


@dataclass(frozen=True)
class Column:
    """One column: the name in the frame, its heading, what it holds.

    `link` and `order` name other columns of the frame: an address to lead to, and what to sort by;
    a drawing can be sorted when `order` names a column of the table. `hint` explains the heading.
    `group` is a heading over neighbouring columns. `on_screen`: False for what only files carry.
    """

    name: str
    heading: str
    kind: str = "text"
    link: str | None = None
    order: str | None = None
    hint: str = ""
    group: str = ""
    on_screen: bool = True


@dataclass(frozen=True)
class Grouping:
    """Rows under the name of what they belong to; the fields name columns of the frame.

    `order` keeps the groups in their order however the rows in them are sorted; `note` is said
    beside the name.
    """

    name: str
    order: str
    link: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Table:
    """The numbers of one block.

    `id` names the block in addresses and files ("xep-hang"), `note` tells source and formula,
    `empty` what to say when there is no row. `rows` may hold more than the columns show.
    `decorate` adds addresses and drawings to the rows that the screen shows, and to no others.
    `key` names the column that tells a row from all others: the keyboard returns to its link.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: pl.DataFrame
    note: str = ""
    empty: str = ""
    grouping: Grouping | None = None
    decorate: Callable[[pl.DataFrame], pl.DataFrame] | None = None
    key: str | None = None

    @property
    def carried(self) -> "Table":
        """The same table with the columns that a file can carry, each with its whole heading."""
        columns = tuple(_alone(column) for column in self.columns if column.kind != "drawing")
        return replace(self, columns=columns)

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns that the screen shows."""
        return tuple(column for column in self.columns if column.on_screen)

    def column(self, name: str) -> Column | None:
        """The column of that name, if it is shown."""
        return next((column for column in self.columns if column.name == name), None)

    def ordered(self, name: str, descending: bool) -> "Table":
        """Sorted by one column, each group by itself; rows without a value come last."""
        column = self.column(name)
        if column is None or column.kind == "drawing":
            return self
        keys, down = [column.order or name], [descending]
        if self.grouping:
            keys, down = [self.grouping.order, *keys], [False, *down]
        rows = self.rows.sort(keys, descending=down, nulls_last=True, maintain_order=True)
        return replace(self, rows=rows)


def _alone(column: Column) -> Column:
    heading = f"{column.group}: {column.heading}" if column.group else column.heading
    return replace(column, heading=heading, group="")
