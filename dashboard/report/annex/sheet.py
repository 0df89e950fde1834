"""One sheet of the annex as plain values: headings, rows, and formulas that name their columns."""

from dataclasses import dataclass
from datetime import date

COUNT, SHARE, POINTS, WORDS, YEAR = "count", "share", "points", "words", "year"
KINDS = (COUNT, SHARE, POINTS, WORDS, YEAR)


@dataclass(frozen=True)
class Column:
    """A column. `kind`: one of KINDS; `width`: in characters; `over`: a heading of several."""

    heading: str
    kind: str = WORDS
    width: int = 12
    over: str = ""


@dataclass(frozen=True)
class Share:
    """A share as a formula: the count in column `of` by the total in column `by`, from 0.

    `value_pct`: what the snapshot holds, None where there is nothing to divide by.
    """

    of: int
    by: int
    value_pct: float | None


@dataclass(frozen=True)
class Points:
    """A difference of two shares as a formula, in percentage points; columns from 0."""

    now: int
    before: int
    value: float | None


Cell = str | int | float | date | Share | Points | None


@dataclass(frozen=True)
class Sheet:
    """A sheet. `strong`: how many rows at the top are in bold; `empty`: said without rows."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    strong: int = 0
    empty: str = ""
