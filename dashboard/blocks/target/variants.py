"""What the other denominators would give, where the programme had to choose one."""

import polars as pl

from dashboard import cached, phrases
from dashboard.blocks.block import Block
from dashboard.blocks.target.subject import subject, unknown
from dashboard.phrases import Row
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
        Column("would", say("target_variants.would"), "verdict"),
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
        pl.Series("would", [would(row, target) for row in found], pl.String),
        pl.Series("in_force", [mark if row["is_chosen"] else "" for row in found], pl.String),
    )


def would(row: Row, target: Target) -> str | None:
    """met | not_met | over_ceiling, or None without a value: compared in whole numbers.

    A goal that is a ceiling too is met by the largest count that does not exceed it.
    """
    if row["value_pct"] is None:
        return None
    share, goal = 10000 * row["numerator"], round(100 * target.goal_pct) * row["denominator"]
    if target.rule == "ceiling":
        return "over_ceiling" if share > goal else "met" if share + 10000 > goal else "not_met"
    is_met = share > goal if target.rule == "above" else share >= goal
    return "met" if is_met else "not_met"


BLOCK = Block(ID, _table)
