"""What title, sheet name and file name say: which form a sheet is, and of which year."""

import re

from pipelines.declarations import Declarations, Form
from pipelines.files.sheet import Sheet
from pipelines.findings import Finding, found
from pipelines.reading.header import SEARCHED_ROWS, Header
from pipelines.reading.layout import Layout
from pipelines.text import fold

_YEAR_IN_TITLE = re.compile(r"\bnăm (20\d\d)\b")
_YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def top_of(sheet: Sheet) -> list[dict[str, str | None]]:
    """The rows in which title and header are looked for."""
    return sheet.rows.head(SEARCHED_ROWS).rows(named=True)


def title_texts(top: list[dict], header: Header, letters: list[str]) -> list[str]:
    """What stands above the header, cell by cell."""
    return [
        row[letter] for row in top if row["row"] < header.first for letter in letters if row[letter]
    ]


def says(words: str, key: str) -> bool:
    """Whether folded words hold the folded words of the key, whole and in this order."""
    return f" {key} " in f" {words} "


def named_forms(words: str, declared: Declarations) -> list[Form]:
    """The forms that folded words name, those named by the longest words."""
    matches = {
        form.id: max((len(key) for key in form.name_keys if says(words, key)), default=0)
        for form in declared.forms.values()
    }
    best = max(matches.values())
    return [declared.forms[form_id] for form_id, length in matches.items() if length == best > 0]


def years_of(
    layout: Layout, top: list[dict], header: Header, given: int | None
) -> dict[int, list[str]]:
    """Every year that is named, and where."""
    sheet = layout.sheet
    title = [fold(text) for text in title_texts(top, header, sheet.letters)]
    said = {"title": {int(y) for text in title for y in _YEAR_IN_TITLE.findall(text)}}
    names = {"sheet": sheet.name, "file": sheet.file.rpartition(".")[0].rpartition("/")[2]}
    for by, name in names.items():
        named = {int(y) for y in _YEAR_IN_NAME.findall(name)}
        said[by] = named if len(named) == 1 else set()
    said["given"] = {given} if given else set()
    every = sorted(set().union(*said.values()))
    return {year: [by for by, years in said.items() if year in years] for year in every}


def check_year(
    layout: Layout, years: dict[int, list[str]], header: Header, declared: Declarations
) -> list[Finding]:
    """What is wrong with the year of a sheet: none, several, or not one of the programme."""
    cell = f"{layout.sheet.letters[0]}{header.first}"
    if not years:
        return [found("year_unknown", layout.place, cell)]
    if len(years) > 1:
        spoken = ", ".join(map(str, years))
        return [found("year_contradictory", layout.place, cell, spoken, years=spoken)]
    (year,) = years
    if year not in declared.years:
        words = {"first": declared.years[0], "last": declared.years[-1], "year": year}
        return [found("year_outside_programme", layout.place, cell, year, **words)]
    return []
