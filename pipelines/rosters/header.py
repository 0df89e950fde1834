"""The header of a list of persons, whose rows hold the same words as headings do."""

import re
from dataclasses import replace

from pipelines.files.sheet import column_index
from pipelines.reading.header import Header, find_header
from pipelines.rosters.forms import rosters
from pipelines.text import clean

_NUMBER = re.compile(r"\(?\s*(\d{1,2}|[A-ZĐ])\s*\)?")


def list_header(top: list[dict], letters: list[str]) -> Header | None:
    """The header; a row of persons below it is none of its rows, whatever words it holds."""
    known = rosters().headings
    header = find_header(top, letters, known)
    if header is None:
        return None
    start = header.first - top[0]["row"]
    below = start + 1
    while below < len(top) and _goes_on(top[: below + 1], start, letters):
        below += 1
    header = find_header(top[:below], letters, known)
    while below < len(top) and _numbers_columns(top[below], letters):
        below += 1
    return replace(header, below=top[0]["row"] + below)


def _goes_on(top: list[dict], start: int, letters: list[str]) -> bool:
    """Whether the last of the rows still is one of the header that begins at `start`."""
    if not _fills_blanks(top[start:-1], top[-1], letters):
        return False
    return find_header(top, letters, rosters().headings).below > top[-1]["row"]


def _fills_blanks(above: list[dict], row: dict, letters: list[str]) -> bool:
    """Whether a row may belong to the header: it has headings where merged ones leave a blank."""
    held = [letter for letter in letters if clean(row[letter] or "")]
    is_below = any(not any(clean(r[letter] or "") for r in above) for letter in held)
    numbers = any(_NUMBER.fullmatch(clean(row[letter])) for letter in held)
    return is_below and not numbers


def _numbers_columns(row: dict, letters: list[str]) -> bool:
    """Whether a row is blank or numbers the columns: A B 1 2, but not 1 45 X of a person."""
    held = {letter: clean(row[letter] or "") for letter in letters if clean(row[letter] or "")}
    matches = {letter: _NUMBER.fullmatch(text) for letter, text in held.items()}
    if len(held) == 1 or not all(matches.values()):
        return False
    texts = {column_index(letter) + 1: match[1] for letter, match in matches.items()}
    numbers = {at: int(text) for at, text in texts.items() if text.isdecimal()}
    capitals = {at: ord(text) - 64 for at, text in texts.items() if not text.isdecimal()}
    return all(_rises(counted) for counted in (numbers, capitals))


def _rises(counted: dict[int, int]) -> bool:
    """Whether numbers grow to the right, none larger than the place of its column."""
    numbers = list(counted.values())
    return numbers == sorted(set(numbers)) and all(n <= at for at, n in counted.items())
