"""Sheets as an office lays them out in Excel: letterhead, merged headers, A4 landscape."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.templates.sheets import Column

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

CellFormats = dict[tuple[str, str], Format]
"""Kind of row, kind of column -> the look of a cell."""


@dataclass(frozen=True)
class Letterhead:
    """The words above every table, and what the file's properties say; `label` may be empty."""

    issuer: tuple[str, ...]
    form_code: str
    label: str
    created: datetime


def open_book(target: Path | BytesIO, title: str, created: datetime) -> xlsxwriter.Workbook:
    """A workbook without any cell yet; no text in it can become a formula or a link."""
    # a copy, because xlsxwriter changes it; in memory, because temporary files carry a time zone
    options = {
        "default_format_properties": dict(FONT),
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"title": title, "created": created})
    return book


def word_formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """How the words around the table look."""
    return {name: book.add_format(FONT | style) for name, style in WORD_STYLES.items()}


def cell_formats(book: xlsxwriter.Workbook, **further: object) -> CellFormats:
    """How the cells of the table look; `further`: properties of all of them."""
    return {
        (row, column): book.add_format(FONT | {"border": 1} | row_style | column_style | further)
        for row, row_style in ROW_STYLES.items()
        for column, column_style in COLUMN_STYLES.items()
    }


def write_above(
    sheet: Worksheet,
    letterhead: Letterhead,
    title: str,
    attached: str,
    last: int,
    words: dict[str, Format],
) -> None:
    """Issuer, code of the form, label, title and the line below it; `last`: the last column."""
    for row, line in enumerate(letterhead.issuer):
        sheet.write_string(row, 0, line, words["bold"])
    sheet.write_string(0, last, letterhead.form_code, words["right"])
    if letterhead.label:
        sheet.write_string(1, last, letterhead.label, words["label"])
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last, title, words["title"])
    sheet.set_row(TITLE_ROW, 24)
    if attached:
        sheet.write_string(TITLE_ROW + 1, 0, attached, words["attached"])
        for column in range(1, last + 1):
            sheet.write_blank(TITLE_ROW + 1, column, None, words["attached"])


def write_header(sheet: Worksheet, columns: Sequence[Column], words: dict[str, Format]) -> int:
    """The merged headings and, under them, the numbers of the columns; gives the next row."""
    depth = max(len(column.path) for column in columns)
    for top, left, bottom, right, text in _blocks(columns, depth):
        box = (HEADER_ROW + top, left, HEADER_ROW + bottom, right)
        if (top, left) == (bottom, right):
            sheet.write_string(*box[:2], text, words["header"])
        else:
            sheet.merge_range(*box, text, words["header"])
    for row in range(depth):
        sheet.set_row(HEADER_ROW + row, 66 if row == depth - 1 else 36)
    if depth == 1:
        return HEADER_ROW + 1
    for column in range(len(columns)):
        text = column_number(column)
        sheet.write_string(HEADER_ROW + depth, column, text, words["number"])
    return HEADER_ROW + depth + 1


def column_number(position: int) -> str:
    """The number printed under the headings of a column: (1), (2), …"""
    return f"({position + 1})"


def _blocks(columns: Sequence[Column], depth: int) -> Iterator[tuple[int, int, int, int, str]]:
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


def write_below(
    sheet: Worksheet, row: int, lines: tuple[str, ...], words: dict[str, Format]
) -> None:
    """The note and who signs, when there are any."""
    if lines:
        note, signed = lines
        sheet.write_string(row, 0, note, words["note"])
        sheet.write_string(row + 1, 2, signed, words["bold"])


def set_page(sheet: Worksheet, columns: Sequence[Column], first: int, label: str) -> None:
    """Widths, frozen and repeated headings, paper. `first`: the first row below the headings."""
    for position, column in enumerate(columns):
        sheet.set_column(position, position, column.width)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.freeze_panes(first, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW, first - 1)
    sheet.set_footer(f"&L{label}&C&P/&N")
