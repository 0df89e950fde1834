"""The invented organisations: communes, committees, their cells, and the two that came or went."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pipelines.declarations import Commune, Declarations


@dataclass(frozen=True)
class Unit:
    """One organisation. `size` weighs the members of a leaf; `like` is whose counts it has."""

    id: str
    name: str
    type: str
    sector: str
    parent_id: str = ""
    commune_code: str = ""
    commune_name: str = ""
    size: int = 0
    seats: int = 0
    founded: date | None = None
    closed: date | None = None
    successor_id: str = ""
    like: str = ""

    @property
    def is_leaf(self) -> bool:
        """Whether members belong to it directly."""
        return self.size > 0

    @property
    def grassroots_id(self) -> str:
        """The grassroots organisation that it is, or belongs to."""
        return self.parent_id or self.id

    def existed_in(self, year: int) -> bool:
        """Whether it existed on any day of the year."""
        founded, closed = self.founded or date.min, self.closed or date.max
        return founded.year <= year <= closed.year

    def is_new_in(self, year: int) -> bool:
        """Whether it was founded in that year."""
        return self.founded is not None and self.founded.year == year

    def ends_in(self, year: int) -> bool:
        """Whether it closed in that year."""
        return self.closed is not None and self.closed.year == year


def invent_units(demo: dict, declared: Declarations) -> tuple[Unit, ...]:
    """Every organisation of one district, each committee followed by its cells."""
    drafts = [*_communes(demo, declared), *_committees(demo), *_cells(demo)]
    numbered = [
        unit
        for number, (draft, cells) in enumerate(drafts, start=1)
        for unit in _numbered(draft, cells, f"{demo['code']}{number:02}", demo)
    ]
    return tuple(_with_merger(unit, demo["merged"]) for unit in numbered)


def copied(units: tuple[Unit, ...], copies: int, words: dict) -> list[Unit]:
    """The units, and `copies - 1` times the same under other codes and names."""
    return [*units, *(_copy(unit, n, words) for n in range(2, copies + 1) for unit in units)]


def _communes(demo: dict, declared: Declarations) -> Iterator[tuple[Unit, dict[str, int]]]:
    words = demo["communes"]
    rows = zip(declared.communes, words["seats"], words["villages"], strict=True)
    for commune, seats, villages in rows:
        sector = _sector_of(commune, declared)
        village = words["village"][sector]
        names = [village.format(number=n) for n in range(1, villages + 1)]
        draft = Unit(
            id="",
            name=words["name"].format(name=commune.name[0].lower() + commune.name[1:]),
            type=demo["committee_type"],
            sector=sector,
            commune_code=commune.code,
            commune_name=commune.name,
            seats=seats,
        )
        yield draft, dict.fromkeys(names, words["village_size"]) | words["places"]


def _sector_of(commune: Commune, declared: Declarations) -> str:
    names = declared.words.sector_names.items()
    return next(sector for sector, name in names if commune.name.startswith(name))


def _committees(demo: dict) -> Iterator[tuple[Unit, dict[str, int]]]:
    for row in demo["committees"]:
        draft = Unit("", row["name"], demo["committee_type"], row["sector"], seats=row["seats"])
        yield draft, dict.fromkeys(row["cells"], row["size"])


def _cells(demo: dict) -> Iterator[tuple[Unit, dict[str, int]]]:
    for row in demo["cells"]:
        for name in row["names"]:
            cell = Unit("", name, demo["cell_type"], row["sector"])
            yield replace(cell, size=row["size"], seats=row["seats"]), {}


def _numbered(draft: Unit, cells: dict[str, int], code: str, demo: dict) -> Iterator[Unit]:
    yield replace(draft, id=code, like=code)
    founded = demo["founded"]
    joined = {founded["name"]: founded["size"]} if founded["parent"] == code else {}
    for number, (name, size) in enumerate((cells | joined).items(), start=1):
        cell_code = f"{code}.{number:02}"
        yield replace(
            draft,
            id=cell_code,
            like=cell_code,
            name=name,
            type=demo["subordinate_type"],
            parent_id=code,
            size=size,
            seats=0,
            founded=founded["on"] if name in joined else None,
        )


def _with_merger(unit: Unit, merged: dict) -> Unit:
    if unit.id != merged["unit"]:
        return unit
    return replace(unit, closed=merged["on"], successor_id=merged["successor"])


def _copy(unit: Unit, number: int, words: dict) -> Unit:
    def coded(code: str) -> str:
        return words["code"].format(number=number, code=code) if code else ""

    def named(name: str) -> str:
        return words["name"].format(number=number, name=name) if name else ""

    return replace(
        unit,
        id=coded(unit.id),
        name=unit.name if unit.parent_id else named(unit.name),
        parent_id=coded(unit.parent_id),
        commune_code=coded(unit.commune_code),
        commune_name=named(unit.commune_name),
        successor_id=coded(unit.successor_id),
    )
