"""What a load of the files that were brought would do, as tables."""

import polars as pl

from dashboard.blocks.block import Block
from dashboard.blocks.desk.moved import form_titles, framed, result_row
from dashboard.desk import batches
from dashboard.selection import BATCH, View
from dashboard.tables.table import Column, Table
from dashboard.wording import say


def _asked(view: View, part: str) -> pl.DataFrame:
    """One frame of the dry run of the batch in the address; empty without one."""
    batch = batches.get(view.asked(BATCH))
    return getattr(batch.run, part) if batch and batch.run else pl.DataFrame()


def _sheets(view: View) -> Table:
    columns = (
        Column("file", say("desk_column.file")),
        Column("sheet", say("desk_column.sheet")),
        Column("form", say("desk_column.form")),
        Column("year", say("desk_column.year"), "year"),
        Column("why", say("desk_column.why")),
        Column("columns", say("desk_column.columns")),
    )
    rows = [_sheet(row) for row in _asked(view, "taken").to_dicts()]
    return Table("cac-trang", say("desk_title.sheets"), columns, framed(rows, columns))


def _sheet(row: dict) -> dict:
    told = {name: row[name] for name in ("file", "sheet", "year", "columns")}
    form = form_titles().get(row["form_id"], say("desk_word.nothing"))
    return told | {"form": form, "why": _why(row)}


def _why(row: dict) -> str:
    """Where the form and the year of a sheet were found."""
    if row["form_by"] is None:
        return ""
    form = say(f"desk_word.by_{row['form_by']}")
    years = ", ".join(say(f"desk_word.by_{by}") for by in row["year_by"])
    kind = "why" if years else "why_register"
    return say(f"desk_word.{kind}", form=form, **({"year": years} if years else {}))


def _named(view: View) -> Table:
    columns = (
        Column("file", say("desk_column.file")),
        Column("sheet", say("desk_column.sheet")),
        Column("row", say("desk_column.row"), "count"),
        Column("name", say("desk_column.name")),
        Column("unit_name", say("desk_column.taken_for")),
    )
    names = [column.name for column in columns]
    found = _asked(view, "named")
    rows = found.select(names).to_dicts() if found.height else []
    title, empty = say("desk_title.named"), say("desk_word.no_named")
    return Table("ten-goi", title, columns, framed(rows, columns), empty=empty)


def _findings(view: View) -> Table:
    columns = (
        Column("severity", say("desk_column.severity")),
        Column("file", say("desk_column.file")),
        Column("sheet", say("desk_column.sheet")),
        Column("cell", say("desk_column.cell")),
        Column("value", say("desk_column.value")),
        Column("message", say("desk_column.message")),
    )
    found = _asked(view, "findings")
    names = [column.name for column in columns]
    rows = found.select(names).to_dicts() if found.height else []
    rows = [row | {"severity": say(f"desk_word.{row['severity']}")} for row in rows]
    return Table(
        id="loi-va-canh-bao",
        title=say("desk_title.findings"),
        columns=columns,
        rows=framed(rows, columns),
        empty=say("desk_word.no_findings"),
    )


def _counts(view: View) -> Table:
    columns = (
        Column("form", say("desk_column.form")),
        Column("year", say("desk_column.year"), "year"),
        Column("added", say("desk_column.added"), "count"),
        Column("changed", say("desk_column.changed"), "count"),
        Column("removed", say("desk_column.removed"), "count"),
    )
    titles, found = form_titles(), _asked(view, "counts").to_dicts()
    rows = [row | {"form": titles[row.pop("form_id")]} for row in found]
    empty = say("desk_word.no_counts")
    title = say("desk_title.counts")
    return Table("so-dem-thay-doi", title, columns, framed(rows, columns), empty=empty)


def _results(view: View) -> Table:
    columns = (
        Column("year", say("desk_column.year"), "year"),
        Column("unit_name", say("desk_column.unit")),
        Column("target", say("desk_column.target")),
        Column("before", say("desk_column.before")),
        Column("before_verdict", say("desk_column.before_verdict")),
        Column("after", say("desk_column.after")),
        Column("after_verdict", say("desk_column.after_verdict")),
    )
    return Table(
        id="ket-qua-thay-doi",
        title=say("desk_title.results"),
        columns=columns,
        rows=framed([result_row(row) for row in _asked(view, "results").to_dicts()], columns),
        note=say("desk_word.results_note"),
        empty=say("desk_word.no_results"),
    )


SHEETS = Block("cac-trang", _sheets)
NAMED = Block("ten-goi", _named)
FINDINGS = Block("loi-va-canh-bao", _findings)
COUNTS = Block("so-dem-thay-doi", _counts)
RESULTS = Block("ket-qua-thay-doi", _results)
