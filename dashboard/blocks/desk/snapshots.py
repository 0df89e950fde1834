"""The snapshots of the warehouse with their notes, and the way back to each."""

from pathlib import Path

import polars as pl

from dashboard.blocks.block import Block
from dashboard.components.as_of import number_of
from dashboard.components.markup import words
from dashboard.selection import View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting, notebook, warehouse
from pipelines.notebook import NotebookError

ID = "cac-ban"
RESTORE = "lay-lai"
"""In the address: the snapshot that is asked about."""


def _table(view: View) -> Table:
    folder = Path(view.snapshot.folder)
    columns = (
        Column("number", say("desk_column.snapshot"), order="snapshot_id"),
        Column("loaded", say("desk_column.loaded"), order="snapshot_id"),
        Column("years", say("desk_column.years")),
        Column("counts", say("desk_column.counts"), "count"),
        Column("warnings", say("desk_column.warnings"), "count"),
        Column("note", say("desk_column.note")),
        Column("told", say("desk_column.told")),
        Column("action", say("desk_column.action"), "drawing"),
    )
    said = _notes(folder)
    rows = [_row(row, said, view) for row in warehouse.history(folder).to_dicts()]
    kinds = {c.name: pl.Int64 if c.kind == "count" else pl.String for c in columns}
    frame = pl.DataFrame(rows, schema=kinds | {"snapshot_id": pl.String})
    return Table(ID, say("desk_title.history"), columns, frame, empty=say("desk_word.no_history"))


def _notes(folder: Path) -> dict[str, str]:
    """Snapshot → what was noted on it."""
    try:
        found = notebook.notes(folder)
    except NotebookError:
        return {}
    grouped = found.group_by("snapshot_id", maintain_order=True).agg("note")
    return {snapshot_id: "; ".join(told) for snapshot_id, told in grouped.iter_rows()}


def _row(row: dict, said: dict[str, str], view: View) -> dict:
    snapshot_id, is_published = row["snapshot_id"], row["is_published"]
    href = view.link({RESTORE: snapshot_id})
    back = words("a", say("desk.restore"), href=href, data_key=f"lay-lai-{snapshot_id}")
    return {
        "snapshot_id": snapshot_id,
        "number": number_of(snapshot_id),
        "loaded": formatting.datetime(row["created_at"]),
        "years": row["years"],
        "counts": row["counts"],
        "warnings": row["warnings"],
        "note": said.get(snapshot_id, ""),
        "told": say("desk_word.yes") if is_published else "",
        "action": "" if is_published else back,
    }


SNAPSHOTS = Block(ID, _table)
