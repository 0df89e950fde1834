"""Headings of columns that hold persons: found before anything of such a column is read."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipelines.declarations import load_declarations
from pipelines.files.sheet import column_letter
from pipelines.old_fonts import readings
from pipelines.text import REMEMBERED, fold


@lru_cache(REMEMBERED)
def person_heading(text: str) -> str | None:
    """The declared heading of persons that a cell's text is, in whatever encoding, else None.

    A line "Điện thoại: …" is a letterhead instead.
    """
    if ":" in text or text.isdecimal():
        return None
    declared = load_declarations()
    keys = (declared.personal_heading.fullmatch(fold(reading)) for reading in readings(text))
    return next((declared.words.persons[key[1]] for key in keys if key), None)


def without_persons(
    rows: Iterable[list[str]], withheld: dict[str, str]
) -> Iterator[list[str | None]]:
    """The rows without what stands in a column of persons, from its heading down.

    A heading goes on to the right over blank cells. withheld: is told each such heading by its
    cell (`B5` -> "Họ và tên").
    """
    hidden: set[int] = set()
    for number, row in enumerate(rows, start=1):
        hidden |= _headed(number, row, hidden, withheld)
        yield [None if i in hidden else text or None for i, text in enumerate(row)]


def _headed(number: int, row: list[str], hidden: set[int], withheld: dict[str, str]) -> set[int]:
    """Columns that a heading of persons in this row stands over."""
    found, is_under = set(), False
    for i, text in enumerate(row):
        if text and text.strip() and i not in hidden:
            person = person_heading(text)
            is_under = person is not None
            if person:
                withheld[f"{column_letter(i)}{number}"] = person
        if is_under:
            found.add(i)
    return found
