"""Blank workbooks of one year: for the district, and for one grassroots organisation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import polars as pl

from pipelines import formatting, warehouse
from pipelines.declarations import Declarations, Form, PartYear
from pipelines.templates import drawing
from pipelines.templates.drawing import Letterhead
from pipelines.templates.formulas import Shape
from pipelines.templates.guards import Body, guard
from pipelines.templates.issuing import Office, district_office, unit_office
from pipelines.templates.lines import Line, Unit, existing, grouped_lines, own_lines
from pipelines.templates.page import Looks, Page
from pipelines.templates.sheets import SheetWords, columns_of, template_words

Lines = Callable[[Form, SheetWords], Sequence[Line]]


class TemplateError(Exception):
    """A template that cannot be made; the text is a Vietnamese sentence."""


def template(units: pl.DataFrame, year: int, declared: Declarations) -> bytes:
    """A blank .xlsx with one sheet a form, for every organisation that existed in the year.

    units: frame of reading.register.UNITS. Raises TemplateError for a year without organisations
    or outside the programme.
    """
    there = organisations(units, year, declared)

    def lines(form: Form, sheet: SheetWords) -> Sequence[Line]:
        return grouped_lines(form, there, declared, sheet.total)

    return _Book(year, declared, district_office(declared)).written(lines)


def template_of(unit_id: str, units: pl.DataFrame, year: int, declared: Declarations) -> bytes:
    """The same of one grassroots organisation with its cells: no groups and no total.

    Files of several organisations are loaded together: a load replaces a form of a year as a whole.
    Raises TemplateError as `template` does, and when no grassroots organisation has that code.
    """
    own = _family(unit_id, organisations(units, year, declared), year)

    def lines(form: Form, _: SheetWords) -> Sequence[Line]:
        return own_lines(form, own, declared)

    office = unit_office(own[0]["unit_name"], declared)
    return _Book(year, declared, office).written(lines)


def register(folder: Path) -> pl.DataFrame:
    """The organisations of the published snapshot, as `template` takes them.

    Raises WarehouseError for an empty warehouse.
    """
    snapshot_id = warehouse.published_id(folder)
    if snapshot_id is None:
        raise warehouse.WarehouseError(template_words().refusals["register"].format(folder=folder))
    return warehouse.read_state(folder, snapshot_id).units


def organisations(units: pl.DataFrame, year: int, declared: Declarations) -> list[Unit]:
    """Those of the year, in the register's order. Raises TemplateError as `template` does."""
    words = template_words().refusals
    if year not in declared.years:
        years = ", ".join(map(str, declared.years))
        raise TemplateError(words["year"].format(year=year, years=years))
    there = existing(units, year)
    if not there:
        raise TemplateError(words["empty"].format(year=year))
    return there


def _family(unit_id: str, there: Sequence[Unit], year: int) -> list[Unit]:
    """The organisation and then its cells."""
    head = [u for u in there if u["unit_id"] == unit_id and not u["parent_id"]]
    if not head:
        raise TemplateError(template_words().refusals["unit"].format(unit=unit_id, year=year))
    return head + [unit for unit in there if unit["parent_id"] == unit_id]


@dataclass(frozen=True)
class _Book:
    """One workbook of one year."""

    year: int
    declared: Declarations
    office: Office

    def written(self, lines_of: Lines) -> bytes:
        """The bytes of the file; sheets without any row are left out."""
        words, content = template_words(), BytesIO()
        head = Letterhead(self.office.lines, words.form_code, "", datetime(self.year, 1, 1))
        title = words.around["book_title"].format(year=self.year)
        book = drawing.open_book(content, title, head.created)
        looks = Looks.of(book)
        for sheet in words.sheets:
            lines = lines_of(self.declared.forms[sheet.form], sheet)
            if any(line.is_unit for line in lines):
                columns = columns_of(sheet, self.declared)
                page = Page(book.add_worksheet(sheet.name), sheet, columns, looks)
                self._fill(page, head, lines)
        book.close()
        return content.getvalue()

    def _fill(self, page: Page, head: Letterhead, lines: Sequence[Line]) -> None:
        around = template_words().around
        attached = around["attached"].format(number=self.office.number)
        first = page.write_above(head, attached, self.year)
        shape = Shape(self.declared.forms[page.words.form], page.columns, template_words().checks)
        body = Body(lines, first + 1)
        page.write_rows(shape, body)
        whole = PartYear(self.year, date(self.year, 12, 31), "")
        until = self.declared.part_years.get(self.year, whole).until
        note = around["until"].format(until=formatting.date(until))
        page.write_below(first + len(lines) + 1, (note, self.office.signature))
        guard(page.sheet, shape, body, page.looks.wrong, page.told, template_words())
