"""What differs between two snapshots, as tables: counts, results, warnings, organisations."""

import polars as pl

from dashboard.blocks.block import Block
from dashboard.blocks.desk import sides
from dashboard.blocks.desk.moved import form_titles, framed, result_row
from dashboard.phrases import Row
from dashboard.selection import View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting
from pipelines.changes import REGISTERED
from pipelines.comparing import Comparison
from pipelines.declarations import load_declarations

COUNTED = ("added", "changed", "removed")
CHANGES = {kind: say(f"compared_change.{kind}") for kind in COUNTED}
JOINED = "; "


def shown(view: View) -> tuple[Block, ...]:
    """The blocks of the comparison of the address: without results where these are not told."""
    found = _found(view)
    if found is None:
        return ()
    return tuple(block for block in BLOCKS if not (found.untold and block is RESULTS))


def _found(view: View) -> Comparison | None:
    return sides.asked(view).found if sides.is_asked(view) else None


def _rows(view: View, part: str) -> list[Row]:
    """Rows of one part of the comparison that the address asks for; none without one."""
    found = _found(view)
    return getattr(found, part).to_dicts() if found else []


def _column(name: str, kind: str = "text", **more: object) -> Column:
    return Column(name, say(f"compared.{name}"), kind, **more)


def _table(
    id_: str, part: str, columns: tuple[Column, ...], rows: list[Row], note: str = ""
) -> Table:
    return Table(
        id=id_,
        title=say(f"compared.{part}"),
        columns=columns,
        rows=framed(rows, columns),
        note=note,
        empty=say(f"compared.no_{part}"),
    )


def _change(row: Row) -> str:
    return CHANGES[row["change"]]


def _unit(row: Row) -> str:
    """The name of an organisation, a cell with that of its organisation."""
    if not row["parent_name"]:
        return row["unit_name"]
    return say("filter.cell_of", cell=row["unit_name"], organisation=row["parent_name"])


# ---- Counts ----


def _counts(view: View) -> Table:
    kinds = (Column(kind, say(f"desk_column.{kind}"), "count") for kind in COUNTED)
    columns = (_column("form"), _column("year", "year"), *kinds)
    titles = form_titles()
    rows = [row | {"form": titles[row.pop("form_id")]} for row in _rows(view, "counts")]
    return _table("so-dem-hai-ban", "counts", columns, rows)


def _values(view: View) -> Table:
    columns = (
        _column("year", "year"),
        _column("form"),
        _column("unit"),
        _column("measure"),
        _column("change"),
        _column("before", "count"),
        _column("before_cell"),
        _column("after", "count"),
        _column("after_cell"),
        _column("before_file", on_screen=False),
        _column("after_file", on_screen=False),
    )
    found = _found(view)
    rows = _written_out(found.values, columns) if found else framed([], columns)
    note, empty = say("compared.values_note"), say("compared.no_values")
    return Table("tung-so-dem-hai-ban", say("compared.values"), columns, rows, note, empty)


def _written_out(values: pl.DataFrame, columns: tuple[Column, ...]) -> pl.DataFrame:
    """The counts in words; column by column, for there may be many."""
    measures = {measure.id: measure.name for measure in load_declarations().measures.values()}
    cell = pl.format(
        say("filter.cell_of", cell="{}", organisation="{}"), "unit_name", "parent_name"
    )
    place = say("compared.place", sheet="{}", cell="{}")
    told = values.with_columns(
        form=pl.col("form_id").replace_strict(form_titles()),
        unit=pl.coalesce(cell, "unit_name"),
        measure=pl.col("measure_id").replace_strict(measures),
        change=pl.col("change").replace_strict(CHANGES),
        before="before_value",
        before_cell=pl.format(place, "before_sheet", "before_cell"),
        after="after_value",
        after_cell=pl.format(place, "after_sheet", "after_cell"),
    )
    return told.select(column.name for column in columns)


# ---- Results, warnings, the register ----


def _results(view: View) -> Table:
    texts = ("target", "before", "before_verdict", "after", "after_verdict")
    columns = (_column("year", "year"), _column("unit"), *map(_column, texts))
    rows = [result_row(row) | {"unit": _unit(row)} for row in _rows(view, "results")]
    kept = [{column.name: row[column.name] for column in columns} for row in rows]
    return _table("ket-qua-hai-ban", "results", columns, kept, say("compared.results_note"))


def _findings(view: View) -> Table:
    texts = ("sheet", "cell", "value", "message")
    columns = (_column("change"), _column("form"), _column("year", "year"), *map(_column, texts))
    titles = form_titles()
    rows = [
        {name: row[name] for name in ("year", *texts)}
        | {"change": _change(row), "form": titles.get(row["form_id"])}
        for row in _rows(view, "findings")
    ]
    return _table("canh-bao-hai-ban", "findings", columns, rows)


def _units(view: View) -> Table:
    columns = tuple(map(_column, ("unit", "unit_id", "change", "before", "after")))
    found = _found(view)
    rows = [_registered(row, found.names) for row in _rows(view, "units")] if found else []
    return _table("to-chuc-hai-ban", "units", columns, rows)


def _registered(row: Row, names: dict[str, str]) -> Row:
    about = {"unit": _unit(row), "unit_id": row["unit_id"], "change": _change(row)}
    return about | {side: _life(row, side, names) for side in ("before", "after")}


def _life(row: Row, side: str, names: dict[str, str]) -> str | None:
    """How an organisation is registered: of one that is in both, only what differs."""
    other = "after" if side == "before" else "before"
    told = [
        say(f"compared_register.{name}", value=_written(row[f"{side}_{name}"], names))
        for name in REGISTERED
        if row[f"{side}_{name}"] != row[f"{other}_{name}"]
        and (row["change"] == "changed" or row[f"{side}_{name}"] is not None)
    ]
    return JOINED.join(told) or None


def _written(value: object, names: dict[str, str]) -> str:
    if value is None:
        return formatting.NOTHING
    return names.get(value, value) if isinstance(value, str) else formatting.date(value)


RESULTS = Block("ket-qua-hai-ban", _results)
BLOCKS = (
    Block("so-dem-hai-ban", _counts),
    RESULTS,
    Block("tung-so-dem-hai-ban", _values),
    Block("canh-bao-hai-ban", _findings),
    Block("to-chuc-hai-ban", _units),
)
