"""Notes on snapshots: why each was published."""

from pathlib import Path
from uuid import uuid4

import polars as pl

from pipelines.notebook.file import asked, now, sql, writing
from pipelines.notebook.rules import check_text, composed

NOTE = {
    "entry_id": pl.String,
    "snapshot_id": pl.String,
    "note": pl.String,
    "entered_at": pl.Datetime("us"),
    "role": pl.String,
}


def add_note(folder: Path, snapshot_id: str, note: str, role: str) -> None:
    """Say why a snapshot was published; an empty note says nothing. Raises RemarkError."""
    note = composed(note)
    check_text(note)
    if not note:
        return
    entry = {"entry_id": uuid4().hex, "snapshot_id": snapshot_id, "note": note, "role": role}
    with writing(folder) as connection:
        connection.execute(sql("add_note"), entry | {"entered_at": now([])})


def notes(folder: Path) -> pl.DataFrame:
    """Every note on a snapshot, the first one first: columns of NOTE."""
    return asked(folder, "notes", NOTE, {})
