"""The run that is part of the tests: every mutator alone; the long run stacks them."""

from cases import mutator_names

Asked = tuple[int, list[str]]


def small_run() -> list[Asked]:
    """Seeds and mutators, the same each time."""
    return [(seed, [name]) for seed, name in enumerate(mutator_names())]
