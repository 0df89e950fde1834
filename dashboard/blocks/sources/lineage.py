"""Số này từ đâu?: the counts, files, sheets and cells behind one number."""

import polars as pl

from dashboard import cached, figures
from dashboard.blocks.block import Block
from dashboard.selection import NUMBER, View
from dashboard.tables import columns
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import load_declarations


def chosen(view: View) -> str | None:
    """The number that the address names; the first target if it names none; None if unknown."""
    declared = load_declarations()
    asked = view.asked(NUMBER)
    if asked is None:
        return next(iter(declared.targets))
    return asked if asked in figures.names(declared) else None


def _cells(view: View) -> Table:
    declared, scope, number_id = load_declarations(), view.scope, chosen(view)
    found = cached.ask(
        view.snapshot,
        queries.lineage,
        year=view.year,
        level=scope.level,
        unit_id=scope.unit_id,
        number_id=number_id,
    ).filter(pl.col("value").is_not_null())
    is_share = not figures.is_count(number_id, declared)
    return Table(
        id="o-nguon",
        title=figures.sentence(view, number_id, declared),
        columns=_columns(is_share),
        rows=_worded(found, view),
        note=say("number.terms" if is_share else "number.counted"),
        empty=say("number.none"),
    )


def _columns(is_share: bool) -> tuple[Column, ...]:
    part = (
        Column("part_name", say("sources_column.part")),
        Column("sign", say("sources_column.sign")),
    )
    return (
        *(part if is_share else ()),
        Column("measure_name", say("sources_column.measure")),
        Column("source_name", say("sources_column.source"), link="href"),
        Column("value", say("sources_column.value"), "count"),
        Column("file", say("sources_column.file")),
        Column("sheet", say("sources_column.sheet")),
        Column("cell", say("sources_column.cell")),
    )


def _worded(found: pl.DataFrame, view: View) -> pl.DataFrame:
    units = cached.units(view.snapshot).by_id
    links = [
        columns.to_unit(view, units[source].level, source) if source in units else None
        for source in found["source_id"]
    ]
    parts = {part: say(f"number.{part}") for part in ("numerator", "denominator")}
    return found.with_columns(
        pl.col("part").replace_strict(parts, default="").alias("part_name"),
        pl.when(pl.col("coefficient") < 0)
        .then(pl.lit(say("number.minus")))
        .otherwise(pl.lit(say("number.plus")))
        .alias("sign"),
        pl.Series("href", links, pl.String),
    )


BLOCK = Block("o-nguon", _cells)
