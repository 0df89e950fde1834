"""One blank sheet while it is written: what is given, what is asked for, what adds up."""

from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.files.sheet import column_letter
from pipelines.templates import drawing, formulas
from pipelines.templates.drawing import CellFormats, Letterhead
from pipelines.templates.formulas import Shape
from pipelines.templates.guards import Body, checks_of_row
from pipelines.templates.lines import Line
from pipelines.templates.sheets import Column, SheetWords, template_words

INPUT = {"locked": False, "bg_color": "#FFF9E5"}
WRONG = {"font_color": "#9C0006", "bg_color": "#FFC7CE"}
TOLD_WIDTH = 60
_HARMLESS = ("number_stored_as_text", "formula_unlocked", "formula_differs", "formula_range")
"""What Excel would mark with a green corner: all of it is meant."""


@dataclass(frozen=True)
class Looks:
    """The formats of a workbook: words, cells that are given, cells that are asked for, red."""

    words: dict[str, Format]
    given: CellFormats
    asked: CellFormats
    wrong: Format

    @classmethod
    def of(cls, book: xlsxwriter.Workbook) -> "Looks":
        """The formats of one workbook. Number and date of the report are for the office to type."""
        words, given = drawing.word_formats(book), drawing.cell_formats(book)
        attached = drawing.FONT | drawing.WORD_STYLES["attached"] | {"locked": False}
        words["attached"] = book.add_format(attached)
        asked = drawing.cell_formats(book, **INPUT)
        return cls(words, given, asked, book.add_format(WRONG))


@dataclass(frozen=True)
class Page:
    """One sheet while it is written."""

    sheet: Worksheet
    words: SheetWords
    columns: tuple[Column, ...]
    looks: Looks

    @property
    def told(self) -> int:
        """Position of the column beside the table that says what does not fit."""
        return len(self.columns)

    def write_above(self, head: Letterhead, attached: str, year: int) -> int:
        """Everything above the rows; gives the first of them (0-based)."""
        sheet, around = self.sheet, template_words().around
        title = self.words.title.format(year=year)
        words = self.looks.words
        drawing.write_above(sheet, head, title, attached, self.told - 1, words)
        sheet.write_string(2, self.told, around["hint"], words["note"])
        sheet.write_string(drawing.HEADER_ROW - 1, self.told, around["checked"], words["bold"])
        first = drawing.write_header(sheet, self.columns, words)
        drawing.set_page(sheet, self.columns, first, "")
        sheet.set_column(self.told, self.told, TOLD_WIDTH)
        sheet.ignore_errors(dict.fromkeys(_HARMLESS, "A1:XFD1048576"))
        return first

    def write_rows(self, shape: Shape, body: Body) -> None:
        """The rows with what is given in them, blank where something is asked for."""
        for position, line in enumerate(body.lines):
            row = body.row(position)
            for column, value in enumerate(line.lead):
                self._write_given(row, column, line.kind, value)
            for column in range(len(line.lead), len(self.columns)):
                self._write_cell(row, column, line, shape, body)
            if line.is_unit:
                told = formulas.sentences(checks_of_row(shape, body, row), row)
                self.sheet.write_formula(row - 1, self.told, told, self.looks.words["note"], "")

    def _write_given(self, row: int, column: int, kind: str, value: str | int | None) -> None:
        style = self.looks.given[kind, self.columns[column].kind]
        if value is None:
            self.sheet.write_blank(row - 1, column, None, style)
        elif isinstance(value, int):
            self.sheet.write_number(row - 1, column, value, style)
        else:
            self.sheet.write_string(row - 1, column, value, style)

    def _write_cell(self, row: int, column: int, line: Line, shape: Shape, body: Body) -> None:
        kind = self.columns[column].kind
        looks = self.looks.asked if line.is_unit and kind != "percent" else self.looks.given
        is_mark = line.is_unit and kind == "count" and shape.form.kind == "marks"
        style = looks[line.kind, "middle" if is_mark else kind]
        formula = self._formula(row, column, line, shape, body)
        if formula:
            # the value of a formula over blank cells; a load reads it as blank
            self.sheet.write_formula(row - 1, column, formula, style, "")
        else:
            self.sheet.write_blank(row - 1, column, None, style)

    def _formula(self, row: int, column: int, line: Line, shape: Shape, body: Body) -> str:
        """Shares, and sums of the lines that a row consists of; "" for a cell to fill in."""
        about = self.columns[column]
        if about.kind == "percent":
            return formulas.share_of(
                shape.letter(about.measure), shape.letter(shape.form.share_of), row
            )
        if about.kind == "note" or not line.parts:
            return ""
        rows = [body.row(part) for part in line.parts]
        return shape.sum_of(column_letter(column), rows)

    def write_below(self, row: int, lines: tuple[str, str]) -> None:
        """The note and who signs; what is printed ends there, and has no colours."""
        drawing.write_below(self.sheet, row, lines, self.looks.words)
        self.sheet.print_area(0, 0, row + 1, self.told - 1)
        self.sheet.print_black_and_white()
