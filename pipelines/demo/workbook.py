"""Tables of the invented exports as workbooks, drawn like the blank sheets that offices fill in."""

from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from pipelines.declarations import Declarations
from pipelines.demo.tables import Table
from pipelines.templates import drawing
from pipelines.templates.drawing import CellFormats, Letterhead
from pipelines.templates.sheets import template_words


def letterhead_of(demo: dict, declared: Declarations) -> Letterhead:
    """The letterhead of the invented exports; they never go without their label."""
    label = declared.illustrative or demo["label"]
    return Letterhead(declared.issuer, template_words().form_code, label, demo["created"])


def write_workbook(path: Path, tables: list[Table], letterhead: Letterhead) -> None:
    """One sheet for each table."""
    title = f"{tables[0].file_title} - {letterhead.label}"
    book = drawing.open_book(path, title, letterhead.created)
    words, cells = drawing.word_formats(book), drawing.cell_formats(book)
    for table in tables:
        sheet = book.add_worksheet(table.name)
        last = len(table.columns) - 1
        drawing.write_above(sheet, letterhead, table.title, table.attached, last, words)
        first = drawing.write_header(sheet, table.columns, words)
        _write_rows(sheet, first, table, cells)
        drawing.write_below(sheet, first + len(table.rows) + 1, table.below, words)
        drawing.set_page(sheet, table.columns, first, letterhead.label)
    book.close()


def _write_rows(sheet: Worksheet, first: int, table: Table, formats: CellFormats) -> None:
    kinds = [column.kind for column in table.columns]
    for number, row in enumerate(table.rows, start=first):
        for position, (value, kind) in enumerate(zip(row.values, kinds, strict=True)):
            is_mark = kind == "count" and isinstance(value, str)
            style = formats[row.kind, "middle" if is_mark else kind]
            if value is None:
                sheet.write_blank(number, position, None, style)
            elif isinstance(value, str):
                sheet.write_string(number, position, value, style)
            else:
                sheet.write_number(number, position, value, style)
