"""What stands side by side: up to six units, or one unit in two years, as the address says."""

from dataclasses import dataclass

import polars as pl

from dashboard import cached
from dashboard.selection import COMPARED, DISTRICT, Scope, View
from dashboard.tables.columns import UNIT_PAGES
from dashboard.units import CELL, Unit
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import load_declarations

UNITS = COMPARED
YEARS = "hai-nam"  # two years of the unit of the filter bar
SEEN = "xem"  # one year, or all of them
ALL_YEARS = "cac-nam"
MARKS = "①②③④⑤⑥"
MOST = len(MARKS)
OVERVIEW = "tong-quan"


@dataclass(frozen=True)
class Side:
    """One unit in one year; `label` tells it from the others: its name, or the year.

    `existed`: whether there was such a unit in that year.
    """

    mark: str
    level: str
    unit_id: str
    name: str
    year: int
    label: str
    existed: bool = True


@dataclass(frozen=True)
class Asked:
    """The sides of an address, and a sentence about whatever in it cannot be shown."""

    sides: tuple[Side, ...]
    wrong: tuple[str, ...] = ()
    is_years: bool = False

    @property
    def is_enough(self) -> bool:
        """Whether there is anything to compare with."""
        return len(self.sides) > 1


def asked(view: View) -> Asked:
    """What the address puts side by side; the unit of the filter bar where it names none."""
    if view.asked(YEARS) is not None:
        return _two_years(view)
    codes = named(view)
    if not codes:
        return Asked(_sides(view, [_scope(view)]))
    return _units(view, codes)


def named(view: View) -> list[str]:
    """The codes of units in the address, each once."""
    return _listed(view.asked(UNITS))


def to_side(view: View, side: Side) -> str:
    """The address of the page about one side."""
    page = UNIT_PAGES.get(side.level, OVERVIEW)
    return view.to_unit(side.level, side.unit_id, page, nam=side.year)


def progress_of(view: View, side: Side) -> pl.DataFrame:
    """The targets of the side's unit in every year."""
    unit = {"level": side.level, "unit_id": side.unit_id}
    return cached.ask(view.snapshot, queries.progress, **unit)


def why_nothing(side: Side, is_known: bool) -> str:
    """Why there is no figure; `is_known`: the year has other figures of the unit."""
    if not side.existed:
        return say("compare.absent", year=side.year)
    if is_known:
        return say(f"compare_level.{side.level}")
    return say("compare.no_figures", year=side.year)


def full_name(unit: Unit) -> str:
    """The name that tells a unit from others: a cell with its organisation."""
    if unit.level != CELL:
        return unit.unit_name
    return say("filter.cell_of", cell=unit.unit_name, organisation=unit.organisation_name)


def sector_name(name: str) -> str:
    """ "Loại hình Xã": told from a unit."""
    return say("compare.sector", sector=name)


def _listed(text: str | None) -> list[str]:
    codes = (code.strip() for code in (text or "").split(","))
    return list(dict.fromkeys(code for code in codes if code))


def _units(view: View, codes: list[str]) -> Asked:
    places = {code: _place(view, code) for code in codes}
    unknown = [code for code, place in places.items() if place is None]
    units = [unit for unit in map(cached.units(view.snapshot).by_id.get, codes) if unit]
    absent = [unit for unit in units if not unit.existed_in(view.year)]
    gone = {unit.unit_id for unit in absent}
    found = [place for code, place in places.items() if place and code not in gone]
    wrong = [_unknown(unknown)] if unknown else []
    wrong += [_absent(unit, view.year) for unit in absent]
    wrong += [say("compare.too_many", count=len(found), most=MOST)] if len(found) > MOST else []
    return Asked(_sides(view, found[:MOST]), tuple(wrong))


def _scope(view: View) -> Scope:
    """The unit of the filter bar, under its full name."""
    return _place(view, view.scope.unit_id) or view.scope


def _place(view: View, code: str) -> Scope | None:
    if code == DISTRICT:
        return Scope(DISTRICT, DISTRICT, load_declarations().district)
    sector = cached.sectors(view.snapshot).get(code)
    if sector is not None:
        return Scope("sector", code, sector_name(sector))
    unit = cached.units(view.snapshot).by_id.get(code)
    return Scope(unit.level, code, full_name(unit)) if unit else None


def _sides(view: View, places: list[Scope]) -> tuple[Side, ...]:
    return tuple(
        Side(mark, at.level, at.unit_id, at.name, view.year, at.name)
        for mark, at in zip(MARKS, places, strict=False)
    )


def _two_years(view: View) -> Asked:
    codes = _listed(view.asked(YEARS))
    known = {str(year): year for year in view.years}
    unknown = [code for code in codes if code not in known]
    years = [known[code] for code in codes if code in known]
    wrong = [say("compare.unknown_year", asked=_quoted(unknown))] if unknown else []
    wrong += [say("compare.too_many_years", count=len(years))] if len(years) > 2 else []
    wrong += [say("compare.both", unit=view.scope.name)] if named(view) else []
    sides = [_in_year(view, *pair) for pair in zip(MARKS, sorted(years[:2]), strict=False)]
    return Asked(tuple(sides), tuple(wrong), is_years=True)


def _in_year(view: View, mark: str, year: int) -> Side:
    at = _scope(view)
    unit = cached.units(view.snapshot).by_id.get(at.unit_id)
    existed = unit is None or unit.existed_in(year)
    return Side(mark, at.level, at.unit_id, at.name, year, str(year), existed)


def _unknown(codes: list[str]) -> str:
    return say("compare.unknown", asked=_quoted(codes))


def _absent(unit: Unit, year: int) -> str:
    about = {"unit": full_name(unit), "asked": unit.unit_id, "year": year}
    return say("compare.unit_absent", first=unit.first_year, last=unit.last_year, **about)


def _quoted(codes: list[str]) -> str:
    return ", ".join(f"“{code}”" for code in codes)
