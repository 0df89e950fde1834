"""Cấp ủy: the composition of a unit's committee, and of other bodies that a target speaks of."""

import polars as pl
import streamlit as st

from dashboard import cached, phrases, theme
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.unit import scope as unit_scope
from dashboard.charts.unit import bodies as unit_bodies
from dashboard.components.markup import words
from dashboard.phrases import Row
from dashboard.selection import TARGET, View
from dashboard.tables.table import Column, Table
from dashboard.units import CELL
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations, load_declarations
from pipelines.declared_types import Body, Dimension

ID = "cap-uy"


def shown(declared: Declarations) -> list[Body]:
    """The first body, the committee, and those with a class that a target counts."""
    first, *others = declared.bodies.values()
    return [first, *(b for b in others if any(d.target for d in b.dimensions.values()))]


def _table(view: View) -> Table:
    declared = load_declarations()
    return Table(
        id=ID,
        title=say("unit_committee.heading", year=view.year),
        columns=(
            Column("body_name", say("unit_committee.body"), order="place"),
            Column("dimension_name", say("unit_committee.dimension"), order="place"),
            Column("category_name", say("unit_committee.category"), order="place"),
            Column("count", say("unit_committee.count"), "count", link="source"),
            Column("total", say("unit_committee.total"), "count"),
            Column("share_pct", say("unit_committee.share"), "percent"),
            Column("small", say("unit_committee.remark")),
        ),
        rows=_rows(view, declared),
        note=_note(view, declared),
        empty=_empty(view, declared),
    )


def _rows(view: View, declared: Declarations) -> pl.DataFrame:
    """A row per body, dimension and class, in declared order, with names and links."""
    rows = [row for body in shown(declared) for row in _of_body(view, body, declared)]
    rows = [row | {"place": place} for place, row in enumerate(rows)]
    return pl.DataFrame(rows, infer_schema_length=None)


def _of_body(view: View, body: Body, declared: Declarations) -> list[Row]:
    scope = view.scope
    found = cached.ask(
        view.snapshot,
        queries.composition,
        year=view.year,
        level=scope.level,
        unit_id=scope.unit_id,
        body=body.id,
    )
    order = list(body.dimensions)
    rows = sorted(found.iter_rows(named=True), key=lambda row: order.index(row["dimension"]))
    return [
        row
        | {
            "body_name": body.name,
            "dimension_name": body.dimensions[row["dimension"]].name,
            "source": view.to_source(view.year, scope.level, scope.unit_id, row["number_id"]),
            "small": unit_scope.small(declared) if row["is_small"] else "",
        }
        for row in rows
    ]


def _missing(view: View, declared: Declarations) -> list[str]:
    """Forms of these bodies that the unit had to send in this year, and did not: their titles."""
    forms = dict.fromkeys(
        declared.measures[id_].form_id
        for body in shown(declared)
        for id_ in next(iter(body.dimensions.values())).total
    )
    return [declared.forms[form_id].title for form_id in forms if _is_late(view, form_id)]


def _is_late(view: View, form_id: str) -> bool:
    scope = view.scope
    found = cached.ask(
        view.snapshot,
        queries.counts,
        level=scope.level,
        unit_id=scope.unit_id,
        form_id=form_id,
        year=view.year,
    )
    return bool(found.height) and not found["reported"][0]


def _late(view: View, declared: Declarations) -> str:
    missing = _missing(view, declared)
    return say("unit.late", forms="; ".join(missing), year=view.year) if missing else ""


def _note(view: View, declared: Declarations) -> str:
    late = _late(view, declared) if view.is_table(ID) else ""
    return " ".join(filter(None, (late, say("unit_committee.note"))))


def _empty(view: View, declared: Declarations) -> str:
    if view.scope.level == CELL:
        return say("unit_committee.cell")
    return _late(view, declared) or say("unit_committee.none", unit=view.scope.name, year=view.year)


def _draw(view: View, table: Table) -> Drawing:
    declared = load_declarations()
    drawn = [
        _body(view, rows, declared) for rows in table.rows.partition_by("body", maintain_order=True)
    ]
    colours = theme.palette(st.context.theme.type)
    late, link = _late(view, declared), view.link(page="co-cau-cap-uy")
    more = words("a", say("unit_committee.more"), href=link, class_="more")
    return Drawing(
        alt=unit_bodies.summary(drawn, table.title),
        markup=(words("p", late, class_="empty") if late else "")
        + unit_bodies.bodies(drawn, colours)
        + more,
    )


def _body(view: View, rows: pl.DataFrame, declared: Declarations) -> unit_bodies.Body:
    first = rows.row(0, named=True)
    body = declared.bodies[first["body"]]
    total = say("unit_committee.people", count=formatting.count(first["total"]), noun=body.noun)
    parts = rows.partition_by("dimension", maintain_order=True)
    drawn = [
        _dimension(view, body.dimensions[part["dimension"][0]], part, declared) for part in parts
    ]
    return unit_bodies.Body(body.name, total, first["small"], body.note, drawn)


def _dimension(
    view: View, dimension: Dimension, rows: pl.DataFrame, declared: Declarations
) -> unit_bodies.Dimension:
    target = declared.targets.get(dimension.target)
    classes = [
        unit_bodies.Class(
            name=row["category_name"],
            count=row["count"],
            share_pct=row["share_pct"],
            href=row["source"],
            is_left_over=row["is_remainder"],
        )
        for row in rows.to_dicts()
    ]
    goal = phrases.goal(target) if target else ""
    href = view.link({TARGET: target.id}, "chi-tieu") if target else ""
    return unit_bodies.Dimension(dimension.name, dimension.is_ordinal, classes, goal, href)


BLOCK = Block(ID, _table, _draw)
