"""Units as equal tiles at their places, and as small chips in groups: markup, no chart library."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.components.markup import element, words
from dashboard.theme import on

Place = tuple[int, int]


@dataclass(frozen=True)
class Tile:
    """One unit: short name, what is said in it and in full, where it leads.

    `verdict` or `fill` colours it; neither is a unit without anything to show.
    """

    name: str
    told: str
    title: str
    icon: str = ""
    href: str = ""
    verdict: str = ""
    fill: str = ""


@dataclass(frozen=True)
class Group:
    """Chips under one heading; `marks` are (verdict, words) that the closed group shows.

    `more` tells of units without a chip, `href` leads to all of the group.
    """

    name: str
    told: str
    chips: Sequence[Tile]
    marks: Sequence[tuple[str, str]] = ()
    more: str = ""
    href: str = ""


def tile_map(placed: Sequence[tuple[Place, Tile]]) -> str:
    """Tiles at (row, column); empty rows above and columns left of all of them are left out."""
    if not placed:
        return ""
    top, left = (min(place[i] for place, _ in placed) for i in (0, 1))
    tiles = [
        _linked(tile, "place", f"grid-area:{row - top + 1}/{column - left + 1}")
        for (row, column), tile in placed
    ]
    return element("div", *tiles, class_="tile-map")


def chips(tiles: Sequence[Tile]) -> str:
    """Small tiles one after another."""
    return element("div", *(_linked(tile, "chip") for tile in tiles), class_="chips")


def groups(listed: Sequence[Group]) -> str:
    """A line per group that tells its counts; it opens to its chips."""
    return element("div", *map(_group, listed), class_="chip-groups") if listed else ""


def _group(group: Group) -> str:
    marks = [words("span", told, class_="mark", data_verdict=v) for v, told in group.marks]
    line = element(
        "summary",
        words("span", group.name, class_="name"),
        words("b", group.told, class_="says"),
        element("span", *marks, class_="marks"),
    )
    more = words("a", group.more, href=group.href, class_="more") if group.more else ""
    return element("details", line, chips(group.chips), more)


def _linked(tile: Tile, class_: str, place: str = "") -> str:
    """A link, or plain words where there is nothing to lead to."""
    style = ";".join(filter(None, (place, _filled(tile.fill))))
    said = words("span", f"{tile.icon} {tile.told}".strip(), class_="says")
    return element(
        "a" if tile.href else "div",
        words("span", tile.name, class_="name"),
        " ",
        said,
        class_=class_,
        href=tile.href,
        title=tile.title,
        data_verdict=tile.verdict,
        style=style,
    )


def _filled(fill: str) -> str:
    return f"background:{fill};border-color:{fill};color:{on(fill)}" if fill else ""
