"""A small line over the years on the scale of its panel, as an image inside the markup."""

from collections.abc import Collection
from urllib.parse import quote

from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.theme import Palette
from dashboard.wording import say
from pipelines import formatting

Scale = tuple[float, float]
Place = tuple[float, float]
TOP, BOTTOM = 6, 32  # px in the 38 of the style sheet
FIRST, LAST = 3.0, 97.0  # per cent of the width


def small_line(
    years: list[Row], goal: float, scale: Scale, part_years: Collection[int], colours: Palette
) -> str:
    """The years of one side: a missing year is a gap, a part year hollow behind a broken line."""
    places = [_place(row, i, len(years), scale) for i, row in enumerate(years)]
    partly = [row["year"] in part_years for row in years]
    neighbours = zip(places, places[1:], partly[1:], strict=False)
    drawn = [
        _stroke((0, _height(goal, scale)), (100, _height(goal, scale)), colours.accent, "6 4"),
        *(_stroke(a, b, colours.muted, "3 3" * part) for a, b, part in neighbours if a and b),
        *(
            _dot(place, row["is_now"], part, colours)
            for place, row, part in zip(places, years, partly, strict=True)
            if place
        ),
    ]
    ends = [words("span", str(years[i]["year"]), aria_hidden="true") for i in (0, -1)]
    return element("div", _image("".join(drawn), spoken(years)), *ends, class_="vs-line")


def spoken(years: list[Row]) -> str:
    """ "2020 88,1%, 2021 —, …"."""
    told = [
        say("compare.in_year", year=row["year"], value=formatting.percent(row["value_pct"]))
        for row in years
    ]
    return ", ".join(told)


def _place(row: Row, i: int, count: int, scale: Scale) -> Place | None:
    if row["value_pct"] is None:
        return None
    return FIRST + i / max(count - 1, 1) * (LAST - FIRST), _height(row["value_pct"], scale)


def _height(value: float, scale: Scale) -> float:
    low, high = scale
    return BOTTOM - (value - low) / ((high - low) or 1.0) * (BOTTOM - TOP)


def _stroke(a: Place, b: Place, colour: str, dash: str) -> str:
    return (
        f'<line x1="{a[0]:.1f}%" y1="{a[1]:.1f}" x2="{b[0]:.1f}%" y2="{b[1]:.1f}" '
        f'stroke="{colour}" stroke-width="2" stroke-dasharray="{dash or "none"}"/>'
    )


def _dot(place: Place, is_now: bool, is_part: bool, colours: Palette) -> str:
    fill = colours.paper if is_part else colours.ink
    return (
        f'<circle cx="{place[0]:.1f}%" cy="{place[1]:.1f}" r="{5 if is_now else 3}" '
        f'fill="{fill}" stroke="{colours.ink}" stroke-width="2"/>'
    )


def _image(drawing: str, alt: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{drawing}</svg>'
    return element("img", src=f"data:image/svg+xml,{quote(svg)}", alt=alt, title=alt)
