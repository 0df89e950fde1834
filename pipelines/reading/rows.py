"""What each row of a sheet's body stands for: an organisation, a group, the total, or nothing.

A row of which nobody knows whose it is still stands in the sums: what is wrong is its name. Cells
without codes below such a row wait until it has one.
"""

import re
from dataclasses import dataclass, field
from functools import partial

import polars as pl

from pipelines.declarations import Declarations
from pipelines.findings import Finding
from pipelines.reading.layout import Layout
from pipelines.reading.naming import Line, Naming
from pipelines.reading.register import UnitIndex
from pipelines.text import clean, fold, parse_decimal

_ROMAN = re.compile(r"[IVXLC]+")
_COMMITTEE = f"{fold('đảng bộ')} "

UNNAMED = "unnamed"
ORGANISATIONS = ("unit", UNNAMED)
"""Kinds of rows that count an organisation, known or not."""


@dataclass(frozen=True)
class Row:
    """What one row of the body stands for.

    kind: unit | unnamed | group | total. block: row of the group above it, or 0. under: row of the
    TCCSĐ that it stands under where the register does not tell, or 0.
    """

    row: int
    kind: str
    unit_id: str | None
    name: str
    block: int = 0
    under: int = 0


def name_rows(
    layout: Layout, index: UnitIndex, declared: Declarations
) -> tuple[list[Row], list[Finding]]:
    """The rows of the body that stand for something, top to bottom, and what is odd in them."""
    walk = _Walk(layout, index, declared)
    walk.take_rows()
    return walk.rows, walk.naming.findings


@dataclass
class _Walk:
    """Goes down the body: knows the group and the TCCSĐ that the row stands under.

    above: row of that TCCSĐ when nobody knows which it is, or 0; parent: its id, or None.
    """

    layout: Layout
    index: UnitIndex
    declared: Declarations
    rows: list[Row] = field(default_factory=list)
    block: int = 0
    above: int = 0
    parent: str | None = None

    def __post_init__(self) -> None:
        self.naming = Naming(self.layout, self.index)
        self.number_letter = next(iter(self.layout.letters("ordinal")), None)
        self.counts = self.layout.letters("count", "mark", "words")
        self.groups = {fold(group.name) for group in self.declared.groups}
        self.seen: dict[str, int] = {}
        self.is_rated = self.layout.form.kind == "marks"
        self.lines = self._lines()
        self.is_dotted = any(line.is_dotted for line in self.lines)

    def take_rows(self) -> None:
        for line in self.lines:
            self._take(line)

    # ---- What stands in a row ----

    def _lines(self) -> list[Line]:
        body = self.layout.sheet.rows.filter(pl.col("row") >= self.layout.body_from)
        counted = pl.any_horizontal(pl.col(self.counts).str.strip_chars().fill_null("") != "")
        rows = body.with_columns(counted.alias("has_counts")).iter_rows(named=True)
        return [self._line(row) for row in rows]

    def _line(self, row: dict) -> Line:
        letters = (self.naming.code_letter, self.naming.name_letter, self.number_letter)
        texts = (clean(row[letter] or "") if letter else "" for letter in letters)
        return Line(row["row"], *texts, row["has_counts"], partial(self._counts_something, row))

    def _counts_something(self, row: dict) -> bool:
        words = self.declared.words
        texts = (clean(row[letter] or "") for letter in self.counts)
        return any(
            parse_decimal(text) or text.lower() in words.marks or fold(text) in words.ratings
            for text in texts
            if text
        )

    # ---- What it stands for ----

    def _take(self, line: Line) -> None:
        # "Tổng cộng" may stand in cells that are merged from the number to the name
        total = next((text for text in (line.name, line.code, line.number) if text), "")
        if fold(total) in self.declared.words.totals:
            self._keep_sum(line, "total", total)
        elif not line.code and (line.key in self.groups or _ROMAN.fullmatch(line.number)):
            self.block, self.above, self.parent = line.row, 0, None
            self._keep_sum(line, "group", line.name)
        else:
            self._take_organisation(line)

    def _keep_sum(self, line: Line, kind: str, name: str) -> None:
        if line.has_counts:
            self.rows.append(Row(line.row, kind, None, name))

    def _take_organisation(self, line: Line) -> None:
        is_top = self._is_top(line)
        waits = self.above and not line.code and not is_top
        unit_id = None if waits else self.naming.unit_of(line, None if is_top else self.parent)
        if unit_id:
            self._keep_unit(line, unit_id)
        else:
            self._keep_unnamed(line, is_top)

    def _is_top(self, line: Line) -> bool:
        """Whether the row is one of a TCCSĐ, as far as its form, its number and its name tell."""
        if self.layout.form.rows != "every":
            return True
        is_numbered = self.is_dotted and line.number.isdigit()
        return is_numbered or (line.key.startswith(_COMMITTEE) and not line.is_dotted)

    def _keep_unit(self, line: Line, unit_id: str) -> None:
        if self.index.parents[unit_id] is None:
            self.above, self.parent = 0, unit_id
        if unit_id in self.seen:
            self._say_duplicate(line, unit_id)
        self.seen.setdefault(unit_id, line.row)
        if line.has_counts or self.is_rated:
            self.rows.append(Row(line.row, "unit", unit_id, line.name, self.block, self.above))

    def _keep_unnamed(self, line: Line, is_top: bool) -> None:
        if is_top:
            self.above, self.parent = line.row if line.has_numbers else 0, None
        if line.has_numbers:
            under = 0 if is_top else self.above or self.seen.get(self.parent, 0)
            self.rows.append(Row(line.row, UNNAMED, None, line.name, self.block, under))

    def _say_duplicate(self, line: Line, unit_id: str) -> None:
        letter = self.naming.name_letter
        cells = f"{letter}{self.seen[unit_id]}, {letter}{line.row}"
        words = {"name": self.index.names[unit_id], "form": self.layout.form.title, "cells": cells}
        self.naming.say("duplicate_row", line, unit_id, **words)
