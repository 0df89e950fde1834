"""What the snapshot was read from: forms and files, what is missing, warnings, other snapshots."""

import polars as pl

from dashboard import cached
from dashboard.blocks.block import Block
from dashboard.selection import View
from dashboard.tables import columns
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import load_declarations

FINGERPRINT = 12  # characters of the file's digest: enough to tell two files apart


def _forms(view: View) -> Table:
    found = cached.ask(view.snapshot, queries.sources)
    read = [formatting.datetime(moment) for moment in found["read_at"]]
    return Table(
        id="bieu-da-nap",
        title=say("sources_title.forms"),
        columns=(
            Column("form_title", say("sources_column.form")),
            Column("year", say("column.year"), "year"),
            Column("file", say("sources_column.file")),
            Column("sheet", say("sources_column.sheet")),
            Column("rows", say("sources_column.rows"), "count"),
            Column("read", say("sources_column.read_at"), order="read_at"),
            Column("fingerprint", say("sources_column.fingerprint")),
        ),
        rows=found.with_columns(
            pl.Series("read", read, pl.String),
            pl.col("sha256").str.slice(0, FINGERPRINT).alias("fingerprint"),
        ),
        empty=say("sources_empty.forms"),
    )


def _gaps(view: View) -> Table:
    declared = load_declarations()
    found = cached.ask(view.snapshot, queries.gaps, year=view.year)
    units = cached.units(view.snapshot).by_id
    titles = {form.id: form.title for form in declared.forms.values()}
    links = [columns.to_unit(view, units[id_].level, id_) for id_ in found["unit_id"]]
    return Table(
        id="bieu-con-thieu",
        title=say("sources_title.gaps", year=view.year),
        columns=(
            Column("form_title", say("sources_column.form")),
            Column("unit_name", say("column.unit"), link="href"),
        ),
        rows=found.with_columns(
            pl.col("form_id").replace_strict(titles, return_dtype=pl.String).alias("form_title"),
            pl.Series("href", links, pl.String),
        ),
        empty=say("sources_empty.gaps", year=view.year),
    )


def _warnings(view: View) -> Table:
    names = ("file", "sheet", "cell")
    return Table(
        id="canh-bao",
        title=say("sources_title.warnings"),
        columns=(
            *(Column(name, say(f"sources_column.{name}")) for name in names),
            Column("value", say("sources_column.found_value")),
            Column("message", say("sources_column.rule")),
        ),
        rows=cached.ask(view.snapshot, queries.findings),
        empty=say("sources_empty.warnings"),
    )


FORMS = Block("bieu-da-nap", _forms)
GAPS = Block("bieu-con-thieu", _gaps)
WARNINGS = Block("canh-bao", _warnings)
