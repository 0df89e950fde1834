"""What the other denominators would give, where the programme had to choose one."""

import polars as pl

from dashboard import cached, phrases
from dashboard.blocks.block import Block
from dashboard.blocks.target.subject import subject, unknown
from dashboard.selection import View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import Target, load_declarations

ID = "mau-so-khac"


def has_variants(target: Target) -> bool:
    """Whether the indicator of a target could be divided by something else."""
    return len(load_declarations().indicators[target.id].variants) > 1


def _table(view: View) -> Table:
    target = subject(view)
    if target is None:
        return unknown(view, ID)
    return Table(
        id=ID,
        title=say("target_variants.heading"),
        columns=_columns(),
        rows=_rows(view, target),
        note=say("target_variants.note", goal=phrases.goal(target).capitalize()),
        empty=say("target_variants.empty"),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("explained", say("target_variants.variant")),
        Column("numerator", say("column.numerator"), "count"),
        Column("denominator", say("column.denominator"), "count"),
        Column("value_pct", say("column.value"), "percent"),
        Column("verdict", say("target_variants.would"), "verdict"),
        Column("in_force", say("target_variants.in_force")),
    )


def _rows(view: View, target: Target) -> pl.DataFrame:
    scope = view.scope
    rows = cached.ask(
        view.snapshot,
        queries.variants,
        year=view.year,
        level=scope.level,
        unit_id=scope.unit_id,
        target_id=target.id,
    )
    indicator, found = load_declarations().indicators[target.id], rows.to_dicts()
    mark = say("target_variants.is_chosen")
    return rows.with_columns(
        pl.Series(
            "explained", [indicator.variants[r["variant"]].explained for r in found], pl.String
        ),
        pl.Series("in_force", [mark if row["is_chosen"] else "" for row in found], pl.String),
    )


BLOCK = Block(ID, _table)
