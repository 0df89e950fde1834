"""A sender's workbook to mail back: offending cells coloured and commented, a list in front."""

import io
import re
import textwrap
import tomllib
import warnings
import zipfile
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter

import openpyxl
import polars as pl
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Color, Font, PatternFill, Side
from openpyxl.utils import column_index_from_string, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.declarations import DECLARED, load_declarations
from pipelines.reading.readers import Sheet, UnreadableFileError, read_sheets
from pipelines.text import fold, parse_decimal
from pipelines.withheld import cells_of, drop_sheets

WORDS = tomllib.loads((DECLARED / "annotated.toml").read_text(encoding="utf-8"))
LIST, COLOURS, NOTES = WORDS["list"], WORDS["colours"], WORDS["notes"]

_PERSONAL, _UNREADABLE = "personal_column", "unreadable_file"
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LONGEST_TEXT, _LONGEST_NAME = 32_000, 31  # characters of a cell or comment, of a sheet's name
_LINE = 16  # points of height of a line of the list; pixels of a line of a comment
_BOX_LETTERS, _BOX_PIXELS, _MARGIN = 50, 380, 24  # of a comment: letters and pixels across


@dataclass(frozen=True)
class _Book:
    """What goes back: the workbook, its sheets by the names findings use, notes for the list."""

    workbook: Workbook
    sheets: dict[str, Worksheet] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def annotated(source: Path | bytes, label: str, findings: pl.DataFrame) -> bytes:
    """The file as an .xlsx with its findings in it: a list in front, cells coloured and commented.

    source: the sender's file, or what it holds. label: its name in the column `file` of `findings`,
    a frame of findings.SCHEMA of which only those rows count; it ends in the kind of the file. An
    .xlsx stays the sender's own workbook; other kinds come back as their texts; a file that cannot
    be opened as the list alone. Sheets with a personal column are left out. Never raises for what
    is wrong with the file.
    """
    told = _told(findings, label)
    book = _opened(_content(source), label, told)
    _mark(book, told)
    _write_list(book, told, label)
    return _saved(book.workbook)


def _told(findings: pl.DataFrame, label: str) -> list[dict]:
    """The findings of the file, errors first; of a refused sheet only why it is refused."""
    own = findings.filter(pl.col("file") == label).with_columns(pl.col(pl.String).fill_null(""))
    refused = own.filter(rule=_PERSONAL)["sheet"].implode()
    kept = own.filter((pl.col("rule") == _PERSONAL) | ~pl.col("sheet").is_in(refused))
    unlike = kept.unique(["severity", "sheet", "cell", "value", "message"], maintain_order=True)
    return unlike.sort(pl.col("severity") != "error", maintain_order=True).to_dicts()


def _refused(told: list[dict]) -> list[str]:
    """Names of the sheets with personal columns, in the order they were found."""
    return list(dict.fromkeys(row["sheet"] for row in told if row["rule"] == _PERSONAL))


def _withheld(names: list[str], refused: list[str]) -> list[str]:
    """Which of these sheets may not go back: the refused; all, if a refused one is not there."""
    return [name for name in names if name in refused] if set(refused) <= set(names) else names


def _notes(refused: list[str], withheld: list[str]) -> list[str]:
    if set(refused) != set(withheld):
        return [NOTES["all_withheld"]]
    return [NOTES["withheld"].format(sheet=name) for name in refused]


# ---- Opening ----


def _content(source: Path | bytes) -> bytes:
    """What the file holds; nothing when it is gone or locked."""
    try:
        return source.read_bytes() if isinstance(source, Path) else source
    except OSError:
        return b""


def _opened(content: bytes, label: str, told: list[dict]) -> _Book:
    """The sender's own workbook, else its texts in a new one, else one without sheets.

    What the loader could not read was not searched for personal columns: it stays closed here too.
    """
    if not content or any(row["rule"] == _UNREADABLE for row in told):
        return _Book(_new(), notes=[NOTES["unreadable"]])
    if _unpacked(content) > WORDS["limits"]["unpacked_mb"] * 1_000_000:
        return _Book(_new(), notes=[NOTES["too_large"]])
    own = _own(content) if Path(label).suffix.lower() == ".xlsx" else None
    return _kept(own, _refused(told)) if own else _copy(content, label, _refused(told))


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


def _kept(own: Workbook, refused: list[str]) -> _Book:
    """The sender's workbook without its refused sheets."""
    withheld = _withheld([sheet.title for sheet in own.worksheets], refused)
    lost = drop_sheets(own, withheld) if withheld else 0
    for sheet in own.worksheets:
        _reopen_comments(sheet)
    notes = [*_notes(refused, withheld), *([NOTES["references"]] if lost else [])]
    return _Book(own, {sheet.title: sheet for sheet in own.worksheets}, notes)


def _own(content: bytes) -> Workbook | None:
    """The workbook with formulas and formats as they are, None if it cannot be opened so."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # English words about parts that are not carried over
            return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    except Exception:  # the library raises whatever its parsers stumble over
        return None


def _copy(content: bytes, label: str, refused: list[str]) -> _Book:
    """A new workbook with the same texts in the same cells."""
    workbook = _new()
    try:
        read = {sheet.name: sheet for sheet in read_sheets(content, label)}
    except UnreadableFileError:
        return _Book(workbook, notes=[NOTES["unreadable"]])
    if sum(s.rows.height * len(s.letters) for s in read.values()) > WORDS["limits"]["cells"]:
        return _Book(workbook, notes=[NOTES["too_large"]])
    withheld = _withheld(list(read), refused)
    kept = {name: _write_sheet(workbook, s) for name, s in read.items() if name not in withheld}
    copied = [NOTES["copied"]] if kept else []
    return _Book(workbook, kept, [*copied, *_notes(refused, withheld)])


def _write_sheet(workbook: Workbook, read: Sheet) -> Worksheet:
    sheet = workbook.create_sheet(_free_title(read.name, workbook))
    for letter in read.letters[:_LAST_COLUMN]:
        held = read.rows.select("row", letter).drop_nulls().filter(pl.col("row") <= _LAST_ROW)
        for row, text in held.iter_rows():
            _write_text(sheet[f"{letter}{row}"], text)
        widest = held[letter].str.len_chars().quantile(0.9) or 0  # a title may run over its cell
        sheet.column_dimensions[letter].width = min(44, max(9, widest + 2))
    for address, error in read.errors.items():
        _write_text(sheet[address], error)
    return sheet


def _free_title(name: str, workbook: Workbook) -> str:
    """The name as a sheet can bear it, with a number when another sheet has it."""
    allowed = " ".join(_FORBIDDEN.sub(" ", name).split())
    title = base = allowed[:_LONGEST_NAME].strip(" '") or LIST["unnamed"]
    taken = {other.casefold() for other in workbook.sheetnames}
    number = 1
    while title.casefold() in taken:
        number += 1
        ending = f" ({number})"
        title = base[: _LONGEST_NAME - len(ending)] + ending
    return title


def _write_text(cell: Cell, text: str) -> None:
    """Write a text that stays one, whatever it begins with, and when its cell is edited too."""
    cell.value = _printable(text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def _printable(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_TEXT]


# ---- Marking cells ----


def _mark(book: _Book, told: list[dict]) -> None:
    """Colour each offending cell once and say everything about it in its comment."""
    by_cell: dict[Cell, list[dict]] = {}
    for row in told:
        cell = _target(book, row)
        if cell is not None:
            by_cell.setdefault(cell, []).append(row)
    for cell, rows in by_cell.items():
        _colour(cell, rows[0]["severity"])
        _comment(cell, [f"{WORDS['severities'][r['severity']]}: {r['message']}" for r in rows])


def _target(book: _Book, row: dict) -> Cell | None:
    """The cell of a finding, of a merged range its top-left one; None when it has no cell here."""
    sheet, address = book.sheets.get(row["sheet"]), _ADDRESS.fullmatch(row["cell"])
    if sheet is None or address is None:
        return None
    column, line = column_index_from_string(address[1]), int(address[2])
    if column > _LAST_COLUMN or line > _LAST_ROW:
        return None
    for area in sheet.merged_cells.ranges:
        if row["cell"] in area:
            line, column = area.min_row, area.min_col
    return sheet.cell(line, column)


def _colour(cell: Cell, severity: str) -> None:
    """Fill the cell; its letters turn dark, so that light ones stay readable on the fill."""
    cell.fill = PatternFill("solid", fgColor=COLOURS[severity])
    font = copy(cell.font)
    font.color = Color(rgb=f"FF{COLOURS['text']}")
    cell.font = font


def _comment(cell: Cell, sentences: list[str]) -> None:
    """Add the sentences, below what the sender had noted at the cell."""
    before = [cell.comment.text.rstrip()] if cell.comment else []
    text = _printable("\n\n".join([*before, *dict.fromkeys(sentences)]))
    cell.comment = _sized(Comment(text, load_declarations().name))


def _reopen_comments(sheet: Worksheet) -> None:
    """Give the sender's comments boxes in which they can be read; their own size is not kept."""
    for cell in cells_of(sheet):
        if cell.comment:
            _sized(cell.comment)


def _sized(comment: Comment) -> Comment:
    lines = _lines(comment.text, _BOX_LETTERS)
    comment.width, comment.height = _BOX_PIXELS, lines * _LINE + _MARGIN
    return comment


def _lines(text: str, letters: int) -> int:
    """Lines that a text takes when so many letters fit across."""
    return sum(max(1, len(textwrap.wrap(line, letters))) for line in text.split("\n"))


# ---- The list in front ----


def _write_list(book: _Book, told: list[dict], label: str) -> None:
    sheet = book.workbook.create_sheet(_free_title(LIST["sheet"], book.workbook), 0)
    for index, column in enumerate(LIST["columns"], 1):
        sheet.column_dimensions[sheet.cell(1, index).column_letter].width = column["width"]
    header = _write_head(sheet, _head(book, told, label))
    for number, row in enumerate(told, header + 1):
        _write_row(sheet, number, row, book)
    _set_up_page(sheet, header, header + len(told))
    for other in book.workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet  # two selected sheets are edited together
    book.workbook.active = 0
    if book.workbook.views:
        book.workbook.views[0].firstSheet = 0


def _head(book: _Book, told: list[dict], label: str) -> list[str]:
    """Lines above the list. Of a label only the name is told, not the folder it lay in."""
    errors = sum(row["severity"] == "error" for row in told)
    counted = LIST["counted"].format(errors=errors, warnings=len(told) - errors)
    guide = [LIST["guide"]] if any(_target(book, row) for row in told) else []
    named = LIST["file"].format(file=Path(label).name)
    return [LIST["title"], named, counted if told else LIST["nothing"], *book.notes, *guide]


def _write_head(sheet: Worksheet, lines: list[str]) -> int:
    """Write the lines and the headings; the row of the headings."""
    widths = [column["width"] for column in LIST["columns"]]
    for number, line in enumerate(lines, 1):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(widths))
        _write_cell(sheet.cell(number, 1), line, bold=number == 1)
        sheet.row_dimensions[number].height = _lines(line, sum(widths)) * _LINE
    header = len(lines) + 2
    for index, column in enumerate(LIST["columns"], 1):
        _write_cell(sheet.cell(header, index), column["heading"], bold=True, fill="heading")
    return header


def _write_row(sheet: Worksheet, number: int, row: dict, book: _Book) -> None:
    wrong, remedy = _parted(row)
    severity = WORDS["severities"][row["severity"]]
    texts = severity, _sheet_shown(row, book), row["cell"], _harmless(row["value"]), wrong, remedy
    for index, text in enumerate(texts, 1):
        _write_cell(sheet.cell(number, index), text)
    _colour(sheet.cell(number, 1), row["severity"])
    _link(sheet.cell(number, 3), _target(book, row))
    sized = zip(texts, LIST["columns"], strict=True)
    height = max(_lines(text, column["width"] - 2) for text, column in sized) * _LINE
    sheet.row_dimensions[number].height = min(400, height)


def _parted(row: dict) -> tuple[str, str]:
    """What is wrong and what to do: the message parted where the remedy of its rule begins."""
    rule = load_declarations().rules.get(row["rule"])
    words = [re.escape(text) + ".*?" * (key is not None) for text, key, *_ in _pieces(rule)]
    parted = re.fullmatch(rf"(.*) ({''.join(words)})", row["message"], re.DOTALL) if rule else None
    return (parted[1], parted[2]) if parted else (row["message"], "")


def _pieces(rule: object) -> list[tuple]:
    return list(Formatter().parse(rule.remedy)) if rule else []


def _sheet_shown(row: dict, book: _Book) -> str:
    sheet = book.sheets.get(row["sheet"])
    is_hidden = sheet is not None and sheet.sheet_state != "visible"
    return LIST["hidden"].format(sheet=row["sheet"]) if is_hidden else _harmless(row["sheet"])


def _harmless(text: str) -> str:
    """A number or a heading as a quotation.

    When the workbook comes back corrected, its list must not look like a form or like persons.
    """
    declared, key = load_declarations(), fold(text)
    if parse_decimal(text):
        return LIST["number"].format(text=text)
    is_heading = key in declared.heading_words or declared.personal_heading.fullmatch(key)
    return LIST["word"].format(text=text) if is_heading else text


def _write_cell(cell: Cell, text: str, *, bold: bool = False, fill: str = "") -> None:
    _write_text(cell, text)
    cell.font = Font(name="Times New Roman", size=12, bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if fill:
        cell.fill = PatternFill("solid", fgColor=COLOURS[fill])


def _link(cell: Cell, target: Cell | None) -> None:
    if target is not None:
        place = f"{quote_sheetname(target.parent.title)}!{target.coordinate}"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
        cell.font = Font(name="Times New Roman", size=12, underline="single", color=COLOURS["link"])


def _set_up_page(sheet: Worksheet, header: int, last: int) -> None:
    """Ruled, the headings always in sight, one A4 page across when printed."""
    line = Side(style="thin", color=COLOURS["heading"])
    for row in sheet.iter_rows(min_row=header, max_row=last, max_col=len(LIST["columns"])):
        for cell in row:
            cell.border = Border(left=line, right=line, top=line, bottom=line)
    sheet.auto_filter.ref = f"A{header}:{sheet.cell(last, len(LIST['columns'])).coordinate}"
    sheet.freeze_panes = f"A{header + 1}"
    sheet.print_title_rows = f"{header}:{header}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight = True, 0
    sheet.oddFooter.center.text = LIST["page"]


def _saved(workbook: Workbook) -> bytes:
    workbook.properties.lastModifiedBy = load_declarations().name
    workbook.calculation = workbook.calculation or CalcProperties()
    workbook.calculation.fullCalcOnLoad = True  # formulas are written without their last values
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()
