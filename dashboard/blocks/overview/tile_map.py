"""Where the units inside stand: communes as tiles at their places, the others by sector."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial

import polars as pl
import streamlit as st

from dashboard import cached, phrases, targets, theme
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.overview.units import (
    inside,
    scored,
    units_called,
    unknown_target,
    without,
)
from dashboard.charts.tile_map import Group, Tile, chips, groups, tile_map
from dashboard.components.colouring import by_scores
from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.selection import View
from dashboard.tables import columns
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Commune, Declarations, Target, Verdict, load_declarations

MOST = 60  # chips drawn, shared by the groups; the table has all
STEPS = 5  # shades of the ramp

Tiled = Callable[[Row, str], Tile]


def _table(view: View) -> Table:
    declared = load_declarations()
    if by_scores(view):
        return _scored(view)
    target = targets.chosen_target(view, declared)
    return _judged(view, target, declared) if target else unknown_target("ban-do", view)


def _judged(view: View, target: Target, declared: Declarations) -> Table:
    rows = inside(view, target.id)
    counts = {"met": _reached(rows.to_dicts(), declared), "all": rows.height}
    unit, *others = columns.progress()
    return Table(
        id="ban-do",
        title=say(
            f"overview_map.{'title_none' if rows.is_empty() else 'title'}",
            target=target.name,
            year=view.year,
            units=units_called(view),
            **counts,
        ),
        columns=(unit, Column("sector_name", say("column.sector")), *others),
        rows=columns.with_links(rows, view),
        note=_note(view, rows),
        empty=without(view, target),
    )


def _scored(view: View) -> Table:
    rows = scored(view)
    counts = {"met": _complete(rows.to_dicts()), "all": rows.height}
    return Table(
        id="ban-do",
        title=say("overview_map.title_scores", year=view.year, units=units_called(view), **counts),
        columns=(
            Column("unit_name", say("column.unit"), link="href"),
            Column("sector_name", say("column.sector")),
            Column("met", say("overview_map.met_column"), "count"),
            Column("judged", say("overview_map.judged_column"), "count"),
            Column("declared", say("overview_map.declared_column"), "count"),
        ),
        rows=columns.with_links(rows.with_columns(target_id=pl.lit("")), view),
        note=_joined(_schematic(rows), say("overview_map.scale")),
        empty=say(f"overview_below.none_{view.scope.level}", year=view.year),
    )


def _note(view: View, rows: pl.DataFrame) -> str:
    missing = scored(view).join(rows, on="unit_id", how="anti").height
    others = say("overview_map.others", count=formatting.count(missing), units=units_called(view))
    return _joined(_schematic(rows), others if missing else "")


def _schematic(rows: pl.DataFrame) -> str:
    return say("overview_map.schematic") if rows["commune_code"].count() else ""


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _draw(view: View, table: Table) -> Drawing:
    declared = load_declarations()
    if by_scores(view):
        colours = theme.palette(st.context.theme.type)
        return _drawn(view, table, declared, partial(_score, colours=colours), "")
    target = targets.chosen_target(view, declared)
    tiled = partial(_progress, target=target, declared=declared)
    return _drawn(view, table, declared, tiled, phrases.goal(target))


def _drawn(view: View, table: Table, declared: Declarations, tiled: Tiled, goal: str) -> Drawing:
    rows = table.rows.to_dicts()
    places = {commune.code: commune for commune in declared.communes}
    on_map = {row["commune_code"]: row for row in rows if row["commune_code"] in places}
    others = [row for row in rows if on_map.get(row["commune_code"]) is not row]
    listed = _groups(view, others, tiled, declared)
    parts = [_communes(view, on_map, places, tiled, declared), _listed(listed, bool(on_map))]
    told = _by_group(on_map, listed, declared)
    kind = "overview_map.alt" if goal else "overview_map.alt_scores"
    said = say(kind, title=table.title, goal=goal, groups="; ".join(told))
    return Drawing(alt=said, markup="".join(parts))


def _communes(
    view: View,
    rows: Mapping[str, Row],
    places: Mapping[str, Commune],
    tiled: Tiled,
    declared: Declarations,
) -> str:
    """The communes that have a figure; at the district also those without an organisation."""
    if not rows:
        return ""
    whole = view.scope.level == "district"
    placed = [
        (commune.tile, tiled(rows[code], _short(commune)) if code in rows else _absent(commune))
        for code, commune in places.items()
        if code in rows or whole
    ]
    head = _heading(say("overview_map.communes"), _told(list(rows.values()), declared))
    return head + tile_map(placed)


def _heading(name: str, told: str) -> str:
    return element("p", words("span", name), " ", words("b", told), class_="map-head")


def _groups(view: View, rows: list[Row], tiled: Tiled, declared: Declarations) -> list[Group]:
    by_sector: dict[str, list[Row]] = {}
    for row in rows:
        by_sector.setdefault(row["sector_id"], []).append(row)
    most = MOST if len(rows) <= MOST else MOST // len(by_sector)
    names = cached.sectors(view.snapshot)
    return [
        Group(
            name=names[sector],
            told=_told(by_sector[sector], declared),
            chips=[tiled(row, row["unit_name"]) for row in by_sector[sector][:most]],
            marks=_marks(by_sector[sector], declared),
            more=_more(len(by_sector[sector]) - most),
            href=view.to_unit("sector", sector, "tong-quan"),
        )
        for sector in names
        if sector in by_sector
    ]


def _listed(listed: list[Group], has_map: bool) -> str:
    """One group alone stands open."""
    if len(listed) == 1 and not has_map:
        told = say("overview_map.more_in_table", told=listed[0].more) if listed[0].more else ""
        return chips(listed[0].chips) + (words("p", told, class_="more") if told else "")
    return groups(listed)


def _told(rows: list[Row], declared: Declarations) -> str:
    if "judged" in rows[0]:
        return say("overview_map.met_every", met=_complete(rows), all=len(rows))
    return say("overview_map.met", met=_reached(rows, declared), all=len(rows))


def _marks(rows: list[Row], declared: Declarations) -> list[tuple[str, str]]:
    """How many of a group have each verdict that is not "reached"."""
    found = Counter(row["verdict"] for row in rows if "verdict" in row)
    return [
        (id_, say("overview_map.verdict_count", told=_words(verdict), count=found[id_]))
        for id_, verdict in declared.verdicts.items()
        if found[id_] and not verdict.reached
    ]


def _words(verdict: Verdict) -> str:
    return say("figure.verdict", icon=verdict.icon, verdict=verdict.name)


def _by_group(on_map: Mapping[str, Row], listed: list[Group], declared: Declarations) -> list[str]:
    communes = list(on_map.values())
    told = [(say("overview_map.communes"), _told(communes, declared))] if communes else []
    told += [(group.name, group.told) for group in listed]
    return [say("overview_map.alt_group", name=name, told=counts) for name, counts in told]


def _progress(row: Row, name: str, target: Target, declared: Declarations) -> Tile:
    verdict, missing = declared.verdicts[row["verdict"]], row["value_pct"] is None
    gap = phrases.gap(row, target)
    kind = "tile_missing" if missing else "tile_gap" if gap else "tile"
    title = say(
        f"overview_map.{kind}",
        unit=row["unit_name"],
        value=formatting.percent(row["value_pct"]),
        counts=phrases.counts(row),
        verdict=verdict.name,
        gap=gap,
    )
    told = verdict.name if missing else formatting.percent(row["value_pct"])
    return Tile(name, told, title, verdict.icon, row["href"], row["verdict"])


def _score(row: Row, name: str, colours: theme.Palette) -> Tile:
    counts = {"met": row["met"], "judged": row["judged"]}
    title = say("overview_map.tile_score", unit=row["unit_name"], **counts)
    if not row["judged"]:
        return Tile(name, formatting.NOTHING, title, href=row["href"])
    shade = theme.ramp(colours, STEPS)[row["met"] * (STEPS - 1) // row["judged"]]
    return Tile(name, say("overview_map.score", **counts), title, href=row["href"], fill=shade)


def _absent(commune: Commune) -> Tile:
    title = say("overview_map.tile_absent", commune=commune.name)
    return Tile(_short(commune), formatting.NOTHING, title)


def _short(commune: Commune) -> str:
    return next(iter(commune.aliases), commune.name)


def _reached(rows: list[Row], declared: Declarations) -> int:
    return sum(declared.verdicts[row["verdict"]].reached for row in rows)


def _complete(rows: list[Row]) -> int:
    """Units that reach every target that can be judged, at least one."""
    return sum(0 < row["met"] == row["judged"] for row in rows)


def _more(left: int) -> str:
    return say("overview_map.more", count=formatting.count(left)) if left > 0 else ""


MAP = Block("ban-do", _table, _draw)
