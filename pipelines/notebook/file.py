"""The file of the notebook: one SQLite file in the warehouse's folder, in WAL mode."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

import polars as pl
from filelock import FileLock, Timeout

from pipelines.disk import refusal

FILE = "ghi-chep.sqlite"
LOCK = "ghi-chep.lock"
PATIENCE = 10  # seconds that a writer waits for another one
SQL = Path(__file__).parents[1] / "sql" / "notebook"


class NotebookError(Exception):
    """The notebook cannot be read or written; the text is a Vietnamese sentence."""


@contextmanager
def writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """A transaction that is on the disk when the block ends, or has not happened."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (
            FileLock(folder / LOCK, timeout=PATIENCE),
            closing(sqlite3.connect(folder / FILE, timeout=PATIENCE)) as connection,
        ):
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
            connection.executescript(sql("schema"))
            with connection:
                yield connection
    except (sqlite3.Error, OSError, Timeout) as error:
        why = f" ({refusal(error)})" if refusal(error) else ""
        raise NotebookError(
            f"Không ghi được sổ ghi chép {folder / FILE}{why}; chưa lưu gì."
        ) from error


def asked(folder: Path, question: str, schema: dict, narrowed: dict) -> pl.DataFrame:
    """Rows of a question as a frame with that schema; days and times are texts in the file."""
    texts = {k: pl.String if v in (pl.Date, pl.Datetime("us")) else v for k, v in schema.items()}
    texts = {k: pl.Int64 if v == pl.Boolean else v for k, v in texts.items()}
    held = [tuple(row.values()) for row in rows(folder, question, narrowed)]
    frame = pl.DataFrame(held, schema=texts, orient="row")
    days = [pl.col(k).str.to_date() for k, v in schema.items() if v == pl.Date]
    times = [
        pl.col(k).str.to_datetime("%Y-%m-%dT%H:%M:%S%.6f")
        for k, v in schema.items()
        if v == pl.Datetime("us")
    ]
    flags = [pl.col(k).cast(pl.Boolean) for k, v in schema.items() if v == pl.Boolean]
    return frame.with_columns(*days, *times, *flags)


def rows(folder: Path, question: str, narrowed: dict) -> list[dict]:
    """Rows of a question; none, and no file made, where nothing was ever written."""
    file = folder / FILE
    if not file.exists():
        return []
    try:
        with closing(_reading(file)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql(question), narrowed)]
    except sqlite3.Error as error:
        if "no such table" in str(error):  # an earlier version wrote the file
            return []
        raise NotebookError(f"Không đọc được sổ ghi chép {file}.") from error


def _reading(file: Path) -> sqlite3.Connection:
    """Read-only; a folder in which nothing may be written holds nothing that still changes.

    A log beside the file holds what its writer, killed, had no time to put into it: it is read too.
    """
    is_fixed = not os.access(file.parent, os.W_OK) and not file.with_name(f"{FILE}-wal").exists()
    fixed = "&immutable=1" if is_fixed else ""
    address = f"{file.resolve().as_uri()}?mode=ro{fixed}"
    return sqlite3.connect(address, uri=True, timeout=PATIENCE)


@cache
def sql(name: str) -> str:
    """The text of a question or of an entry's insertion."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def now(earlier: list[str]) -> str:
    """The time as the file keeps it; not before the earlier ones, should the clock be set back."""
    return max([datetime.now().isoformat(timespec="microseconds"), *earlier])
