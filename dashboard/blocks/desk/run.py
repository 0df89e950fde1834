"""What a load of the files that were brought would do, as tables."""

import polars as pl

from dashboard import phrases
from dashboard.blocks.block import Block
from dashboard.desk import batches
from dashboard.selection import BATCH, View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import load_declarations


def _asked(view: View, part: str) -> pl.DataFrame:
    """One frame of the dry run of the batch in the address; empty without one."""
    batch = batches.get(view.asked(BATCH))
    return getattr(batch.run, part) if batch and batch.run else pl.DataFrame()


def _titles() -> dict[str, str]:
    return {form.id: form.title for form in load_declarations().forms.values()}


def _rows(rows: list[dict], columns: tuple[Column, ...]) -> pl.DataFrame:
    """The rows as a frame, with its columns even when there is none."""
    schema = {c.name: pl.Int64 if c.kind in ("count", "year") else pl.String for c in columns}
    return pl.DataFrame(rows, schema=schema)


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
    return Table("cac-trang", say("desk_title.sheets"), columns, _rows(rows, columns))


def _sheet(row: dict) -> dict:
    told = {name: row[name] for name in ("file", "sheet", "year", "columns")}
    form = _titles().get(row["form_id"], say("desk_word.nothing"))
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
    return Table("ten-goi", title, columns, _rows(rows, columns), empty=empty)


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
        rows=_rows(rows, columns),
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
    titles, found = _titles(), _asked(view, "counts").to_dicts()
    rows = [row | {"form": titles[row.pop("form_id")]} for row in found]
    empty = say("desk_word.no_counts")
    title = say("desk_title.counts")
    return Table("so-dem-thay-doi", title, columns, _rows(rows, columns), empty=empty)


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
        rows=_rows([_result(row) for row in _asked(view, "results").to_dicts()], columns),
        note=say("desk_word.results_note"),
        empty=say("desk_word.no_results"),
    )


def _result(row: dict) -> dict:
    before = {name: row[f"before_{name}"] for name in ("numerator", "denominator", "value_pct")}
    return {
        "year": row["year"],
        "unit_name": row["unit_name"],
        "target": load_declarations().targets[row["target_id"]].name,
        "before": _figure(before),
        "before_verdict": _verdict(row["before_verdict"]),
        "after": _figure(row),
        "after_verdict": _verdict(row["verdict"]),
    }


def _figure(row: dict) -> str:
    if row["denominator"] is None:
        return formatting.NOTHING
    return f"{formatting.percent(row['value_pct'])} ({phrases.counts(row)})"


def _verdict(verdict: str | None) -> str:
    declared = load_declarations().verdicts
    return formatting.NOTHING if verdict is None else declared[verdict].name


SHEETS = Block("cac-trang", _sheets)
NAMED = Block("ten-goi", _named)
FINDINGS = Block("loi-va-canh-bao", _findings)
COUNTS = Block("so-dem-thay-doi", _counts)
RESULTS = Block("ket-qua-thay-doi", _results)
