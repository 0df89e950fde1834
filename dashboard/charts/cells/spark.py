"""The years of one target in the height of a line of text, for tables of many rows.

An image (a data address), since `st.html` removes `<svg>`; kept short: a page holds hundreds.
"""

from collections.abc import Mapping
from html import escape

from dashboard.theme import Palette

Series = Mapping[int, float | None]
WIDTH, HEIGHT, EDGE = 84, 24, 4  # px; EDGE: room for the dots
ESCAPED = str.maketrans({"<": "%3C", ">": "%3E", "#": "%23"})  # all that a drawing needs


def cell_spark(series: Series, goal_pct: float, chosen: int, spoken: str, colours: Palette) -> str:
    """A line with a gap where a value is missing, the goal dashed, the chosen year a dot.

    `series`: year → per cent, in the order of the years; `spoken` says the values. Empty without
    any value.
    """
    known = {year: value for year, value in series.items() if value is not None}
    if not known:
        return ""
    years = list(series)
    x = {year: _across(place, len(years)) for place, year in enumerate(years)}
    heights = _heights([goal_pct, *known.values()])
    y = dict(zip(known, heights[1:], strict=True))
    drawing = [
        _path(f"M0 {heights[0]}H{WIDTH}", colours.accent, " stroke-dasharray='3 3'"),
        _path(_line(years, x, y), colours.muted, ""),
        *(_dot(x[year], y[year], year == chosen, colours.ink) for year in _dots(years, y, chosen)),
    ]
    return _image("".join(drawing), spoken)


def _across(place: int, places: int) -> int:
    return round(EDGE + place / max(places - 1, 1) * (WIDTH - 2 * EDGE))


def _heights(values: list[float]) -> list[int]:
    """From per cent to px; a flat line lies in the middle."""
    low, high = min(values), max(values)
    room = HEIGHT - 2 * EDGE
    if low == high:
        return [HEIGHT // 2] * len(values)
    return [round(EDGE + room * (high - value) / (high - low)) for value in values]


def _line(years: list[int], x: Mapping[int, int], y: Mapping[int, int]) -> str:
    """Joined where neighbouring years both have a value."""
    before = [None, *years]
    steps = [
        f"{'L' if last in y else 'M'}{x[year]} {y[year]}"
        for last, year in zip(before, years, strict=False)
        if year in y
    ]
    return "".join(steps)


def _dots(years: list[int], y: Mapping[int, int], chosen: int) -> list[int]:
    """The chosen year, and years that no line reaches."""
    beside = zip([None, *years], years, [*years[1:], None], strict=False)
    alone = [year for before, year, after in beside if before not in y and after not in y]
    return [year for year in years if year in y and (year == chosen or year in alone)]


def _path(steps: str, colour: str, more: str) -> str:
    return f"<path d='{steps}' fill='none' stroke='{colour}' stroke-width='1.5'{more}/>"


def _dot(x: int, y: int, is_chosen: bool, colour: str) -> str:
    return f"<circle cx='{x}' cy='{y}' r='{3 if is_chosen else 1.5}' fill='{colour}'/>"


def _image(drawing: str, spoken: str) -> str:
    size = f"width='{WIDTH}' height='{HEIGHT}'"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' {size}>{drawing}</svg>"
    source, said = f"data:image/svg+xml,{svg.translate(ESCAPED)}", escape(spoken)
    return f'<img class="cell-spark" src="{source}" alt="{said}">'
