"""Headings → measures, names → organisations, wide → long: one frame of printed counts."""

import polars as pl

from pipelines import formatting
from pipelines.declarations import Declarations, Words
from pipelines.files.exports import limits
from pipelines.findings import Finding, found
from pipelines.reading.cells import odd_cells
from pipelines.reading.layout import Layout
from pipelines.reading.marks import IS_MARK, cell_of, one_mark_each, place_of
from pipelines.reading.register import UnitIndex
from pipelines.reading.rows import ORGANISATIONS, Row, name_rows
from pipelines.text import parse_whole

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
    "under": pl.UInt32,
    "letter": pl.String,
    "role": pl.String,
    "measure_id": pl.String,
    "text": pl.String,
    "value": pl.Int64,
}
"""One row per printed count; `kind`, `block` and `under` as of a `Row`."""


_PRINTED_ROLES = ("count", "mark", "words", "percent")
_LABELS = {name: PRINTED[name] for name in ("row", "kind", "unit_id", "name", "block", "under")}


def harmonise(
    layouts: list[Layout], index: UnitIndex, declared: Declarations
) -> tuple[pl.DataFrame, list[Finding]]:
    """The counts of the sheets as one frame of PRINTED, rows without any count left out."""
    named = [(layout, *name_rows(layout, index, declared)) for layout in layouts]
    findings = [finding for _, _, said in named for finding in said]
    for layout, rows, _ in named:
        findings += odd_cells(layout, {row.row for row in rows}, declared)
    texts = [_unpivoted(layout, rows) for layout, rows, _ in named if rows]
    if not texts:
        nothing = pl.DataFrame(schema=PRINTED)
        return nothing, findings + _without_counts(layouts, nothing, findings)
    long = pl.concat(texts).join(_meanings(layouts), on=["file", "sheet", "letter"])
    long = _with_numbers(long, declared.words)
    long = _with_odd_numbers(long)
    findings += _wrong_numbers(long)
    long, mark_findings = one_mark_each(long, declared)
    printed = long.select(pl.col(name).cast(dtype) for name, dtype in PRINTED.items())
    findings += mark_findings
    return printed, findings + _without_counts(layouts, printed, findings)


def _without_counts(
    layouts: list[Layout], printed: pl.DataFrame, said: list[Finding]
) -> list[Finding]:
    """Forms in which nobody has reported and nothing else is wrong: they would replace the old."""
    held = set(printed.filter(kind="unit").select("file", "sheet").unique().iter_rows())
    wrong = {(finding.file, finding.sheet) for finding in said if finding.severity == "error"}
    return [
        found("form_without_counts", layout.place, form=layout.form.title)
        for layout in layouts
        if (layout.sheet.file, layout.sheet.name) not in held | wrong
    ]


# ---- Wide → long ----


def _unpivoted(layout: Layout, rows: list[Row]) -> pl.DataFrame:
    labels = pl.DataFrame([vars(row) for row in rows], schema=_LABELS)
    wide = layout.sheet.rows.join(labels, on="row")
    return wide.unpivot(
        layout.letters(*_PRINTED_ROLES),
        index=labels.columns,
        variable_name="letter",
        value_name="text",
    ).with_columns(file=pl.lit(layout.sheet.file), sheet=pl.lit(layout.sheet.name))


def _meanings(layouts: list[Layout]) -> pl.DataFrame:
    """What each column of each sheet holds."""
    return pl.DataFrame(
        [
            {
                "file": layout.sheet.file,
                "sheet": layout.sheet.name,
                "form_id": layout.form.id,
                "year": layout.year,
                "is_marked": layout.form.kind == "marks",
                "letter": column.letter,
                "role": column.role,
                "measure_id": column.target,
            }
            for layout in layouts
            for column in layout.columns
        ]
    )


def _with_numbers(long: pl.DataFrame, words: Words) -> pl.DataFrame:
    """Texts → whole numbers: blanks and dashes are 0, a mark of an organisation is 1."""
    long = long.with_columns(text=pl.col("text").str.strip_chars())
    is_blank = pl.col("text").fill_null("").is_in(["", *words.dashes])
    as_count = pl.when(is_blank).then(0).otherwise(pl.col("text").cast(pl.Int64, strict=False))
    marked = pl.col("text").str.to_lowercase().is_in(list(words.marks))
    as_mark = pl.when(is_blank | (pl.col("text") == "0")).then(0).when(marked).then(1)
    value = pl.when(IS_MARK & pl.col("is_marked")).then(as_mark).otherwise(as_count)
    return long.with_columns(value=pl.when(pl.col("role") != "percent").then(value))


def _with_odd_numbers(long: pl.DataFrame) -> pl.DataFrame:
    """The few numbers that are not plain digits: `4.482`, ` 12 `, `12,0`."""
    is_odd = pl.col("value").is_null() & (pl.col("role") != "percent") & ~IS_MARK
    odd = long.filter(is_odd)["text"].unique()
    if odd.is_empty():
        return long
    parsed = {text: parse_whole(text) for text in odd}
    typed = pl.col("text").replace_strict(parsed, default=None, return_dtype=pl.Int64)
    return long.with_columns(value=pl.when(is_odd).then(typed).otherwise("value"))


def _wrong_numbers(long: pl.DataFrame) -> list[Finding]:
    wrong = long.filter(
        ~pl.col("role").is_in(["percent", "words"])
        & ~pl.col("value").is_between(0, limits().largest_count).fill_null(False)
    )
    return [_wrong_number(row) for row in wrong.iter_rows(named=True)]


def _wrong_number(row: dict) -> Finding:
    is_mark = row["role"] == "mark" and row["kind"] in ORGANISATIONS
    if row["value"] is None:
        rule = "unknown_mark" if is_mark else "not_a_whole_number"
        return found(rule, place_of(row), cell_of(row), row["text"])
    if row["value"] < 0:
        return found("negative_number", place_of(row), cell_of(row), row["text"])
    most = formatting.count(limits().largest_count)
    return found("number_too_large", place_of(row), cell_of(row), row["text"], most=most)
