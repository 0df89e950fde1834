"""One block of a page: its numbers as a table, and the drawing made from them."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.selection import View
from dashboard.tables.table import Table


@dataclass(frozen=True)
class Drawing:
    """What is seen in place of the table.

    `figure`: a Plotly figure in plain values; else `markup`. `alt` says its message with numbers;
    markup that is text by itself needs none.
    """

    alt: str = ""
    figure: dict | None = None
    markup: str = ""


@dataclass(frozen=True)
class Block:
    """`table` builds the numbers of a view; `draw` draws them, or is absent: always a table.

    `id` is unique over all pages: it stands in addresses and in names of files.
    """

    id: str
    table: Callable[[View], Table]
    draw: Callable[[View, Table], Drawing] | None = None
