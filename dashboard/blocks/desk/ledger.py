"""Organisation × form: who has reported in a year, who is late, who owes nothing and why."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

import polars as pl

from dashboard import cached
from dashboard.blocks.block import Block
from dashboard.blocks.desk import states
from dashboard.components.picker import choices
from dashboard.phrases import Row
from dashboard.selection import CELL, DISTRICT, LEVEL, ORGANISATION, PART, View
from dashboard.tables import columns as links
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import Form, load_declarations

ID = "so-theo-doi"
DESK = "du-lieu"
LEVELS = {ORGANISATION: "organisation", CELL: "cell"}


def rows_of(view: View, level: str) -> list[tuple[Row, list[Row]]]:
    """Units of the scope, those that lack the most first, each with its rows, a row per form."""
    if not view.snapshot.id:
        return []
    asked = {"year": view.year, "today": date.today(), "level": level}
    found = cached.ask(view.snapshot, queries.ledger, **asked).iter_rows(named=True)
    return [(own[0], own) for own in _by_unit(found) if _is_inside(own[0], view)]


def _by_unit(rows: Iterator[Row]) -> Iterator[list[Row]]:
    return (list(own) for _, own in groupby(rows, lambda row: row["unit_id"]))


def _is_inside(row: Row, view: View) -> bool:
    """Whether a unit lies in the scope; the organisation of a cell does when the cell is chosen."""
    level, scope = view.scope.level, view.scope.unit_id
    if level == "cell" and row["level"] == "organisation":
        return cached.units(view.snapshot).by_id[scope].organisation_id == row["unit_id"]
    own = {"sector": "sector_id", "organisation": "organisation_id", "cell": "unit_id"}
    return level == DISTRICT or row[own[level]] == scope


def level_choices(view: View) -> str:
    """The two ledgers of a year: of organisations, of cells."""
    asked = view.asked(LEVEL) or ORGANISATION
    links = [
        (say(f"ledger.{code}"), view.link({LEVEL: code, PART: None}), code == asked)
        for code in LEVELS
    ]
    return choices(say("ledger.shown"), links)


def _table(view: View) -> Table:
    asked = view.asked(LEVEL) or ORGANISATION
    if asked not in LEVELS:
        title = say(f"ledger.title_{ORGANISATION}", year=view.year)
        told = say("ledger.unknown_level", asked=asked)
        return Table(ID, title, _columns(ORGANISATION), pl.DataFrame(), empty=told)
    found = rows_of(view, LEVELS[asked])
    first = found[0][0] if found else None
    return Table(
        id=ID,
        title=say(f"ledger.title_{asked}", year=view.year),
        columns=_columns(asked),
        rows=pl.DataFrame([_row(view, unit, own) for unit, own in found], schema=_schema(asked)),
        note=say(f"ledger.note_{asked}", due=states.due(first)),
        empty=say("ledger.empty"),
        key="unit_id",
    )


def _forms(asked: str) -> list[Form]:
    """The forms that units of a level report."""
    forms = load_declarations().reported_forms
    return [form for form in forms if asked == ORGANISATION or form.rows == "every"]


def _columns(asked: str) -> tuple[Column, ...]:
    forms = (Column(form.id, form.title) for form in _forms(asked))
    unit = Column("unit_name", say("ledger.unit"), link="href")
    missing = Column("missing", say("ledger.missing"), "count")
    if asked == CELL:
        return unit, Column("organisation_name", say("ledger.organisation")), missing, *forms
    cells = Column("lacking_cells", say("ledger.lacking_cells"), "count", link="to_cells")
    return unit, missing, cells, *forms


def _schema(asked: str) -> dict[str, type[pl.DataType]]:
    kinds = {c.name: pl.Int64 if c.kind == "count" else pl.String for c in _columns(asked)}
    return kinds | dict.fromkeys(("unit_id", "href", "to_cells"), pl.String)


def _row(view: View, unit: Row, own: list[Row]) -> Row:
    told = {row["form_id"]: states.state(row) for row in own}
    names = ("unit_id", "unit_name", "organisation_name", "missing", "lacking_cells")
    to_cells = view.to_unit("organisation", unit["unit_id"], DESK, **{LEVEL: CELL})
    about = {
        "href": links.to_unit(view, unit["level"], unit["unit_id"]) if unit["is_expected"] else "",
        "to_cells": to_cells if unit["lacking_cells"] else "",
    }
    return {name: unit[name] for name in names} | about | told


LEDGER = Block(ID, _table)
