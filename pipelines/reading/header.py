"""The header of a sheet: where it is, and the path of headings above each column.

Headers have one to three rows, merged across and down; flat files write the path into one cell.
"""

import re
from dataclasses import dataclass

from pipelines.declared_forms import Headings
from pipelines.files.sheet import Sheet
from pipelines.text import clean, fold, parse_decimal

SEARCHED_ROWS = 40
"""Rows from the top in which a header may begin."""
_HEADER_DEPTH = 4
_COLUMN_NUMBER = re.compile(r"\(?\s*(\d{1,2}|[A-ZĐ])\s*\)?(\s*\(?=.*)?")
_FLAT = re.compile(r"\s+[-–—›>/|]+\s+")


@dataclass(frozen=True)
class Header:
    """The header of a sheet: its first row, the row below it, and each column's path of words.

    paths: folded; printed: the same headings as people read them, joined by "›".
    """

    first: int
    below: int
    paths: dict[str, tuple[str, ...]]
    printed: dict[str, str]


def find_header(top: list[dict], letters: list[str], known: Headings) -> Header | None:
    """The first row with two known headings and what belongs to it, None when there is none."""
    vocabulary = known.heading_words
    first = next((i for i, row in enumerate(top) if _hits(row, letters, vocabulary) >= 2), None)
    if first is None:
        return None
    keys = [letter for letter in letters if fold(top[first][letter] or "") in known.row_headings]
    below = first + 1
    while below < min(len(top), first + _HEADER_DEPTH) and _is_header(top[below], letters, keys):
        below += 1
    filled = _filled(top[first:below], letters)
    paths = {x: _path([level[x] for level in filled], vocabulary) for x in letters}
    printed = {x: _printed([level[x] for level in filled]) for x in letters}
    while below < len(top) and _is_column_numbers_or_blank(top[below], letters):
        below += 1
    return Header(top[first]["row"], below + 1, paths, printed)


def _hits(row: dict, letters: list[str], vocabulary: frozenset[str]) -> int:
    texts = (row[letter] for letter in letters if row[letter])
    return len(
        {t for t in texts if _parts(t, vocabulary)[-1:] and _parts(t, vocabulary)[-1] in vocabulary}
    )


def _parts(text: str, vocabulary: frozenset[str]) -> list[str]:
    if fold(text) in vocabulary:
        return [fold(text)]
    return [fold(part) for part in _FLAT.split(clean(text)) if fold(part)]


def _is_header(row: dict, letters: list[str], keys: list[str]) -> bool:
    texts = [row[letter] for letter in letters if row[letter] and clean(row[letter])]
    if not texts or any(row[letter] and clean(row[letter]) for letter in keys):
        return False
    return not any(parse_decimal(text) or _COLUMN_NUMBER.fullmatch(clean(text)) for text in texts)


def _is_column_numbers_or_blank(row: dict, letters: list[str]) -> bool:
    texts = [clean(row[letter]) for letter in letters if row[letter] and clean(row[letter])]
    return len(texts) != 1 and all(_COLUMN_NUMBER.fullmatch(text) for text in texts)


def _filled(rows: list[dict], letters: list[str]) -> list[dict[str, str]]:
    """The rows of the header from top to bottom; merged cells are filled to the right."""
    filled: list[dict[str, str]] = []
    for depth, row in enumerate(rows):
        level, left = {}, None
        for letter in letters:
            text = clean(row[letter] or "")
            deeper = any(clean(below[letter] or "") for below in rows[depth + 1 :])
            if not text and deeper and left and all(u[letter] == u[left] for u in filled):
                text = level[left]
            level[letter], left = text, letter
        filled.append(level)
    return filled


def _path(texts: list[str], vocabulary: frozenset[str]) -> tuple[str, ...]:
    parts = [part for text in texts if text for part in _parts(text, vocabulary)]
    return tuple(p for i, p in enumerate(parts) if i == 0 or p != parts[i - 1])


def _printed(texts: list[str]) -> str:
    return " › ".join(dict.fromkeys(text for text in texts if text))


def raw_heading(sheet: Sheet, letter: str, header: Header) -> str:
    """The heading of a column as printed, its levels joined."""
    rows = sheet.rows.filter(sheet.rows["row"].is_between(header.first, header.below - 1))
    texts = [clean(text) for text in rows[letter].drop_nulls()]
    return " › ".join(t for t in texts if not _COLUMN_NUMBER.fullmatch(t))
