"""Which cell is wrong when equations between printed counts do not hold.

A cell is suspected when every equation that it stands in is broken, by an amount that one change of
the cell would mend: that finds the wrong digit, not only the sum that gave it away.
"""

from collections import defaultdict
from dataclasses import dataclass

import polars as pl

from pipelines.declarations import Declarations


@dataclass(frozen=True)
class Cell:
    """One term of an equation."""

    sheet_id: int
    row: int
    measure_id: str
    letter: str
    value: int
    coefficient: int

    @property
    def address(self) -> str:
        """Excel address."""
        return f"{self.letter}{self.row}"

    @property
    def key(self) -> tuple[int, int, str]:
        """What tells the printed count apart."""
        return (self.sheet_id, self.row, self.measure_id)


@dataclass(frozen=True)
class Equation:
    """One broken equation; its first cell is the printed sum."""

    rule: str
    cells: tuple[Cell, ...]

    @property
    def residual(self) -> int:
        """sum(coefficient * value); 0 when the equation holds."""
        return sum(cell.coefficient * cell.value for cell in self.cells)

    def change_for(self, cell: Cell) -> int | None:
        """What must be added to the cell to mend the equation, None when that gives no count."""
        change, rest = divmod(-self.residual, cell.coefficient)
        return None if rest or cell.value + change < 0 else change


Suspect = tuple[Cell, int]
"""A cell and what would have to be added to it."""


def equations(terms: pl.DataFrame) -> dict[str, Equation]:
    """The equations that the terms make up, by name."""
    cells: dict[str, list[Cell]] = defaultdict(list)
    rules = {}
    for t in terms.sort(
        "equation", "is_sum", descending=[False, True], maintain_order=True
    ).iter_rows(named=True):
        cell = Cell(
            t["sheet_id"], t["row"], t["measure_id"], t["letter"], t["value"], t["coefficient"]
        )
        cells[t["equation"]].append(cell)
        rules[t["equation"]] = t["rule"]
    return {name: Equation(rules[name], tuple(c)) for name, c in cells.items()}


def suspects(broken: dict[str, Equation], terms: pl.DataFrame) -> dict[str, list[Suspect]]:
    """For each broken equation, the cells that alone could have broken all equations they stand in,
    each with the change that would mend them."""
    keys = {cell.key for e in broken.values() for cell in e.cells}
    stands_in = _memberships(keys, terms)
    changes: dict[tuple, dict[str, int | None]] = defaultdict(dict)
    for name, equation in broken.items():
        for cell in equation.cells:
            changes[cell.key][name] = equation.change_for(cell)
    return {
        name: [(c, changes[c.key][name]) for c in e.cells if _explains(c, changes, stands_in)]
        for name, e in broken.items()
    }


def _memberships(keys: set[tuple[int, int, str]], terms: pl.DataFrame) -> dict[tuple, set[str]]:
    columns = ["sheet_id", "row", "measure_id"]
    wanted = pl.DataFrame(list(keys), schema=terms.select(columns).schema, orient="row")
    members: dict[tuple, set[str]] = defaultdict(set)
    for *key, name in terms.join(wanted, on=columns).select(*columns, "equation").iter_rows():
        members[tuple(key)].add(name)
    return members


def _explains(cell: Cell, changes: dict, stands_in: dict[tuple, set[str]]) -> bool:
    wanted = changes[cell.key]
    return (
        stands_in[cell.key] == wanted.keys()
        and len(set(wanted.values())) == 1
        and None not in wanted.values()
    )


def possible(suspects: list[Suspect], rows: dict, declared: Declarations) -> list[Cell]:
    """The suspects whose mended row keeps within its limits; of these the ones whose row breaks a
    limit as printed, if there are any; of these the ones one digit away, if there are any."""
    kept = [s for s in suspects if _keeps_limits(*s, rows, declared)]
    kept = [(c, n) for c, n in kept if not _keeps_limits(c, 0, rows, declared)] or kept
    one_digit = [cell for cell, change in kept if _is_one_digit(cell.value, cell.value + change)]
    return one_digit or [cell for cell, _ in kept]


def _keeps_limits(cell: Cell, change: int, rows: dict, declared: Declarations) -> bool:
    row = rows[(cell.sheet_id, cell.row)]
    held = row["held"] | {cell.measure_id: cell.value + change}
    return all(
        sum(held.get(part, 0) for part in limit.parts) <= sum(held.get(w, 0) for w in limit.wholes)
        for limit in declared.forms[row["form_id"]].limits
        if cell.measure_id in limit.parts + limit.wholes
    )


def _is_one_digit(typed: int, meant: int) -> bool:
    left, right = str(typed), str(meant)
    return len(left) == len(right) and sum(a != b for a, b in zip(left, right, strict=True)) == 1
