"""Organisation × form: who has reported in a year, who is to be called."""

import polars as pl

from dashboard import cached
from dashboard.blocks.block import Block
from dashboard.selection import View
from dashboard.tables import columns as links
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import load_declarations

ID = "so-theo-doi"


def _table(view: View) -> Table:
    forms = [form for form in load_declarations().forms.values() if form.kind != "register"]
    rows = _rows(view, [form.id for form in forms])
    schema = {"unit_name": pl.String, "missing": pl.Int64, "href": pl.String}
    return Table(
        id=ID,
        title=say("desk_title.ledger", year=view.year),
        columns=(
            Column("unit_name", say("desk_column.unit"), link="href"),
            Column("missing", say("desk_column.missing"), "count"),
            *(Column(form.id, form.title) for form in forms),
        ),
        rows=pl.DataFrame(rows, schema=schema | {form.id: pl.String for form in forms}),
        note=say("desk_word.ledger_note"),
        empty=say("desk_word.no_ledger", year=view.year),
        key="unit_name",
    )


def _rows(view: View, form_ids: list[str]) -> list[dict]:
    """One row per grassroots organisation, those that lack the most first."""
    if not view.snapshot.id:
        return []
    units, rows = cached.units(view.snapshot).by_id, {}
    unexpected = dict.fromkeys(form_ids, say("desk_word.unexpected"))
    for row in cached.ask(view.snapshot, queries.ledger, year=view.year).iter_rows(named=True):
        unit = units[row["unit_id"]]
        href = links.to_unit(view, unit.level, unit.unit_id)
        about = {"unit_name": unit.unit_name, "missing": row["missing"], "href": href}
        own = rows.setdefault(unit.unit_id, about | unexpected)
        own[row["form_id"]] = say(f"desk_word.{row['state']}")
    return list(rows.values())


LEDGER = Block(ID, _table)
