"""Biến động đảng viên: opening, every kind of increase and decrease, closing.

Terms and signs are those of the declared balance with terms that are taken away; its first term
that is added is the opening.
"""

from collections.abc import Iterator

import polars as pl
import streamlit as st

from dashboard import cached, phrases, theme
from dashboard.blocks.block import Block, Drawing
from dashboard.charts.unit.member_bridge import GAIN, LOSS, STOCK, Step, bridge, summary
from dashboard.components.markup import words
from dashboard.phrases import Row
from dashboard.selection import View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations, load_declarations
from pipelines.declared_forms import Balance, Measure

Counts = dict[str, int | None]


def flow(declared: Declarations) -> tuple[str, Balance]:
    """The form of stock and flow, and its equation."""
    return next(
        (form.id, balance)
        for form in declared.forms.values()
        for balance in form.balances
        if balance.minus
    )


def closing(view: View, declared: Declarations) -> Row | None:
    """The row of `queries.counts` with the members at the end of the view's year."""
    form_id, balance = flow(declared)
    found = _asked(view, form_id).filter(year=view.year, measure_id=balance.total)
    return next(found.iter_rows(named=True), None)


def terms(declared: Declarations) -> list[tuple[Measure, str]]:
    """Opening, increases, decreases, closing; each with its kind."""
    _, balance = flow(declared)
    opening, *gains = balance.plus
    kinds = [(opening, STOCK), *((id_, GAIN) for id_ in gains)]
    kinds += [*((id_, LOSS) for id_ in balance.minus), (balance.total, STOCK)]
    return [(declared.measures[id_], kind) for id_, kind in kinds]


def short(measure: Measure) -> str:
    """The name without the noun that all of them begin with: "Đảng viên đầu năm" → "Đầu năm"."""
    name = measure.name
    if name.lower().startswith(f"{measure.unit.lower()} "):
        name = name[len(measure.unit) + 1 :]
    return name[:1].upper() + name[1:]


def _asked(view: View, form_id: str) -> pl.DataFrame:
    scope = view.scope
    return cached.ask(
        view.snapshot, queries.counts, level=scope.level, unit_id=scope.unit_id, form_id=form_id
    )


def _table(view: View) -> Table:
    declared = load_declarations()
    rows = _rows(view, declared)
    measures = [measure for measure, _ in terms(declared)]
    shown = [Column(m.id, short(m), "count", link=f"{m.id}_href", hint=m.name) for m in measures]
    return Table(
        id="bien-dong",
        title=say("unit_members.heading", year=view.year),
        columns=(
            Column("year", say("column.year"), "year"),
            *shown,
            Column("balanced", say("unit_members.balanced")),
            Column("carried", say("unit_members.carried")),
        ),
        rows=rows,
        note=_note(rows, view, declared),
        empty=say("unit_members.empty"),
    )


def _rows(view: View, declared: Declarations) -> pl.DataFrame:
    """A row per year: every term, its link, and the two checks in words."""
    form_id, _ = flow(declared)
    asked, measures = _asked(view, form_id), [measure for measure, _ in terms(declared)]
    rows, before = [], None
    for (year,), found in asked.partition_by("year", as_dict=True, maintain_order=True).items():
        counts = dict(found.select("measure_id", "value").iter_rows())
        links = {f"{m.id}_href": _source(view, year, m) for m in measures}
        late = found.select("expected", "reported").row(0)
        told = {"balanced": _balanced(counts, declared), "carried": _carried(counts, before, year)}
        kept = {m.id: counts.get(m.id) for m in measures}
        rows.append({"year": year, **kept, **links, **told, "late": _late(*late)})
        before = (year, counts.get(measures[-1].id))
    return pl.DataFrame(rows, infer_schema_length=None)


def _source(view: View, year: int, measure: Measure) -> str:
    return view.to_source(year, view.scope.level, view.scope.unit_id, measure.number_id)


def _balanced(counts: Counts, declared: Declarations) -> str:
    """The equation with its numbers, and whether it holds; "chưa báo cáo" without numbers."""
    signs = {STOCK: 0, GAIN: 1, LOSS: -1}
    steps = [(counts.get(measure.id), kind) for measure, kind in terms(declared)]
    if any(count is None for count, _ in steps):
        return say("unit.not_reported")
    (opening, _), *changes, (closed, _) = steps
    gained = sum(count for count, kind in changes if kind == GAIN)
    lost = sum(count for count, kind in changes if kind == LOSS)
    difference = opening + sum(count * signs[kind] for count, kind in changes) - closed
    written = map(formatting.count, (opening, gained, lost, closed, abs(difference)))
    told = dict(zip(("opening", "gained", "lost", "closing", "difference"), written, strict=True))
    return say(f"unit_members.{'off' if difference else 'holds'}", **told)


def _carried(counts: Counts, before: tuple[int, int | None] | None, year: int) -> str:
    """Whether the opening is what the year before closed with."""
    opening = counts.get(terms(load_declarations())[0][0].id)
    if before is None or before[0] != year - 1 or before[1] is None:
        return say("unit_members.no_year_before", year=year - 1)
    if opening is None:
        return say("unit.not_reported")
    told = {"opening": formatting.count(opening), "closing": formatting.count(before[1])}
    kind = "carried_on" if opening == before[1] else "carried_off"
    return say(f"unit_members.{kind}", before=before[0], **told)


def _late(expected: int, reported: int) -> str:
    if not 0 < reported < expected:
        return ""
    told = {"reported": formatting.count(reported), "expected": formatting.count(expected)}
    return say("unit_members.late", **told)


def _note(rows: pl.DataFrame, view: View, declared: Declarations) -> str:
    """Whether this year's numbers fit together."""
    row = _row(rows, view.year)
    if row is None or _steps(row, declared) is None:
        return ""
    part = phrases.part_year(view.year, declared)
    parts: Iterator[str] = filter(
        None, (row["late"], part and say("unit_members.part", until=part))
    )
    return " ".join([row["balanced"], row["carried"], *parts])


def _row(rows: pl.DataFrame, year: int) -> Row | None:
    if rows.is_empty():
        return None
    return next(rows.filter(year=year).iter_rows(named=True), None)


def _steps(row: Row, declared: Declarations) -> list[Step] | None:
    """The bars of one year; None when a term was not reported."""
    steps = [(m, kind, row[m.id], row[f"{m.id}_href"]) for m, kind in terms(declared)]
    if any(count is None for _, _, count, _ in steps):
        return None
    return [Step(short(measure), kind, count, href) for measure, kind, count, href in steps]


def _draw(view: View, table: Table) -> Drawing:
    declared = load_declarations()
    row = _row(table.rows, view.year)
    steps = row and _steps(row, declared)
    if not steps:
        told = say("unit_members.missing", year=view.year)
        return Drawing(markup=words("p", told, class_="empty"))
    unit = terms(declared)[0][0].unit
    colours = theme.palette(st.context.theme.type)
    return Drawing(alt=summary(steps, table.title), figure=bridge(steps, unit, colours))


BLOCK = Block("bien-dong", _table, _draw)
