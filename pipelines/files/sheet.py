"""A sheet of any kind of file as texts, and what the file says beside its texts."""

import re
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
"""An Excel address: letters of the column, number of the row."""


class UnreadableFileError(Exception):
    """The file cannot be opened as what its name says; the text is a Vietnamese reason."""


@dataclass(frozen=True)
class Beside:
    """What a sheet says beside its texts; cells and ranges as Excel writes them.

    persons: cells that head a column of names or identity numbers -> that heading; withheld: the
    columns below them, of which nothing is read. uncomputed: formulas without a value. linked:
    formulas that take from other files. merged: ranges of one value. hidden_rows, hidden_columns:
    what Excel does not show. has_macros: the file carries a program (told of its
    first sheet). extent: rows and columns,
    where they are too many to read.
    """

    persons: dict[str, str] = field(default_factory=dict)
    withheld: tuple[str, ...] = ()
    uncomputed: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    has_macros: bool = False
    extent: tuple[int, int] | None = None


@dataclass(frozen=True)
class Sheet:
    """A sheet as texts. `rows`: column `row` (1-based) and one text column per Excel letter.

    `errors` maps the cells that hold an Excel error to that error (`F17` -> `#DIV/0!`).
    """

    file: str
    name: str
    rows: pl.DataFrame
    errors: dict[str, str] = field(default_factory=dict)
    beside: Beside = Beside()

    @property
    def letters(self) -> list[str]:
        """Excel letters of the columns, left to right."""
        return self.rows.columns[1:]

    @cached_property
    def cells(self) -> pl.DataFrame:
        """The cells that hold a text: row, letter, value; column by column."""
        long = self.rows.unpivot(self.letters, index="row", variable_name="letter")
        return long.filter(pl.col("value").is_not_null())

    @cached_property
    def texts(self) -> dict[str, int]:
        """The different texts in the order in which the cells hold them -> how many cells do."""
        counted = self.cells.group_by("value", maintain_order=True).len()
        return dict(counted.iter_rows())


def column_letter(index: int) -> str:
    """Excel's letter of a 0-based column: 0 -> A, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The 0-based column of Excel's letters: A -> 0, AA -> 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def corners(area: str) -> tuple[int, int, int, int]:
    """First and last column (0-based) and row of a range: B3:C4 -> (1, 3, 2, 4)."""
    first, _, last = area.partition(":")
    (left, top), (right, bottom) = placed(first), placed(last or first)
    return column_index(left), top, column_index(right), bottom


def placed(address: str) -> tuple[str, int]:
    """Letters and row of an address: F17 -> ("F", 17)."""
    letters, row = ADDRESS.fullmatch(address).groups()
    return letters, int(row)
