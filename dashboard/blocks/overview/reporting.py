"""Who has handed in which form, for the scope."""

import polars as pl

from dashboard import cached
from dashboard.blocks.block import Block, Drawing
from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.selection import DISTRICT, View
from dashboard.tables import columns
from dashboard.tables.table import Column, Table
from dashboard.units import Unit
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import load_declarations

ID = "bao-cao"
MOST = 12  # organisations named for one form
NAMES = "; "


def _table(view: View) -> Table:
    missing = _missing(view)
    rows = [
        {**form, "missing": _named(form, missing.get(form["form_id"], []))} for form in _forms(view)
    ]
    complete = sum(row["expected"] == row["reported"] for row in rows)
    return Table(
        id=ID,
        title=say("overview_reporting.title", year=view.year, complete=complete, all=len(rows)),
        columns=(
            Column("form_title", say("overview_reporting.form")),
            Column("expected", say("overview_reporting.expected"), "count"),
            Column("reported", say("overview_reporting.reported"), "count"),
            Column("missing", say("overview_reporting.missing")),
        ),
        rows=pl.DataFrame(rows, infer_schema_length=None),
        note=say("overview_reporting.note") if view.scope.level == DISTRICT else "",
        empty=say("overview_reporting.empty", year=view.year),
    )


def _forms(view: View) -> list[Row]:
    """form_id, form_title, expected, reported: of the district, or of the forms that a unit has."""
    if view.scope.level == DISTRICT:
        return cached.ask(view.snapshot, queries.reporting, year=view.year).to_dicts()
    forms = [(form, _counted(view, form.id)) for form in load_declarations().reported_forms]
    return [
        {"form_id": form.id, "form_title": form.title, "expected": of[0], "reported": of[1]}
        for form, of in forms
        if of
    ]


def _counted(view: View, form_id: str) -> tuple[int, int] | None:
    """Organisations expected and counted in one form of the scope; None where it has none."""
    counts = cached.ask(
        view.snapshot,
        queries.counts,
        level=view.scope.level,
        unit_id=view.scope.unit_id,
        form_id=form_id,
        year=view.year,
    )
    found = counts.select("expected", "reported").head(1).rows()
    return found[0] if found and found[0][0] else None


def _missing(view: View) -> dict[str, list[Unit]]:
    """Form → the organisations of the scope that have not reported it, by name."""
    units = cached.units(view.snapshot).by_id
    order = {unit_id: i for i, unit_id in enumerate(units)}
    missing: dict[str, list[Unit]] = {}
    for row in cached.ask(view.snapshot, queries.gaps, year=view.year).to_dicts():
        unit = units[row["unit_id"]]
        if _is_inside(unit, view):
            missing.setdefault(row["form_id"], []).append(unit)
    return {form: sorted(of, key=lambda u: order[u.unit_id]) for form, of in missing.items()}


def _is_inside(unit: Unit, view: View) -> bool:
    level, scope = view.scope.level, view.scope.unit_id
    return level == DISTRICT or scope in (
        (unit.sector_id,) if level == "sector" else (unit.organisation_id, unit.unit_id)
    )


def _named(form: Row, missing: list[Unit]) -> str:
    if form["expected"] == form["reported"]:
        return say("overview_reporting.complete")
    if not form["reported"]:
        return say("overview_reporting.nobody")
    return NAMES.join(unit.unit_name for unit in missing)


def _draw(view: View, table: Table) -> Drawing:
    missing, rows = _missing(view), table.rows.to_dicts()
    forms = [
        say("overview_reporting.alt_form", form=row["form_title"], **_counts(row)) for row in rows
    ]
    said = say("overview_reporting.alt", title=table.title, forms="; ".join(forms))
    drawn = [_form(row, missing.get(row["form_id"], []), view) for row in rows]
    return Drawing(alt=said, markup=element("ul", *drawn, class_="reporting"))


def _form(row: Row, missing: list[Unit], view: View) -> str:
    is_complete = row["expected"] == row["reported"]
    counts = _counts(row)
    told = say("figure.counts", numerator=counts["reported"], denominator=counts["expected"])
    width = f"width:{100 * row['reported'] / row['expected']:.1f}%" if row["expected"] else ""
    return element(
        "li",
        words("span", row["form_title"], class_="form"),
        element("span", element("i", style=width), class_="bar-of", aria_hidden="true"),
        words("b", told, class_="says"),
        _state(row, missing, view, is_complete),
        class_="complete" if is_complete else "late",
    )


def _state(row: Row, missing: list[Unit], view: View, is_complete: bool) -> str:
    """ "đủ", that nobody reported, or the organisations that are late."""
    if is_complete or not row["reported"]:
        return words("span", row["missing"], class_="state-of")
    links = [
        words("a", unit.unit_name, href=columns.to_unit(view, unit.level, unit.unit_id))
        for unit in missing[:MOST]
    ]
    more = formatting.count(len(missing) - MOST)
    rest = [say("overview_reporting.more", count=more)] if len(missing) > MOST else []
    return element("span", NAMES.join([*links, *rest]), class_="state-of")


def _counts(row: Row) -> Row:
    return {name: formatting.count(row[name]) for name in ("reported", "expected")}


REPORTING = Block(ID, _table, _draw)
