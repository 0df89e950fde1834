"""What people write beside the figures: remarks and named agendas, kept apart from snapshots.

One SQLite file in the warehouse's folder, in WAL mode. No load, roll-back or report touches it, and
nothing in it is changed or taken away: a correction is a new entry of its thread.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from pathlib import Path
from uuid import uuid4

import polars as pl
from filelock import FileLock, Timeout

from pipelines.declarations import load_declarations
from pipelines.remark_rules import Remark, RemarkError, check_text, checked, composed
from pipelines.whole_files import write_whole

FILE = "ghi-chep.sqlite"
LOCK = "ghi-chep.lock"
VERSION = 1
PATIENCE = 10  # seconds that a writer waits for another one
LONGEST_NAME, LONGEST_ADDRESS = 80, 2000
SQL = Path(__file__).parent / "sql" / "notebook"
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
AGENDA = {"name": pl.String, "address": pl.String, "saved_at": pl.Datetime("us"), "role": pl.String}
NOTE = {
    "entry_id": pl.String,
    "snapshot_id": pl.String,
    "note": pl.String,
    "entered_at": pl.Datetime("us"),
    "role": pl.String,
}
COLUMNS = {"remark": set(ENTRY), "agenda": {"entry_id", *AGENDA}, "note": set(NOTE)}
"""Kinds of entry, and what each holds."""


class NotebookError(Exception):
    """The notebook cannot be read or written; the text is a Vietnamese sentence."""


# ---- Remarks ----


def add_remark(folder: Path, remark: Remark) -> str:
    """Write one entry; its id. Raises RemarkError (not taken), NotebookError (not written)."""
    remark, entry_id = checked(remark), uuid4().hex
    if remark.thread_id and history(folder, remark.thread_id).is_empty():
        raise RemarkError("Nhận xét này không còn trong sổ; hãy tải lại trang.")
    entry = asdict(remark) | {
        "entry_id": entry_id,
        "thread_id": remark.thread_id or entry_id,
        "entered_at": _now(),
        "due_on": remark.due_on and remark.due_on.isoformat(),
    }
    with _writing(folder) as connection:
        connection.execute(_sql("add_remark"), entry)
    return entry_id


def remarks(
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
    return _asked(folder, "remarks", STANDING, narrowed)


def history(folder: Path, thread_id: str) -> pl.DataFrame:
    """Every entry of a thread, the first one first: columns of ENTRY."""
    return _asked(folder, "history", ENTRY, {"thread_id": thread_id})


# ---- Named agendas ----


def save_agenda(folder: Path, name: str, address: str, role: str) -> None:
    """Keep an address under a name; an empty address takes the name off the list."""
    name = composed(name)
    if not name or len(name) > LONGEST_NAME:
        raise RemarkError(f"Tên chương trình cần từ 1 đến {LONGEST_NAME} chữ.")
    if len(address) > LONGEST_ADDRESS:
        raise RemarkError("Chương trình quá dài: hãy chọn ít đơn vị hơn.")
    check_text(name)
    entry = {"entry_id": uuid4().hex, "name": name, "address": address, "role": role}
    with _writing(folder) as connection:
        connection.execute(_sql("add_agenda"), entry | {"saved_at": _now()})


def agendas(folder: Path) -> pl.DataFrame:
    """The agendas that have a name: columns of AGENDA."""
    return _asked(folder, "agendas", AGENDA, {})


# ---- Notes on snapshots ----


def add_note(folder: Path, snapshot_id: str, note: str, role: str) -> None:
    """Say why a snapshot was published; an empty note says nothing. Raises RemarkError."""
    note = composed(note)
    check_text(note)
    if not note:
        return
    entry = {"entry_id": uuid4().hex, "snapshot_id": snapshot_id, "note": note, "role": role}
    with _writing(folder) as connection:
        connection.execute(_sql("add_note"), entry | {"entered_at": _now()})


def notes(folder: Path) -> pl.DataFrame:
    """Every note on a snapshot, the first one first: columns of NOTE."""
    return _asked(folder, "notes", NOTE, {})


# ---- Backup ----


def export_notebook(folder: Path, file: Path) -> int:
    """Write everything as lines of JSON, a header first; how many entries."""
    remark_rows = _rows(folder, "history", {"thread_id": None})
    agenda_rows = _rows(folder, "agenda_history", {})
    lines = [{"soket": "ghi-chep", "version": VERSION, "programme": load_declarations().id}]
    lines += [{"kind": "remark", **row} for row in remark_rows]
    lines += [{"kind": "agenda", **row} for row in agenda_rows]
    lines += [{"kind": "note", **row} for row in _rows(folder, "notes", {})]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    write_whole(file, text.encode())
    return len(lines) - 1


def import_notebook(folder: Path, file: Path) -> dict[str, int]:
    """Bring in entries that are not there yet, all or none: {"added": …, "known": …}.

    Raises NotebookError for a file of another programme or version, or with a damaged line.
    """
    entries = _read(file)
    with _writing(folder) as connection:
        before = connection.total_changes
        for line in entries:
            connection.execute(_sql(f"add_{line['kind']}"), line)
        added = connection.total_changes - before
    return {"added": added, "known": len(entries) - added}


def _read(file: Path) -> list[dict]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise NotebookError(f"{file.name} không phải tệp ghi chép đã xuất.") from None
    header = _line(file, 1, lines[0] if lines else "")
    expected = {"soket": "ghi-chep", "version": VERSION, "programme": load_declarations().id}
    if header != expected:
        raise NotebookError(f"{file.name} không phải tệp ghi chép của chương trình này.")
    return [_entry(file, n, text) for n, text in enumerate(lines[1:], start=2)]


def _line(file: Path, number: int, text: str) -> dict:
    try:
        line = json.loads(text)
    except ValueError:
        line = None
    if not isinstance(line, dict):
        raise NotebookError(f"{file.name}, dòng {number}: không đọc được. Chưa nhập gì.")
    return line


def _entry(file: Path, number: int, text: str) -> dict:
    """One entry with all its columns, its words as clean as when they are typed in."""
    line = _line(file, number, text)
    columns = COLUMNS.get(line.get("kind"))
    try:
        if columns is None or set(line) != columns | {"kind"}:
            raise ValueError("columns")
        _check_entry(line)
    except (ValueError, TypeError, RemarkError) as error:
        why = str(error) if isinstance(error, RemarkError) else "thiếu hoặc sai cột."
        raise NotebookError(f"{file.name}, dòng {number}: {why} Chưa nhập gì.") from None
    return line


def _check_entry(line: dict) -> None:
    if line["kind"] != "remark":
        datetime.fromisoformat(line.get("saved_at") or line["entered_at"])
        check_text(line.get("name") or line["note"])
        return
    datetime.fromisoformat(line["entered_at"])
    due_on = line["due_on"] and date.fromisoformat(line["due_on"])
    kept = {k: v for k, v in line.items() if k not in ("kind", "entry_id", "entered_at", "due_on")}
    checked(Remark(**kept, due_on=due_on))


# ---- The file ----


@contextmanager
def _writing(folder: Path) -> Iterator[sqlite3.Connection]:
    """A transaction that is on the disk when the block ends, or has not happened."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (
            FileLock(folder / LOCK, timeout=PATIENCE),
            closing(sqlite3.connect(folder / FILE, timeout=PATIENCE)) as connection,
        ):
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
            connection.executescript(_sql("schema"))
            with connection:
                yield connection
    except (sqlite3.Error, OSError, Timeout) as error:
        raise NotebookError(f"Không ghi được sổ ghi chép {folder / FILE}; chưa lưu gì.") from error


def _asked(folder: Path, question: str, schema: dict, narrowed: dict) -> pl.DataFrame:
    texts = {k: pl.String if v in (pl.Date, pl.Datetime("us")) else v for k, v in schema.items()}
    texts = {k: pl.Int64 if v == pl.Boolean else v for k, v in texts.items()}
    rows = [tuple(row.values()) for row in _rows(folder, question, narrowed)]
    frame = pl.DataFrame(rows, schema=texts, orient="row")
    days = [pl.col(k).str.to_date() for k, v in schema.items() if v == pl.Date]
    times = [
        pl.col(k).str.to_datetime("%Y-%m-%dT%H:%M:%S%.6f")
        for k, v in schema.items()
        if v == pl.Datetime("us")
    ]
    flags = [pl.col(k).cast(pl.Boolean) for k, v in schema.items() if v == pl.Boolean]
    return frame.with_columns(*days, *times, *flags)


def _rows(folder: Path, question: str, narrowed: dict) -> list[dict]:
    """Rows of a question; none, and no file made, where nothing was ever written."""
    file = folder / FILE
    if not file.exists():
        return []
    try:
        with closing(_reading(file)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(_sql(question), narrowed)]
    except sqlite3.Error as error:
        if "no such table" in str(error):  # an earlier version wrote the file
            return []
        raise NotebookError(f"Không đọc được sổ ghi chép {file}.") from error


def _reading(file: Path) -> sqlite3.Connection:
    """Read-only; a folder in which nothing may be written holds nothing that still changes."""
    fixed = "" if os.access(file.parent, os.W_OK) else "&immutable=1"
    address = f"{file.resolve().as_uri()}?mode=ro{fixed}"
    return sqlite3.connect(address, uri=True, timeout=PATIENCE)


@cache
def _sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def _now() -> str:
    return datetime.now().isoformat(timespec="microseconds")
