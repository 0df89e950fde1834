"""The snapshots of the warehouse with their notes, the way back to each, what differs from it."""

from pathlib import Path

import polars as pl

from dashboard.blocks.block import Block
from dashboard.components.as_of import number_of
from dashboard.components.markup import words
from dashboard.selection import AFTER, BEFORE, RESTORE, View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting, warehouse
from pipelines.notebook.file import NotebookError
from pipelines.notebook.notes import notes

ID = "cac-ban-so-lieu"
DESK = "du-lieu"


def _table(view: View) -> Table:
    folder = Path(view.snapshot.folder)
    columns = (
        Column("number", say("snapshots.number"), order="snapshot_id"),
        Column("loaded", say("snapshots.loaded"), order="snapshot_id"),
        Column("years", say("snapshots.years")),
        Column("counts", say("snapshots.counts"), "count"),
        Column("warnings", say("snapshots.warnings"), "count"),
        Column("parent", say("snapshots.parent")),
        Column("note", say("snapshots.note")),
        Column("told", say("snapshots.told")),
        Column("action", say("snapshots.restore"), "drawing"),
        Column("compare", say("snapshots.compare"), "drawing"),
    )
    said = _notes(folder)
    rows = [_row(row, said, view) for row in warehouse.history(folder).to_dicts()]
    kinds = {c.name: pl.Int64 if c.kind == "count" else pl.String for c in columns}
    frame = pl.DataFrame(rows, schema=kinds | {"snapshot_id": pl.String})
    return Table(ID, say("snapshots.title"), columns, frame, empty=say("snapshots.none"))


def _notes(folder: Path) -> dict[str, str]:
    """Snapshot → what was noted on it."""
    try:
        found = notes(folder)
    except NotebookError:
        return {}
    grouped = found.group_by("snapshot_id", maintain_order=True).agg("note")
    return {snapshot_id: "; ".join(told) for snapshot_id, told in grouped.iter_rows()}


def _row(row: dict, said: dict[str, str], view: View) -> dict:
    snapshot_id, parent = row["snapshot_id"], row["parent_id"]
    return {
        "snapshot_id": snapshot_id,
        "number": number_of(snapshot_id),
        "loaded": formatting.datetime(row["created_at"]),
        "years": row["years"],
        "counts": row["counts"],
        "warnings": row["warnings"],
        "parent": number_of(parent) if parent else None,
        "note": said.get(snapshot_id, ""),
        "told": say("snapshots.published") if row["is_published"] else "",
        "action": "" if row["is_published"] else _back(snapshot_id, view),
        "compare": "" if row["is_published"] else _beside(snapshot_id, view),
    }


def _back(snapshot_id: str, view: View) -> str:
    href = view.link({RESTORE: snapshot_id}, DESK)
    return words("a", say("snapshots.restore"), href=href, data_key=f"lay-lai-{snapshot_id}")


def _beside(snapshot_id: str, view: View) -> str:
    """The way to what differs from the published snapshot."""
    return words(
        "a",
        say("snapshots.compare"),
        href=view.link({BEFORE: snapshot_id, AFTER: None, RESTORE: None}, DESK),
        aria_label=say("snapshots.compare_hint", number=number_of(snapshot_id)),
        data_key=f"doi-chieu-{snapshot_id}",
    )


SNAPSHOTS = Block(ID, _table)
