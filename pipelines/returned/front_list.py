"""The list in front: everything found, what to do, a link to each cell."""

import re
from pathlib import Path
from string import Formatter

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.declarations import load_declarations
from pipelines.returned.marking import colour, target
from pipelines.returned.opening import Book
from pipelines.returned.words import COLOURS, LINE, LIST, WORDS
from pipelines.returned.writing import lines_of, write_text
from pipelines.sheet_names import sheet_name
from pipelines.text import fold, parse_decimal


def write_list(book: Book, told: list[dict], label: str) -> None:
    """Put the list of findings in front of the sheets, open and alone selected."""
    name = sheet_name(LIST["sheet"], LIST["unnamed"], book.workbook.sheetnames)
    sheet = book.workbook.create_sheet(name, 0)
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


def _head(book: Book, told: list[dict], label: str) -> list[str]:
    """Lines above the list. Of a label only the name is told, not the folder it lay in."""
    errors = sum(row["severity"] == "error" for row in told)
    counted = LIST["counted"].format(errors=errors, warnings=len(told) - errors)
    guide = [LIST["guide"]] if any(target(book.sheets, row) for row in told) else []
    named = LIST["file"].format(file=Path(label).name)
    return [LIST["title"], named, counted if told else LIST["nothing"], *book.notes, *guide]


def _write_head(sheet: Worksheet, lines: list[str]) -> int:
    """Write the lines and the headings; the row of the headings."""
    widths = [column["width"] for column in LIST["columns"]]
    for number, line in enumerate(lines, 1):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(widths))
        _write_cell(sheet.cell(number, 1), line, bold=number == 1)
        sheet.row_dimensions[number].height = lines_of(line, sum(widths)) * LINE
    header = len(lines) + 2
    for index, column in enumerate(LIST["columns"], 1):
        _write_cell(sheet.cell(header, index), column["heading"], bold=True, fill="heading")
    return header


def _write_row(sheet: Worksheet, number: int, row: dict, book: Book) -> None:
    wrong, remedy = _parted(row)
    severity = WORDS["severities"][row["severity"]]
    texts = severity, _sheet_shown(row, book), row["cell"], _harmless(row["value"]), wrong, remedy
    for index, text in enumerate(texts, 1):
        _write_cell(sheet.cell(number, index), text)
    colour(sheet.cell(number, 1), row["severity"])
    _link(sheet.cell(number, 3), target(book.sheets, row))
    sized = zip(texts, LIST["columns"], strict=True)
    height = max(lines_of(text, column["width"] - 2) for text, column in sized) * LINE
    sheet.row_dimensions[number].height = min(400, height)


def _parted(row: dict) -> tuple[str, str]:
    """What is wrong and what to do: the message parted where the remedy of its rule begins."""
    rule = load_declarations().rules.get(row["rule"])
    words = [re.escape(text) + ".*?" * (key is not None) for text, key, *_ in _pieces(rule)]
    parted = re.fullmatch(rf"(.*) ({''.join(words)})", row["message"], re.DOTALL) if rule else None
    return (parted[1], parted[2]) if parted else (row["message"], "")


def _pieces(rule: object) -> list[tuple]:
    return list(Formatter().parse(rule.remedy)) if rule else []


def _sheet_shown(row: dict, book: Book) -> str:
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
    write_text(cell, text)
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
