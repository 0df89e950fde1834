"""A table as an Excel workbook: true numbers, ready to be filtered and printed."""

import io
import textwrap

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard.downloads.about import About
from dashboard.downloads.cells import Value, values
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines.sheet_names import sheet_name

NOT_COMPUTED = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
NUMBER_FORMATS = {
    "year": "0",
    "count": "#,##0",
    "percent": "0.0%",
    "points": "+0.0;-0.0;0.0",
}
FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
LINED = FONT | {"border": 1, "border_color": "#B9BEC5"}
HEADING = LINED | {"bold": True, "bg_color": "#F4F5F7", "align": "center", "valign": "vcenter"}
LABEL = FONT | {"bold": True, "bg_color": "#FFF3D6", "font_color": "#6B3C00"}
NARROW, WIDE = 11, 44  # characters
LINE = 16.5  # points of height
A4 = 9
LONGEST_TEXT = 32767  # characters that a cell can hold


def workbook(table: Table, about: About) -> bytes:
    """One sheet: title, where the numbers come from, then the table."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, NOT_COMPUTED) as book:
        book.set_properties(_properties(table, about))
        sheet = book.add_worksheet(sheet_name(table.title, table.id))
        widths = [_width(i, c, table) for i, c in enumerate(table.carried.columns)]
        for index, width in enumerate(widths):
            sheet.set_column(index, index, width)
        header = _write_head(book, sheet, table, about, widths)
        _write_rows(book, sheet, table, header, widths)
        _set_up_page(sheet, header, about)
    return content.getvalue()


def _properties(table: Table, about: About) -> dict[str, str]:
    return {
        "title": table.title,
        "subject": say("download.subject", owner=about.owner),
        "author": about.owner,
        "company": about.owner,
        "category": say("download.category"),
        "keywords": about.illustrative,
        "comments": "\n".join([line for line, _ in _lines(table, about)][1:]),
    }


def _lines(table: Table, about: About) -> list[tuple[str, dict]]:
    """What stands above the table, with its look."""
    lines = [
        (table.title, FONT | {"bold": True, "font_size": 14}),
        (about.as_of, FONT),
        (say("download.snapshot", snapshot_id=about.snapshot_id), FONT),
        (about.illustrative, LABEL),
        (table.note, FONT | {"italic": True}),
    ]
    return [(text, look) for text, look in lines if text]


# ---- Cells ----


def _write_head(
    book: Workbook, sheet: Worksheet, table: Table, about: About, widths: list[int]
) -> int:
    """Write the lines and the headings; the row of the headings, from 0."""
    lines = _lines(table, about)
    for row, (text, look) in enumerate(lines):
        form = book.add_format(look | {"text_wrap": True})
        if len(widths) > 1:
            sheet.merge_range(row, 0, row, len(widths) - 1, "", form)
        _write_text(sheet, row, 0, text, form)
        sheet.set_row(row, _height(text, sum(widths), look["font_size"]))
    header = len(lines) + 1
    form = book.add_format(HEADING | {"text_wrap": True})
    for index, column in enumerate(table.carried.columns):
        _write_text(sheet, header, index, column.heading, form)
    headings = [column.heading for column in table.carried.columns]
    sheet.set_row(header, _tallest(headings, [width + 1 for width in widths]))
    return header


def _write_rows(
    book: Workbook, sheet: Worksheet, table: Table, header: int, widths: list[int]
) -> None:
    columns = table.carried.columns
    forms = [book.add_format(LINED | _look(column)) for column in columns]
    for row, cells in enumerate(values(table), header + 1):
        for index, (value, column) in enumerate(zip(cells, columns, strict=True)):
            _write_value(sheet, row, index, value, column, forms[index])
        sheet.set_row(row, _tallest(cells, widths))
    if table.rows.is_empty():
        _write_text(sheet, header + 1, 0, table.empty, book.add_format(FONT))
    last = header + max(table.rows.height, 1)
    sheet.autofilter(header, 0, last, len(columns) - 1)
    sheet.freeze_panes(header + 1, 0)


def _look(column: Column) -> dict:
    number = NUMBER_FORMATS.get(column.kind)
    return {"num_format": number} if number else {"text_wrap": True, "align": "left", "indent": 1}


def _write_value(
    sheet: Worksheet, row: int, index: int, value: Value, column: Column, form: Format
) -> None:
    if value is None:
        sheet.write_blank(row, index, None, form)
    elif isinstance(value, str):
        _write_text(sheet, row, index, value, form)
    else:
        sheet.write_number(row, index, value / 100 if column.kind == "percent" else value, form)


def _write_text(sheet: Worksheet, row: int, index: int, text: str, form: Format) -> None:
    sheet.write_string(row, index, text[:LONGEST_TEXT], form)


# ---- Sizes and page ----


def _width(index: int, column: Column, table: Table) -> int:
    """Wide enough for the longest text and the longest word of the heading, within limits."""
    words = [len(word) + 3 for word in column.heading.split()]  # 3: the filter's button
    texts = [len(row[index]) + 1 for row in values(table) if isinstance(row[index], str)]
    return min(WIDE, max([NARROW, *words, *texts]))


def _tallest(cells: list[Value], widths: list[int]) -> float:
    """Points of a row whose texts are wrapped."""
    sized = zip(cells, widths, strict=True)
    return max([LINE, *(_height(text, w) for text, w in sized if isinstance(text, str))])


def _height(text: str, width: int, size: int = 12) -> float:
    """Points of a wrapped text; not every spreadsheet finds them by itself."""
    letters = width * 11 / size  # a width is told in digits of size 11
    lines = [textwrap.wrap(line, max(1, int(letters))) for line in text.splitlines()]
    return sum(max(1, len(line)) for line in lines) * LINE * size / 12


def _set_up_page(sheet: Worksheet, header: int, about: About) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    parts = ("&L", about.illustrative), ("&C", None), ("&R", about.owner)
    shown = [mark + (say("download.page") if t is None else _plain(t)) for mark, t in parts]
    sheet.set_footer("".join(shown))


def _plain(text: str) -> str:
    """Text of a footer in which `&` is a letter."""
    return text[:80].replace("&", "&&")
