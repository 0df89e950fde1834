"""Address ↔ view. The address is the truth: a link shows what it says, or says that it cannot.

Everything that can be chosen stands in the query by stable codes, so that a link, the browser's
history and a file to take along all ask for the same view. Nothing here knows Streamlit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from dashboard.units import CELL as CELL_LEVEL
from dashboard.units import ORGANISATION as ORGANISATION_LEVEL
from dashboard.units import Unit, Units

YEAR = "nam"
SECTOR = "loai-hinh"
COMMUNE = "xa"
ORGANISATION = "to-chuc"
CELL = "chi-bo"
TARGET = "chi-tieu"
TABLES = "bang"  # blocks shown as tables
SORT = "sap-xep"  # block.column.tang|giam
PART = "trang"  # block.number of a long table
NUMBER = "so"  # the number whose cells are looked for
BATCH = "luot"  # the batch of brought files that is looked at
RESTORE = "lay-lai"  # the snapshot that is asked about
LEVEL = "cap"  # whose rows the ledger shows: ORGANISATION or CELL
BEFORE, AFTER = "ban-truoc", "ban-sau"  # the snapshots that are compared
COMPARED = "so"  # codes of the units that stand side by side, with commas

FILTERS = (SECTOR, COMMUNE, ORGANISATION, CELL)
"""From wide to narrow: choosing one leaves the narrower ones open."""

KEPT = (YEAR, *FILTERS, TARGET)
"""What goes along to another page."""

FILTER_OF_LEVEL = {"sector": SECTOR, ORGANISATION_LEVEL: ORGANISATION, CELL_LEVEL: CELL}

ASCENDING, DESCENDING = "tang", "giam"
DISTRICT = "district"


@dataclass(frozen=True)
class Snapshot:
    """A published snapshot: the folder it lies in and its id."""

    folder: str
    id: str


@dataclass(frozen=True)
class Scope:
    """The unit whose figures are shown: its level, code and name."""

    level: str
    unit_id: str
    name: str


@dataclass(frozen=True)
class Problem:
    """Why an address cannot be shown.

    `kind`: year_unknown | year_unreadable | unit_unknown | unit_elsewhere | unit_absent.
    """

    kind: str
    name: str
    asked: str
    unit: Unit | None = None


@dataclass(frozen=True)
class View:
    """What a page shows: one snapshot for the whole run, a year, a unit, and the address itself."""

    snapshot: Snapshot
    path: str
    year: int
    years: tuple[int, ...]
    scope: Scope
    query: Mapping[str, str] = field(default_factory=dict)
    problem: Problem | None = None

    def asked(self, name: str) -> str | None:
        """What the address says for one name."""
        return self.query.get(name)

    def link(self, changes: Mapping[str, object] | None = None, page: str | None = None) -> str:
        """The address of this view with some changes (None takes a name away), or of a page.

        Relative, so that it holds behind any prefix. Another page keeps only `KEPT`.
        """
        elsewhere = page is not None and page != self.path
        query = {n: c for n, c in self.query.items() if n in KEPT or not elsewhere}
        query = {YEAR: str(self.year)} | query | dict(changes or {})
        known = {name: str(code) for name, code in query.items() if code is not None}
        ordered = {name: known[name] for name in KEPT if name in known} | known
        return f"{page or self.path}?{urlencode(ordered, safe=',.~:', quote_via=quote)}"

    def to_unit(self, level: str, unit_id: str, page: str | None = None, **more: object) -> str:
        """The address of one unit, or of the district, whatever is chosen now."""
        changes: dict[str, object] = dict.fromkeys(FILTERS)
        if level in FILTER_OF_LEVEL:
            changes[FILTER_OF_LEVEL[level]] = unit_id
        return self.link(changes | more, page)

    def to_source(self, year: int, level: str, unit_id: str, number_id: str) -> str:
        """The address that tells where one number comes from."""
        return self.to_unit(level, unit_id, "nguon", **{YEAR: year, NUMBER: number_id})

    def is_table(self, block: str) -> bool:
        """Whether a block is shown as its table."""
        return block in (self.asked(TABLES) or "").split(",")

    def switched(self, block: str) -> str:
        """The address with a block turned from chart to table, or back."""
        shown = [b for b in (self.asked(TABLES) or "").split(",") if b and b != block]
        shown += [] if self.is_table(block) else [block]
        return self.link({TABLES: ",".join(shown) or None, PART: None})

    def sorting(self, block: str) -> tuple[str, bool] | None:
        """The column that the address sorts a block by, and whether from high to low."""
        parts = (self.asked(SORT) or "").split(".")
        if len(parts) != 3 or parts[0] != block or parts[2] not in (ASCENDING, DESCENDING):
            return None
        return parts[1], parts[2] == DESCENDING

    def part(self, block: str) -> int:
        """Which part of a long table the address asks for, from 1."""
        name, _, number = (self.asked(PART) or "").partition(".")
        return int(number) if name == block and number.isdecimal() and int(number) else 1


def resolve(
    snapshot: Snapshot,
    path: str,
    query: Mapping[str, str],
    years: Sequence[int],
    units: Units,
    sectors: Mapping[str, str],
    district: str,
) -> View:
    """The view that an address asks for; `problem` tells what in it is not known."""
    whole = Scope(DISTRICT, DISTRICT, district)
    year, problem = _year(query.get(YEAR), years)
    view = View(snapshot, path, year, tuple(years), whole, dict(query), problem)
    if problem:
        return view
    scope, problem = _scope(view, units, sectors)
    return View(snapshot, path, year, tuple(years), scope or whole, dict(query), problem)


def _year(asked: str | None, years: Sequence[int]) -> tuple[int, Problem | None]:
    latest = years[-1]
    if asked is None:
        return latest, None
    if asked in map(str, years):
        return int(asked), None
    kind = "year_unknown" if asked.isdecimal() else "year_unreadable"
    return latest, Problem(kind, YEAR, asked)


def _scope(
    view: View, units: Units, sectors: Mapping[str, str]
) -> tuple[Scope | None, Problem | None]:
    """The narrowest unit chosen; each must be known, exist in the year and lie in the wider one."""
    sector, scope, narrowest = view.asked(SECTOR), None, None
    if sector is not None:
        if sector not in sectors:
            return None, Problem("unit_unknown", SECTOR, sector)
        scope = Scope("sector", sector, sectors[sector])
    for name, known in (
        (COMMUNE, units.by_commune),
        (ORGANISATION, units.by_id),
        (CELL, units.by_id),
    ):
        asked = view.asked(name)
        if asked is None:
            continue
        unit = known.get(asked)
        problem = _wrong(unit, name, asked, view.year, sector, narrowest)
        if problem:
            return None, problem
        narrowest, scope = unit, Scope(unit.level, unit.unit_id, unit.unit_name)
    return scope, None


def _wrong(
    unit: Unit | None, name: str, asked: str, year: int, sector: str | None, wider: Unit | None
) -> Problem | None:
    is_cell = unit is not None and unit.level == CELL_LEVEL
    if unit is None or (name == CELL) != is_cell:
        return Problem("unit_unknown", name, asked)
    if sector not in (None, unit.sector_id) or (wider and unit.organisation_id != wider.unit_id):
        return Problem("unit_elsewhere", name, asked, unit)
    if not unit.existed_in(year):
        return Problem("unit_absent", name, asked, unit)
    return None
