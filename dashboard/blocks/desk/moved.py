"""What moves from one state to another, in words that a load and a comparison share."""

import polars as pl

from dashboard import phrases
from dashboard.tables.table import Column
from pipelines import formatting
from pipelines.declarations import load_declarations


def form_titles() -> dict[str, str]:
    """Form → its title."""
    return {form.id: form.title for form in load_declarations().forms.values()}


def framed(rows: list[dict], columns: tuple[Column, ...]) -> pl.DataFrame:
    """The rows as a frame, with its columns even when there is none."""
    schema = {c.name: pl.Int64 if c.kind in ("count", "year") else pl.String for c in columns}
    return pl.DataFrame(rows, schema=schema)


def result_row(row: dict) -> dict:
    """A row of `changes.result_changes` in words: figure and verdict of both sides."""
    before = {name: row[f"before_{name}"] for name in ("numerator", "denominator", "value_pct")}
    return {
        "year": row["year"],
        "unit_name": row["unit_name"],
        "target": load_declarations().targets[row["target_id"]].name,
        "before": _figure(before),
        "before_verdict": _verdict(row["before_verdict"]),
        "after": _figure(row),
        "after_verdict": _verdict(row["verdict"]),
    }


def _figure(row: dict) -> str:
    if row["denominator"] is None:
        return formatting.NOTHING
    return f"{formatting.percent(row['value_pct'])} ({phrases.counts(row)})"


def _verdict(verdict: str | None) -> str:
    declared = load_declarations().verdicts
    return formatting.NOTHING if verdict is None else declared[verdict].name
