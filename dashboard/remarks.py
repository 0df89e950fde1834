"""What was noted about a unit, as rows in words; read anew each time, never cached."""

from datetime import date, datetime
from pathlib import Path

import polars as pl

from dashboard.components.markup import words
from dashboard.selection import TARGET, View
from dashboard.tables.table import Column
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import load_declarations
from pipelines.notebook import remarks
from pipelines.notebook.rules import is_overdue

WRITE = "ghi"
"""In the address: "moi" opens the form for a new remark, an id the form of that thread."""

NEW = "moi"
ROWS = {
    "state": pl.String,
    "target": pl.String,
    "cause": pl.String,
    "remedy": pl.String,
    "owner": pl.String,
    "due": pl.String,
    "due_on": pl.Date,
    "note": pl.String,
    "entered": pl.String,
    "update": pl.String,
    "href": pl.String,
}


def standing(view: View, target_id: str | None = None) -> pl.DataFrame:
    """How the remarks on the unit of a view stand in its year, those carried over first."""
    return remarks.standing(
        Path(view.snapshot.folder),
        year=view.year,
        level=view.scope.level,
        unit_id=view.scope.unit_id,
        target_id=target_id,
    )


def columns(*names: str) -> tuple[Column, ...]:
    """Columns of a table of remarks, by their names in ROWS."""
    more = {"target": {"link": "href"}, "due": {"order": "due_on"}, "update": {"kind": "drawing"}}
    return tuple(Column(name, say(f"remarks.{name}"), **more.get(name, {})) for name in names)


def rows(view: View, target_id: str | None = None) -> pl.DataFrame:
    """The same in words: columns of ROWS."""
    found = standing(view, target_id).to_dicts()
    return pl.DataFrame([_row(row, view) for row in found], schema=ROWS)


def _row(row: dict, view: View) -> dict:
    target = load_declarations().targets.get(row["target_id"])
    return {
        "state": state(row),
        "target": target.name if target else row["target_id"],
        "cause": row["cause"],
        "remedy": row["remedy"],
        "owner": row["owner"],
        "due": due(row, datetime.now().date()),
        "due_on": row["due_on"],
        "note": row["note"],
        "entered": say(
            "remarks.entered_by", at=formatting.datetime(row["entered_at"]), role=row["role"]
        ),
        "update": words(
            "a",
            say("remarks.update_link"),
            href=view.link({TARGET: row["target_id"], WRITE: row["thread_id"]}, "chi-tieu"),
            data_key=f"ghi-{row['thread_id']}",
        ),
        "href": view.link({TARGET: row["target_id"]}, "chi-tieu"),
    }


def state(row: dict) -> str:
    """ "◷ Đang theo dõi", "↻ Tồn đọng từ năm 2022", "✓ Đã xong"."""
    kind = "carried" if row["is_carried"] else row["state"]
    return say(f"remarks.state_{kind}", since=row["since_year"])


def due(row: dict, today: date) -> str:
    """ "30/6/2024", and that it has passed while the remark is still open."""
    if row["due_on"] is None:
        return ""
    told = formatting.date(row["due_on"])
    is_past = is_overdue(row["due_on"], row["state"], today)
    return say("remarks.due_past", due=told) if is_past else told
