"""What differs between two states: counts, results and verdicts, warnings, the register."""

import polars as pl

from pipelines.snapshot import State

KEY = ["unit_id", "year", "measure_id", "form_id"]
PLACE = ["file", "sheet", "cell"]
RESULT = ["year", "level", "unit_id", "target_id"]
SHOWN = ["numerator", "denominator", "value_pct", "verdict"]
FINDING = ["severity", "rule", "form_id", "year", "sheet", "cell", "value", "message"]
REGISTERED = ["unit_name", "parent_id", "founded_on", "closed_on", "successor_id"]


def beside(
    before: pl.DataFrame, after: pl.DataFrame, key: list[str], columns: list[str]
) -> pl.DataFrame:
    """The rows of two frames that differ, by key, in the order of the key.

    change: added | changed | removed; each column as before_… and after_…, null where missing.
    """
    was = before.select(*key, was=pl.lit(True), **{f"before_{c}": c for c in columns})
    now = after.select(*key, now=pl.lit(True), **{f"after_{c}": c for c in columns})
    joined = was.join(now, on=key, how="full", coalesce=True, nulls_equal=True)
    differs = pl.any_horizontal(
        pl.lit(False), *(pl.col(f"before_{c}").ne_missing(pl.col(f"after_{c}")) for c in columns)
    )
    change = (
        pl.when(pl.col("was").is_null())
        .then(pl.lit("added"))
        .when(pl.col("now").is_null())
        .then(pl.lit("removed"))
        .when(differs)
        .then(pl.lit("changed"))
    )
    told = joined.with_columns(change=change).filter(pl.col("change").is_not_null())
    return told.drop("was", "now").sort(key)


def count_changes(before: State, after: State) -> pl.DataFrame:
    """Counts that are new, other or gone: form_id, year, added, changed, removed."""
    differing = beside(before.measures, after.measures, KEY, ["value"])
    kinds = ("added", "changed", "removed")
    counted = {kind: (pl.col("change") == kind).sum() for kind in kinds}
    return differing.group_by("form_id", "year").agg(**counted).sort("year", "form_id")


def value_changes(before: State, after: State) -> pl.DataFrame:
    """The single counts that differ, by year and form: rows of `beside`, value and PLACE of both.

    A form of a year that only one of the states has is told by `count_changes` alone.
    """
    both = ["form_id", "year"]
    shared = before.measures.select(both).unique().join(after.measures, on=both, how="semi")
    was, now = (s.measures.join(shared, on=both, how="semi") for s in (before, after))
    moved = pl.col("before_value").ne_missing(pl.col("after_value"))
    told = beside(was, now, KEY, ["value", *PLACE]).filter(moved)
    return told.sort("year", "form_id", "unit_id", maintain_order=True)


def result_changes(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Results that would be other than now, those whose verdict flips first, else as they come.

    Both: rows of `queries.progress`. Columns: RESULT, unit_name, is_flipped, and of SHOWN both
    what is (`before_`) and what would be; null where there is none.
    """
    told = beside(before, after, RESULT, ["unit_name", *SHOWN])
    told = told.rename({f"after_{column}": column for column in ("unit_name", *SHOWN)})
    differs = pl.any_horizontal(
        pl.col(c).ne_missing(pl.col(f"before_{c}")) for c in ("numerator", "denominator", "verdict")
    )
    named = told.filter(differs).with_columns(
        unit_name=pl.coalesce("unit_name", "before_unit_name"),
        is_flipped=pl.col("verdict").ne_missing(pl.col("before_verdict")),
    )
    asked = pl.concat([after.select(RESULT), before.select(RESULT)]).unique(maintain_order=True)
    shown = asked.join(named, on=RESULT, maintain_order="left").drop("before_unit_name", "change")
    return shown.sort("is_flipped", "year", descending=True, maintain_order=True)


def finding_changes(before: State, after: State) -> pl.DataFrame:
    """Warnings that came or went: the columns FINDING and change, `added` or `removed`.

    The same words at the same cell are the same warning, whatever the file is called.
    """
    return beside(before.findings.unique(FINDING), after.findings.unique(FINDING), FINDING, [])


def unit_changes(before: State, after: State) -> pl.DataFrame:
    """Organisations of the register that came, went, or are registered otherwise (REGISTERED)."""
    return beside(before.units, after.units, ["unit_id"], REGISTERED)
