"""The people of every side: the composition of the committees, and members gained and lost."""

import polars as pl
import streamlit as st

from dashboard import cached, theme
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.comparison import sides
from dashboard.blocks.comparison.sides import Asked, Side, asked
from dashboard.blocks.comparison.targets import title
from dashboard.charts.side_by_side.flow import flows
from dashboard.charts.side_by_side.shares import shares
from dashboard.phrases import Row
from dashboard.selection import View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import Balance, Body, Declarations, load_declarations

COMPOSITION, MEMBERS = "so-sanh-co-cau", "so-sanh-dang-vien"
FLOW = "member_flow"
CLASSES = {
    **dict.fromkeys(("mark", "side", "href", "dimension", "dimension_name"), pl.String),
    **dict.fromkeys(("category", "category_name", "source", "why"), pl.String),
    "count": pl.Int64,
    "total": pl.Int64,
    "share_pct": pl.Float64,
    "is_remainder": pl.Boolean,
    "is_small": pl.Boolean,
}


# ---- Composition of the committees ----


def _composition(view: View) -> Table:
    compared, declared = asked(view), load_declarations()
    body = _body(declared)
    rows = [row for side in compared.sides for row in _classes(view, side, body)]
    return Table(
        id=COMPOSITION,
        title=title(compared, "composition"),
        columns=_class_columns(compared),
        rows=pl.DataFrame(rows, schema=CLASSES),
        note=say("compare.note_composition", noun=body.noun, note=body.note, n=declared.small_n),
        empty=say("compare.todo"),
    )


def _body(declared: Declarations) -> Body:
    return next(iter(declared.bodies.values()))


def _classes(view: View, side: Side, body: Body) -> list[Row]:
    """Every class of every dimension; a side without figures has one row that says why."""
    unit = {"year": side.year, "level": side.level, "unit_id": side.unit_id, "body": body.id}
    found = cached.ask(view.snapshot, queries.composition, **unit).to_dicts()
    about = {"mark": side.mark, "side": side.label, "href": sides.to_side(view, side)}
    if not found:
        return [dict.fromkeys(CLASSES) | about | {"why": _why(view, side)}]
    order = {id_: i for i, id_ in enumerate(body.dimensions)}
    found.sort(key=lambda row: order[row["dimension"]])
    return [_class(view, side, body, row) | about for row in found]


def _class(view: View, side: Side, body: Body, row: Row) -> Row:
    return {name: row[name] for name in CLASSES if name in row} | {
        "dimension_name": body.dimensions[row["dimension"]].name,
        "source": view.to_source(side.year, side.level, side.unit_id, row["number_id"]),
        "why": "",
    }


def _why(view: View, side: Side) -> str:
    """Cells have no committee of their own; for others the form is missing."""
    if side.existed and side.level != "cell":
        return say("compare.no_committee", year=side.year)
    return sides.why_nothing(side, is_known=True)


def _class_columns(compared: Asked) -> tuple[Column, ...]:
    return (
        Column("side", _side_heading(compared), link="href"),
        Column("dimension_name", say("compare.dimension")),
        Column("category_name", say("compare.class")),
        Column("count", say("compare.count"), "count", link="source"),
        Column("total", say("compare.total"), "count"),
        Column("share_pct", say("column.value"), "percent"),
        Column("why", say("compare.why")),
    )


def _side_heading(compared: Asked) -> str:
    return say("compare.of_year" if compared.is_years else "column.unit")


def _draw_composition(_: View, table: Table) -> Drawing:
    body, colours = _body(load_declarations()), theme.palette(st.context.theme.type)
    return Drawing(markup=shares(table.rows, body, colours, table.columns[0].heading))


# ---- Members gained and lost ----


def _members(view: View) -> Table:
    compared, declared = asked(view), load_declarations()
    balance = _balance(declared)
    rows = [_flow(view, side, balance) for side in compared.sides]
    terms = dict.fromkeys((*balance.plus, *balance.minus, balance.total, "gain", "loss"), pl.Int64)
    links = {f"source_{name}": pl.String for name in terms}
    about = dict.fromkeys(("mark", "side", "href", "why"), pl.String)
    return Table(
        id=MEMBERS,
        title=title(compared, "members"),
        columns=_flow_columns(compared, balance, declared),
        rows=_summed(pl.DataFrame(rows, schema=about | terms | links), balance),
        note=say("compare.note_members"),
        empty=say("compare.todo"),
    )


def _balance(declared: Declarations) -> Balance:
    """Opening count (the first that is added), gains, losses, closing count (the total)."""
    return declared.forms[FLOW].balances[0]


def _flow(view: View, side: Side, balance: Balance) -> Row:
    unit = {"level": side.level, "unit_id": side.unit_id, "year": side.year}
    counts = cached.ask(view.snapshot, queries.counts, form_id=FLOW, **unit).to_dicts()
    known = {row["measure_id"]: row for row in counts if row["reported"]}
    terms = (*balance.plus, *balance.minus, balance.total)
    found = {name: known[name] for name in terms if name in known}
    return {
        "mark": side.mark,
        "side": side.label,
        "href": sides.to_side(view, side),
        "why": "" if found else _why_no_members(side),
        **{name: row["value"] for name, row in found.items()},
        **{
            f"source_{name}": view.to_source(side.year, side.level, side.unit_id, row["number_id"])
            for name, row in found.items()
        },
    }


def _why_no_members(side: Side) -> str:
    if not side.existed:
        return sides.why_nothing(side, is_known=True)
    return say("compare.no_flow", year=side.year)


def _summed(rows: pl.DataFrame, balance: Balance) -> pl.DataFrame:
    """Gains and losses together, where the form was reported."""
    gains, losses = balance.plus[1:], balance.minus
    return rows.with_columns(
        pl.sum_horizontal(gains, ignore_nulls=False).alias("gain"),
        pl.sum_horizontal(losses, ignore_nulls=False).alias("loss"),
    )


def _flow_columns(compared: Asked, balance: Balance, declared: Declarations) -> tuple[Column, ...]:
    def counted(name: str) -> Column:
        return Column(name, declared.measures[name].name, "count", link=f"source_{name}")

    return (
        Column("side", _side_heading(compared), link="href"),
        counted(balance.plus[0]),
        Column("gain", say("compare.gain"), "count"),
        *map(counted, balance.plus[1:]),
        Column("loss", say("compare.loss"), "count"),
        *map(counted, balance.minus),
        counted(balance.total),
        Column("why", say("compare.why")),
    )


def _draw_members(_: View, table: Table) -> Drawing:
    declared = load_declarations()
    return Drawing(markup=flows(table.rows, _balance(declared), declared, table.columns[0].heading))


PEOPLE = (
    Block(COMPOSITION, _composition, _draw_composition),
    Block(MEMBERS, _members, _draw_members),
)
