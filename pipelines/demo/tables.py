"""Units and counts as the rows of office sheets: groups, organisations, cells, totals."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.declarations import Declarations, Form, Group, PartYear
from pipelines.demo.facts import Counts, YearFacts
from pipelines.demo.units import Unit
from pipelines.templates.lines import ROMAN
from pipelines.templates.sheets import Column, SheetWords, columns_of, template_words

Value = str | int | float | None


@dataclass(frozen=True)
class Row:
    """One row of values. `kind`: group | organisation | cell | total."""

    kind: str
    values: list[Value]


@dataclass(frozen=True)
class Table:
    """One sheet: words above, columns, rows, words below."""

    name: str
    title: str
    file_title: str
    columns: tuple[Column, ...]
    rows: list[Row]
    attached: str = ""
    below: tuple[str, ...] = ()


def register_table(demo: dict, declared: Declarations, units: Sequence[Unit]) -> Table:
    """The list of all organisations."""
    words, sectors = demo["register"], declared.words.sector_names
    widths = zip(words["columns"], words["widths"], strict=True)
    columns = tuple(Column((heading,), "text", width) for heading, width in widths)
    rows = [_register_row(unit, words["types"], sectors) for unit in units]
    return Table(words["name"], words["title"], demo["register_title"], columns, rows)


def year_tables(
    demo: dict, declared: Declarations, units: Sequence[Unit], facts: YearFacts, year: int
) -> list[Table]:
    """The sheets of one year."""
    part = declared.part_years.get(year, PartYear(year, date(year, 12, 31), ""))
    existing = [unit for unit in units if unit.existed_in(year)]
    attached = demo["attached"].format(month=part.until.month, year=year)
    note = demo["note"].format(until=_day(part.until))
    tables = []
    for sheet in template_words().sheets:
        form = declared.forms[sheet.form]
        columns = columns_of(sheet, declared)
        writer = _Rows(demo, sheet, form, columns, facts[form.id], year, existing)
        rows = list(writer.all(declared.groups))
        below = (note, demo["signed"]) if form.rows != "commune" else ()
        title = sheet.title.format(year=year)
        file_title = demo["year_title"].format(year=year)
        tables.append(Table(sheet.name, title, file_title, columns, rows, attached, below))
    return tables


def _register_row(unit: Unit, types: dict[str, str], sectors: dict[str, str]) -> Row:
    dates = [_day(day) if day else None for day in (unit.founded, unit.closed)]
    codes = [unit.parent_id or None, unit.commune_code or None]
    values = [unit.id, unit.name, types[unit.type], sectors[unit.sector], *codes, *dates]
    return Row("cell" if unit.parent_id else "organisation", [*values, unit.successor_id or None])


@dataclass(frozen=True)
class _Rows:
    """The rows of one form and year."""

    demo: dict
    sheet: SheetWords
    form: Form
    columns: tuple[Column, ...]
    facts: dict[str, Counts]
    year: int
    units: Sequence[Unit]

    def all(self, groups: Sequence[Group]) -> Iterator[Row]:
        """Every row from the first group to the total."""
        grassroots = [unit for unit in self.units if not unit.parent_id]
        if self.form.rows == "commune":
            grassroots = [unit for unit in grassroots if unit.commune_code]
            yield from self._communes(grassroots)
        else:
            for numeral, group in zip(ROMAN, groups, strict=False):
                members = [unit for unit in grassroots if _belongs(unit, group)]
                lead = [numeral, None, group.name]
                yield Row("group", [*lead, *self._values(self._sum(members))])
                yield from self._organisations(members)
        total = self._values(self._sum(grassroots))
        yield Row("total", [None, None, self.sheet.total, *total])

    def _communes(self, units: Sequence[Unit]) -> Iterator[Row]:
        for number, unit in enumerate(units, start=1):
            lead = [number, unit.commune_code, unit.commune_name]
            yield Row("cell", [*lead, *self._values(self.facts[unit.like])])

    def _organisations(self, units: Sequence[Unit]) -> Iterator[Row]:
        families = self._families()
        for number, unit in enumerate(units, start=1):
            yield Row("organisation", [number, *self._reported(unit)])
            if self.form.rows == "every":
                for position, cell in enumerate(families.get(unit.id, []), start=1):
                    yield Row("cell", [f"{number}.{position}", *self._reported(cell)])

    def _families(self) -> dict[str, list[Unit]]:
        families: dict[str, list[Unit]] = {}
        for unit in self.units:
            families.setdefault(unit.parent_id, []).append(unit)
        return families

    def _reported(self, unit: Unit) -> list[Value]:
        counts = self.facts[unit.like]
        if self.form.kind == "marks":
            marks = ["x" if counts.get(c.measure) else None for c in self.columns[3:-1]]
            return [unit.id, unit.name, *marks, self._note(unit)]
        return [unit.id, unit.name, *self._values(counts)]

    def _values(self, counts: Counts) -> list[Value]:
        return [self._value(column, counts) for column in self.columns[3:]]

    def _value(self, column: Column, counts: Counts) -> Value:
        if column.kind == "note" or not counts:
            return None
        count = counts.get(column.measure, 0)
        if column.kind == "count":
            return count
        whole = counts[self.form.share_of]
        return round(100 * count / whole, 2) if whole else None

    def _sum(self, units: Sequence[Unit]) -> Counts:
        counts: Counter = Counter()
        for unit in units:
            counts.update(self.facts[unit.like])
        return dict(counts)

    def _note(self, unit: Unit) -> str | None:
        if unit.is_new_in(self.year):
            return self.demo["founded_note"].format(date=_day(unit.founded))
        if unit.ends_in(self.year):
            successor = next(u.name for u in self.units if u.id == unit.successor_id)
            return self.demo["merged_note"].format(successor=successor, date=_day(unit.closed))
        return None


def _belongs(unit: Unit, group: Group) -> bool:
    return unit.type in group.types and (not group.sectors or unit.sector in group.sectors)


def _day(day: date) -> str:
    """A date as official papers write it: 01/9/2023, 15/02/2024."""
    month = f"{day.month:02}" if day.month < 3 else day.month
    return f"{day.day:02}/{month}/{day.year}"
