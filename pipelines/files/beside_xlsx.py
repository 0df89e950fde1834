"""What the parts of an .xlsx say beside the values: hidden and merged cells, formulas, persons.

Searched as bytes and not parsed, which costs a tenth of the reading.
"""

import html
import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import PurePosixPath

from pipelines.files.exports import limits
from pipelines.files.extent import too_large, whole
from pipelines.files.packed import DAMAGED, ODD_VALUES, part_name
from pipelines.files.persons import person_heading
from pipelines.files.sheet import (
    ADDRESS,
    Beside,
    UnreadableFileError,
    column_index,
    column_letter,
    corners,
    placed,
)

WORKBOOK, _STRINGS = "xl/workbook.xml", "xl/sharedstrings.xml"
_MACROS = "vbaproject.bin"

_CELL = re.compile(rb"<(?:\w+:)?c(\s[^<>]*)?>")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>([^<]*)<)")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>([^<]+)<")
_ODD_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>[^<&]*(?:&|<[^/])")
"""A value in pieces (references, CDATA, comments): of these the reader takes only some."""
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*?\bref\s*=\s*[\"']([A-Z0-9:]+)[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row(\s[^<>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col(\s[^<>]*)>")
_SHEET = re.compile(rb"<(?:\w+:)?sheet(\s[^<>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship(\s[^<>]*)>")
_STRING = re.compile(rb"<(?:\w+:)?si(?:\s[^<>]*)?>")
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^<>]*)?>([^<]*)<")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_YES = ("1", "true")
_ELSEWHERE = re.compile(rb"\[\d+\]")


def beside_of(parts: dict[str, bytes]) -> dict[str, Beside]:
    """What each sheet says beside its texts, by the name of the sheet.

    Raises UnreadableFileError where a part that no sheet names would be too large to be read, and
    where the reader would not take a value for what Excel takes it.
    """
    sheets = _sheets(parts)
    _check_the_others(parts, set(sheets.values()))
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
    target = part_name(target)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"


def _beside(part: bytes, heads: dict[int, str], has_macros: bool) -> Beside:
    _check_values(part)
    cells = _cells(part) if heads or b"<f" in part or b":f" in part or b"<is" in part else []
    uncomputed, linked = _formulas(cells)
    persons, merged = _persons(cells, heads), _merged(part)
    return Beside(
        persons=persons,
        withheld=_withheld(persons, merged, [address for address, _, _ in cells]),
        uncomputed=uncomputed,
        linked=linked,
        merged=merged,
        hidden_rows=_hidden_rows(part) if b"hidden" in part else (),
        hidden_columns=_hidden_columns(part) if b"hidden" in part else (),
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


def _check_values(part: bytes) -> None:
    """References are read in texts of formulas, and nothing else of what makes a value odd."""
    cells = _split(_CELL, part) if _ODD_VALUE.search(part) else ()
    for tag, inside in cells:
        is_text = _attributes(tag).get("t") == "str" and b"<!" not in inside
        if _ODD_VALUE.search(inside) and not is_text:
            raise UnreadableFileError(ODD_VALUES)


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
        return heads.get(whole(value[1].decode("ascii", "replace")))
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
    for left, top, right, _ in map(corners, merged):
        if (left, top) == (first, row):
            last = max(last, right)
    return [column_letter(i) for i in range(first, last + 1)]


def _merged(part: bytes) -> tuple[str, ...]:
    refs = (ref.decode() for ref in _MERGED.findall(part, max(0, part.find(b"mergeCells"))))
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
    rows = map(_attributes, _ROW.findall(part))
    return tuple(whole(row["r"]) for row in rows if row.get("hidden") in _YES and "r" in row)


def _hidden_columns(part: bytes) -> tuple[str, ...]:
    columns = [c for c in map(_attributes, _COLUMN.findall(part)) if c.get("hidden") in _YES]
    most = limits().columns
    spans = [(whole(c.get("min", "")), min(whole(c.get("max", "")), most)) for c in columns]
    shown = (column_letter(i - 1) for first, last in spans for i in range(first, last + 1) if i)
    return tuple(dict.fromkeys(shown))
