"""Sheets with text in old fonts: converted cell by cell, and told."""

from dataclasses import replace

import polars as pl

from pipelines.declarations import Declarations
from pipelines.files.sheet import Sheet
from pipelines.findings import Finding, Place, found
from pipelines.old_fonts import encodings, to_unicode
from pipelines.text import clean, fold

CONVERTED = dict.fromkeys(("cell", "encoding", "before", "after"), pl.String)
"""One row per converted cell: `F17`, the encoding, the text as typed and in Unicode."""

_SHOWN = 60
"""Characters of an example; the rest of a long title tells nothing more."""


def converted(sheet: Sheet) -> tuple[Sheet, pl.DataFrame]:
    """The sheet with its old texts in Unicode, cell by cell, and what was converted (CONVERTED).

    A cell too short to tell by itself ("Chi bé") follows its sheet when it becomes Vietnamese. What
    is written in ASCII (numbers, dates, codes) and what is in Unicode stays untouched.
    """
    found = encodings({text: n for text, n in sheet.texts.items() if not text.isascii()})
    if not found:
        return sheet, pl.DataFrame(schema=CONVERTED)
    told = _told(sheet, found)
    after = dict(told.select("before", "after").iter_rows())
    return replace(sheet, rows=sheet.rows.with_columns(pl.col(sheet.letters).replace(after))), told


def retyped(sheet: Sheet, encoding: str) -> pl.DataFrame:
    """What is not ASCII as if all of it were of one encoding (CONVERTED), to be looked at."""
    texts = (text for text in sheet.texts if not text.isascii())
    return _told(sheet, dict.fromkeys(texts, encoding))


def _told(sheet: Sheet, encodings: dict[str, str]) -> pl.DataFrame:
    after = {text: to_unicode(text, encoding) for text, encoding in encodings.items()}
    held = sheet.cells.filter(pl.col("value").is_in(list(after))).sort("row", maintain_order=True)
    return held.select(
        cell=pl.col("letter") + pl.col("row").cast(pl.String),
        encoding=pl.col("value").replace_strict(encodings, return_dtype=pl.String),
        before="value",
        after=pl.col("value").replace_strict(after, return_dtype=pl.String),
    )


# ---- What is told ----


def refused(typed: pl.DataFrame, place: Place, encoding: str, declared: Declarations) -> Finding:
    """That a sheet is refused for the sake of these texts (CONVERTED)."""
    examples = examples_of(typed, declared)
    return found("legacy_encoding", place, encoding=encoding, examples=examples)


def encodings_of(typed: pl.DataFrame) -> str:
    """The encodings of converted cells, in words."""
    return ", ".join(typed["encoding"].unique().sort())


def announced(typed: pl.DataFrame, place: Place, declared: Declarations) -> list[Finding]:
    """That texts were converted (CONVERTED), where there were any."""
    if typed.is_empty():
        return []
    words = {
        "encoding": encodings_of(typed),
        "count": typed.height,
        "examples": examples_of(typed, declared),
    }
    return [found("old_text_converted", place, **words)]


def examples_of(typed: pl.DataFrame, declared: Declarations) -> str:
    """Up to three texts as typed and converted; where headings are known, only these are shown."""
    distinct = list(dict.fromkeys(typed.select("before", "after").iter_rows()))
    known = [pair for pair in distinct if fold(pair[1]) in declared.heading_words]
    shown = [tuple(clean(text)[:_SHOWN] for text in pair) for pair in (known or distinct)[:3]]
    return "; ".join(f"“{before}” → “{after}”" for before, after in shown)
