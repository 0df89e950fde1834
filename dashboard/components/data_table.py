"""A table on the screen: table in, markup out. Sorting, pages, cells are links."""

from collections.abc import Callable
from functools import lru_cache
from itertools import groupby

import polars as pl

from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.selection import ASCENDING, DESCENDING, PART, SORT, View
from dashboard.tables.table import NUMBERS, Column, Grouping, Table
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations

PART_ROWS = 50  # rows of a long table shown at once
KEPT_TEXTS = 8192  # numbers written once: to write one costs more than all else of its cell
WRITE: dict[str, Callable[[float], str]] = {
    "count": lru_cache(KEPT_TEXTS)(formatting.count),
    "percent": lru_cache(KEPT_TEXTS)(formatting.percent),
    "points": lru_cache(KEPT_TEXTS)(formatting.points),
}


def data_table(table: Table, view: View, declared: Declarations) -> str:
    """The rows that the address asks for: sorted, and one part of a long table."""
    sorting = view.sorting(table.id)
    shown = table.ordered(*sorting) if sorting else table
    parts = max(1, -(-shown.rows.height // PART_ROWS))
    part = min(view.part(table.id), parts)
    rows = shown.rows.slice((part - 1) * PART_ROWS, PART_ROWS)
    rows = table.decorate(rows) if table.decorate else rows
    drawn = element(
        "table",
        words("caption", table.title),
        element("thead", *_head(table, view, sorting)),
        *_bodies(rows.to_dicts(), table, declared),
    )
    frame = element(
        "div", drawn, class_="table-frame", role="region", aria_label=table.title, tabindex="0"
    )
    return frame + (_parts(table.id, part, parts, shown.rows, view) if parts > 1 else "")


def written(value: object, kind: str) -> str:
    """A value as people read it; "—" where there is none."""
    if value is None:
        return formatting.NOTHING
    return WRITE[kind](value) if kind in WRITE else str(value)


@lru_cache(256)
def _mark(icon: str, name: str, explained: str, verdict_id: str) -> str:
    return element(
        "span",
        words("span", icon, class_="icon", aria_hidden="true"),
        " ",
        words("span", name),
        class_="verdict",
        data_verdict=verdict_id,
        title=explained,
    )


def verdict_mark(verdict_id: str, declared: Declarations) -> str:
    """Icon and word of a verdict, in its colour."""
    verdict = declared.verdicts[verdict_id]
    return _mark(verdict.icon, verdict.name, verdict.explained, verdict_id)


# ---- Headings ----


def _head(table: Table, view: View, sorting: tuple[str, bool] | None) -> list[str]:
    """One row of headings; two, where some columns stand under a common one."""
    over = [(name, list(below)) for name, below in groupby(table.shown, lambda c: c.group)]
    grouped = any(name for name, _ in over)
    lone = {"rowspan": "2"} if grouped else {}
    first, second = [], []
    for name, below in over:
        if name:
            attributes = {"colspan": str(len(below)), "scope": "colgroup", "class_": "group"}
            first.append(words("th", name, **attributes))
            second += [_heading(column, table, view, sorting) for column in below]
        else:
            first += [_heading(column, table, view, sorting, **lone) for column in below]
    return [element("tr", *row) for row in (first, second) if row]


def _heading(
    column: Column, table: Table, view: View, sorting: tuple[str, bool] | None, **more: str
) -> str:
    is_number = column.kind in NUMBERS
    side = "number" if is_number else column.kind
    name = column.order if column.kind == "drawing" else column.name
    if name is None:
        return words("th", column.heading, scope="col", class_=side, title=column.hint, **more)
    is_sorted = sorting is not None and sorting[0] == name
    descending = sorting[1] if is_sorted else False
    next_down = not descending if is_sorted else is_number or column.kind == "drawing"
    code = f"{table.id}.{name}.{DESCENDING if next_down else ASCENDING}"
    arrow = ("▼" if descending else "▲") if is_sorted else ""
    heading = f"{column.group}: {column.heading}" if column.group else column.heading
    link = element(
        "a",
        words("span", column.heading),
        words("span", arrow, class_="arrow", aria_hidden="true"),
        href=view.link({SORT: code, PART: None}),
        title=column.hint
        or say("block.sort_down" if next_down else "block.sort_up", heading=heading),
        data_key=f"sort-{table.id}-{column.name}",
    )
    order = ("descending" if descending else "ascending") if is_sorted else ""
    return element("th", link, scope="col", class_=side, aria_sort=order, **more)


# ---- Rows ----


def _bodies(rows: list[Row], table: Table, declared: Declarations) -> list[str]:
    """One body; a body per group, headed by its name."""
    by = table.grouping
    if by is None:
        return [element("tbody", *(_row(row, table, declared) for row in rows))]
    return [
        element("tbody", _group(own[0], by, table), *(_row(row, table, declared) for row in own))
        for _, run in groupby(rows, lambda row: row[by.order])
        for own in [list(run)]
    ]


def _group(row: Row, by: Grouping, table: Table) -> str:
    href = row[by.link] if by.link else None
    name = str(row[by.name])
    told = words("a", name, href=href) if href else words("span", name)
    note = words("span", row[by.note], class_="beside") if by.note and row[by.note] else ""
    inside = element("span", told, " ", note, class_="stays")
    span = str(len(table.shown))
    return element("tr", element("th", inside, colspan=span, scope="rowgroup"), class_="group")


def _row(row: Row, table: Table, declared: Declarations) -> str:
    cells = [_cell(row, column, i, table, declared) for i, column in enumerate(table.shown)]
    return element("tr", *cells)


def _cell(row: Row, column: Column, place: int, table: Table, declared: Declarations) -> str:
    value = row[column.name]
    if column.kind == "drawing":
        return element("td", value or "", class_="drawing")
    if column.kind == "verdict":
        return element("td", verdict_mark(value, declared) if value else formatting.NOTHING)
    href = row[column.link] if column.link else None
    text = written(value, column.kind)
    class_ = "number" if column.kind in NUMBERS else column.kind
    tag, scope = ("td", "") if place else ("th", "row")
    if not href:
        return words(tag, text, class_=class_, scope=scope)
    key = "" if place or not table.key else f"{table.id}-{row[table.key]}"
    return element(tag, words("a", text, href=href, data_key=key), class_=class_, scope=scope)


# ---- Parts of a long table ----


def _parts(block: str, part: int, parts: int, rows: pl.DataFrame, view: View) -> str:
    first, last = (part - 1) * PART_ROWS + 1, min(part * PART_ROWS, rows.height)
    told = say(
        "block.rows",
        first=formatting.count(first),
        last=formatting.count(last),
        all=formatting.count(rows.height),
    )
    steps = [("previous", part - 1, part > 1), ("next", part + 1, part < parts)]
    links = [
        words(
            "a",
            say(f"block.{name}"),
            href=view.link({PART: f"{block}.{number}"}),
            data_key=f"part-{block}-{name}",
        )
        for name, number, is_there in steps
        if is_there
    ]
    place = words("span", say("block.part", part=part, parts=parts))
    return element(
        "nav", words("span", told), place, *links, class_="parts", aria_label=say("block.parts")
    )
