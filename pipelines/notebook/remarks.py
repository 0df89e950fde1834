"""Remarks on a unit, a year and a target, in threads of entries."""

from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

import polars as pl

from pipelines.notebook.file import asked, now, rows, sql, writing
from pipelines.notebook.rules import Remark, RemarkError, checked

ENTRY = {
    "entry_id": pl.String,
    "thread_id": pl.String,
    "entered_at": pl.Datetime("us"),
    "role": pl.String,
    "level": pl.String,
    "unit_id": pl.String,
    "year": pl.Int64,
    "target_id": pl.String,
    "cause": pl.String,
    "remedy": pl.String,
    "owner": pl.String,
    "due_on": pl.Date,
    "note": pl.String,
    "state": pl.String,
}
STANDING = ENTRY | {"since_year": pl.Int64, "is_carried": pl.Boolean}


def add_remark(folder: Path, remark: Remark) -> str:
    """Write one entry; its id. Raises RemarkError (not taken), NotebookError (not written)."""
    remark, entry_id = checked(remark), uuid4().hex
    thread = {"thread_id": remark.thread_id}
    earlier = rows(folder, "history", thread) if remark.thread_id else []
    if remark.thread_id and not earlier:
        raise RemarkError("Nhận xét này không còn trong sổ; hãy tải lại trang.")
    entry = asdict(remark) | {
        "entry_id": entry_id,
        "thread_id": remark.thread_id or entry_id,
        "entered_at": now([row["entered_at"] for row in earlier]),
        "due_on": remark.due_on and remark.due_on.isoformat(),
    }
    with writing(folder) as connection:
        connection.execute(sql("add_remark"), entry)
    return entry_id


def standing(
    folder: Path,
    *,
    year: int | None = None,
    level: str | None = None,
    unit_id: str | None = None,
    target_id: str | None = None,
) -> pl.DataFrame:
    """How each thread stands, those withdrawn left out: columns of STANDING.

    With `year` those that earlier years left open come first (`is_carried`, from `since_year`).
    """
    narrowed = {"year": year, "level": level, "unit_id": unit_id, "target_id": target_id}
    return asked(folder, "remarks", STANDING, narrowed)


def history(folder: Path, thread_id: str) -> pl.DataFrame:
    """Every entry of a thread, the first one first: columns of ENTRY."""
    return asked(folder, "history", ENTRY, {"thread_id": thread_id})
