"""A body of people in two years: two bars of 100% a property, and its classes with counts."""

from collections.abc import Sequence

from dashboard.components.markup import element, words
from dashboard.meeting.drawings.scale import place, styled
from dashboard.report.screens.screen import Class, Composition, Dimension

LABELLED_FROM = 15.0  # per cent of a bar that hold a label
FRAME = 3  # lines that a property takes beside those of its classes


def composition(body: Composition) -> str:
    """The properties in two columns of about the same height, in declared order."""
    columns = _columns(body.dimensions)
    drawn = [element("div", *(_dimension(d, body) for d in column)) for column in columns]
    return element("div", *drawn, class_="composition")


def _columns(dimensions: Sequence[Dimension]) -> list[list[Dimension]]:
    """The first column is closed when it holds half of all lines."""
    columns: list[list[Dimension]] = [[], []]
    lines = [len(dimension.classes) + FRAME for dimension in dimensions]
    for at, dimension in enumerate(dimensions):
        above = sum(lines[:at]) + lines[at] / 2
        columns[above > sum(lines) / 2].append(dimension)
    return columns


def _dimension(dimension: Dimension, body: Composition) -> str:
    fills = _fills(dimension)
    now = [(c.value_pct, c.value) for c in dimension.classes]
    since = [(c.since_pct, c.since) for c in dimension.classes]
    rows = [_class(c, fill) for c, fill in zip(dimension.classes, fills, strict=True)]
    return element(
        "div",
        element(
            "div",
            words("b", dimension.name),
            words("span", _year(body.now)),
            words("span", _year(body.since)),
            class_="head",
        ),
        _stacked(body.now, now, fills),
        _stacked(body.since, since, fills),
        *rows,
        class_="dimension",
        style=styled(lines=str(len(rows) + FRAME)),
    )


def _year(told: str) -> str:
    """ "năm 2023" of "năm 2023: 351 người"."""
    return told.partition(":")[0]


def _fills(dimension: Dimension) -> list[str]:
    """Style variables of each class: a ramp for ordered classes, hatching for the remainder."""
    if not dimension.is_ordinal:
        steps = len(dimension.classes)
        return [_step(steps - 1 - at, steps) for at in range(steps)]
    steps = sum(not c.is_remainder for c in dimension.classes)
    order = iter(range(steps))
    return ["" if c.is_remainder else _step(next(order), steps) for c in dimension.classes]


def _step(at: int, steps: int) -> str:
    return styled(fill=f"var(--ramp-{steps}-{at})", on=f"var(--on-ramp-{steps}-{at})")


def _stacked(year: str, shares: list[tuple[float | None, str]], fills: list[str]) -> str:
    parts = [_part(pct, told, fill) for (pct, told), fill in zip(shares, fills, strict=True) if pct]
    return element(
        "div",
        words("span", year),
        element("div", *parts, class_="stack"),
        class_="year",
    )


def _part(pct: float, told: str, fill: str) -> str:
    style = ";".join(filter(None, (styled(w=place(pct, 0.0, 100.0)), fill)))
    label = words("b", told) if pct >= LABELLED_FROM and fill else ""
    return element("i", label, class_="part" if fill else "part rest", style=style)


def _class(class_: Class, fill: str) -> str:
    return element(
        "div",
        element("i", class_="part" if fill else "part rest", style=fill),
        words("span", class_.name),
        words("b", class_.value),
        words("span", class_.counts),
        words("b", class_.since),
        words("span", class_.since_counts),
        class_="class",
    )
