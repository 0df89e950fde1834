"""The register: which organisations there are, when they existed, and what they may be called."""

from dataclasses import dataclass, field

import polars as pl

from pipelines.declarations import Commune, Declarations
from pipelines.findings import Finding, found, nearest
from pipelines.reading.cells import uncomputed
from pipelines.reading.layout import Layout
from pipelines.text import clean, fold, parse_date

UNITS = {
    "unit_id": pl.String,
    "unit_name": pl.String,
    "unit_type": pl.String,
    "sector_id": pl.String,
    "parent_id": pl.String,
    "commune_code": pl.String,
    "founded_on": pl.Date,
    "closed_on": pl.Date,
    "successor_id": pl.String,
    "file": pl.String,
    "sheet": pl.String,
    "row": pl.Int32,
}
"""One row per organisation ever registered."""

_REQUIRED = {
    "unit_id": "mã tổ chức",
    "unit_name": "tên tổ chức",
    "unit_type": "loại tổ chức",
    "sector": "loại hình",
}


def read_register(layout: Layout, declared: Declarations) -> tuple[pl.DataFrame, list[Finding]]:
    """The organisations of a register sheet as a frame of UNITS, and what is wrong in it."""
    reading = _Reading(layout, declared)
    body = layout.sheet.rows.filter(layout.sheet.rows["row"] >= layout.body_from)
    for row in body.iter_rows(named=True):
        reading.take(row)
    reading.check_codes()
    return pl.DataFrame(reading.units, schema=UNITS), uncomputed(layout) + reading.findings


@dataclass
class _Reading:
    """The rows of one register sheet read so far."""

    layout: Layout
    declared: Declarations
    units: list[dict] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def take(self, row: dict[str, str | None]) -> None:
        held = {
            c.target: clean(row[c.letter] or "") for c in self.layout.columns if c.role == "field"
        }
        if not held.get("unit_id") and not held.get("unit_type"):
            return
        missing = [name for key, name in _REQUIRED.items() if not held.get(key)]
        if missing:
            self._add("register_missing_value", row, "unit_id", column=", ".join(missing))
            return
        self.units.append(self._unit(row, held))

    def _unit(self, row: dict, held: dict[str, str]) -> dict:
        words = self.declared.words
        sectors = tuple(words.sector_names.values())
        return {
            "unit_id": held["unit_id"],
            "unit_name": held["unit_name"],
            "unit_type": self._known(
                row, held, "unit_type", words.unit_types, "register_unknown_type"
            ),
            "sector_id": self._known(
                row,
                held,
                "sector",
                words.sectors,
                "register_unknown_sector",
                nearest=", ".join(sectors),
            ),
            "parent_id": held.get("parent_id") or None,
            "commune_code": held.get("commune_code") or None,
            "founded_on": self._date(row, held, "founded_on"),
            "closed_on": self._date(row, held, "closed_on"),
            "successor_id": held.get("successor_id") or None,
            "file": self.layout.sheet.file,
            "sheet": self.layout.sheet.name,
            "row": row["row"],
        }

    def _known(
        self, row: dict, held: dict, target: str, known: dict[str, str], rule: str, **words: str
    ) -> str | None:
        value = known.get(fold(held[target]))
        if value is None:
            self._add(rule, row, target, held[target], **words)
        return value

    def _date(self, row: dict, held: dict, target: str) -> object:
        text = held.get(target, "")
        value = parse_date(text) if text else None
        if text and value is None:
            self._add("register_bad_date", row, target, text)
        return value

    def check_codes(self) -> None:
        """Codes are unique and those that are named exist; nothing closes before it is founded."""
        rows = {}
        for unit in self.units:
            if unit["unit_id"] in rows:
                self._duplicate(unit, rows[unit["unit_id"]])
            rows.setdefault(unit["unit_id"], unit["row"])
        for unit in self.units:
            self._check_unit(unit, rows)

    def _check_unit(self, unit: dict, rows: dict[str, int]) -> None:
        for target, column in (("parent_id", "Mã cấp trên"), ("successor_id", "Mã kế thừa")):
            code = unit[target]
            if code and code not in rows:
                close = nearest(code, tuple(rows))
                self._add("register_unknown_code", unit, target, code, column=column, nearest=close)
        if unit["unit_type"] == "subordinate_cell" and not unit["parent_id"]:
            self._add("register_missing_value", unit, "parent_id", column="mã cấp trên")
        founded, closed = unit["founded_on"], unit["closed_on"]
        if founded and closed and closed < founded:
            self._add(
                "register_closed_before_founded",
                unit,
                "closed_on",
                f"{closed:%d/%m/%Y}",
                name=unit["unit_name"],
            )

    def _duplicate(self, unit: dict, first: int) -> None:
        letter = self.layout.letter_of("field", "unit_id")
        self._add(
            "duplicate_row",
            unit,
            "unit_id",
            unit["unit_id"],
            name=unit["unit_name"],
            form=self.layout.form.title,
            year="(mọi năm)",
            cells=f"{letter}{first}, {letter}{unit['row']}",
        )

    def _add(self, rule: str, row: dict, target: str, value: object = "", **words: object) -> None:
        letter = self.layout.letter_of("field", target) or self.layout.sheet.letters[0]
        self.findings.append(
            found(rule, self.layout.place, f"{letter}{row['row']}", value, **words)
        )


class UnitIndex:
    """Organisations by code and by every spelling of their names.

    Names of cells are looked up inside their parent only: "Chi bộ thôn 1" stands in many communes.
    confirmed: unit id -> spellings of its name or code that people confirmed.
    """

    def __init__(
        self,
        units: pl.DataFrame,
        communes: tuple[Commune, ...],
        confirmed: dict[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.names: dict[str, str] = dict(units.select("unit_id", "unit_name").iter_rows())
        self.parents: dict[str, str | None] = dict(units.select("unit_id", "parent_id").iter_rows())
        self.spellings: dict[str, frozenset[str]] = {}
        spelt = ((u, s) for u, each in (confirmed or {}).items() if u in self.names for s in each)
        self._codes = {fold(spelling): unit_id for unit_id, spelling in spelt}
        self._codes |= {fold(code): code for code in self.names}
        self._communes: dict[str, str] = {}
        self._grassroots: dict[str, list[str]] = {}
        self._cells: dict[str, dict[str, list[str]]] = {}
        self._confirmed = confirmed or {}
        short = {c.code: [c.name, *c.aliases] for c in communes}
        for unit in units.iter_rows(named=True):
            self._add(unit, short.get(unit["commune_code"], []))

    def _add(self, unit: dict, commune_names: list[str]) -> None:
        unit_id, parent = unit["unit_id"], unit["parent_id"]
        keys = set(_spellings(unit["unit_name"]))
        keys |= set(map(fold, self._confirmed.get(unit_id, ())))
        if parent is None:
            keys |= {key for name in commune_names for key in _spellings(name)}
            if unit["commune_code"]:
                self._communes[unit["commune_code"]] = unit_id
        self.spellings[unit_id] = frozenset(keys)
        home = self._grassroots if parent is None else self._cells.setdefault(parent, {})
        for key in keys:
            home.setdefault(key, []).append(unit_id)

    def by_code(self, code: str) -> str | None:
        """The organisation of that code, or the TCCSĐ of the commune of that code."""
        return self._codes.get(fold(code)) or self._communes.get(code)

    def cells_named(self, key: str, parent: str | None) -> list[str]:
        """Cells of the parent that may be called by the folded name."""
        return self._cells.get(parent or "", {}).get(key, [])

    def grassroots_named(self, key: str) -> list[str]:
        """TCCSĐ that may be called by the folded name."""
        return self._grassroots.get(key, [])

    def known(self, parent: str | None) -> dict[str, str]:
        """Ids and full names to suggest from: the parent's cells, then the TCCSĐ."""
        cells = {u for units in self._cells.get(parent or "", {}).values() for u in units}
        tops = {u for units in self._grassroots.values() for u in units}
        return {u: self.names[u] for u in (*sorted(cells), *sorted(tops))}

    def titled(self, unit_id: str) -> str:
        """The full name of an organisation, with the one that it belongs to, if that is known."""
        parent = self.names.get(self.parents[unit_id] or "")
        above = f", {parent}" if parent else ""
        return f"{self.names[unit_id]}{above} ({unit_id})"


_PREFIXES = tuple(
    fold(p) for p in ("Đảng bộ", "Đảng ủy", "Chi bộ", "Chi bộ cơ sở", "Đảng bộ cơ sở")
)
_COMMITTEES = (f"{_PREFIXES[0]} ", f"{_PREFIXES[1]} ")
_COMMUNE_PREFIXES = tuple(fold(p) for p in ("xã", "thị trấn", "TT", "phường"))


def _spellings(name: str) -> list[str]:
    key = fold(name)
    bare = next((key[len(p) + 1 :] for p in _PREFIXES if key.startswith(f"{p} ")), key)
    short = next((bare[len(p) + 1 :] for p in _COMMUNE_PREFIXES if bare.startswith(f"{p} ")), bare)
    if key.startswith(f"{_PREFIXES[0]} "):
        return [key, *(f"{p}{name}" for name in (bare, short) for p in ("", *_COMMITTEES))]
    return [key, bare, short]
