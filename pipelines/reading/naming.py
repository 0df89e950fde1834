"""Whose a row is: its code decides, without one its name does, inside the block of its parent.

"Chi bộ thôn 1" stands in many communes.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pipelines.declared_forms import UNIT
from pipelines.findings import Finding, Question, closest, found, nearest
from pipelines.reading.layout import Layout
from pipelines.reading.register import UnitIndex
from pipelines.text import fold

_UNIT_WORDS = (fold("chi bộ"), fold("đảng bộ"), fold("xã "))
_DOTTED = re.compile(r"\d+\.\d+")
_CHOICES = 5


@dataclass(frozen=True)
class Line:
    """What a row of the body says of whose it is.

    has_counts: whether anything stands where counts do. counts_something: tells whether that is a
    number or a mark, looked at only where a row is not known.
    """

    row: int
    code: str
    name: str
    number: str
    has_counts: bool
    counts_something: Callable[[], bool]

    @property
    def key(self) -> str:
        """The name, the same for every spelling of it."""
        return fold(self.name)

    @property
    def has_numbers(self) -> bool:
        """Whether the row counts something; the words of a signature block do not."""
        return self.counts_something()

    @property
    def is_dotted(self) -> bool:
        """Whether it is numbered below a TCCSĐ: 3.1 under 3."""
        return _DOTTED.fullmatch(self.number) is not None


@dataclass
class Naming:
    """The organisations of one sheet's rows, and what is odd in their codes and names."""

    layout: Layout
    index: UnitIndex
    findings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.code_letter = next(iter(self.layout.letters("code")), None)
        self.name_letter = next(iter(self.layout.letters("name")), self.code_letter)

    def unit_of(self, line: Line, parent: str | None) -> str | None:
        """The organisation, None when that is told or when the row looks like none.

        parent: id of the TCCSĐ that the row may stand under.
        """
        if line.code:
            return self._by_code(line, parent)
        units = self._by_name(line, parent)
        if len(units) == 1:
            return units[0]
        if units:
            self._say_ambiguous(line, units)
        else:
            self._say_unknown(line, parent)
        return None

    # ---- By code ----

    def _by_code(self, line: Line, parent: str | None) -> str | None:
        unit_id = self.index.by_code(line.code)
        if unit_id is None:
            self._say_unknown_code(line, parent)
        elif line.name and line.key not in self.index.spellings[unit_id]:
            self._say_disagreement(line, unit_id)
        return unit_id

    def _say_unknown_code(self, line: Line, parent: str | None) -> None:
        if not line.has_numbers:
            self._say_uncounted(line, parent)
            return
        close, asks = self._nearest(line.code, line.name or line.code, parent)
        place, cell = self.layout.place, f"{self.code_letter}{line.row}"
        words = {"code": line.code, "name": line.name or "(trống)", "nearest": close}
        self.findings.append(found("unknown_code", place, cell, line.code, asks, **words))

    def _say_disagreement(self, line: Line, unit_id: str) -> None:
        words = {"code": line.code, "expected": self.index.names[unit_id], "name": line.name}
        asks = self._question(line.name, [unit_id])
        self.say("code_and_name_disagree", line, line.name, asks, **words)

    # ---- By name ----

    def _by_name(self, line: Line, parent: str | None) -> list[str]:
        cells = self.index.cells_named(line.key, parent)
        tops = self.index.grassroots_named(line.key)
        if line.number.isdigit():
            return tops or cells
        if line.is_dotted or not tops:
            return cells or tops
        return [u for u in cells if fold(self.index.names[u]) == line.key] or tops

    def _say_ambiguous(self, line: Line, units: list[str]) -> None:
        spoken = ", ".join(f"“{self.index.names[u]}” ({u})" for u in units)
        asks = self._question(line.name, units)
        self.say("ambiguous_unit", line, line.name, asks, name=line.name, nearest=spoken)

    def _say_unknown(self, line: Line, parent: str | None) -> None:
        if not line.has_numbers:
            self._say_uncounted(line, parent)
            return
        close, asks = self._nearest(line.name, line.name, parent)
        where = f" của {self.index.names[parent]}" if parent else ""
        words = {"name": line.name or "(trống)", "where": where, "nearest": close}
        self.say("unknown_unit", line, line.name, asks, **words)

    def _say_uncounted(self, line: Line, parent: str | None) -> None:
        """What looks like an organisation and counts nothing; other words are notes."""
        if line.key.startswith(_UNIT_WORDS):
            close, asks = self._nearest(line.name, line.name, parent)
            self.say("unit_without_counts", line, line.name, asks, name=line.name, nearest=close)

    # ---- Sentences ----

    def say(
        self, rule: str, line: Line, value: str, asks: Question | None = None, **words: object
    ) -> None:
        """A finding at the name of a row."""
        cell = f"{self.name_letter}{line.row}"
        self.findings.append(found(rule, self.layout.place, cell, value, asks, **words))

    def _nearest(
        self, spelling: str, alike: str, parent: str | None
    ) -> tuple[str, Question | None]:
        """The organisations whose names are alike, as a phrase and as a question."""
        known = self.index.known(parent)
        names = tuple(known.values())
        near = [list(known)[i] for i in closest(alike, names, _CHOICES)]
        return nearest(alike, names), self._question(spelling, near)

    def _question(self, spelling: str, units: list[str]) -> Question | None:
        """Which of these organisations is meant; none where there is nothing to ask."""
        if not fold(spelling) or not units:
            return None
        return Question(UNIT, spelling, "", {unit: self.index.titled(unit) for unit in units})
