"""One target over the years: values, goal, straight pace to it, and where the pace leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from dashboard import phrases
from dashboard.charts.figure import HIDDEN, figure, goal_line, label
from dashboard.phrases import Row
from dashboard.theme import Palette
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target

HEIGHT = 360  # px
MARGIN = {"l": 8, "r": 175, "t": 34, "b": 46}  # right: room for the words of goal and projection
INSIDE = HEIGHT - MARGIN["t"] - MARGIN["b"]
ROOM = 0.16  # of the span of values, above and below, for the labels
HALF = 32  # px of half the projection's words
APART = {1: 48, 2: 58}  # px from the middle of the goal's words, of so many lines, to theirs


@dataclass(frozen=True)
class Pace:
    """The straight line from the base year's value to the goal in the due year."""

    since: int
    start: float
    due: int
    goal: float

    def at(self, year: float) -> float:
        """Its height in a year."""
        return self.start + (self.goal - self.start) * (year - self.since) / (self.due - self.since)


@dataclass(frozen=True)
class Projection:
    """The line from the chosen year's value to the last year of the programme."""

    year: int
    value: float
    last: int
    end: float


def target_line(
    rows: Sequence[Row], target: Target, declared: Declarations, colours: Palette, chosen: int
) -> dict:
    """A line over the programme's years; `href` of a row is where a click on its point leads.

    `rows`: `pipelines.queries.progress` of one unit and target, with `href`.
    """
    known = {row["year"]: row for row in rows if row["value_pct"] is not None}
    years = sorted({*declared.years, *known})
    pace, ahead = _pace(known, target, declared), _projection(known, chosen, declared)
    low, high = _range(known, target, pace, ahead)
    return figure(
        [
            *_pace_trace(pace, colours),
            *_projection_trace(ahead, colours),
            *_lines(years, known, declared, colours),
            _points(known, target, declared, colours, chosen, pace, ahead),
        ],
        colours,
        height=HEIGHT,
        margin=MARGIN,
        shapes=[goal_line(target.goal_pct, colours, upright=False)],
        annotations=[
            _goal_words(target, colours),
            *_pace_words(pace, known, colours),
            *_projection_words(ahead, target, declared, colours, high, (high - low) / INSIDE),
        ],
        xaxis=_year_axis(years, declared, chosen),
        yaxis={"range": [low, high], **HIDDEN},
    )


# ---- What is drawn besides the values ----


def _pace(known: Mapping[int, Row], target: Target, declared: Declarations) -> Pace | None:
    """None for a yearly target, without a base value, and where the base had reached the goal."""
    start = next((row["base_pct"] for row in known.values()), None)
    if target.due is None or start is None or start >= target.goal_pct:
        return None
    return Pace(declared.base_year, start, target.due, target.goal_pct)


def _projection(known: Mapping[int, Row], chosen: int, declared: Declarations) -> Projection | None:
    row = known.get(chosen)
    if row is None or row["projected_pct"] is None:
        return None
    return Projection(chosen, row["value_pct"], declared.years[-1], row["projected_pct"])


def _range(
    known: Mapping[int, Row], target: Target, pace: Pace | None, ahead: Projection | None
) -> tuple[float, float]:
    heights = [target.goal_pct, *(row["value_pct"] for row in known.values())]
    heights += [pace.start] if pace else []
    heights += [ahead.end] if ahead else []
    low, high = min(heights), max(heights)
    room = ((high - low) or 10.0) * ROOM
    return low - room, high + room


def _pace_trace(pace: Pace | None, colours: Palette) -> list[dict]:
    if pace is None:
        return []
    line = {"color": colours.muted, "width": 1.5, "dash": "dot"}
    return [_stroke([pace.since, pace.due], [pace.start, pace.goal], line)]


def _projection_trace(ahead: Projection | None, colours: Palette) -> list[dict]:
    if ahead is None:
        return []
    line = {"color": colours.deep, "width": 2, "dash": "dash"}
    stroke = _stroke([ahead.year, ahead.last], [ahead.value, ahead.end], line)
    end = {"symbol": "diamond-open", "size": [0, 11], "color": colours.deep, "line": {"width": 2}}
    return [stroke | {"mode": "lines+markers", "marker": end}]


def _stroke(x: list[int], y: list[float | None], line: dict) -> dict:
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


# ---- The values ----


def _lines(
    years: list[int], known: Mapping[int, Row], declared: Declarations, colours: Palette
) -> list[dict]:
    """The line through the whole years, broken where a value is missing; dashed to a part year."""
    values = {year: known[year]["value_pct"] if year in known else None for year in years}
    whole = [None if year in declared.part_years else value for year, value in values.items()]
    line = {"color": colours.muted, "width": 2.5}
    parts = [
        _stroke([year - 1, year], [values.get(year - 1), values[year]], line | {"dash": "4px,4px"})
        for year in years
        if year in declared.part_years and year in known
    ]
    return [_stroke(years, whole, line) | {"connectgaps": False}, *parts]


def _points(
    known: Mapping[int, Row],
    target: Target,
    declared: Declarations,
    colours: Palette,
    chosen: int,
    pace: Pace | None,
    ahead: Projection | None,
) -> dict:
    """A point per value with its words; the chosen year is big, a part year is hollow."""
    rows = list(known.values())
    fills = [colours.paper if year in declared.part_years else colours.ink for year in known]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": list(known),
        "y": [row["value_pct"] for row in rows],
        "text": [_value(row, row["year"] == chosen) for row in rows],
        "textposition": _sides(known, target, pace, ahead),
        "textfont": {"color": colours.ink, "size": [19 if y == chosen else 16 for y in known]},
        "cliponaxis": False,
        "customdata": [row["href"] for row in rows],
        "hovertemplate": [_hover(row, target, declared) for row in rows],
        "marker": {
            "size": [15 if year == chosen else 9 for year in known],
            "color": fills,
            "line": {"color": colours.ink, "width": 2},
        },
    }


def _value(row: Row, is_chosen: bool) -> str:
    text = formatting.percent(row["value_pct"])
    return f"<b>{text}</b>" if is_chosen else text


def _sides(
    known: Mapping[int, Row], target: Target, pace: Pace | None, ahead: Projection | None
) -> list[str]:
    """Where the words of each point stand: off the line through the values."""
    return [_side(year, known, target, pace, ahead) for year in known]


def _side(
    year: int,
    known: Mapping[int, Row],
    target: Target,
    pace: Pace | None,
    ahead: Projection | None,
) -> str:
    """Above a peak, below a trough; on a slope, away from the nearest of goal and pace."""
    value = known[year]["value_pct"]
    before = value - known[year - 1]["value_pct"] if year - 1 in known else 0.0
    after = known[year + 1]["value_pct"] - value if year + 1 in known else 0.0
    if ahead and ahead.year == year:
        after = max(after, ahead.end - ahead.value)
    if before * after < 0 or not (before or after):
        return "bottom center" if before < 0 else "top center"
    is_rising = before + after > 0
    side = "top" if _is_above(year, value, target, pace) else "bottom"
    if year == max(known):
        return f"{side} center"
    return f"{side} {'left' if (side == 'top') == is_rising else 'right'}"


def _is_above(year: int, value: float, target: Target, pace: Pace | None) -> bool:
    """Whether the nearest of goal and pace lies below the value."""
    lines = [target.goal_pct]
    if pace and pace.since < year < pace.due:
        lines.append(pace.at(year))
    return min(lines, key=lambda line: abs(line - value)) <= value


def _hover(row: Row, target: Target, declared: Declarations) -> str:
    gap = phrases.gap(row, target)
    return say(
        "target_line.hover",
        year=row["year"],
        value=formatting.percent(row["value_pct"]),
        counts=phrases.counts(row),
        goal=escape(phrases.goal(target)),
        verdict=phrases.verdict(row, declared),
        gap=f" · {escape(gap)}" if gap else "",
    )


# ---- Words ----


def _goal_words(target: Target, colours: Palette) -> dict:
    """Right of the line's end, in two lines where it has a second part."""
    return _beside(_goal_text(target), target.goal_pct, colours.accent)


def _goal_text(target: Target) -> str:
    return escape(phrases.goal(target)).replace(", ", ",<br>").replace(" đến ", "<br>đến ")


def _beside(text: str, y: float, colour: str, **more: object) -> dict:
    place = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 10, "align": "left", "y": y}
    return label(text, colour, **place, **more)


def _pace_words(pace: Pace | None, known: Mapping[int, Row], colours: Palette) -> list[dict]:
    """On the side of the line where the values are not."""
    if pace is None:
        return []
    year = pace.since + (pace.due - pace.since) * 0.5
    near = [row["value_pct"] - pace.at(y) for y, row in known.items() if pace.since < y < pace.due]
    is_above = sum(near) <= 0
    text = say("target_line.pace", due=pace.due)
    side = {"xanchor": "right", "yanchor": "bottom"}
    other = {"xanchor": "left", "yanchor": "top"}
    place = {"x": year, "y": pace.at(year), **(side if is_above else other)}
    return [label(text, colours.muted, **place)]


def _projection_words(
    ahead: Projection | None,
    target: Target,
    declared: Declarations,
    colours: Palette,
    top: float,
    per_pixel: float,
) -> list[dict]:
    """Right of the projection's end; `top` is the highest value drawn."""
    if ahead is None:
        return []
    text = say(
        "target_line.projected",
        base=declared.base_year,
        year=ahead.year,
        value=formatting.percent(ahead.end),
    )
    end, goal = (top - ahead.end) / per_pixel, (top - target.goal_pct) / per_pixel
    apart = APART[1 + _goal_text(target).count("<br>")]
    return [_beside(text, ahead.end, colours.deep, yshift=end - words_at(end, goal, apart))]


def words_at(end: float, goal: float, apart: float) -> float:
    """Where the projection's words stand, in px from the top: by its end, off the goal's words."""
    above, below = min(end, goal - apart), max(end, goal + apart)
    place = above if end < goal and above >= HALF - MARGIN["t"] else below
    return min(place, INSIDE) if place <= INSIDE else above


def _year_axis(years: list[int], declared: Declarations, chosen: int) -> dict:
    return {
        "tickvals": years,
        "ticktext": [_year(year, declared, year == chosen) for year in years],
        "range": [years[0] - 0.35, years[-1] + 0.3],
        "showline": True,
        "ticks": "outside",
    }


def _year(year: int, declared: Declarations, is_chosen: bool) -> str:
    part = declared.part_years.get(year)
    written = f"<b>{year}</b>" if is_chosen else str(year)
    if part is None:
        return written
    return say("target_line.part_year", year=written, until=formatting.date(part.until))
