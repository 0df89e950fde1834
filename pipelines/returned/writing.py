"""Texts into cells so that they stay texts."""

import textwrap

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

_LONGEST_TEXT = 32_000  # characters of a cell or comment


def write_text(cell: Cell, text: str) -> None:
    """Write a text that stays one, whatever it begins with, and when its cell is edited too."""
    cell.value = printable(text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def printable(text: str) -> str:
    """The text without signs that a cell cannot hold, as long as it may be."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_TEXT]


def lines_of(text: str, letters: int) -> int:
    """Lines that a text takes when so many letters fit across."""
    return sum(max(1, len(textwrap.wrap(line, letters))) for line in text.split("\n"))
