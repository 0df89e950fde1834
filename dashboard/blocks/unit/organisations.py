"""Danh sách: the organisations of the scope, to choose one of."""

import polars as pl

from dashboard import cached
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.unit import head as unit_head
from dashboard.components.markup import element, notice, words
from dashboard.components.picker import choices
from dashboard.phrases import Row
from dashboard.selection import View
from dashboard.tables import columns
from dashboard.tables.table import Column, Table
from dashboard.units import ORGANISATION
from dashboard.wording import say
from pipelines import formatting, queries

ORDER = "thu-tu"
BY_NAME, BY_SCORE = "ten", "chi-tieu-dat"
MOST = 120  # organisations drawn at once; the table has them all


def orders(view: View) -> str:
    """The two orders as links, and a sentence when the address asks for another."""
    asked = view.asked(ORDER)
    chosen = asked or BY_NAME
    ways = [(BY_NAME, None), (BY_SCORE, BY_SCORE)]
    links = [
        (say(f"unit_list.orders.{code}"), view.link({ORDER: value}), code == chosen)
        for code, value in ways
    ]
    drawn = choices(say("unit_list.order"), links, key=ORDER)
    if chosen in (BY_NAME, BY_SCORE):
        return drawn
    told = say("unit_list.unknown_order", asked=asked)
    return drawn + notice(told)


def _table(view: View) -> Table:
    rows = _rows(view)
    return Table(
        id="danh-sach",
        title=say("unit_list.heading"),
        columns=(
            Column("unit_name", say("column.organisation"), link="href", order="name_order"),
            Column("sector_name", say("column.sector"), order="sector_order"),
            Column("met", say("unit_list.met"), "count"),
            Column("judged", say("unit_list.judged"), "count"),
            Column("declared", say("unit_list.declared"), "count"),
        ),
        rows=rows,
        note=say("unit_list.note"),
        empty=say("unit_list.empty", year=view.year),
    )


def _rows(view: View) -> pl.DataFrame:
    """Organisations of the scope in the year, by sector, then by name or by targets met."""
    scores = cached.ask(view.snapshot, queries.scores, year=view.year, level=ORGANISATION)
    if view.scope.level == "sector":
        scores = scores.filter(sector_id=view.scope.unit_id)
    names = cached.ask(view.snapshot, queries.units).select("unit_id", "sector_name", "name_order")
    sectors = list(cached.sectors(view.snapshot))
    by_score = view.asked(ORDER) == BY_SCORE
    links = [columns.to_unit(view, ORGANISATION, unit_id) for unit_id in scores["unit_id"]]
    places = [sectors.index(id_) if id_ in sectors else len(sectors) for id_ in scores["sector_id"]]
    rows = scores.with_columns(
        pl.Series("href", links, pl.String), pl.Series("sector_order", places, pl.Int64)
    ).join(names, on="unit_id", how="left")
    keys = ["sector_order", *(["met", "judged"] if by_score else []), "name_order"]
    return rows.sort(keys, descending=[key == "met" for key in keys])


def _draw(view: View, table: Table) -> Drawing:
    shown = table.rows.head(MOST)
    groups = [
        _group(rows, view) for rows in shown.partition_by("sector_order", maintain_order=True)
    ]
    left = table.rows.height - shown.height
    others = (
        words("p", say("unit.others", count=formatting.count(left)), class_="note") if left else ""
    )
    return Drawing(markup=element("div", *groups, class_="unit-list") + others)


def _group(rows: pl.DataFrame, view: View) -> str:
    first = rows.row(0, named=True)
    count = say("unit_list.count", count=formatting.count(rows.height))
    head = element(
        "h3",
        words("span", first["sector_name"] or say("unit_list.no_sector")),
        words("small", count),
    )
    items = [_item(row, view.year) for row in rows.to_dicts()]
    return element("section", head, element("ul", *items))


def _item(row: Row, year: int) -> str:
    """The name, and its targets as filled and empty squares with their number."""
    met, judged, declared = row["met"], row["judged"], row["declared"]
    squares = "■" * met + "□" * (judged - met) + "·" * (declared - judged)
    inside = [
        words("span", row["unit_name"], class_="name"),
        words("span", squares, class_="squares", aria_hidden="true"),
        words("b", say("unit_list.score", met=met, judged=judged)),
    ]
    return element("li", element("a", *inside, href=row["href"], title=unit_head.scored(row, year)))


BLOCK = Block("danh-sach", _table, _draw)
