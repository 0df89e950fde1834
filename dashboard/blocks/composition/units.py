"""One dimension across the units below the scope, ranked by one class or by the target."""

import polars as pl
import streamlit as st

from dashboard import cached, theme
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.composition import choices
from dashboard.blocks.composition import rows as rows_of
from dashboard.blocks.composition.choices import SORT_BY, Asked
from dashboard.blocks.composition.units_rows import (
    RANKED,
    SMALL,
    TARGET_KEY,
    WHOLE,
    below,
    ranked,
    sorted_by,
)
from dashboard.charts.shares import across_units as across
from dashboard.charts.shares.across_units import Bar, Group
from dashboard.charts.shares.over_years import Look, looks
from dashboard.components.markup import notice
from dashboard.phrases import Row
from dashboard.selection import DISTRICT, View
from dashboard.tables.table import Column, Table
from dashboard.units import Unit
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations, load_declarations
from pipelines.declared_types import Dimension

LONGEST_LIST = 12  # names of units in a sentence


def _units(view: View) -> Table:
    declared = load_declarations()
    now = choices.asked(view, declared)
    dimension = now.first
    rows = ranked(view, now, declared)
    told = rows_of.nobody_there(view, now.body, declared)
    return Table(
        id="giua-cac-to-chuc",
        title=_title(view, now, declared),
        columns=(
            Column("unit_name", say("column.unit"), link="href"),
            Column("total", say("composition.total"), "count"),
            *rows_of.class_columns(dimension),
            *rows_of.target_columns(dimension, declared),
            Column("remark", say("composition.remark"), order="part"),
        ),
        rows=rows,
        note=_note(view, now, rows, declared),
        empty=now.problem or told or say("composition_units.empty", year=view.year),
    )


def _draw(view: View, table: Table) -> Drawing:
    declared = load_declarations()
    now = choices.asked(view, declared)
    by = sorted_by(view, now, declared)
    if by is None:
        told = say("composition.unknown_sort", asked=view.asked(SORT_BY))
        return Drawing(markup=notice(told) + _key(view, now, "", table, declared))
    classes = looks(now.first, theme.palette(st.context.theme.type))
    bars = {part: _bars(table.rows.filter(part=part), now.first, by) for part in range(3)}
    drawn = across.shares_across_units(
        _groups(bars, by, now.first, declared),
        [look for look in classes if table.rows[f"count_{look.id}"].sum()],
        table.rows.height,
        view.switched(table.id),
    )
    return Drawing(
        alt=_alt(table.title, bars[RANKED], _name(by, now.first, declared), declared),
        markup=_key(view, now, by, table, declared) + drawn,
    )


# ---- What is said ----


def _title(view: View, now: Asked, declared: Declarations) -> str:
    scope, at = view.scope, rows_of.counted_at(now.body, declared)
    kind = {
        DISTRICT: "by_district_commune" if at == "commune" else "by_district_organisation",
        "sector": "by_sector",
    }.get(scope.level, "by_cells" if below(view, now, declared) else "by_organisation")
    return say(
        "composition_units.title",
        body=now.body.name,
        dimension=rows_of.lower(now.first.name),
        year=view.year,
        units=say(f"composition_units.{kind}", unit=scope.name),
    )


def _note(view: View, now: Asked, rows: pl.DataFrame, declared: Declarations) -> str:
    by, dimension = sorted_by(view, now, declared), now.first
    parts = []
    if by:
        parts.append(say("composition_units.note", name=_name(by, dimension, declared)))
    unknown = dimension.remainder
    if len(dimension.names) > 2 and rows[f"count_{unknown}"].sum():
        parts.append(say("composition_units.note_unknown", name=dimension.names[unknown]))
    return " ".join([*parts, *_itself(view, now, rows, declared), *_absent(view, now, declared)])


def _itself(view: View, now: Asked, rows: pl.DataFrame, declared: Declarations) -> list[str]:
    """Why the scope itself has no bar, if it has none."""
    scope = view.scope
    if not rows.filter(level=scope.level, unit_id=scope.unit_id).is_empty():
        return []
    found = rows_of.of_scope(view, now.body).filter(year=view.year)
    if found.is_empty():
        return [rows_of.missing(view, now.body, view.year, declared)]
    about = {"body": now.body.name, "unit": scope.name, "year": view.year}
    return [say("composition_missing.nobody", **about)]


def _absent(view: View, now: Asked, declared: Declarations) -> list[str]:
    """Sentences about the units below that have nobody, and those that have not reported."""
    narrowed = below(view, now, declared)
    if not narrowed:
        return []
    found = cached.ask(
        view.snapshot,
        queries.composition,
        body=now.body.id,
        dimension=now.first.id,
        year=view.year,
        **narrowed,
    )
    totals = dict(found.select("unit_id", "total").iter_rows())
    expected = _expected(view, now, declared)
    nobody = [unit.unit_name for unit in expected if totals.get(unit.unit_id) == 0]
    late = [unit.unit_name for unit in expected if unit.unit_id not in totals]
    said = [("nobody", nobody), ("unreported", late)]
    return [
        say(f"composition_units.{kind}", year=view.year, names=_listed(names))
        for kind, names in said
        if names
    ]


def _expected(view: View, now: Asked, declared: Declarations) -> list[Unit]:
    units, scope = cached.units(view.snapshot), view.scope
    if scope.level == "organisation":
        return units.cells_of(scope.unit_id, view.year)
    sector = scope.unit_id if scope.level == "sector" else None
    inside = units.in_scope(view.year, sector, None)
    only_communes = rows_of.counted_at(now.body, declared) == "commune"
    return [unit for unit in inside if unit.commune_code or not only_communes]


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:LONGEST_LIST])
    over = len(names) - LONGEST_LIST
    if over <= 0:
        return shown
    return say("composition_units.more", names=shown, count=formatting.count(over))


def _name(by: str, dimension: Dimension, declared: Declarations) -> str:
    if by != TARGET_KEY:
        return dimension.names[by]
    return " + ".join(dimension.names[category] for category in dimension.target_categories)


def _alt(title: str, bars: list[Bar], name: str, declared: Declarations) -> str:
    known = [bar for bar in bars if bar.share is not None]
    if not known:
        return say("composition_units.alt_none", title=title, small_n=declared.small_n)
    best, worst = _spoken(known[0]), _spoken(known[-1])
    return say("composition_units.alt", title=title, name=name, best=best, worst=worst)


def _spoken(bar: Bar) -> str:
    counts = say("composition.counts", k=formatting.count(bar.k), n=formatting.count(bar.total))
    share = formatting.percent(bar.share)
    return say("composition_units.alt_unit", unit=bar.name, share=share, counts=counts)


# ---- What is drawn ----


def _bars(rows: pl.DataFrame, dimension: Dimension, by: str) -> list[Bar]:
    return [_bar(row, dimension, by) for row in rows.head(across.MOST).to_dicts()]


def _bar(row: Row, dimension: Dimension, by: str) -> Bar:
    is_target = by == TARGET_KEY
    small = say("composition.small", small_n=load_declarations().small_n)
    return Bar(
        name=row["unit_name"],
        href=row["href"],
        total=row["total"],
        counts={category: row[f"count_{category}"] for category in dimension.names},
        shares={category: row[f"share_{category}"] for category in dimension.names},
        k=row["target_count" if is_target else f"count_{by}"],
        share=row["target_share" if is_target else f"share_{by}"],
        source=row["target_source" if is_target else f"source_{by}"],
        remark=small if row["is_small"] and row["part"] == WHOLE else "",
    )


def _groups(
    bars: dict[int, list[Bar]], by: str, dimension: Dimension, declared: Declarations
) -> list[Group]:
    n = declared.small_n
    heading = say("composition_units.ranked", name=_name(by, dimension, declared))
    small = say("composition_units.small", small_n=n)
    why = say("composition_units.small_why")
    return [
        Group("", bars[WHOLE]),
        Group(heading, bars[RANKED]),
        Group(small, bars[SMALL], why, is_dense=True),
    ]


def _key(view: View, now: Asked, by: str, table: Table, declared: Declarations) -> str:
    dimension = now.first
    drawn: list[Look] = [
        look
        for look in looks(dimension, theme.palette(st.context.theme.type))
        if table.rows[f"count_{look.id}"].sum()
    ]
    entries = [(look.id, look.name) for look in drawn]
    if dimension.target:
        joined = _name(TARGET_KEY, dimension, declared)
        entries.insert(0, (TARGET_KEY, say("composition_units.target_key", classes=joined)))
    links = [(id_, text, view.link({SORT_BY: id_}), id_ == by) for id_, text in entries]
    return across.key(drawn, links, say("composition_units.key"))


BLOCK = Block("giua-cac-to-chuc", _units, _draw)
