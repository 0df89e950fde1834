"""The invented members: how many came, went and stayed in every cell, and how they were rated."""

from collections.abc import Sequence

from pipelines.declarations import Declarations
from pipelines.demo.draws import Draws
from pipelines.demo.units import Unit

Counts = dict[str, int]


class Members:
    """The members of each leaf, carried from year to year; ask for the years in order."""

    def __init__(
        self, demo: dict, declared: Declarations, draws: Draws, units: Sequence[Unit]
    ) -> None:
        self._demo = demo
        self._form = declared.forms["member_flow"]
        self._draws = draws
        self._leaves = [unit for unit in units if unit.is_leaf]
        self._present = self._first_opening(declared.base_year)

    def flow(self, year: int, position: int) -> dict[str, Counts]:
        """The flow of the year, cell by cell; its closing numbers are then the present ones."""
        leaves = self._existing(year)
        settled = [unit for unit in leaves if not unit.is_new_in(year)]
        rows = {unit.id: {"members_opening": self._present.get(unit, 0)} for unit in leaves}
        for measure, totals in self._demo["district"]["member_flow"].items():
            drawn = self._drawn(measure, year, totals[position], settled, rows)
            for unit in leaves:
                self._move(rows, unit, measure, drawn.get(unit, 0))
        self._found(rows, leaves, year)
        self._merge(rows, leaves, year)
        for unit in leaves:
            rows[unit.id]["members_closing"] = self._present[unit]
        return rows

    def rating(self, year: int, position: int) -> dict[str, Counts]:
        """How the members present at the end of the year were rated."""
        leaves = self._existing(year)
        present = {unit: self._present[unit] for unit in leaves}
        rows = {unit.id: {"members_total": count} for unit, count in present.items()}
        for measure, totals in self._demo["district"]["member_rating"].items():
            share = self._demo["at_most"][measure]
            room = {unit: int(count * share) for unit, count in present.items()}
            total = totals[position]
            for unit, count in self._draws.spread(measure, year, total, present, room).items():
                rows[unit.id][measure] = count
        return {unit_id: _completed(row) for unit_id, row in rows.items()}

    def _existing(self, year: int) -> list[Unit]:
        return [unit for unit in self._leaves if unit.existed_in(year)]

    def _first_opening(self, year: int) -> dict[Unit, int]:
        words = self._demo["members"]
        leaves = self._existing(year)
        sizes = {unit: unit.size for unit in leaves}
        room = {unit: words["most"][unit.type] for unit in leaves}
        return self._draws.spread("members_opening", year, words["opening"], sizes, room)

    def _drawn(
        self, measure: str, year: int, total: int, leaves: list[Unit], rows: dict[str, Counts]
    ) -> dict[Unit, int]:
        base = {unit: self._present[unit] for unit in leaves}
        room = {unit: self._room(measure, unit, rows[unit.id]) for unit in leaves}
        if self._sign(measure) == 0:
            base = room
        return self._draws.spread(measure, year, total, base, room)

    def _room(self, measure: str, unit: Unit, row: Counts) -> int:
        """How many may come below the largest size of its type, or go without emptying it."""
        words, sign = self._demo["members"], self._sign(measure)
        if sign > 0:
            return words["most"][unit.type] - self._present[unit]
        if sign < 0:
            return max(0, self._present[unit] - words["least"])
        wholes = [limit.wholes for limit in self._form.limits if measure in limit.parts]
        return min(sum(row[whole] for whole in names) for names in wholes)

    def _sign(self, measure: str) -> int:
        balance = self._form.balances[0]
        return (measure in balance.plus) - (measure in balance.minus)

    def _move(self, rows: dict[str, Counts], unit: Unit, measure: str, count: int) -> None:
        row = rows[unit.id]
        row[measure] = row.get(measure, 0) + count
        self._present[unit] = self._present.get(unit, 0) + self._sign(measure) * count

    def _found(self, rows: dict[str, Counts], leaves: list[Unit], year: int) -> None:
        for new in (unit for unit in leaves if unit.is_new_in(year)):
            family = [unit for unit in leaves if unit.parent_id == new.parent_id and unit != new]
            largest = sorted(family, key=self._present.__getitem__, reverse=True)
            for unit in largest[: self._demo["founded"]["members"]]:
                self._transfer(rows, unit, new, 1)

    def _merge(self, rows: dict[str, Counts], leaves: list[Unit], year: int) -> None:
        by_id = {unit.id: unit for unit in leaves}
        for unit in leaves:
            if unit.ends_in(year):
                self._transfer(rows, unit, by_id[unit.successor_id], self._present[unit])

    def _transfer(self, rows: dict[str, Counts], old: Unit, new: Unit, count: int) -> None:
        self._move(rows, old, "transferred_out", count)
        self._move(rows, new, "transferred_in", count)


def _completed(row: Counts) -> Counts:
    rated = row["members_total"] - row["members_unrated"]
    levels = ("members_excellent", "members_fulfilled", "members_not_fulfilled")
    return row | {
        "members_rated": rated,
        "members_good": rated - sum(row[level] for level in levels),
    }
