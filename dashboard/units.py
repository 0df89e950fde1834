"""The organisations of a snapshot as the filters see them: whose each is, and when it existed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

ORGANISATION, CELL = "organisation", "cell"


@dataclass(frozen=True)
class Unit:
    """One organisation or cell, as in `pipelines.queries.units`."""

    unit_id: str
    unit_name: str
    level: str
    sector_id: str
    organisation_id: str
    organisation_name: str
    commune_code: str | None
    founded_on: date | None
    closed_on: date | None
    successor_id: str | None
    successor_name: str | None
    first_year: int | None
    last_year: int | None

    def existed_in(self, year: int) -> bool:
        """Whether it existed on any day of a reported year."""
        return self.first_year is not None and self.first_year <= year <= self.last_year


@dataclass(frozen=True)
class Units:
    """Every unit by code, in the Vietnamese alphabet."""

    by_id: Mapping[str, Unit]

    @classmethod
    def of(cls, frame: pl.DataFrame) -> "Units":
        """From `pipelines.queries.units`."""
        rows = frame.select(Unit.__dataclass_fields__.keys()).iter_rows(named=True)
        return cls({row["unit_id"]: Unit(**row) for row in rows})

    @cached_property
    def organisations(self) -> tuple[Unit, ...]:
        """The grassroots organisations."""
        return tuple(unit for unit in self.by_id.values() if unit.level == ORGANISATION)

    @cached_property
    def by_commune(self) -> Mapping[str, Unit]:
        """The grassroots organisation of each commune, by the commune's code."""
        return {unit.commune_code: unit for unit in self.organisations if unit.commune_code}

    @cached_property
    def _cells(self) -> Mapping[str, list[Unit]]:
        cells: dict[str, list[Unit]] = {}
        for unit in self.by_id.values():
            if unit.level == CELL:
                cells.setdefault(unit.organisation_id, []).append(unit)
        return cells

    def in_scope(self, year: int, sector: str | None, commune: str | None) -> Iterator[Unit]:
        """The organisations that existed in `year`, of one sector or commune if given."""
        for unit in self.organisations:
            if (
                unit.existed_in(year)
                and sector in (None, unit.sector_id)
                and commune in (None, unit.commune_code)
            ):
                yield unit

    def cells_of(self, organisation_id: str, year: int | None = None) -> list[Unit]:
        """The cells of one organisation; with a year, those that existed in it."""
        cells = self._cells.get(organisation_id, [])
        return [cell for cell in cells if year is None or cell.existed_in(year)]
