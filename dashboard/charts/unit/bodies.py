"""Bodies of people by class: one bar of 100% per dimension, every class in words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components.markup import element, words
from dashboard.theme import Palette, pair, ramp
from dashboard.wording import say
from pipelines import formatting


@dataclass(frozen=True)
class Class:
    """One class: `count` of the body's total, `share_pct` of it; `is_left_over`: of no class."""

    name: str
    count: int
    share_pct: float | None
    href: str
    is_left_over: bool


@dataclass(frozen=True)
class Dimension:
    """One property of a body; `goal` is what its classes are measured against, in words."""

    name: str
    is_ordinal: bool
    classes: Sequence[Class]
    goal: str = ""
    goal_href: str = ""


@dataclass(frozen=True)
class Body:
    """A body of people: how many, and a mark if that is so few that shares say little."""

    name: str
    total: str
    mark: str
    note: str
    dimensions: Sequence[Dimension]


def bodies(drawn: Sequence[Body], colours: Palette) -> str:
    """The bodies one after another."""
    return element("div", *(_body(body, colours) for body in drawn), class_="unit-bodies")


def summary(drawn: Sequence[Body], heading: str) -> str:
    """The largest class of every dimension, body by body."""
    told = [
        say(
            "unit_bodies.alt_body",
            body=body.name,
            total=body.total,
            classes="; ".join(filter(None, map(_largest, body.dimensions))),
        )
        for body in drawn
    ]
    return say("unit_bodies.alt", heading=heading, bodies=" ".join(told))


def fills(dimension: Dimension, colours: Palette) -> list[str | None]:
    """A shade per class: of two, the one named is deep; of more, pale to deep in their order.

    None for what is left over of more than two.
    """
    if len(dimension.classes) == 2 or not dimension.is_ordinal:
        named, rest = pair(colours)
        return [rest if each.is_left_over else named for each in dimension.classes]
    known = [each for each in dimension.classes if not each.is_left_over]
    shades = iter(ramp(colours, len(known)))
    return [None if each.is_left_over else next(shades) for each in dimension.classes]


def _largest(dimension: Dimension) -> str:
    most = max(dimension.classes, key=lambda each: each.count)
    if not most.count:
        return ""
    return say("unit_bodies.alt_class", dimension=dimension.name, **_told(most))


def _body(body: Body, colours: Palette) -> str:
    head = element(
        "h3",
        words("span", body.name),
        words("small", body.total),
        words("small", body.mark, class_="few") if body.mark else "",
    )
    drawn = [_dimension(each, colours) for each in body.dimensions]
    note = words("p", body.note, class_="note") if body.note else ""
    return element("section", head, *drawn, note, class_="unit-body")


def _dimension(dimension: Dimension, colours: Palette) -> str:
    shades = fills(dimension, colours)
    goal = words("a", dimension.goal, href=dimension.goal_href) if dimension.goal else ""
    there = [
        (each, fill) for each, fill in zip(dimension.classes, shades, strict=True) if each.count
    ]
    bar = element("div", *(_part(*each) for each in there), class_="share-bar", aria_hidden="true")
    told = element("div", *(_word(*each) for each in there), class_="classes")
    name = element("div", words("b", dimension.name), goal, class_="dimension-name")
    return element("div", name, element("div", bar, told), class_="dimension")


def _part(each: Class, fill: str | None) -> str:
    style = f"flex-grow:{each.count};" + (f"background:{fill}" if fill else "")
    return element("i", class_="" if fill else "none", style=style)


def _word(each: Class, fill: str | None) -> str:
    swatch = element(
        "i", class_="swatch" if fill else "swatch none", style=f"background:{fill}" if fill else ""
    )
    return element(
        "a",
        swatch,
        words("span", say("unit_bodies.class", **_told(each))),
        href=each.href,
        class_="key",
    )


def _told(each: Class) -> dict[str, str]:
    share, count = formatting.percent(each.share_pct), formatting.count(each.count)
    return {"name": each.name, "count": count, "share": share}
