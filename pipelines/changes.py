"""What a load would change: counts by form and year, results that move, verdicts that flip."""

import polars as pl

from pipelines.snapshot import State

KEY = ["unit_id", "year", "measure_id", "form_id"]
RESULT = ["year", "level", "unit_id", "target_id"]
SHOWN = ["numerator", "denominator", "value_pct", "verdict"]


def count_changes(before: State, after: State) -> pl.DataFrame:
    """Counts that would be new, other or gone: form_id, year, added, changed, removed."""
    joined = before.measures.select(*KEY, before="value").join(
        after.measures.select(*KEY, after="value"), on=KEY, how="full", coalesce=True
    )
    was, is_ = pl.col("before"), pl.col("after")
    counted = joined.group_by("form_id", "year").agg(
        added=was.is_null().sum(),
        changed=(was != is_).sum(),
        removed=is_.is_null().sum(),
    )
    moved = pl.sum_horizontal("added", "changed", "removed") > 0
    return counted.filter(moved).sort("year", "form_id")


def result_changes(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Results that would be other than now, those whose verdict flips first.

    Both: rows of `queries.progress`. Columns: RESULT, unit_name, is_flipped, and of SHOWN both
    what is (`before_`) and what would be; null where there is none.
    """
    now = before.select(*RESULT, before_name="unit_name", **{f"before_{c}": c for c in SHOWN})
    then = after.select(*RESULT, "unit_name", *SHOWN)
    joined = now.join(then, on=RESULT, how="full", coalesce=True)
    differs = pl.any_horizontal(
        pl.col(c).ne_missing(pl.col(f"before_{c}")) for c in ("numerator", "denominator", "verdict")
    )
    return (
        joined.filter(differs)
        .with_columns(
            unit_name=pl.coalesce("unit_name", "before_name"),
            is_flipped=pl.col("verdict").ne_missing(pl.col("before_verdict")),
        )
        .drop("before_name")
        .sort("is_flipped", "year", descending=True, maintain_order=True)
    )
