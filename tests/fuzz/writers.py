"""The same pages as .xlsx, .csv, .xls and .ods."""

import csv
import io
from datetime import date, datetime
from functools import cache

from pages import Broken, Formula, Page, Shown

Merge = tuple[int, int, int, int]

XLWT_WORDS = {"#N/A": "#N/A!"}
"""What the writer of .xls calls an error otherwise than Excel does."""


def xlsx(pages: list[Page], date_1904: bool = False) -> bytes:
    """A workbook of Excel."""
    import xlsxwriter

    whole = io.BytesIO()
    options = {"in_memory": True, "default_date_format": "dd/mm/yyyy", "date_1904": date_1904}
    with xlsxwriter.Workbook(whole, options) as book:
        formats: dict[str, object] = {}
        for page in pages:
            _xlsx_sheet(book, page, formats)
        if pages and pages[0].is_hidden:
            book.add_worksheet("Trang sau cùng").activate()
    return whole.getvalue()


def _xlsx_sheet(book: object, page: Page, formats: dict) -> None:
    sheet = book.add_worksheet(page.name)
    for merge in page.merges():
        sheet.merge_range(*merge, None)
    for row, cells in enumerate(page.grid()):
        for column, value in enumerate(cells):
            _xlsx_cell(book, sheet, (row, column), value, formats)
    for row, line in enumerate(page.lines, page.body_from):
        if line.is_hidden:
            sheet.set_row(row, None, None, {"hidden": True})
    if page.is_hidden:
        sheet.hide()


def _xlsx_cell(book: object, sheet: object, at: tuple[int, int], value: object, formats: dict):
    if value is None:
        return
    if isinstance(value, Formula):
        sheet.write_formula(*at, value.text, None, "" if value.kept is None else value.kept)
    elif isinstance(value, Broken):
        sheet.write_formula(*at, "=1/0", None, value.text)
    elif isinstance(value, Shown):
        if value.pattern not in formats:
            formats[value.pattern] = book.add_format({"num_format": value.pattern})
        sheet.write(*at, value.value, formats[value.pattern])
    elif isinstance(value, str):
        sheet.write_string(*at, value)
    else:
        sheet.write(*at, value)


def text_of(value: object) -> str:
    """A cell as Excel writes it into a CSV."""
    if isinstance(value, Formula):
        return text_of(value.kept)
    if isinstance(value, Shown):
        return text_of(value.value)
    if isinstance(value, Broken):
        return value.text
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return str(value).upper()
    return (
        f"{value:.15g}".replace(".", ",")
        if isinstance(value, float)
        else str(value or "0" * (value == 0))
    )


def csv_text(page: Page, delimiter: str = ";", **how: object) -> str:
    """A page as text with delimiters."""
    lines = io.StringIO()
    rows = [[text_of(value) for value in row] for row in page.grid()]
    csv.writer(lines, delimiter=delimiter, **how).writerows(rows)
    return lines.getvalue()


def xls(pages: list[Page]) -> bytes:
    """A workbook of Excel 97."""
    import xlwt

    book, whole = xlwt.Workbook(), io.BytesIO()
    for page in pages:
        sheet = book.add_sheet(page.name, cell_overwrite_ok=True)
        sheet.visibility = int(page.is_hidden)
        for row, cells in enumerate(page.grid()):
            for column, value in enumerate(cells):
                _xls_cell(sheet.row(row), column, value)
        for first, left, last, right in page.merges():
            sheet.merge(first, last, left, right)
    book.save(whole)
    return whole.getvalue()


@cache
def _xls_date() -> object:
    import xlwt

    return xlwt.easyxf(num_format_str="dd/mm/yyyy")


def _xls_cell(row: object, column: int, value: object) -> None:
    if isinstance(value, Formula):
        value = value.kept
    if isinstance(value, Shown):
        value = value.value
    if isinstance(value, Broken):
        row.set_cell_error(column, XLWT_WORDS.get(value.text, value.text))
    elif isinstance(value, date):
        row.set_cell_date(column, datetime(*value.timetuple()[:3]), _xls_date())
    elif value is not None:
        row.write(column, value)


def ods(pages: list[Page]) -> bytes:
    """A workbook of LibreOffice."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableRow

    book, whole = OpenDocumentSpreadsheet(), io.BytesIO()
    for page in pages:
        table = Table(name=page.name)
        for cells in page.grid():
            row = TableRow(check_grammar=False)
            for value in cells:
                row.addElement(_ods_cell(value), check_grammar=False)
            table.addElement(row, check_grammar=False)
        book.spreadsheet.addElement(table)
    book.write(whole)
    return whole.getvalue()


def _ods_cell(value: object) -> object:
    from odf.table import TableCell
    from odf.text import P

    if isinstance(value, Formula):
        value = value.kept
    if isinstance(value, Shown):
        value = value.value
    if value is None:
        return TableCell(check_grammar=False)
    if isinstance(value, bool):
        return TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    if isinstance(value, int | float):
        return TableCell(valuetype="float", value=value)
    if isinstance(value, date):
        return TableCell(valuetype="date", datevalue=value.isoformat()[:10])
    cell = TableCell(valuetype="string")
    cell.addElement(P(text=value.text if isinstance(value, Broken) else value))
    return cell
