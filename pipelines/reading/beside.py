"""What the parts of an .xlsx say beside the values: its size, hidden and merged cells, formulas.

Searched as bytes and not parsed, which costs a tenth of the reading. A sheet too large to be read
would end the process: where the search finds one, a parser decides.
"""

import html
import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import PurePosixPath
from xml.parsers import expat

from pipelines.reading.exports import limits
from pipelines.reading.packed import DAMAGED, TOO_MANY
from pipelines.reading.persons import person_heading
from pipelines.reading.sheet import (
    ADDRESS,
    Beside,
    UnreadableFileError,
    column_index,
    column_letter,
    placed,
)

WORKBOOK, _STRINGS = "xl/workbook.xml", "xl/sharedStrings.xml"
_MACROS = "vbaProject.bin"

_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_PLACE = re.compile(r"([A-Z]*)(\d+)")
_CELL = re.compile(rb"<(?:\w+:)?c(\s[^<>]*)?>")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>([^<]*)<)")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>([^<]+)<")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?\bref\s*=\s*[\"']([A-Z0-9:]+)[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row(\s[^<>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col(\s[^<>]*)>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet(\s[^<>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship(\s[^<>]*)>")
_STRING = re.compile(rb"<(?:\w+:)?si(?:\s[^<>]*)?>")
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)<")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_YES = ("1", "true")
_LONG = 12
"""Characters of a number or of a column's letters that are more than any sheet can have."""
_ELSEWHERE = re.compile(rb"\[\d+\]")


def beside_of(parts: dict[str, bytes]) -> dict[str, Beside]:
    """What each sheet says beside its texts, by the name of the sheet.

    Raises UnreadableFileError where a part that no sheet names would be too large to be read.
    """
    sheets = _sheets(parts)
    _check_the_others(parts, set(sheets.values()))
    _check_together([parts.get(at, b"") for at in sheets.values()])
    heads = _person_strings(parts.get(_STRINGS, b""))
    has_macros = any(PurePosixPath(part).name == _MACROS for part in parts)
    first = next(iter(sheets), None)
    return {
        name: _beside(parts.get(at, b""), heads, has_macros and name == first)
        for name, at in sheets.items()
    }


def _check_the_others(parts: dict[str, bytes], named: set[str]) -> None:
    others = (part for name, part in parts.items() if name not in named and b"heetData" in part)
    if any(map(too_large, others)):
        raise UnreadableFileError(DAMAGED)


def _check_together(sheets: list[bytes]) -> None:
    """All sheets of a file may have no more cells than one."""
    bounds = [rows * columns for rows, columns in map(_at_most, sheets)]
    if len(sheets) > 1 and sum(bounds) > limits().cells:
        extents = [_parsed_extent(part) for part in sheets]
        held = sum(rows * columns for rows, columns in extents if not _is_over(rows, columns))
        if held > limits().cells:
            raise UnreadableFileError(TOO_MANY)


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode(): html.unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in _ATTRIBUTE.findall(tag)
    }


def _sheets(parts: dict[str, bytes]) -> dict[str, str]:
    """Name of each sheet -> name of its part."""
    relations = map(_attributes, _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")))
    targets = {r.get("Id"): _absolute(r.get("Target", "")) for r in relations}
    named = map(_attributes, _SHEET.findall(parts.get(WORKBOOK, b"")))
    return {s.get("name", ""): targets.get(_relation(s), "") for s in named}


def _relation(sheet: dict[str, str]) -> str | None:
    return next((value for name, value in sheet.items() if name.endswith(":id")), None)


def _absolute(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"


def _beside(part: bytes, heads: dict[int, str], has_macros: bool) -> Beside:
    cells = _cells(part) if heads or b"<f" in part or b":f" in part or b"<is" in part else []
    uncomputed, linked = _formulas(cells)
    persons, merged = _persons(cells, heads), _merged(part)
    return Beside(
        persons=persons,
        withheld=_withheld(persons, merged, [address for address, _, _ in cells]),
        uncomputed=uncomputed,
        linked=linked,
        merged=merged,
        hidden_rows=_hidden_rows(part),
        hidden_columns=_hidden_columns(part),
        has_macros=has_macros,
        extent=too_large(part),
    )


# ---- Cells ----


def _cells(part: bytes) -> list[tuple[str, str, bytes]]:
    """Address, type and inside of the cells that hold something."""
    held = []
    for tag, inside in _split(_CELL, part):
        about = {} if tag.endswith(b"/>") else _attributes(tag)
        if ADDRESS.fullmatch(about.get("r", "")):
            held.append((about["r"], about.get("t", ""), inside))
    return held


def _split(opening: re.Pattern[bytes], part: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each opening tag and what stands between it and the next: one pass, closed or not."""
    tags = list(opening.finditer(part))
    for tag, following in zip_longest(tags, tags[1:]):
        yield tag[0], part[tag.end() : following.start() if following else len(part)]


def _formulas(cells: list[tuple[str, str, bytes]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Addresses of formulas that have no value, and of those that take from other files."""
    uncomputed, linked = [], []
    for address, kind, inside in cells:
        formula = _FORMULA.search(inside)
        if formula and kind != "str" and not _VALUE.search(inside):
            uncomputed.append(address)
        if formula and _ELSEWHERE.search(formula[1] or b""):
            linked.append(address)
    return tuple(uncomputed), tuple(linked)


def _persons(cells: list[tuple[str, str, bytes]], heads: dict[int, str]) -> dict[str, str]:
    found = {address: _person(kind, inside, heads) for address, kind, inside in cells}
    return {address: person for address, person in found.items() if person}


def _person(kind: str, inside: bytes, heads: dict[int, str]) -> str | None:
    value = _VALUE.search(inside)
    if kind == "s" and value:
        return heads.get(_whole(value[1].decode("ascii", "replace")))
    return person_heading(_said(inside)) if kind == "inlineStr" else None


def _withheld(persons: dict[str, str], merged: tuple[str, ...], held: list[str]) -> tuple[str, ...]:
    """Letters of the columns below headings of persons, as far as each goes to the right."""
    letters = {letter for head in persons for letter in _below(head, merged, held)}
    return tuple(sorted(letters, key=column_index))


def _below(head: str, merged: tuple[str, ...], held: list[str]) -> list[str]:
    letters, row = placed(head)
    first = last = column_index(letters)
    right = [column_index(each) for each, at in map(placed, held) if at == row]
    last = min((i - 1 for i in right if i > first), default=last)
    for start, _, end in (ref.partition(":") for ref in merged):
        if start == head and end:
            last = max(last, column_index(placed(end)[0]))
    return [column_letter(i) for i in range(first, last + 1)]


def _merged(part: bytes) -> tuple[str, ...]:
    refs = (ref.decode() for ref in _MERGED.findall(part))
    return tuple(r for r in refs if all(map(ADDRESS.fullmatch, r.split(":"))))


def _person_strings(part: bytes) -> dict[int, str]:
    """Indexes of the shared strings that head a column of persons -> the heading."""
    texts = (_said(inside) for _, inside in _split(_STRING, part))
    heads = {i: person_heading(text) for i, text in enumerate(texts)}
    return {i: person for i, person in heads.items() if person}


def _said(inside: bytes) -> str:
    return html.unescape(b"".join(_TEXT.findall(inside)).decode("utf-8", "replace"))


# ---- Rows, columns, size ----


def _hidden_rows(part: bytes) -> tuple[int, ...]:
    if b"hidden" not in part:
        return ()
    rows = map(_attributes, _ROW.findall(part))
    return tuple(_whole(row["r"]) for row in rows if row.get("hidden") in _YES and "r" in row)


def _hidden_columns(part: bytes) -> tuple[str, ...]:
    if b"hidden" not in part:
        return ()
    columns = [c for c in map(_attributes, _COLUMN.findall(part)) if c.get("hidden") in _YES]
    most = limits().columns
    spans = [(_whole(c.get("min", "")), min(_whole(c.get("max", "")), most)) for c in columns]
    shown = (column_letter(i - 1) for first, last in spans for i in range(first, last + 1) if i)
    return tuple(dict.fromkeys(shown))


def _whole(text: str) -> int:
    """A number of an attribute, of one that is far too long its first digits; 0 for none."""
    return int(text[:_LONG]) if text.strip().isascii() and text.strip().isdecimal() else 0


def too_large(part: bytes) -> tuple[int, int] | None:
    """Rows and columns of a sheet that is too large to be read, else None.

    A reader makes room for every cell up to the last, so one cell at XFD1048576 would end the
    process. The search may take formatted blank cells for full ones: then a parser decides.
    """
    if not _is_over(*_at_most(part)):
        return None
    extent = _parsed_extent(part)
    return extent if _is_over(*extent) else None


def _is_over(rows: int, columns: int) -> bool:
    most = limits()
    return rows > most.rows or columns > most.columns or rows * columns > most.cells


def _at_most(part: bytes) -> tuple[int, int]:
    """Rows and columns that the sheet cannot have more of: every mention of a place counts."""
    places = _REFERENCE.findall(part)
    rows = max((_whole(row.decode()) for row in {row for _, row in places}), default=0)
    letters = [letters for letters, _ in places if letters]
    columns = max((_column(each.decode()) for each in set(letters)), default=0)
    unplaced = sum(1 for _ in _CELL.finditer(part)) - len(letters)
    return max(rows, part.count(b"<row"), part.count(b":row")), max(columns, unplaced)


def _column(letters: str) -> int:
    """The 1-based column, also of letters beyond Excel's last."""
    return column_index(letters.upper()[:_LONG]) + 1


class _Extent:
    """The last row and column that hold something, as a parser meets them."""

    def __init__(self) -> None:
        self.rows = self.columns = self.row = self.column = 0

    def start(self, name: str, about: dict[str, str]) -> None:
        tag, place = name.rpartition(":")[2], about.get("r", "")
        if tag == "row":
            self.row, self.column = _whole(place) or self.row + 1, 0
        elif tag == "c":
            self._move(place)
        elif tag in ("v", "is", "f"):
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)

    def _move(self, place: str) -> None:
        named = _PLACE.fullmatch(place.upper())
        if named and named[1]:
            self.column, self.row = _column(named[1]), _whole(named[2])
        else:
            self.column += 1


def _parsed_extent(part: bytes) -> tuple[int, int]:
    extent, parser = _Extent(), expat.ParserCreate()
    parser.StartElementHandler = extent.start
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError) as error:
        raise UnreadableFileError(DAMAGED) from error
    return extent.rows, extent.columns
