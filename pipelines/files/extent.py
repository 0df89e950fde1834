"""How far a sheet of an .xlsx goes, told from its part before it is read.

A reader makes room for every cell up to the last, so one cell at XFD1048576 would end the process.
Every office program writes `<c r="B7"`: places that are far out are searched for among these. Where
there are any, or cells are written otherwise, a parser says how far the sheet goes.
"""

import re
from xml.parsers import expat

from pipelines.files.exports import limits
from pipelines.files.packed import DAMAGED
from pipelines.files.sheet import UnreadableFileError, column_index

_PLACED = b'<c r="'
_CELLS = (b"<c ", b"<c\t", b"<c\n", b"<c\r", b"<c>", b"<c/")
_FAR = re.compile(_PLACED + rb"(?:[A-Za-z]{3}|[A-Za-z]+\d{5})")
"""Column AAA or row 10000 and beyond: what is nearer fits into memory in any case."""
_PLACE = re.compile(r"([A-Z]*)(\d+)")
_LONG = 12
"""Characters of a number or of a column's letters that are more than any sheet can have."""


def too_large(part: bytes) -> tuple[int, int] | None:
    """Rows and columns of a sheet that is too large to be read, else None.

    Cells that are only formatted do not count. Raises UnreadableFileError where a sheet that goes
    far cannot be parsed.
    """
    if _is_plain(part) and not _FAR.search(part):
        return None
    rows, columns = _parsed(part)
    return None if limits().hold(rows, columns) else (rows, columns)


def _is_plain(part: bytes) -> bool:
    """Whether every cell says where it is, and says it first."""
    is_named_so = b":c " not in part and b":c>" not in part and b":c/" not in part
    return is_named_so and sum(map(part.count, _CELLS)) == part.count(_PLACED)


def whole(text: str) -> int:
    """A number of an attribute, of one that is far too long its first digits; 0 for none."""
    return int(text[:_LONG]) if text.strip().isascii() and text.strip().isdecimal() else 0


class _Extent:
    """The last row and column that hold something, as a parser meets them."""

    def __init__(self) -> None:
        self.rows = self.columns = self.row = self.column = 0

    def start(self, name: str, about: dict[str, str]) -> None:
        tag, place = name.rpartition(":")[2], about.get("r", "")
        if tag == "row":
            self.row, self.column = whole(place) or self.row + 1, 0
        elif tag == "c":
            self._move(place)
        elif tag in ("v", "is", "f"):
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)

    def _move(self, place: str) -> None:
        named = _PLACE.fullmatch(place.upper())
        if named and named[1]:
            self.column, self.row = column_index(named[1][:_LONG]) + 1, whole(named[2])
        else:
            self.column += 1


def _parsed(part: bytes) -> tuple[int, int]:
    extent, parser = _Extent(), expat.ParserCreate()
    parser.StartElementHandler = extent.start
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError) as error:
        raise UnreadableFileError(DAMAGED) from error
    return extent.rows, extent.columns
