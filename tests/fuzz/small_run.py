"""The run that is part of the tests: every mutator alone, and every mutator with another."""

from cases import KINDS, MUTATORS, mutator_names

Asked = tuple[int, list[str]]


def small_run() -> list[Asked]:
    """Seeds and mutators: the same each time, each mutator at least twice."""
    names = mutator_names()
    return [*_each_alone(names), *_in_pairs(names)]


def _each_alone(names: list[str]) -> list[Asked]:
    return [(seed, [name]) for seed, name in enumerate(names)]


def _in_pairs(names: list[str]) -> list[Asked]:
    """Each with the next one that fits the same kind of file."""
    left, pairs = list(names), []
    while left:
        first = left.pop(0)
        second = next((name for name in left if _fit(first, name)), None)
        if second:
            left.remove(second)
        pairs.append((1_000 + len(pairs), [first, second] if second else [first]))
    return pairs


def _fit(first: str, second: str) -> bool:
    one, two = MUTATORS[first], MUTATORS[second]
    return not (one.is_alone or two.is_alone) and any(
        kind in one.kinds and kind in two.kinds for kind in KINDS
    )
