"""Headings → measures, names → organisations, wide → long. One frame of printed counts comes out."""

import re
from dataclasses import dataclass, field

import polars as pl

from pipelines.declarations import Declarations, Words
from pipelines.findings import Finding, found, nearest
from pipelines.layout import Layout
from pipelines.register import UnitIndex
from pipelines.text import clean, fold, parse_decimal, parse_whole

PRINTED = {
    "file": pl.String,
    "sheet": pl.String,
    "form_id": pl.String,
    "year": pl.Int32,
    "row": pl.UInt32,
    "kind": pl.String,
    "unit_id": pl.String,
    "name": pl.String,
    "block": pl.UInt32,
    "letter": pl.String,
    "role": pl.String,
    "measure_id": pl.String,
    "text": pl.String,
    "value": pl.Int64,
}
"""One row per printed count. `kind`: unit | group | total; `block`: the row of the group above it."""

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


def harmonise(
    layout: Layout, index: UnitIndex, declared: Declarations
) -> tuple[pl.DataFrame, list[Finding]]:
    """The counts of one sheet as a frame of PRINTED, rows without any count left out."""
    naming = _Naming(layout, index, declared)
    naming.take_rows()
    if not naming.rows:
        return pl.DataFrame(schema=PRINTED), naming.findings
    long = _long(layout, naming.rows)
    long, findings = _numbers(long, layout, declared.words)
    if layout.form.kind == "marks":
        long, mark_findings = _marks(long, layout)
        findings += mark_findings
    return long.select(PRINTED.keys()).cast(PRINTED), naming.findings + findings


# ---- Names → organisations ----


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
        blanks = list(self.declared.words.blanks)
        counted = pl.any_horizontal(~pl.col(self.counts).str.strip_chars().fill_null("").is_in(blanks))
        for row in body.with_columns(counted.alias("has_counts")).iter_rows(named=True):
            self._take(row)

    def _take(self, row: dict) -> None:
        name = clean(row[self.name_letter] or "")
        code = clean(row[self.code_letter] or "") if self.code_letter else ""
        key = fold(name)
        number = clean(row[self.number_letter] or "") if self.number_letter else ""
        if key in self.declared.words.totals:
            self._keep(row, "total", None, name)
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
            self._add("code_and_name_disagree", row, name, **words)
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
            self._add("ambiguous_unit", row, name, name=name, nearest=spoken)
            return
        looks_like_one = fold(name).startswith(_UNIT_WORDS)
        has_numbers = self._has_numbers(row)
        if not has_numbers and not looks_like_one:
            return
        rule = "unknown_unit" if has_numbers else "unit_without_counts"
        where = f" của {self.index.names[self.parent]}" if self.parent else ""
        close = nearest(name, self.index.known_names(self.parent))
        self._add(rule, row, name, name=name or "(trống)", where=where, nearest=close)

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

    def _add(self, rule: str, row: dict, value: str, **words: object) -> None:
        cell = f"{self.name_letter}{row['row']}"
        self.findings.append(found(rule, self.layout.place, cell, value, **words))


# ---- Wide → long ----


def _long(layout: Layout, rows: list[Row]) -> pl.DataFrame:
    columns = [c for c in layout.columns if c.role in ("count", "mark", "words", "percent")]
    labels = pl.DataFrame([vars(row) for row in rows]).cast({"row": pl.UInt32, "block": pl.UInt32})
    meaning = pl.DataFrame(
        {
            "letter": [c.letter for c in columns],
            "role": [c.role for c in columns],
            "measure_id": [c.target for c in columns],
        }
    )
    wide = layout.sheet.rows.join(labels, on="row")
    return (
        wide.unpivot(
            [c.letter for c in columns],
            index=["row", "kind", "unit_id", "name", "block"],
            variable_name="letter",
            value_name="text",
        )
        .join(meaning, on="letter")
        .with_columns(
            file=pl.lit(layout.sheet.file),
            sheet=pl.lit(layout.sheet.name),
            form_id=pl.lit(layout.form.id),
            year=pl.lit(layout.year, pl.Int32),
            text=pl.col("text").str.strip_chars(" \t\n\r\u00a0\u202f"),
        )
    )


def _numbers(
    long: pl.DataFrame, layout: Layout, words: Words
) -> tuple[pl.DataFrame, list[Finding]]:
    """Texts → whole numbers; blanks are 0. Marks of organisations are left to `_marks`."""
    is_mark = (pl.col("kind") == "unit") & pl.col("role").is_in(["mark", "words"])
    is_blank = pl.col("text").is_null() | pl.col("text").is_in(list(words.blanks))
    if layout.form.kind == "marks":
        marked = pl.col("text").str.to_lowercase().is_in(list(words.marks))
        no_mark = is_blank | (pl.col("text") == "0")
        as_mark = pl.when(no_mark).then(0).when(marked).then(1)
    else:
        as_mark = pl.lit(None, pl.Int64)
    long = long.with_columns(
        value=pl.when(pl.col("role") == "percent")
        .then(None)
        .when(is_mark)
        .then(as_mark)
        .when(is_blank)
        .then(0)
        .otherwise(pl.col("text").cast(pl.Int64, strict=False))
    )
    long = _odd_numbers(long, is_mark)
    return long, _number_findings(long, layout)


def _odd_numbers(long: pl.DataFrame, is_mark: pl.Expr) -> pl.DataFrame:
    """The few numbers that are not plain digits: `4.482`, ` 12 `, `12,0`."""
    odd = long.filter(pl.col("value").is_null() & (pl.col("role") != "percent") & ~is_mark)
    if odd.is_empty():
        return long
    parsed = {text: parse_whole(text) for text in odd["text"].unique()}
    typed = pl.col("text").replace_strict(parsed, default=None, return_dtype=pl.Int64)
    return long.with_columns(value=pl.when(is_mark).then(pl.col("value")).otherwise(
        pl.coalesce("value", pl.when(pl.col("role") != "percent").then(typed))
    ))


def _number_findings(long: pl.DataFrame, layout: Layout) -> list[Finding]:
    errors = layout.sheet.errors
    findings = [
        found("excel_error", layout.place, cell, text) for cell, text in errors.items()
        if cell in _cells(long)
    ] if errors else []
    wrong = long.filter(
        (pl.col("role") != "percent")
        & (pl.col("role") != "words")
        & (pl.col("value").is_null() | (pl.col("value") < 0))
    )
    return findings + [_wrong_number(row, layout) for row in wrong.iter_rows(named=True)]


def _cells(long: pl.DataFrame) -> set[str]:
    return set(long.select(pl.col("letter") + pl.col("row").cast(pl.String)).to_series())


def _wrong_number(row: dict, layout: Layout) -> Finding:
    is_mark = row["role"] == "mark" and row["kind"] == "unit"
    rule = "unknown_mark" if is_mark else "not_a_whole_number"
    if row["value"] is not None:
        rule = "negative_number"
    return found(rule, layout.place, f"{row['letter']}{row['row']}", row["text"])


# ---- Marks ----


def _marks(long: pl.DataFrame, layout: Layout) -> tuple[pl.DataFrame, list[Finding]]:
    """One mark per organisation; ratings as words become marks; rows without a mark are left out."""
    findings = []
    if layout.letters("words"):
        long, findings = _words_to_marks(long, layout)
    marked = (
        long.filter((pl.col("kind") == "unit") & (pl.col("value") == 1))
        .group_by("row", maintain_order=True)
        .agg(pl.col("name").first(), "letter")
    )
    findings += [_two_marks(row, layout) for row in marked.iter_rows(named=True) if len(row["letter"]) > 1]
    units = long.filter(pl.col("kind") == "unit")
    unmarked = units.join(marked, on="row", how="anti").unique("row", maintain_order=True)
    wrong = {f.cell for f in findings}
    findings += [
        found("no_mark", layout.place, f"{row['letter']}{row['row']}", name=row["name"])
        for row in unmarked.iter_rows(named=True)
        if f"{row['letter']}{row['row']}" not in wrong
    ]
    return long.filter(~pl.col("row").is_in(unmarked["row"].implode())), findings


def _two_marks(row: dict, layout: Layout) -> Finding:
    cells = [f"{letter}{row['row']}" for letter in row["letter"]]
    return found("two_marks", layout.place, cells[1], name=row["name"], cells=", ".join(cells))


def _words_to_marks(long: pl.DataFrame, layout: Layout) -> tuple[pl.DataFrame, list[Finding]]:
    from pipelines.declarations import load_declarations

    declared = load_declarations()
    keys = {text: fold(text) for text in long["text"].drop_nulls().unique()}
    ratings = {text: declared.words.ratings.get(key) for text, key in keys.items()}
    words = long.filter((pl.col("role") == "words") & (pl.col("kind") == "unit"))
    rated = words.with_columns(
        measure_id=pl.col("text").replace_strict(ratings, default=None, return_dtype=pl.String)
    )
    unknown = rated.filter(pl.col("measure_id").is_null() & (pl.col("text").fill_null("") != ""))
    findings = [
        found("unknown_rating_word", layout.place, f"{r['letter']}{r['row']}", r["text"])
        for r in unknown.iter_rows(named=True)
    ]
    measures = pl.DataFrame({"level": [m.id for m in declared.measures_of(layout.form.id)]})
    marks = rated.join(measures, how="cross").with_columns(
        value=(pl.col("measure_id") == pl.col("level")).cast(pl.Int64).fill_null(0),
        measure_id=pl.col("level"),
    )
    kept = long.filter((pl.col("role") != "words"))
    if not layout.letters("mark"):
        return pl.concat([kept, marks.drop("level").select(kept.columns)]), findings
    named = marks.drop("level").filter(pl.col("value") == 1).select(kept.columns)
    return pl.concat([kept.join(named, on=["row", "measure_id"], how="anti"), named]), findings
