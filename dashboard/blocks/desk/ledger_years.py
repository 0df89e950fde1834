"""Year × form: how many of the organisations that owe a form have reported it."""

from datetime import date
from itertools import groupby

import polars as pl

from dashboard import cached
from dashboard.blocks.block import Block
from dashboard.phrases import Row
from dashboard.selection import YEAR, View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import load_declarations

ID = "tien-do-bao-cao"
COUNTS = ("expected", "reported", "overdue", "late")


def _table(view: View) -> Table:
    forms = load_declarations().reported_forms
    columns = (
        Column("year", say("ledger_years.year"), "year", link="href"),
        Column("due", say("ledger_years.due")),
        *(Column(form.id, form.title) for form in forms),
    )
    kinds = {c.name: pl.Int64 if c.kind == "year" else pl.String for c in columns}
    return Table(
        id=ID,
        title=say("ledger_years.title"),
        columns=columns,
        rows=pl.DataFrame(_rows(view), schema=kinds | {"href": pl.String}),
        note=say("ledger_years.note"),
        empty=say("ledger_years.none"),
        key="year",
    )


def _rows(view: View) -> list[Row]:
    """The latest year first."""
    if not view.snapshot.id:
        return []
    found = cached.ask(view.snapshot, queries.ledger_years, today=date.today())
    years = groupby(found.iter_rows(named=True), lambda row: row["year"])
    return [_row(view, year, list(own)) for year, own in years]


def _row(view: View, year: int, own: list[Row]) -> Row:
    about = {
        "year": year,
        "due": formatting.date(own[0]["due_on"]),
        "href": view.link({YEAR: year}) if year in view.years else "",
    }
    return about | {row["form_id"]: _told(row) for row in own}


def _told(row: Row) -> str:
    if row["expected"] is None:
        return say("ledger_years.nothing")
    if row["overdue"]:
        kind = "overdue"
    elif row["reported"] < row["expected"]:
        kind = "incomplete"
    else:
        kind = "late" if row["late"] else "complete"
    return say(f"ledger_years.{kind}", **{name: formatting.count(row[name]) for name in COUNTS})


YEARS = Block(ID, _table)
