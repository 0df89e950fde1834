"""What a sheet does while it is filled in: locked cells, refused values, red where sums fail."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.files.sheet import column_letter
from pipelines.templates.formulas import Check, Shape, runs, span
from pipelines.templates.lines import Line
from pipelines.templates.sheets import TemplateWords

_ALLOWED = ("format_cells", "format_columns", "format_rows")
MARK = "x"


@dataclass(frozen=True)
class Body:
    """The lines of one sheet and the row (1-based) of the first of them."""

    lines: Sequence[Line]
    first: int

    @property
    def unit_rows(self) -> list[int]:
        """Rows in which organisations report."""
        return [self.row(i) for i, line in enumerate(self.lines) if line.is_unit]

    @property
    def parents(self) -> list[tuple[int, int, int]]:
        """Rows that are the sum of cells: the row, its first and its last cell."""
        held = [(i, line.parts) for i, line in enumerate(self.lines) if line.is_unit and line.parts]
        return [(self.row(i), self.row(parts[0]), self.row(parts[-1])) for i, parts in held]

    def row(self, position: int) -> int:
        """The row of the line at a position."""
        return self.first + position


def guard(
    sheet: Worksheet, shape: Shape, body: Body, red: Format, told: int, words: TemplateWords
) -> None:
    """Lock what is given, refuse what cannot be counted, show what does not fit.

    `told`: position of the column that says in words what does not fit.
    """
    sheet.protect("", dict.fromkeys(_ALLOWED, True))
    if not body.unit_rows:
        return
    _refuse(sheet, shape, body, words.answers)
    for check in shape.checks():
        _redden(sheet, check.letters, body.unit_rows, _of_first(check, body), red)
    for row, first, last in body.parents:
        _redden(sheet, shape.letters, [row], shape.cell_differs(row, first, last), red)
    letter = column_letter(told)
    _redden(sheet, [letter], body.unit_rows, f"LEN(${letter}{body.unit_rows[0]})>0", red)


def checks_of_row(shape: Shape, body: Body, row: int) -> list[Check]:
    """Everything that must hold in one row of an organisation."""
    own = [shape.cells_check(first, last) for at, first, last in body.parents if at == row]
    return [*shape.checks(), *own]


def _of_first(check: Check, body: Body) -> str:
    return check.fails.format(row=body.unit_rows[0])


def _refuse(sheet: Worksheet, shape: Shape, body: Body, answers: dict[str, str]) -> None:
    """Only whole numbers from 0 on in the cells of counts, only the mark in those of marks."""
    if shape.form.kind == "marks":
        rule = {"validate": "list", "source": [MARK]}
        said = (answers["mark_title"], answers["mark"])
    else:
        rule = {"validate": "integer", "criteria": ">=", "value": 0}
        said = (answers["number_title"], answers["number"])
    first, *others = _boxes(shape, body)
    told = {"error_title": said[0], "error_message": said[1], "other_cells": others}
    sheet.data_validation(*first, rule | told)


def _boxes(shape: Shape, body: Body) -> list[list[int]]:
    """Rectangles of the cells to fill in: first row, first column, last row, last column."""
    columns = runs(list(shape.positions.values()))
    rows = runs(body.unit_rows)
    return [[top - 1, left, low - 1, right] for top, low in rows for left, right in columns]


def _redden(
    sheet: Worksheet, letters: Sequence[str], rows: Sequence[int], condition: str, red: Format
) -> None:
    """Turn cells red under a condition that is written for the first of the rows."""
    ranges = [span(x, first, last) for first, last in runs(rows) for x in letters]
    rule = {"type": "formula", "criteria": f"={condition}", "format": red}
    sheet.conditional_format(ranges[0], rule | {"multi_range": " ".join(ranges)})
