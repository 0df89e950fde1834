"""A small line over the years, readable before any chart library has arrived.

`st.html` removes `<svg>` elements, so the drawing is an SVG image inside the markup (a data
address); the words stand beside it as text, in the page's own font and size.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from dashboard.theme import Palette

READABLE = " /=:;,.'()"  # left as they are in a data address: shorter, and browsers take them
Series = Mapping[int, float | None]
TOP, BOTTOM = 7, 37  # px in the 44 of style.css; where the highest and the lowest value stand
FIRST, LAST = 2.6, 84.0  # per cent of the width; the goal's label stands right of it


@dataclass(frozen=True)
class Goal:
    """The level of the dashed line, and the words beside it."""

    value: float
    label: str


def sparkline(
    series: Series,
    goal: Goal,
    chosen: int,
    part_years: Collection[int],
    write: Callable[[float | None], str],
    colours: Palette,
) -> str:
    """Draw the years of `series`: None is a gap, `chosen` the big dot, a part year a hollow one."""
    across, up = _across(list(series)), _up([goal.value, *_known(series).values()])
    level = _line(
        0, 87, up(goal.value), up(goal.value), " stroke-linecap='butt' stroke-dasharray='6 4'"
    )
    dots = [
        _dot(across(year), up(value), year == chosen, year in part_years, colours)
        for year, value in _known(series).items()
    ]
    drawing = [
        _group(f"stroke='{colours.accent}'", level),
        _group(f"stroke='{colours.muted}'", *_segments(series, part_years, across, up)),
        _group(f"stroke='{colours.ink}' fill='{colours.ink}'", *dots),
    ]
    spoken = ", ".join(f"{year} {write(value)}" for year, value in series.items())
    labels = [_goal_label(goal, up(goal.value)), *_years(list(series), across, chosen)]
    return f'<div class="spark">{_image("".join(drawing), spoken)}{"".join(labels)}</div>'


def _image(drawing: str, spoken: str) -> str:
    said = escape(spoken)
    return f'<img src="{address(drawing)}" alt="{said}">'


def address(drawing: str, attributes: str = "") -> str:
    """A drawing in SVG as a data address; its attributes are quoted with apostrophes."""
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'{attributes}>{drawing}</svg>"
    return f"data:image/svg+xml,{quote(svg, safe=READABLE)}"


def _group(attributes: str, *shapes: str) -> str:
    return f"<g stroke-width='2' stroke-linecap='round' {attributes}>{''.join(shapes)}</g>"


def _goal_label(goal: Goal, y: float) -> str:
    return f'<span class="goal-label" style="top:{y:.0f}px">{escape(goal.label)}</span>'


def _known(series: Series) -> dict[int, float]:
    return {year: value for year, value in series.items() if value is not None}


def _across(years: list[int]) -> Callable[[int], float]:
    span = max(years[-1] - years[0], 1)
    return lambda year: FIRST + (year - years[0]) / span * (LAST - FIRST)


def _up(values: list[float]) -> Callable[[float], float]:
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    return lambda value: BOTTOM - (value - low) / span * (BOTTOM - TOP)


def _line(x1: float, x2: float, y1: float, y2: float, more: str) -> str:
    return f"<line x1='{x1:.1f}%' x2='{x2:.1f}%' y1='{y1:.1f}' y2='{y2:.1f}'{more}/>"


def _segments(
    series: Series,
    part_years: Collection[int],
    across: Callable[[int], float],
    up: Callable[[float], float],
) -> list[str]:
    """A piece of line between neighbouring years that both have a value; broken to a part year."""
    years, known = list(series), _known(series)
    return [
        _line(across(a), across(b), up(known[a]), up(known[b]), _stroke(b in part_years))
        for a, b in zip(years, years[1:], strict=False)
        if a in known and b in known
    ]


def _stroke(is_part: bool) -> str:
    return " stroke-linecap='butt' stroke-dasharray='3 3'" if is_part else ""


def _dot(x: float, y: float, is_chosen: bool, is_part: bool, colours: Palette) -> str:
    hollow = f" fill='{colours.paper}'" if is_part else ""
    return f"<circle cx='{x:.1f}%' cy='{y:.1f}' r='{5 if is_chosen else 3}'{hollow}/>"


def _years(years: list[int], across: Callable[[int], float], chosen: int) -> list[str]:
    """The first, the chosen and the last year, under their dots."""
    return [
        f'<span class="year{" chosen" if year == chosen else ""}" '
        f'style="left:{across(year):.1f}%">{year}</span>'
        for year in years
        if year in (years[0], chosen, years[-1])
    ]
