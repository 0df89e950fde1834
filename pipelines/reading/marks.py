"""Ratings of organisations: a mark in one column, or a level in words; one for each of them."""

import polars as pl

from pipelines.declarations import Declarations
from pipelines.findings import Finding, Place, found
from pipelines.reading.rows import ORGANISATIONS
from pipelines.text import fold

IS_MARK = pl.col("kind").is_in(ORGANISATIONS) & pl.col("role").is_in(["mark", "words"])
"""Rows of a long frame that are marks (1 or 0) and not counts."""

_ROW = ["file", "sheet", "row"]


def place_of(row: dict) -> Place:
    """Where a row of a long frame stands."""
    return Place(row["file"], row["sheet"], row["form_id"], row["year"])


def cell_of(row: dict) -> str:
    """Excel address of a row of a long frame."""
    return f"{row['letter']}{row['row']}"


def one_mark_each(long: pl.DataFrame, declared: Declarations) -> tuple[pl.DataFrame, list[Finding]]:
    """Words become marks, and organisations without any mark are left out: they have not reported.

    long: frame of harmonise.PRINTED with marks as 1 and 0.
    """
    marks = long.filter(IS_MARK)
    if marks.is_empty():
        return long, []
    worded, findings = _words_to_marks(marks, declared)
    marks = pl.concat([marks.filter(pl.col("role") == "mark"), worded])
    marked = marks.filter(pl.col("value") == 1).group_by(_ROW, maintain_order=True)
    marked = marked.agg(pl.exclude("letter").first(), "letter")
    findings += [_two_marks(row) for row in marked.iter_rows(named=True) if len(row["letter"]) > 1]
    findings += _no_marks(marks.join(marked, on=_ROW, how="anti"), findings)
    rated = marks.join(marked, on=_ROW, how="semi").sort("value", descending=True)
    rated = rated.unique([*_ROW, "measure_id"], keep="first", maintain_order=True)
    return pl.concat([long.filter(~IS_MARK & (pl.col("role") != "words")), rated]), findings


def _words_to_marks(
    marks: pl.DataFrame, declared: Declarations
) -> tuple[pl.DataFrame, list[Finding]]:
    """Each word as a row per level: 1 at the level that it names, 0 at the others."""
    words = marks.filter(pl.col("role") == "words")
    levels = {t: declared.words.ratings.get(fold(t)) for t in words["text"].drop_nulls().unique()}
    rated = words.with_columns(
        level=pl.col("text").replace_strict(levels, default=None, return_dtype=pl.String)
    )
    unknown = rated.filter(pl.col("level").is_null() & (pl.col("text").fill_null("") != ""))
    findings = [
        found("unknown_rating_word", place_of(row), cell_of(row), row["text"])
        for row in unknown.iter_rows(named=True)
    ]
    measures = pl.DataFrame(
        [(m.form_id, m.id) for m in declared.measures.values()],
        schema=["form_id", "measure_id"],
        orient="row",
    )
    every = rated.drop("measure_id").join(measures, on="form_id")
    is_level = (pl.col("measure_id") == pl.col("level")).fill_null(False)
    return every.with_columns(value=is_level.cast(pl.Int64)).select(marks.columns), findings


def _two_marks(row: dict) -> Finding:
    cells = [f"{letter}{row['row']}" for letter in row["letter"]]
    words = {"name": row["name"], "cells": ", ".join(cells)}
    return found("two_marks", place_of(row), cells[1], **words)


def _no_marks(unmarked: pl.DataFrame, said: list[Finding]) -> list[Finding]:
    """One finding a row, unless the row holds a mark or a word that nobody knows."""
    told = {(f.file, f.sheet, f.cell) for f in said}
    empty = unmarked.filter(pl.col("value").is_not_null().all().over(_ROW))
    return [
        found("no_mark", place_of(row), cell_of(row), name=row["name"])
        for row in empty.unique(_ROW, maintain_order=True).iter_rows(named=True)
        if (row["file"], row["sheet"], cell_of(row)) not in told
    ]
