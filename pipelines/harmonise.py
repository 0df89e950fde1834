"""Headings → measures, names → organisations, wide → long: one frame of printed counts."""

import polars as pl

from pipelines.declarations import Declarations, Words
from pipelines.findings import Finding, found
from pipelines.layout import Layout
from pipelines.register import UnitIndex
from pipelines.rows import Row, name_rows
from pipelines.text import fold, parse_whole

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
"""One row per printed count. `kind`: unit | group | total; `block`: row of the group above it."""


def harmonise(
    layout: Layout, index: UnitIndex, declared: Declarations
) -> tuple[pl.DataFrame, list[Finding]]:
    """The counts of one sheet as a frame of PRINTED, rows without any count left out."""
    rows, naming_findings = name_rows(layout, index, declared)
    if not rows:
        return pl.DataFrame(schema=PRINTED), naming_findings
    long = _long(layout, rows)
    long, findings = _numbers(long, layout, declared.words)
    if layout.form.kind == "marks":
        long, mark_findings = _marks(long, layout)
        findings += mark_findings
    return long.select(PRINTED.keys()).cast(PRINTED), naming_findings + findings


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
    is_blank = pl.col("text").fill_null("").is_in(["", *words.dashes])
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
    return long.with_columns(
        value=pl.when(is_mark)
        .then(pl.col("value"))
        .otherwise(pl.coalesce("value", pl.when(pl.col("role") != "percent").then(typed)))
    )


def _number_findings(long: pl.DataFrame, layout: Layout) -> list[Finding]:
    errors = layout.sheet.errors
    findings = (
        [
            found("excel_error", layout.place, cell, text)
            for cell, text in errors.items()
            if cell in _cells(long)
        ]
        if errors
        else []
    )
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
    """One mark per organisation; words become marks; rows without a mark are left out."""
    findings = []
    if layout.letters("words"):
        long, findings = _words_to_marks(long, layout)
    marked = (
        long.filter((pl.col("kind") == "unit") & (pl.col("value") == 1))
        .group_by("row", maintain_order=True)
        .agg(pl.col("name").first(), "letter")
    )
    findings += [
        _two_marks(row, layout) for row in marked.iter_rows(named=True) if len(row["letter"]) > 1
    ]
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
    kept = long.filter(pl.col("role") != "words")
    if not layout.letters("mark"):
        return pl.concat([kept, marks.drop("level").select(kept.columns)]), findings
    named = marks.drop("level").filter(pl.col("value") == 1).select(kept.columns)
    return pl.concat([kept.join(named, on=["row", "measure_id"], how="anti"), named]), findings
