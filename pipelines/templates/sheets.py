"""The sheets as they are declared: their words, and the columns that follow from them."""

import tomllib
from dataclasses import dataclass
from functools import cache

from pipelines.declarations import DECLARED, Declarations


@dataclass(frozen=True)
class SheetWords:
    """One form's sheet. `lead`: headings of number, code and name; `columns`: paths of headings."""

    form: str
    name: str
    title: str
    lead: tuple[str, str, str]
    columns: tuple[tuple[str, ...], ...]
    total: str
    width: float


@dataclass(frozen=True)
class TemplateWords:
    """Every word of templates.toml: the sheets, what stands around them, what a cell answers."""

    sheets: tuple[SheetWords, ...]
    form_code: str
    percent: str
    note: str
    around: dict[str, str]
    checks: dict[str, str]
    answers: dict[str, str]
    refusals: dict[str, str]


@dataclass(frozen=True)
class Column:
    """One column, headings from the top down. `kind`: text | middle | count | percent | note."""

    path: tuple[str, ...]
    kind: str
    width: float
    measure: str = ""


@cache
def template_words() -> TemplateWords:
    """The declared words of the sheets."""
    held = tomllib.loads((DECLARED / "templates.toml").read_text(encoding="utf-8"))
    sheets = tuple(_sheet(row) for row in held.pop("sheets"))
    return TemplateWords(sheets=sheets, **held)


def _sheet(row: dict) -> SheetWords:
    paths = tuple(tuple(heading.split(" › ")) for heading in row["columns"])
    number, code, name = row["lead"]
    return SheetWords(**row | {"columns": paths, "lead": (number, code, name)})


def columns_of(sheet: SheetWords, declared: Declarations) -> tuple[Column, ...]:
    """The first columns, then the headings with the form's measures in their declared order."""
    words = template_words()
    number, code, name = sheet.lead
    columns = [
        Column((number,), "middle", 6),
        Column((code,), "text", 12),
        Column((name,), "text", 40),
    ]
    measures = iter(declared.measures_of(sheet.form))
    for path in sheet.columns:
        if path[-1] == words.percent:
            columns.append(Column(path, "percent", sheet.width, columns[-1].measure))
        elif path == (words.note,):
            columns.append(Column(path, "note", 40))
        else:
            columns.append(Column(path, "count", sheet.width, next(measures).id))
    return tuple(columns)
