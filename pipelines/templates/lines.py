"""Which rows stand in a sheet: roman groups, organisations, their cells, the total."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines.declarations import Declarations, Form, Group

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")

Unit = dict[str, object]
"""One row of a frame of reading.register.UNITS."""


@dataclass(frozen=True)
class Line:
    """One row. `kind`: group | organisation | cell | total; `lead`: number, code, name.

    `parts`: positions of the lines whose sum it is, empty for a row that is not a sum.
    """

    kind: str
    lead: tuple[str | int | None, str | None, str]
    parts: tuple[int, ...] = ()

    @property
    def is_unit(self) -> bool:
        """Whether an organisation reports in this row."""
        return self.kind in ("organisation", "cell")


def existing(units: pl.DataFrame, year: int) -> list[Unit]:
    """The organisations that existed on any day of the year, in the order of the register.

    units: frame of reading.register.UNITS.
    """
    founded, closed = pl.col("founded_on").dt.year(), pl.col("closed_on").dt.year()
    there = units.filter((founded <= year).fill_null(True), (closed >= year).fill_null(True))
    return there.rows(named=True)


def grouped_lines(
    form: Form, units: Sequence[Unit], declared: Declarations, total: str
) -> list[Line]:
    """The rows of the whole district: those of no group, each group with its own, the total."""
    writer = _Lines(form, units, declared)
    tops = writer.tops()
    groups = () if form.rows == "commune" else declared.groups
    grouped = {id(unit) for unit in tops for group in groups if _belongs(unit, group)}
    everybody = writer.take([unit for unit in tops if id(unit) not in grouped])
    for numeral, group in zip(ROMAN, groups, strict=False):
        members = [unit for unit in tops if _belongs(unit, group)]
        everybody += writer.take_group(numeral, group.name, members)
    writer.lines.append(Line("total", (None, None, total), everybody))
    return writer.lines


def own_lines(form: Form, units: Sequence[Unit], declared: Declarations) -> list[Line]:
    """The rows of one grassroots organisation and its cells, without sums above or below."""
    writer = _Lines(form, units, declared)
    writer.take(writer.tops())
    return writer.lines


def _belongs(unit: Unit, group: Group) -> bool:
    in_sector = not group.sectors or unit["sector_id"] in group.sectors
    return unit["unit_type"] in group.types and in_sector


@dataclass
class _Lines:
    """The rows of one form written so far."""

    form: Form
    units: Sequence[Unit]
    declared: Declarations
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.communes = {commune.code: commune.name for commune in self.declared.communes}
        self.cells: dict[str, list[Unit]] = {}
        for unit in self.units:
            self.cells.setdefault(unit["parent_id"] or "", []).append(unit)

    def tops(self) -> list[Unit]:
        """Organisations that stand under no other here; forms of communes have those only."""
        held = {unit["unit_id"] for unit in self.units}
        tops = [unit for unit in self.units if unit["parent_id"] not in held]
        if self.form.rows == "every":
            return tops
        is_commune = self.form.rows == "commune"
        return [u for u in tops if not u["parent_id"] and (u["commune_code"] or not is_commune)]

    def take_group(self, numeral: str, name: str, members: list[Unit]) -> tuple[int, ...]:
        """A group row and its organisations, whose positions are given."""
        at = len(self.lines)
        self.lines.append(Line("group", (numeral, None, name)))
        taken = self.take(members)
        self.lines[at] = Line("group", (numeral, None, name), taken)
        return taken

    def take(self, members: list[Unit]) -> tuple[int, ...]:
        """Organisations numbered from 1, each followed by its cells; gives their positions."""
        take_one = self._commune if self.form.rows == "commune" else self._organisation
        return tuple(take_one(number, unit) for number, unit in enumerate(members, start=1))

    def _commune(self, number: int, unit: Unit) -> int:
        code = unit["commune_code"]
        lead = (number, code, self.communes.get(code, unit["unit_name"]))
        self.lines.append(Line("cell", lead))
        return len(self.lines) - 1

    def _organisation(self, number: int, unit: Unit) -> int:
        at = len(self.lines)
        cells = self.cells.get(unit["unit_id"], []) if self.form.rows == "every" else []
        below = tuple(range(at + 1, at + 1 + len(cells))) if self.form.sums == "every" else ()
        self.lines.append(Line("organisation", (number, unit["unit_id"], unit["unit_name"]), below))
        for position, cell in enumerate(cells, start=1):
            lead = (f"{number}.{position}", cell["unit_id"], cell["unit_name"])
            self.lines.append(Line("cell", lead))
        return at
