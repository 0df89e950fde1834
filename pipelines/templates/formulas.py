"""Formulas of Excel: sums of rows, shares, and the conditions under which a row is wrong.

The conditions follow from `balances`, `limits` and `sums` of forms.toml, as a load's checks do.
A sum or share of nothing typed yet is an empty text, so that a blank sheet reads as blank.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from pipelines.declarations import Balance, Form, Limit
from pipelines.files.sheet import column_letter
from pipelines.templates.drawing import column_number
from pipelines.templates.sheets import Column


@dataclass(frozen=True)
class Check:
    """A condition of a row, `{row}` standing for its number; true when the row is wrong.

    `letters`: the columns to turn red; `says`: what is wrong, in words.
    """

    fails: str
    letters: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class Shape:
    """One form laid out in columns: which letter holds which measure."""

    form: Form
    columns: tuple[Column, ...]
    words: dict[str, str]

    @cached_property
    def positions(self) -> dict[str, int]:
        """Measure -> position of its column of counts."""
        return {c.measure: i for i, c in enumerate(self.columns) if c.kind == "count"}

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """Letters of the columns of counts, left to right."""
        return tuple(column_letter(position) for position in self.positions.values())

    def letter(self, measure: str) -> str:
        """The letter of a measure."""
        return column_letter(self.positions[measure])

    def checks(self) -> Iterator[Check]:
        """What must hold in every row of an organisation."""
        if self.form.kind == "marks":
            yield Check(self._marked_twice(), self.letters, self.words["marks"])
        for balance in self.form.balances:
            yield self._balance(balance)
        for limit in self.form.limits:
            yield self._limit(limit)

    def cells_check(self, first: int, last: int) -> Check:
        """That a row is the sum of the rows of its cells, once any of them holds a count."""
        differs = ",".join(f"N(${x}{{row}})<>SUM(${x}${first}:${x}${last})" for x in self.letters)
        condition = f"AND({self._counted(first, last)},OR({differs}))"
        return Check(condition, self.letters, self.words["cells"])

    def cell_differs(self, row: int, first: int, last: int) -> str:
        """The same of one column, written for the leftmost and to be moved to the right."""
        left = self.letters[0]
        differs = f"N({left}{row})<>SUM({left}${first}:{left}${last})"
        return f"AND({self._counted(first, last)},{differs})"

    def sum_of(self, letter: str, rows: Sequence[int]) -> str:
        """The sum of a column over rows (1-based), nothing while nobody reports in any of them."""
        count, add = ("COUNTA", "COUNTA") if self.form.kind == "marks" else ("COUNT", "SUM")
        left, right = self.letters[0], self.letters[-1]
        pieces = runs(rows)
        held = ",".join(f"${left}{first}:${right}{last}" for first, last in pieces)
        cells = ",".join(span(letter, first, last) for first, last in pieces)
        return f'=IF({count}({held})=0,"",{add}({cells}))'

    def _counted(self, first: int, last: int) -> str:
        return f"COUNT(${self.letters[0]}${first}:${self.letters[-1]}${last})>0"

    def _marked_twice(self) -> str:
        return f"COUNTA({','.join(f'${letter}{{row}}' for letter in self.letters)})>1"

    def _balance(self, balance: Balance) -> Check:
        right = self._sum(balance.plus)
        right += "".join(f"-{self._cell(measure)}" for measure in balance.minus)
        words = " + ".join(map(self._number, balance.plus))
        words += "".join(f" − {self._number(measure)}" for measure in balance.minus)
        says = self.words["balance"].format(total=self._number(balance.total), parts=words)
        condition = f"{self._cell(balance.total)}<>{right}"
        return Check(condition, (self.letter(balance.total),), says)

    def _limit(self, limit: Limit) -> Check:
        parts, wholes = (" + ".join(map(self._number, x)) for x in (limit.parts, limit.wholes))
        says = self.words["limit"].format(parts=parts, wholes=wholes)
        condition = f"{self._sum(limit.parts)}>{self._sum(limit.wholes)}"
        return Check(condition, tuple(map(self.letter, limit.parts)), says)

    def _sum(self, measures: Sequence[str]) -> str:
        return "+".join(map(self._cell, measures))

    def _cell(self, measure: str) -> str:
        return f"N(${self.letter(measure)}{{row}})"

    def _number(self, measure: str) -> str:
        return column_number(self.positions[measure])


def share_of(part: str, whole: str, row: int) -> str:
    """The percentage of one column of a row in another, nothing when there is no whole."""
    return f'=IF(N({whole}{row})=0,"",ROUND(100*N({part}{row})/N({whole}{row}),2))'


def sentences(checks: Sequence[Check], row: int) -> str:
    """The words of every check that fails in the row, nothing when all hold."""
    told = (f'IF({check.fails.format(row=row)},"{_quoted(check.says)} ","")' for check in checks)
    return f"=TRIM({'&'.join(told)})"


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in order as spans without gaps: 3 4 5 9 -> (3, 5) (9, 9)."""
    spans = groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    members = [[number for _, number in span] for _, span in spans]
    return [(span[0], span[-1]) for span in members]


def span(letter: str, first: int, last: int) -> str:
    """A piece of a column: D12, or D12:D15."""
    return f"{letter}{first}" if first == last else f"{letter}{first}:{letter}{last}"


def _quoted(text: str) -> str:
    return text.replace('"', '""')
