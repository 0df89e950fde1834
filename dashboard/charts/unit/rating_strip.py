"""The rating of a unit in each year, and beside it those of its cells as a stacked bar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.components.markup import element, words
from dashboard.theme import Palette, on, ramp
from dashboard.wording import say
from pipelines import formatting


@dataclass(frozen=True)
class Rating:
    """One rating: its words, its usual abbreviation, and whether it is one at all."""

    id: str
    name: str
    abbreviation: str
    is_rated: bool = True


@dataclass(frozen=True)
class Year:
    """One year: the unit's own rating or why there is none, and how many cells got which.

    `counts`: rating → (number of cells, where it leads); `told`: "14 chi bộ", or why none.
    """

    year: int
    own: str | None
    missing: str
    counts: Mapping[str, tuple[int, str]]
    told: str


def strip(
    years: Sequence[Year],
    ratings: Sequence[Rating],
    chosen: int,
    colours: Palette,
    with_cells: bool = True,
) -> str:
    """A row per year; `ratings` from the best to the worst, then those that are none."""
    fills = shades(ratings, colours)
    known = {rating.id: rating for rating in ratings}
    rows = [_row(year, known, fills, chosen, with_cells) for year in years]
    grid = element("div", *rows, class_="rating-strip", role="list")
    return grid + (_legend(years, ratings, fills) if with_cells else "")


def shades(ratings: Sequence[Rating], colours: Palette) -> dict[str, str]:
    """The best rating is the deepest; one that is none has no shade."""
    rated = [rating.id for rating in ratings if rating.is_rated]
    return dict(zip(reversed(rated), ramp(colours, len(rated)), strict=True))


def chip(rating: Rating, fill: str | None) -> str:
    """A labelled box in the rating's shade; without one it is hatched."""
    if fill is None:
        return words("span", rating.name, class_="rating none")
    return words("span", rating.name, class_="rating", style=_paint(fill))


def summary(years: Sequence[Year], ratings: Sequence[Rating], heading: str) -> str:
    """Every year's rating, and the counts of the last year that has cells."""
    names = {rating.id: rating.name for rating in ratings}
    told = [
        say("rating_strip.alt_year", year=y.year, rating=names.get(y.own) or y.missing)
        for y in years
    ]
    cells = [
        say("rating_strip.alt_cells", year=y.year, counts=_spoken(y, names))
        for y in years
        if y.counts
    ]
    return say(
        "rating_strip.alt", heading=heading, years="; ".join(told), cells=" ".join(cells[-1:])
    )


def _spoken(year: Year, names: Mapping[str, str]) -> str:
    return ", ".join(
        f"{names[id_]} {formatting.count(count)}"
        for id_, (count, _) in year.counts.items()
        if count
    )


def _row(
    year: Year, known: Mapping[str, Rating], fills: Mapping[str, str], chosen: int, with_cells: bool
) -> str:
    own = known.get(year.own)
    box = chip(own, fills.get(own.id)) if own else words("span", year.missing, class_="rating none")
    cells = [_bar(year, known, fills), words("span", year.told, class_="told")]
    return element(
        "div",
        words("span", str(year.year), class_="year"),
        box,
        *(cells if with_cells else []),
        role="listitem",
        class_="row chosen" if year.year == chosen else "row",
    )


def _bar(year: Year, known: Mapping[str, Rating], fills: Mapping[str, str]) -> str:
    parts = [
        words(
            "a",
            formatting.count(count),
            href=href,
            class_="part" if id_ in fills else "part none",
            style=f"flex-grow:{count};{_paint(fills[id_]) if id_ in fills else ''}",
            title=say("rating_strip.part", rating=known[id_].name, count=formatting.count(count)),
        )
        for id_, (count, href) in year.counts.items()
        if count
    ]
    return element("span", *parts, class_="stack")


def _legend(years: Sequence[Year], ratings: Sequence[Rating], fills: Mapping[str, str]) -> str:
    """The ratings that any cell got, from the best."""
    got = {id_ for year in years for id_, (count, _) in year.counts.items() if count}
    keys = [
        element(
            "span",
            element(
                "i",
                style=f"background:{fills[r.id]}" if r.id in fills else "",
                class_="swatch" if r.id in fills else "swatch none",
            ),
            words("span", r.name),
            class_="key",
        )
        for r in ratings
        if r.id in got
    ]
    return element("div", *keys, class_="rating-keys") if keys else ""


def _paint(fill: str) -> str:
    return f"background:{fill};color:{on(fill)}"
