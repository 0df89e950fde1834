"""Offending cells coloured and commented, the sender's own comments kept above."""

import re
from copy import copy

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Color, PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.declarations import load_declarations
from pipelines.returned.words import COLOURS, LAST_COLUMN, LAST_ROW, LINE, WORDS
from pipelines.returned.writing import lines_of, printable

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_BOX_LETTERS, _BOX_PIXELS, _MARGIN = 50, 380, 24  # of a comment: letters and pixels across

Sheets = dict[str, Worksheet]
"""The sheets that go back, by the names that findings use."""


def mark(sheets: Sheets, told: list[dict]) -> None:
    """Colour each offending cell once and say everything about it in its comment."""
    by_cell: dict[Cell, list[dict]] = {}
    for row in told:
        cell = target(sheets, row)
        if cell is not None:
            by_cell.setdefault(cell, []).append(row)
    for cell, rows in by_cell.items():
        colour(cell, rows[0]["severity"])
        _comment(cell, [f"{WORDS['severities'][r['severity']]}: {r['message']}" for r in rows])


def target(sheets: Sheets, row: dict) -> Cell | None:
    """The cell of a finding, of a merged range its top-left one; None when it has no cell here."""
    sheet, address = sheets.get(row["sheet"]), _ADDRESS.fullmatch(row["cell"])
    if sheet is None or address is None:
        return None
    column, line = column_index_from_string(address[1]), int(address[2])
    if column > LAST_COLUMN or line > LAST_ROW:
        return None
    for area in sheet.merged_cells.ranges:
        if row["cell"] in area:
            line, column = area.min_row, area.min_col
    return sheet.cell(line, column)


def colour(cell: Cell, severity: str) -> None:
    """Fill the cell; its letters turn dark, so that light ones stay readable on the fill."""
    cell.fill = PatternFill("solid", fgColor=COLOURS[severity])
    font = copy(cell.font)
    font.color = Color(rgb=f"FF{COLOURS['text']}")
    cell.font = font


def _comment(cell: Cell, sentences: list[str]) -> None:
    """Add the sentences, below what the sender had noted at the cell."""
    before = [cell.comment.text.rstrip()] if cell.comment else []
    text = printable("\n\n".join([*before, *dict.fromkeys(sentences)]))
    cell.comment = sized(Comment(text, load_declarations().name))


def sized(comment: Comment) -> Comment:
    """The comment in a box in which it can be read."""
    lines = lines_of(comment.text, _BOX_LETTERS)
    comment.width, comment.height = _BOX_PIXELS, lines * LINE + _MARGIN
    return comment
