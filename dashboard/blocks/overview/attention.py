"""Which units inside are furthest from the target, in people or organisations."""

import polars as pl

from dashboard import phrases, targets
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.overview.units import inside, scored, units_called, unknown_target, without
from dashboard.components.colouring import by_scores
from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.selection import TARGET, View
from dashboard.tables import columns
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target, load_declarations

ID = "can-chu-y"
MOST = 10  # units drawn; the rest are behind a link


def _table(view: View) -> Table:
    declared = load_declarations()
    if by_scores(view):
        return _fewest(view)
    target = targets.chosen_target(view, declared)
    return _furthest(view, target, declared) if target else unknown_target(ID, view)


def _furthest(view: View, target: Target, declared: Declarations) -> Table:
    every = inside(view, target.id)
    reached = [id_ for id_, verdict in declared.verdicts.items() if verdict.reached]
    rows = every.filter(pl.col("shortfall") > 0, ~pl.col("verdict").is_in(reached)).sort(
        "shortfall", "value_pct", "name_order", descending=[True, False, False]
    )
    silent = every.filter(verdict="not_reported").height
    note = say(
        "overview_attention.note", target=target.name, goal=phrases.goal(target), noun=target.noun
    )
    late = say("overview_attention.unreported", count=formatting.count(silent)) if silent else ""
    return Table(
        id=ID,
        title=_title(view, rows, "overview_attention.title"),
        columns=columns.progress(),
        rows=columns.with_links(rows, view),
        note=f"{note} {late}".strip(),
        empty=_all_reached(every, target, silent) or without(view, target),
    )


def _all_reached(every: pl.DataFrame, target: Target, silent: int) -> str:
    """What is said when no unit is short; empty where there are no units at all."""
    if every.is_empty():
        return ""
    told = {"target": target.name, "goal": phrases.goal(target), "count": formatting.count(silent)}
    if every["value_pct"].count() == 0:
        return say("overview_attention.none_applicable", **told)
    return say(f"overview_attention.{'none_reported' if silent else 'none'}", **told)


def _fewest(view: View) -> Table:
    every = scored(view)
    rows = (
        every.filter(pl.col("met") < pl.col("judged"))
        .with_columns(missed=pl.col("judged") - pl.col("met"), target_id=pl.lit(""))
        .sort("missed", "met", "name_order", descending=[True, False, False])
    )
    nobody = say(f"overview_below.none_{view.scope.level}", year=view.year)
    return Table(
        id=ID,
        title=_title(view, rows, "overview_attention.title_scores"),
        columns=(
            Column("unit_name", say("column.unit"), link="href"),
            Column("met", say("overview_map.met_column"), "count"),
            Column("judged", say("overview_map.judged_column"), "count"),
            Column("missed", say("overview_attention.missed_column"), "count"),
        ),
        rows=columns.with_links(rows, view),
        note=say("overview_attention.note_scores"),
        empty=nobody if every.is_empty() else say("overview_attention.none_scores"),
    )


def _title(view: View, rows: pl.DataFrame, name: str) -> str:
    if rows.is_empty():
        return say("overview_attention.title_none")
    return say(name, count=formatting.count(rows.height), units=units_called(view))


def _draw(view: View, table: Table) -> Drawing:
    rows = table.rows.head(MOST).to_dicts()
    if by_scores(view):
        return _drawn_scores(view, table, rows)
    target = targets.chosen_target(view, load_declarations())
    first = {"unit": rows[0]["unit_name"], "counts": phrases.counts(rows[0])}
    said = say(
        "overview_attention.alt", title=table.title, gap=phrases.gap(rows[0], target), **first
    )
    drawn = _rows([_short(row, target) for row in rows], _headings("column.value"), table.title)
    more = _more(table.rows.height, view.link({TARGET: target.id}, "chi-tieu"))
    return Drawing(alt=said, markup=drawn + more)


def _drawn_scores(view: View, table: Table, rows: list[Row]) -> Drawing:
    said = say(
        "overview_attention.alt_scores",
        title=table.title,
        unit=rows[0]["unit_name"],
        gap=_missed(rows[0]),
    )
    drawn = _rows([_few(row) for row in rows], _headings(""), table.title)
    return Drawing(alt=said, markup=drawn + _more(table.rows.height, view.switched(ID)))


def _headings(value: str) -> str:
    names = ["column.unit", "column.counts" if value else "overview_attention.score_column", value]
    cells = [
        words("th", say(name), scope="col", class_="number" if i else "")
        for i, name in enumerate(names)
        if name
    ]
    gap = words("th", say("column.gap" if value else "overview_attention.missed_column"))
    return element("thead", element("tr", *cells, gap))


def _rows(rows: list[str], head: str, title: str) -> str:
    return element(
        "div",
        element("table", head, element("tbody", *rows)),
        class_="table-frame attention",
        role="region",
        aria_label=title,
        tabindex="0",
    )


def _short(row: Row, target: Target) -> str:
    value = words("a", formatting.percent(row["value_pct"]), href=row["source"])
    return _row(
        row,
        words("td", phrases.counts(row), class_="number"),
        element("td", value, class_="number"),
        _gap(phrases.gap(row, target), row),
    )


def _few(row: Row) -> str:
    score = say("overview_map.score", met=row["met"], judged=row["judged"])
    return _row(row, words("td", score, class_="number"), words("td", _missed(row), class_="gap"))


def _row(row: Row, *cells: str) -> str:
    unit = words("a", row["unit_name"], href=row["href"])
    return element("tr", element("th", unit, scope="row"), *cells)


def _gap(told: str, row: Row) -> str:
    verdict = load_declarations().verdicts[row["verdict"]]
    icon = words("span", verdict.icon, class_="icon", aria_hidden="true")
    gap = element("span", icon, " ", words("span", told), data_verdict=verdict.id, class_="gap")
    return element("td", gap, title=verdict.name)


def _missed(row: Row) -> str:
    return say("overview_attention.missed", count=formatting.count(row["missed"]))


def _more(height: int, href: str) -> str:
    if height <= MOST:
        return ""
    told = say("overview_attention.more", count=formatting.count(height - MOST))
    return element("p", words("a", told, href=href, data_key="attention-more"), class_="more")


ATTENTION = Block(ID, _table, _draw)
