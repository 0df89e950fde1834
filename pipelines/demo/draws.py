"""Drawing whole numbers that add up: a district total over its organisations, never evenly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import floor, fsum
from random import Random

from pipelines.demo.units import Unit


@dataclass(frozen=True)
class Draws:
    """The draws of one invented district; `emphases` say who has more of what."""

    seed: str
    emphases: tuple[dict, ...]

    def spread(
        self,
        measure: str,
        year: int,
        total: int,
        base: Mapping[Unit, float],
        room: Mapping[Unit, int],
    ) -> dict[Unit, int]:
        """Events: the total falls by chance on the units of `base`, other units each year."""
        weights = [
            weight
            * self.random(measure, unit.id).uniform(0.6, 1.5)
            * self.random(measure, unit.id, year).uniform(0.75, 1.25)
            * self._emphasis(measure, unit, year)
            for unit, weight in base.items()
        ]
        limits = [room[unit] for unit in base]
        given = _spread(self.random(measure, year), total, weights, limits)
        return dict(zip(base, given, strict=True))

    def apportion(
        self,
        measure: str,
        year: int,
        total: int,
        room: Mapping[Unit, int],
        least: Mapping[Unit, int],
        skew: float,
    ) -> dict[Unit, int]:
        """People in office: a unit keeps most of its number from year to year (Sainte-Laguë).

        The higher the `skew`, the further apart the units lie; 0 follows the room alone.
        """
        weights = {
            unit: size
            * self.random(measure, unit.id).uniform(0.3, 1.9) ** skew
            * self.random(measure, unit.id, year).uniform(0.85, 1.15)
            * self._emphasis(measure, unit, year)
            for unit, size in room.items()
        }
        given = dict(least)
        for _ in range(total - sum(given.values())):
            takers = [unit for unit in room if given[unit] < room[unit] and weights[unit] > 0]
            next_one = max(takers, key=lambda unit: weights[unit] / (2 * given[unit] + 1))
            given[next_one] += 1
        return given

    def random(self, *key: object) -> Random:
        """A generator that depends on the seed and the key only."""
        return Random("/".join(map(str, (self.seed, *key))))

    def _emphasis(self, measure: str, unit: Unit, year: int) -> float:
        factor = 1.0
        for rule in self.emphases:
            in_force = rule.get("since", year) <= year <= rule.get("until", year)
            if measure in rule["measures"] and in_force:
                factor *= rule["factors"].get(unit.grassroots_id, rule.get("others", 1))
        return factor


def _spread(random: Random, total: int, weights: Sequence[float], room: Sequence[int]) -> list[int]:
    """Systematic sampling in random order; what a full unit cannot take goes round again."""
    given = [0] * len(weights)
    order = random.sample(range(len(weights)), len(weights))
    while (left := total - sum(given)) > 0:
        takers = [i for i in order if given[i] < room[i] and weights[i] > 0]
        if not takers:
            raise ValueError(f"no room for {left} of {total}")
        step = left / fsum(weights[i] for i in takers)
        edge = random.random()
        for i in takers:
            passed, edge = floor(edge), edge + weights[i] * step
            given[i] += min(floor(edge) - passed, room[i] - given[i])
    return given
