"""The numbers by which the axes of a chart know each other, as the format of Office allows them."""

from lxml.etree import _Element

FIRST = 1
NAMED = ("{*}axId", "{*}crossAx")


def number_axes(space: _Element) -> None:
    """Count the axes from FIRST on: the library writes them below zero, which is not allowed."""
    numbers: dict[str, str] = {}
    for element in space.iter(*NAMED):
        number = numbers.setdefault(element.get("val"), str(FIRST + len(numbers)))
        element.set("val", number)
