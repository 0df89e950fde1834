"""What goes back: the sender's own workbook, or its texts in a new one, without refused sheets."""

import io
import warnings
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import polars as pl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.declarations import load_declarations
from pipelines.files.exports import limits
from pipelines.files.readers import read_sheets
from pipelines.files.sheet import Sheet, UnreadableFileError
from pipelines.returned.marking import sized
from pipelines.returned.withheld import cells_of, drop_sheets
from pipelines.returned.words import LAST_COLUMN, LAST_ROW, LIST, NOTES
from pipelines.returned.writing import write_text
from pipelines.sheet_names import sheet_name

PERSONAL, _UNREADABLE = "personal_column", "unreadable_file"
WITHHELD = (PERSONAL, "roster_counted")
"""Rules of the sheets that hold persons: refused or counted, they do not go back."""


@dataclass(frozen=True)
class Book:
    """What goes back: the workbook, its sheets by the names findings use, notes for the list."""

    workbook: Workbook
    sheets: dict[str, Worksheet] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def opened(content: bytes, label: str, told: list[dict]) -> Book:
    """The sender's own workbook, else its texts in a new one, else one without sheets.

    What the loader could not read was not searched for personal columns: it stays closed here too.
    """
    if not content or any(row["rule"] == _UNREADABLE for row in told):
        return Book(_new(), notes=[NOTES["unreadable"]])
    if _unpacked(content) > limits().returned_bytes:
        return Book(_new(), notes=[NOTES["too_large"]])
    own = _own(content) if Path(label).suffix.lower() == ".xlsx" else None
    return _kept(own, _refused(told)) if own else _copy(content, label, _refused(told))


def _refused(told: list[dict]) -> list[str]:
    """Names of the sheets that hold persons, in the order they were found."""
    return list(dict.fromkeys(row["sheet"] for row in told if row["rule"] in WITHHELD))


def _withheld(names: list[str], refused: list[str]) -> list[str]:
    """Which of these sheets may not go back: the refused; all, if a refused one is not there."""
    return [name for name in names if name in refused] if set(refused) <= set(names) else names


def _notes(refused: list[str], withheld: list[str]) -> list[str]:
    if set(refused) != set(withheld):
        return [NOTES["all_withheld"]]
    return [NOTES["withheld"].format(sheet=name) for name in refused]


def _unpacked(content: bytes) -> int:
    """Bytes of what the file holds once it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return sum(entry.file_size for entry in packed.infolist())
    except zipfile.BadZipFile:
        return len(content)


def _new() -> Workbook:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    workbook.properties.creator = load_declarations().name
    return workbook


def _kept(own: Workbook, refused: list[str]) -> Book:
    """The sender's workbook without its refused sheets."""
    withheld = _withheld([sheet.title for sheet in own.worksheets], refused)
    lost = drop_sheets(own, withheld) if withheld else 0
    for sheet in own.worksheets:
        _reopen_comments(sheet)
    notes = [*_notes(refused, withheld), *([NOTES["references"]] if lost else [])]
    return Book(own, {sheet.title: sheet for sheet in own.worksheets}, notes)


def _own(content: bytes) -> Workbook | None:
    """The workbook with formulas and formats as they are, None if it cannot be opened so."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # English words about parts that are not carried over
            return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    except Exception:  # the library raises whatever its parsers stumble over
        return None


def _copy(content: bytes, label: str, refused: list[str]) -> Book:
    """A new workbook with the same texts in the same cells."""
    workbook = _new()
    try:
        read = {sheet.name: sheet for sheet in read_sheets(content, label)}
    except UnreadableFileError:
        return Book(workbook, notes=[NOTES["unreadable"]])
    if _is_too_large(list(read.values())):
        return Book(workbook, notes=[NOTES["too_large"]])
    withheld = _withheld(list(read), refused)
    kept = {name: _write_sheet(workbook, s) for name, s in read.items() if name not in withheld}
    copied = [NOTES["copied"]] if kept else []
    return Book(workbook, kept, [*copied, *_notes(refused, withheld)])


def _is_too_large(sheets: list[Sheet]) -> bool:
    cells = sum(sheet.rows.height * len(sheet.letters) for sheet in sheets)
    return cells > limits().returned_cells or any(sheet.beside.extent for sheet in sheets)


def _write_sheet(workbook: Workbook, read: Sheet) -> Worksheet:
    name = sheet_name(read.name, LIST["unnamed"], workbook.sheetnames)
    sheet = workbook.create_sheet(name)
    for letter in read.letters[:LAST_COLUMN]:
        held = read.rows.select("row", letter).drop_nulls().filter(pl.col("row") <= LAST_ROW)
        for row, text in held.iter_rows():
            write_text(sheet[f"{letter}{row}"], text)
        widest = held[letter].str.len_chars().quantile(0.9) or 0  # a title may run over its cell
        sheet.column_dimensions[letter].width = min(44, max(9, widest + 2))
    for address, error in read.errors.items():
        write_text(sheet[address], error)
    return sheet


def _reopen_comments(sheet: Worksheet) -> None:
    """Give the sender's comments boxes in which they can be read; their own size is not kept."""
    for cell in cells_of(sheet):
        if cell.comment:
            sized(cell.comment)
