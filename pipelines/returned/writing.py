"""Texts into cells so that they stay texts, and names that a sheet can bear."""

import re
import textwrap

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.workbook import Workbook

from pipelines.returned.words import LIST

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_TEXT, _LONGEST_NAME = 32_000, 31  # characters of a cell or comment, of a sheet's name


def free_title(name: str, workbook: Workbook) -> str:
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
