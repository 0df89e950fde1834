"""What each row of a sheet's body stands for: an organisation, a group, the total, or nothing.

A code decides; without one the name does, inside the block of its parent: "Chi bộ thôn 1" stands
in many communes.
"""

import re
from dataclasses import dataclass, field

import polars as pl

from pipelines.declarations import Declarations
from pipelines.declared_forms import UNIT
from pipelines.findings import Finding, Question, closest, found, nearest
from pipelines.reading.layout import Layout
from pipelines.reading.register import UnitIndex
from pipelines.text import clean, fold, parse_decimal

_ROMAN = re.compile(r"[IVXLC]+")
_UNIT_WORDS = (fold("chi bộ"), fold("đảng bộ"), fold("xã "))
_DOTTED = re.compile(r"\d+\.\d+")


@dataclass(frozen=True)
class Row:
    """What one row of the body stands for."""

    row: int
    kind: str
    unit_id: str | None
    name: str
    block: int


def name_rows(
    layout: Layout, index: UnitIndex, declared: Declarations
) -> tuple[list[Row], list[Finding]]:
    """The rows of the body that stand for something, top to bottom, and what is odd in them."""
    naming = _Naming(layout, index, declared)
    naming.take_rows()
    return naming.rows, naming.findings


@dataclass
class _Naming:
    """Walks down the body: knows the group and the TCCSĐ that the row stands under."""

    layout: Layout
    index: UnitIndex
    declared: Declarations
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    block: int = 0
    parent: str | None = None

    def __post_init__(self) -> None:
        self.code_letter = next(iter(self.layout.letters("code")), None)
        self.name_letter = next(iter(self.layout.letters("name")), self.code_letter)
        self.number_letter = next(iter(self.layout.letters("ordinal")), None)
        self.counts = self.layout.letters("count", "mark", "words")
        self.groups = {fold(group.name) for group in self.declared.groups}
        self.seen: dict[str, int] = {}
        self.is_rated = self.layout.form.kind == "marks"

    def take_rows(self) -> None:
        body = self.layout.sheet.rows.filter(self.layout.sheet.rows["row"] >= self.layout.body_from)
        counted = pl.any_horizontal(pl.col(self.counts).str.strip_chars().fill_null("") != "")
        for row in body.with_columns(counted.alias("has_counts")).iter_rows(named=True):
            self._take(row)

    def _take(self, row: dict) -> None:
        name = clean(row[self.name_letter] or "")
        code = clean(row[self.code_letter] or "") if self.code_letter else ""
        key = fold(name)
        number = clean(row[self.number_letter] or "") if self.number_letter else ""
        # "Tổng cộng" may stand in cells that are merged from the number to the name
        total = next((text for text in (name, code, number) if text), "")
        if fold(total) in self.declared.words.totals:
            self._keep(row, "total", None, total)
        elif not code and (key in self.groups or _ROMAN.fullmatch(number)):
            self.block, self.parent = row["row"], None
            self._keep(row, "group", None, name)
        elif unit_id := self._unit(row, code, name, number):
            self._keep_unit(row, unit_id, name)

    def _unit(self, row: dict, code: str, name: str, number: str) -> str | None:
        if code:
            return self._by_code(row, code, name)
        units = self._by_name(fold(name), number)
        if len(units) == 1:
            return units[0]
        self._say_unknown(row, name, units)
        return None

    def _by_code(self, row: dict, code: str, name: str) -> str | None:
        unit_id = self.index.by_code(code)
        if unit_id is None:
            self._say_unknown(row, name or code, [])
        elif name and fold(name) not in self.index.spellings[unit_id]:
            words = {"code": code, "expected": self.index.names[unit_id], "name": name}
            asks = self._question(name, [unit_id])
            self._add("code_and_name_disagree", row, name, asks=asks, **words)
        return unit_id

    def _by_name(self, key: str, number: str) -> list[str]:
        cells = self.index.cells_named(key, self.parent)
        tops = self.index.grassroots_named(key)
        if number.isdigit():
            return tops or cells
        if _DOTTED.fullmatch(number) or not tops:
            return cells or tops
        return self._full_name_first(cells, key) or tops

    def _full_name_first(self, cells: list[str], key: str) -> list[str]:
        return [unit for unit in cells if fold(self.index.names[unit]) == key]

    def _say_unknown(self, row: dict, name: str, units: list[str]) -> None:
        if units:
            spoken = ", ".join(f"“{self.index.names[u]}” ({u})" for u in units)
            asks = self._question(name, units)
            self._add("ambiguous_unit", row, name, asks=asks, name=name, nearest=spoken)
            return
        looks_like_one = fold(name).startswith(_UNIT_WORDS)
        has_numbers = self._has_numbers(row)
        if not has_numbers and not looks_like_one:
            return
        rule = "unknown_unit" if has_numbers else "unit_without_counts"
        where = f" của {self.index.names[self.parent]}" if self.parent else ""
        known = self.index.known(self.parent)
        close = nearest(name, tuple(known.values()))
        asks = self._question(
            name, [list(known)[i] for i in closest(name, tuple(known.values()), 5)]
        )
        words = {"name": name or "(trống)", "where": where, "nearest": close}
        self._add(rule, row, name, asks=asks, **words)

    def _question(self, name: str, units: list[str]) -> Question | None:
        """Which of these organisations the name stands for; none where there is nothing to ask."""
        if not fold(name) or not units:
            return None
        return Question(UNIT, name, "", {unit: self.index.titled(unit) for unit in units})

    def _has_numbers(self, row: dict) -> bool:
        """Whether the row counts something; the words of a signature block do not."""
        words = self.declared.words
        texts = (clean(row[letter] or "") for letter in self.counts)
        return any(
            parse_decimal(text) or text.lower() in words.marks or fold(text) in words.ratings
            for text in texts
            if text
        )

    def _keep_unit(self, row: dict, unit_id: str, name: str) -> None:
        if self.index.parents[unit_id] is None:
            self.parent = unit_id
        if unit_id in self.seen:
            self._say_duplicate(row, unit_id)
        self.seen.setdefault(unit_id, row["row"])
        if row["has_counts"] or self.is_rated:
            self._keep(row, "unit", unit_id, name)

    def _say_duplicate(self, row: dict, unit_id: str) -> None:
        cells = f"{self.name_letter}{self.seen[unit_id]}, {self.name_letter}{row['row']}"
        words = {"name": self.index.names[unit_id], "form": self.layout.form.title, "cells": cells}
        self._add("duplicate_row", row, unit_id, **words)

    def _keep(self, row: dict, kind: str, unit_id: str | None, name: str) -> None:
        if kind == "unit" or row["has_counts"]:
            block = self.block if kind == "unit" else 0
            self.rows.append(Row(row["row"], kind, unit_id, name, block))

    def _add(
        self, rule: str, row: dict, value: str, asks: Question | None = None, **words: object
    ) -> None:
        cell = f"{self.name_letter}{row['row']}"
        self.findings.append(found(rule, self.layout.place, cell, value, asks, **words))
