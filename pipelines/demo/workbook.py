"""Tables as an office would lay them out in Excel: letterhead, merged headers, A4 landscape."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.declarations import Declarations
from pipelines.demo.tables import Column, Table

A4 = 9
FONT = {"font_name": "Times New Roman", "font_size": 12}
TITLE_ROW = 3
HEADER_ROW = 6
ROW_STYLES = {
    "group": {"bold": True, "bg_color": "#E7E6E6"},
    "organisation": {"bold": True},
    "cell": {},
    "total": {"bold": True, "bg_color": "#E7E6E6"},
}
COLUMN_STYLES = {
    "text": {"align": "left"},
    "count": {"align": "right", "num_format": "#,##0"},
    "percent": {"align": "right", "num_format": "0.00"},
    "note": {"align": "left", "italic": True},
    "middle": {"align": "center"},
}
WORD_STYLES = {
    "plain": {},
    "bold": {"bold": True},
    "right": {"italic": True, "align": "right"},
    "label": {"bold": True, "align": "right", "font_color": "#C00000", "font_size": 14},
    "title": {"bold": True, "align": "center", "valign": "vcenter", "font_size": 14},
    "attached": {"italic": True, "align": "center_across"},
    "header": {
        "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1,
    },
    "number": {"italic": True, "align": "center", "border": 1, "font_size": 10},
    "note": {"italic": True},
}  # fmt: skip


@dataclass(frozen=True)
class Letterhead:
    """The words above every table, and what the file's properties say."""

    issuer: tuple[str, ...]
    form_code: str
    label: str
    created: datetime

    @classmethod
    def of(cls, demo: dict, declared: Declarations) -> "Letterhead":
        """The letterhead of the invented exports; they never go without their label."""
        label = declared.illustrative or demo["label"]
        return cls(declared.issuer, demo["form_code"], label, demo["created"])


def write_workbook(path: Path, tables: list[Table], letterhead: Letterhead) -> None:
    """One sheet for each table."""
    # a copy, because xlsxwriter changes it; in memory, because temporary files carry a time zone
    options = {"default_format_properties": dict(FONT), "in_memory": True}
    book = xlsxwriter.Workbook(path, options)
    title = f"{tables[0].file_title} - {letterhead.label}"
    book.set_properties({"title": title, "created": letterhead.created})
    words = {name: book.add_format(FONT | style) for name, style in WORD_STYLES.items()}
    cells = _cell_formats(book)
    for table in tables:
        sheet = book.add_worksheet(table.name)
        _write_above(sheet, table, letterhead, words)
        first = _write_header(sheet, table, words)
        _write_rows(sheet, first, table, cells)
        _write_below(sheet, first + len(table.rows) + 1, table.below, words)
        _set_page(sheet, table, first, letterhead.label)
    book.close()


def _cell_formats(book: xlsxwriter.Workbook) -> dict[tuple[str, str], Format]:
    return {
        (row, column): book.add_format(FONT | {"border": 1} | row_style | column_style)
        for row, row_style in ROW_STYLES.items()
        for column, column_style in COLUMN_STYLES.items()
    }


def _write_above(
    sheet: Worksheet, table: Table, letterhead: Letterhead, words: dict[str, Format]
) -> None:
    last = len(table.columns) - 1
    for row, line in enumerate(letterhead.issuer):
        sheet.write_string(row, 0, line, words["bold"])
    sheet.write_string(0, last, letterhead.form_code, words["right"])
    sheet.write_string(1, last, letterhead.label, words["label"])
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last, table.title, words["title"])
    sheet.set_row(TITLE_ROW, 24)
    if table.attached:
        sheet.write_string(TITLE_ROW + 1, 0, table.attached, words["attached"])
        for column in range(1, last + 1):
            sheet.write_blank(TITLE_ROW + 1, column, None, words["attached"])


def _write_header(sheet: Worksheet, table: Table, words: dict[str, Format]) -> int:
    """The merged headings and, under them, the numbers of the columns; gives the next row."""
    depth = max(len(column.path) for column in table.columns)
    for top, left, bottom, right, text in _blocks(table.columns, depth):
        box = (HEADER_ROW + top, left, HEADER_ROW + bottom, right)
        if (top, left) == (bottom, right):
            sheet.write_string(*box[:2], text, words["header"])
        else:
            sheet.merge_range(*box, text, words["header"])
    for row in range(depth):
        sheet.set_row(HEADER_ROW + row, 66 if row == depth - 1 else 36)
    if depth == 1:
        return HEADER_ROW + 1
    for column in range(len(table.columns)):
        sheet.write_string(HEADER_ROW + depth, column, f"({column + 1})", words["number"])
    return HEADER_ROW + depth + 1


def _blocks(columns: tuple[Column, ...], depth: int) -> Iterator[tuple[int, int, int, int, str]]:
    """Top, left, bottom, right and text of each heading; equal neighbours share theirs."""
    for level in range(depth):
        left = 0
        while left < len(columns):
            path = columns[left].path
            right = left
            while right + 1 < len(columns) and _shared(path, columns[right + 1].path, level):
                right += 1
            if level < len(path):
                bottom = depth - 1 if level == len(path) - 1 else level
                yield level, left, bottom, right, path[level]
            left = right + 1


def _shared(path: tuple[str, ...], other: tuple[str, ...], level: int) -> bool:
    return len(path) > level + 1 and path[: level + 1] == other[: level + 1]


def _write_rows(
    sheet: Worksheet, first: int, table: Table, formats: dict[tuple[str, str], Format]
) -> None:
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


def _write_below(
    sheet: Worksheet, row: int, lines: tuple[str, ...], words: dict[str, Format]
) -> None:
    if lines:
        note, signed = lines
        sheet.write_string(row, 0, note, words["note"])
        sheet.write_string(row + 1, 2, signed, words["bold"])


def _set_page(sheet: Worksheet, table: Table, first: int, label: str) -> None:
    for position, column in enumerate(table.columns):
        sheet.set_column(position, position, column.width)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.freeze_panes(first, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW, first - 1)
    sheet.set_footer(f"&L{label}&C&P/&N")
