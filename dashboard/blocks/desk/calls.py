"""Whom to call: the organisations that lack something in a year, and what they lack, in words."""

import polars as pl

from dashboard.blocks.block import Block
from dashboard.blocks.desk import states
from dashboard.blocks.desk.ledger import rows_of
from dashboard.phrases import Row
from dashboard.selection import View
from dashboard.tables import columns as links
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import load_declarations

ID = "can-don-doc"
NAMED = 5  # cells named for one form
JOINED = "; "
SCHEMA = {
    "unit_name": pl.String,
    "missing": pl.Int64,
    "lacking_cells": pl.Int64,
    "lacks": pl.String,
    "href": pl.String,
}


def _table(view: View) -> Table:
    found = rows_of(view, "organisation")
    rows = [_row(view, unit, own) for unit, own in found if unit["missing"]]
    return Table(
        id=ID,
        title=say("ledger_calls.title", year=view.year, units=formatting.count(len(rows))),
        columns=(
            Column("unit_name", say("ledger.unit"), link="href"),
            Column("missing", say("ledger.missing"), "count"),
            Column("lacking_cells", say("ledger.lacking_cells"), "count"),
            Column("lacks", say("ledger_calls.lacks")),
        ),
        rows=pl.DataFrame(rows, schema=SCHEMA),
        note=states.due(found[0][0] if found else None),
        empty=say("ledger_calls.none", year=view.year),
        key="unit_name",
    )


def _row(view: View, unit: Row, own: list[Row]) -> Row:
    forms = JOINED.join(_form(row) for row in own if row["state"] in states.LACKING)
    missing = formatting.count(unit["missing"])
    return {
        **{name: unit[name] for name in ("unit_name", "missing", "lacking_cells")},
        "lacks": say("ledger_calls.says", missing=missing, forms=forms),
        "href": links.to_unit(view, unit["level"], unit["unit_id"]),
    }


def _form(row: Row) -> str:
    """The title of a form, and which part of it is missing where the rest is there."""
    title, part = load_declarations().forms[row["form_id"]].title, states.lacking(row)
    if part is None:
        return title
    if part == "of_cells" and row["missing_cells"] <= NAMED:
        part = "of_named_cells"
    words = states.cells(row) | {"form": title, "names": row["missing_names"]}
    return say(f"ledger_calls.{part}", **words)


CALLS = Block(ID, _table)
