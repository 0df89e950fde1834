"""Whose each person of a list is: a row belongs to the organisation that it names, or one above.

Where no row names any, the title does, if it names exactly one. A name that is not known is told by
its cell only: in a list, a text in the wrong column may be a person's.
"""

import re
from dataclasses import dataclass

from pipelines.declarations import Declarations
from pipelines.findings import Finding, found, nearest
from pipelines.reading.register import UnitIndex
from pipelines.rosters.forms import rosters
from pipelines.rosters.listed import Roster
from pipelines.rosters.persons import is_label
from pipelines.text import clean, fold

_ROMAN = re.compile(r"[IVXLC]+[.)]?")
_NUMBERED = re.compile(r"^(?:[IVXLC]+|\d+(?:\.\d+)*)\s*[.)/-]+\s*")
_FEWEST_WORDS = 2
"""Words of a name that is looked for in a title: one word alone may mean anything there."""


@dataclass(frozen=True)
class _Owner:
    """Whose the rows are from here on: an organisation's or nobody's, and what is wrong with it."""

    unit_id: str | None = None
    wrong: Finding | None = None
    note: Finding | None = None


def owners_of(
    roster: Roster, index: UnitIndex, declared: Declarations
) -> tuple[dict[int, str], list[Finding]]:
    """Row of each person -> its organisation, and what is wrong with those that have none."""
    named = _Named(roster, index, declared)
    rows = list(roster.sheet.rows.iter_rows(named=True))
    told = {row["row"]: owner for row in rows if (owner := named.owner(row))}
    is_named = any(owner.unit_id or owner.wrong for owner in told.values())
    current = _Owner() if is_named else _Owner(_unit_of_titles(roster, index))
    held = {}
    for row in roster.sheet.rows["row"]:
        current = told.get(row, current) if is_named else current
        held[row] = current
    return _kept(roster, {row: held[row] for row in roster.persons["row"]})


def _kept(roster: Roster, held: dict[int, _Owner]) -> tuple[dict[int, str], list[Finding]]:
    owners = {row: owner.unit_id for row, owner in held.items() if owner.unit_id}
    said = [finding for o in held.values() for finding in (o.wrong, o.note) if finding]
    nobodys = [row for row, owner in held.items() if not owner.unit_id and not owner.wrong]
    return owners, [*dict.fromkeys(said), *_without_unit(roster, nobodys)]


def _without_unit(roster: Roster, rows: list[int]) -> list[Finding]:
    if not rows:
        return []
    cell = f"{roster.columns[0].letter}{rows[0]}"
    return [found("roster_without_unit", roster.place, cell, count=len(rows))]


# ---- Rows that name an organisation ----


class _Named:
    """The organisations that rows of a list name, by a code, a name or a row over their persons."""

    def __init__(self, roster: Roster, index: UnitIndex, declared: Declarations) -> None:
        self.roster, self.index, self.declared = roster, index, declared
        self.letters = {
            role: next(iter(roster.letters(role)), None) for role in ("code", "name", "ordinal")
        }

    def owner(self, row: dict) -> _Owner | None:
        """Whose this row and those below are, as far as it says; None where it says nothing."""
        code, name, number = (_said(row[x]) if x else "" for x in self.letters.values())
        if any(is_label(text, self.declared) for text in (code, name, number) if text):
            return None
        if code:
            return self._by_code(code, name, row)
        if name:
            return self._by_name(name, self._cell("name", row))
        return self._over_persons(number, self._cell("ordinal", row))

    def _cell(self, role: str, row: dict) -> str:
        return f"{self.letters[role]}{row['row']}"

    def _by_code(self, code: str, name: str, row: dict) -> _Owner:
        unit_id = self.index.by_code(code)
        if unit_id is None:
            return _Owner(wrong=self._unknown(name or code, self._cell("code", row)))
        if not name or fold(name) in self.index.spellings[unit_id]:
            return _Owner(unit_id)
        cell, expected = self._cell("name", row), self.index.names[unit_id]
        words = {"code": unit_id, "expected": expected, "name": _unquoted(cell)}
        return _Owner(unit_id, note=self._found("code_and_name_disagree", cell, **words))

    def _by_name(self, name: str, cell: str) -> _Owner:
        units = self._units(name)
        if len(units) == 1:
            return _Owner(units[0])
        return _Owner(wrong=self._ambiguous(units, cell) if units else self._unknown(name, cell))

    def _over_persons(self, text: str, cell: str) -> _Owner | None:
        """A row over its persons names its organisation in the column of numbers, if anywhere."""
        if _ROMAN.fullmatch(text):
            return _Owner()
        key = fold(_NUMBERED.sub("", text))
        is_one = any(key.startswith(f"{word} ") for word in rosters().units)
        return self._by_name(text, cell) if is_one or self._units(text) else None

    def _units(self, name: str) -> list[str]:
        known = self.index.grassroots_named
        return known(fold(name)) or known(fold(_NUMBERED.sub("", name)))

    def _unknown(self, name: str, cell: str) -> Finding:
        close = nearest(name, tuple(self.index.known(None).values()))
        return self._found("unknown_unit", cell, name=_unquoted(cell), where="", nearest=close)

    def _ambiguous(self, units: list[str], cell: str) -> Finding:
        spoken = ", ".join(f"“{self.index.names[unit]}” ({unit})" for unit in units)
        return self._found("ambiguous_unit", cell, name=_unquoted(cell), nearest=spoken)

    def _found(self, rule: str, cell: str, **words: str) -> Finding:
        return found(rule, self.roster.place, cell, **words)


def _said(text: str | None) -> str:
    """What a cell says; a dash or a ditto says nothing of its own."""
    held = clean(text or "")
    return "" if fold(held) in ("", *rosters().ditto) else held


def _unquoted(cell: str) -> str:
    """What stands in a sentence where the text of the cell would."""
    return rosters().words["in_cell"].format(cell=cell)


# ---- Titles ----


def _unit_of_titles(roster: Roster, index: UnitIndex) -> str | None:
    """The one organisation that title, sheet or file name; None where they name none or several."""
    units = {unit for text in roster.titles for unit in _named_in(fold(text), index)}
    return units.pop() if len(units) == 1 else None


def _named_in(text: str, index: UnitIndex) -> set[str]:
    """Organisations whose names stand in a text, a name inside a longer one left out."""
    rest, units = f" {text} ", set()
    for name, unit_id in _by_length(index):
        if f" {name} " in rest:
            units |= {unit_id, *index.grassroots_named(name)}
            rest = rest.replace(f" {name} ", " | ")
    return units


def _by_length(index: UnitIndex) -> list[tuple[str, str]]:
    names = [
        (name, unit_id)
        for unit_id, spellings in index.spellings.items()
        for name in spellings
        if index.parents[unit_id] is None and len(name.split()) >= _FEWEST_WORDS
    ]
    return sorted(names, key=lambda named: (-len(named[0]), *named))
