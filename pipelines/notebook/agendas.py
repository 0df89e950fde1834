"""Agendas of meetings that have a name."""

from pathlib import Path
from uuid import uuid4

import polars as pl

from pipelines.notebook.file import asked, now, rows, sql, writing
from pipelines.notebook.rules import RemarkError, check_text, composed

LONGEST_NAME, LONGEST_ADDRESS = 80, 2000
AGENDA = {"name": pl.String, "address": pl.String, "saved_at": pl.Datetime("us"), "role": pl.String}


def save_agenda(folder: Path, name: str, address: str, role: str) -> None:
    """Keep an address under a name; an empty address takes the name off the list."""
    name = composed(name)
    if not name or len(name) > LONGEST_NAME:
        raise RemarkError(f"Tên chương trình cần từ 1 đến {LONGEST_NAME} chữ.")
    if len(address) > LONGEST_ADDRESS:
        raise RemarkError("Chương trình quá dài: hãy chọn ít đơn vị hơn.")
    check_text(name)
    entry = {"entry_id": uuid4().hex, "name": name, "address": address, "role": role}
    held = rows(folder, "agenda_history", {})
    saved_at = now([row["saved_at"] for row in held if row["name"] == name])
    with writing(folder) as connection:
        connection.execute(sql("add_agenda"), entry | {"saved_at": saved_at})


def agendas(folder: Path) -> pl.DataFrame:
    """The agendas that have a name: columns of AGENDA."""
    return asked(folder, "agendas", AGENDA, {})
