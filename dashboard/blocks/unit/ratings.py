"""Xếp loại: the rating of the unit itself, and those of its cells, in each year."""

import polars as pl
import streamlit as st

from dashboard import cached, theme
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.unit import scope as unit_scope
from dashboard.charts.unit.rating_strip import Rating, Year, strip, summary
from dashboard.phrases import Row
from dashboard.selection import View
from dashboard.tables.table import Column, Table
from dashboard.units import ORGANISATION
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations, load_declarations
from pipelines.declared_forms import Measure


def marks(declared: Declarations) -> list[Measure]:
    """The ratings of the form that is filled in with marks, from the best to "not rated"."""
    return [
        measure
        for form in declared.forms.values()
        if form.kind == "marks"
        for measure in declared.measures_of(form.id)
    ]


def ratings(declared: Declarations) -> list[Rating]:
    """The same with the words of the form's headings: in full, and abbreviated."""
    return [_rating(measure, declared) for measure in marks(declared)]


def _rating(measure: Measure, declared: Declarations) -> Rating:
    headings = declared.headings[measure.form_id]
    spelt = [heading.text for heading in headings if heading.target == measure.id]
    full = next((text for text in spelt if " " in text), measure.name)
    # what is not required of the form is no rating: the organisation was not rated
    return Rating(measure.id, full, spelt[0] if spelt else full, measure.is_required)


def _table(view: View) -> Table:
    declared = load_declarations()
    known = ratings(declared)
    shown = [
        Column(
            r.id,
            say("unit_ratings.cells", rating=r.abbreviation),
            "count",
            link=f"{r.id}_href",
            hint=r.name,
        )
        for r in known
    ]
    return Table(
        id="xep-loai",
        title=say("unit_ratings.heading"),
        columns=(
            Column("year", say("column.year"), "year"),
            Column("own", say("unit_ratings.own")),
            *(shown if _has_cells(view) else []),
        ),
        rows=_rows(view, declared),
        note=_note(view),
    )


def _has_cells(view: View) -> bool:
    scope = view.scope
    is_one = scope.level in unit_scope.LEVELS
    return not is_one or bool(cached.units(view.snapshot).cells_of(scope.unit_id))


def _note(view: View) -> str:
    if _has_cells(view):
        return say("unit_ratings.note")
    kind = "leaf" if view.scope.level == ORGANISATION else "cell"
    return say(f"unit_ratings.note_{kind}")


def _rows(view: View, declared: Declarations) -> pl.DataFrame:
    """A row per year: own rating and why it is missing, counts of cells and their links."""
    own = cached.ask(view.snapshot, queries.own_ratings, unit_id=view.scope.unit_id)
    got = dict(own.select("year", "measure_id").iter_rows())
    names = {rating.id: rating.name for rating in ratings(declared)}
    absent = unit_scope.absences(view)
    counts = _counts(view, declared)
    rows = []
    for year in view.years:
        missing = absent.get(year) or say("unit.not_reported")
        told = {"own_id": got.get(year), "own": names.get(got.get(year), missing)}
        rows.append({"year": year, **told, **_cells(view, year, counts.get(year, {}), declared)})
    return pl.DataFrame(rows, infer_schema_length=None)


def _counts(view: View, declared: Declarations) -> dict[int, dict[str, Row]]:
    """Year → rating → row of `queries.counts`; of a unit without cells there is none."""
    form_id = marks(declared)[0].form_id
    scope = view.scope
    found = cached.ask(
        view.snapshot, queries.counts, level=scope.level, unit_id=scope.unit_id, form_id=form_id
    )
    by_year: dict[int, dict[str, Row]] = {}
    for row in found.iter_rows(named=True):
        by_year.setdefault(row["year"], {})[row["measure_id"]] = row
    return by_year


def _cells(view: View, year: int, counts: dict[str, Row], declared: Declarations) -> Row:
    scope, cells = view.scope, {}
    for measure in marks(declared):
        row = counts.get(measure.id)
        href = view.to_source(year, scope.level, scope.unit_id, measure.number_id)
        cells |= {measure.id: row and row["value"], f"{measure.id}_href": href if row else None}
    return cells | {"told": _told(next(iter(counts.values()), None))}


def _told(row: Row | None) -> str:
    """ "14 chi bộ", "12/14 chi bộ báo cáo", or that there is none."""
    if row is None:
        return ""
    expected, reported = formatting.count(row["expected"]), formatting.count(row["reported"])
    if not row["reported"]:
        return say("unit.not_reported")
    kind = "all_cells" if row["expected"] == row["reported"] else "some_cells"
    return say(f"unit_ratings.{kind}", expected=expected, reported=reported)


def years(table: Table, known: list[Rating]) -> list[Year]:
    """The rows of the table as the strip takes them."""
    return [
        Year(
            year=row["year"],
            own=row["own_id"],
            missing=row["own"],
            counts={r.id: (row[r.id], row[f"{r.id}_href"]) for r in known if row[r.id] is not None},
            told=row["told"],
        )
        for row in table.rows.to_dicts()
    ]


def _draw(view: View, table: Table) -> Drawing:
    known = ratings(load_declarations())
    drawn = years(table, known)
    colours = theme.palette(st.context.theme.type)
    return Drawing(
        alt=summary(drawn, known, table.title),
        markup=strip(drawn, known, view.year, colours, with_cells=_has_cells(view)),
    )


BLOCK = Block("xep-loai", _table, _draw)
