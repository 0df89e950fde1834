"""The whole notebook as lines of JSON, and such lines brought in."""

import json
from datetime import date, datetime
from pathlib import Path

from pipelines.declarations import load_declarations
from pipelines.notebook.agendas import AGENDA
from pipelines.notebook.file import NotebookError, rows, sql, writing
from pipelines.notebook.notes import NOTE
from pipelines.notebook.remarks import ENTRY
from pipelines.notebook.rules import Remark, RemarkError, check_text, checked
from pipelines.whole_files import write_whole

VERSION = 1
COLUMNS = {"remark": set(ENTRY), "agenda": {"entry_id", *AGENDA}, "note": set(NOTE)}
"""Kinds of entry, and what each holds."""


def export_notebook(folder: Path, file: Path) -> int:
    """Write everything as lines of JSON, a header first; how many entries."""
    lines = exported(folder)
    write_whole(file, "".join(lines).encode())
    return len(lines) - 1


def exported(folder: Path) -> list[str]:
    """Everything as lines of JSON, a header first."""
    remark_rows = rows(folder, "history", {"thread_id": None})
    agenda_rows = rows(folder, "agenda_history", {})
    lines = [{"soket": "ghi-chep", "version": VERSION, "programme": load_declarations().id}]
    lines += [{"kind": "remark", **row} for row in remark_rows]
    lines += [{"kind": "agenda", **row} for row in agenda_rows]
    lines += [{"kind": "note", **row} for row in rows(folder, "notes", {})]
    return [json.dumps(line, ensure_ascii=False) + "\n" for line in lines]


def import_notebook(folder: Path, file: Path) -> dict[str, int]:
    """Bring in entries that are not there yet, all or none: {"added": …, "known": …}.

    Raises NotebookError for a file of another programme or version, or with a damaged line.
    """
    return bring_in(folder, entries_of(file.read_bytes(), file.name))


def bring_in(folder: Path, entries: list[dict]) -> dict[str, int]:
    """The same, of entries that were read and checked."""
    with writing(folder) as connection:
        before = connection.total_changes
        for line in entries:
            connection.execute(sql(f"add_{line['kind']}"), line)
        added = connection.total_changes - before
    return {"added": added, "known": len(entries) - added}


def entries_of(content: bytes, name: str) -> list[dict]:
    """The checked entries of an exported file. Raises NotebookError, which names the file."""
    try:
        lines = content.decode().splitlines()
    except UnicodeDecodeError:
        raise NotebookError(f"{name} không phải tệp ghi chép đã xuất.") from None
    header = _line(name, 1, lines[0] if lines else "")
    expected = {"soket": "ghi-chep", "version": VERSION, "programme": load_declarations().id}
    if header != expected:
        raise NotebookError(f"{name} không phải tệp ghi chép của chương trình này.")
    return [_entry(name, n, text) for n, text in enumerate(lines[1:], start=2)]


def _line(name: str, number: int, text: str) -> dict:
    try:
        line = json.loads(text)
    except ValueError:
        line = None
    if not isinstance(line, dict):
        raise NotebookError(f"{name}, dòng {number}: không đọc được. Chưa nhập gì.")
    return line


def _entry(name: str, number: int, text: str) -> dict:
    """One entry with all its columns, its words as clean as when they are typed in."""
    line = _line(name, number, text)
    columns = COLUMNS.get(line.get("kind"))
    try:
        if columns is None or set(line) != columns | {"kind"}:
            raise ValueError("columns")
        _check_entry(line)
    except (ValueError, TypeError, RemarkError) as error:
        why = str(error) if isinstance(error, RemarkError) else "thiếu hoặc sai cột."
        raise NotebookError(f"{name}, dòng {number}: {why} Chưa nhập gì.") from None
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
