"""Classes of a body of people over the years: columns of 100%, every class named at its side."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from dashboard import theme
from dashboard.charts.figure import HIDDEN, figure, goal_line, label
from dashboard.theme import Palette
from dashboard.wording import say
from pipelines import formatting
from pipelines.declared_types import Dimension

HEIGHT = 400  # px
TOP = 114  # per cent at the upper edge where sums and a goal stand above 100, else `LOW_TOP`
LOW_TOP = 102
BESIDE = 0.3  # share of the width in which the classes are named
HALF = 0.38  # half of a column's width, in steps of the axis
NARROWEST = 5.0  # per cent from which a share can be written inside its part
LINE = 7.4  # height of a line of words, in per cent of the column
LONGEST_NAME = 20  # letters of a line beside the columns


@dataclass(frozen=True)
class Look:
    """A class as drawn; `is_unknown`: the class left over, hatched."""

    id: str
    name: str
    fill: str
    is_unknown: bool = False

    @property
    def ink(self) -> str:
        """The colour of words on it."""
        return theme.on(self.fill)


@dataclass(frozen=True)
class Year:
    """One column: shares and counts by class, both empty where there is nothing.

    `missing` says why there is nothing, `summed` is the share that a target looks at, `href`
    where a click leads.
    """

    year: int
    total: int | None
    counts: Mapping[str, int]
    shares: Mapping[str, float]
    href: str
    missing: str = ""
    until: str = ""
    summed: float | None = None


def looks(dimension: Dimension, colours: Palette) -> list[Look]:
    """The classes as they are drawn: ordered ones from the highest, what is left over last."""
    plain = [category for category in dimension.names if category != dimension.remainder]
    if len(dimension.names) == 2:
        fills = zip([*plain, dimension.remainder], theme.pair(colours), strict=True)
        return [Look(category, dimension.names[category], fill) for category, fill in fills]
    ramp = zip(plain, theme.ramp(colours, len(plain)), strict=True)
    drawn = [Look(category, dimension.names[category], fill) for category, fill in ramp]
    unknown = dimension.remainder
    left_over = Look(unknown, dimension.names[unknown], colours.shade, is_unknown=True)
    return [*(reversed(drawn) if dimension.is_ordinal else drawn), left_over]


def present(classes: Sequence[Look], years: Sequence[Year]) -> list[Look]:
    """The classes that anybody belongs to in any year."""
    return [look for look in classes if any(year.counts.get(look.id) for year in years)]


def shares_over_years(
    years: Sequence[Year],
    classes: Sequence[Look],
    chosen: int,
    colours: Palette,
    goal: tuple[float, str] | None = None,
) -> dict:
    """Stacked columns, the first class at the bottom. `goal`: its height and its words."""
    drawn = present(classes, years) or list(classes)  # Plotly refuses to draw no trace at all
    steps, top = len(years) / (1 - BESIDE), TOP if goal else LOW_TOP
    lines, names = _sides(years, drawn, colours)
    line, words = _goal(goal, len(years), colours)
    sums, tops = _sums(years, colours)
    gaps = [_gap(i, year, colours) for i, year in enumerate(years) if year.missing]
    return figure(
        [_trace(look, years, colours) for look in drawn],
        colours,
        barmode="stack",
        bargap=1 - 2 * HALF,
        height=HEIGHT if goal else HEIGHT - 40,
        margin={"l": 0, "r": 0, "b": 66, "t": 4},
        shapes=[*line, *lines, *sums],
        annotations=[*words, *names, *tops, *gaps],
        uniformtext={"mode": "show", "minsize": 13},
        xaxis={
            "tickvals": list(range(len(years))),
            "ticktext": [_tick(year, chosen) for year in years],
            "range": [-0.5, steps - 0.5],
            "tickangle": 0,
            "tickfont": {"size": 15},
            "ticks": "",
            "showline": False,
        },
        yaxis={"range": [0, top], **HIDDEN},
    )


def side_places(
    middles: Sequence[float], heights: Sequence[float], top: float = 100.0
) -> list[float]:
    """Where labels stand, 0 to `top`, from the lowest up: beside their part, none on another."""
    places: list[float] = []
    edge = 0.0
    for middle, height in zip(middles, heights, strict=True):
        places.append(max(middle, edge + height / 2))
        edge = places[-1] + height / 2
    edge = top
    for i in reversed(range(len(places))):
        places[i] = min(places[i], edge - heights[i] / 2)
        edge = places[i] - heights[i] / 2
    return places


def middles(shares: Mapping[str, float], classes: Sequence[Look]) -> list[float]:
    """The middle of each part of a column, from the bottom up."""
    found, below = [], 0.0
    for look in classes:
        share = shares.get(look.id) or 0.0
        found.append(below + share / 2)
        below += share
    return found


def spoken(year: Year, classes: Sequence[Look]) -> str:
    """The classes of one year with their numbers, for those who hear it."""
    return ", ".join(
        say(
            "composition.class",
            name=look.name,
            share=formatting.percent(year.shares[look.id]),
            k=formatting.count(year.counts[look.id]),
            n=formatting.count(year.total),
        )
        for look in classes
        if year.counts.get(look.id)
    )


def _trace(look: Look, years: Sequence[Year], colours: Palette) -> dict:
    marker = {"color": look.fill, "line": {"color": colours.paper, "width": 1}}
    if look.is_unknown:
        lines = {"shape": "/", "size": 12, "solidity": 0.12}
        marker["pattern"] = lines | {"fgcolor": colours.edge, "bgcolor": colours.shade}
    return {
        "type": "bar",
        "x": list(range(len(years))),
        "y": [year.shares.get(look.id) for year in years],
        "text": [_inside(year.shares.get(look.id)) for year in years],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": colours.ink if look.is_unknown else look.ink, "size": 15},
        "constraintext": "none",
        "marker": marker,
        "customdata": [year.href for year in years],
        "hovertemplate": [_hover(look, year) for year in years],
        "name": escape(look.name),
    }


def _inside(share: float | None) -> str:
    return formatting.percent(share) if share is not None and share >= NARROWEST else ""


def _hover(look: Look, year: Year) -> str:
    return say(
        "composition_years.hover",
        year=year.year,
        name=escape(look.name),
        share=formatting.percent(year.shares.get(look.id)),
        k=formatting.count(year.counts.get(look.id)),
        n=formatting.count(year.total),
    )


def _tick(year: Year, chosen: int) -> str:
    people = (
        say("composition_years.people", count=formatting.count(year.total)) if year.total else ""
    )
    name = "tick_chosen" if year.year == chosen else "tick"
    tick = say(f"composition_years.{name}", year=year.year, people=people)
    return say("composition_years.tick_part", tick=tick, until=year.until) if year.until else tick


def _gap(place: int, year: Year, colours: Palette) -> dict:
    told = "<br>".join(map(escape, textwrap.wrap(year.missing, 10)))
    return label(told, colours.muted, x=place, y=50, font={"color": colours.muted, "size": 15})


def _sides(
    years: Sequence[Year], classes: Sequence[Look], colours: Palette
) -> tuple[list[dict], list[dict]]:
    """Lines from the last column to the names of its classes, and the names."""
    known = [year for year in years if year.shares]
    if not known:
        return [], []
    year = known[-1]
    texts = [_side(look, year) for look in classes]
    heights = [LINE * (1 + text.count("<br>")) for text in texts]
    beside = middles(year.shares, classes)
    places = side_places(beside, heights, LOW_TOP + 1)
    from_, to = len(years) - 1 + HALF + 0.02, len(years) - 0.5 + 0.12
    lines = [
        {
            "type": "line",
            "x0": from_,
            "x1": to,
            "y0": middle,
            "y1": place,
            "line": {"color": colours.edge, "width": 1},
        }
        for middle, place in zip(beside, places, strict=True)
    ]
    side = {"x": to + 0.05, "xanchor": "left", "yanchor": "middle", "align": "left"}
    names = [
        label(text, colours.ink, y=place, **side) for text, place in zip(texts, places, strict=True)
    ]
    return lines, names


def _side(look: Look, year: Year) -> str:
    share = formatting.percent(year.shares.get(look.id))
    told = say("composition_years.side", name=look.name, share=share)
    return "<br>".join(map(escape, textwrap.wrap(told, LONGEST_NAME)))


def _sums(years: Sequence[Year], colours: Palette) -> tuple[list[dict], list[dict]]:
    """What the target looks at: a line over each column at its height, the figure above it."""
    known = [(i, year.summed) for i, year in enumerate(years) if year.summed is not None]
    lines = [
        {
            "type": "line",
            "x0": i - HALF - 0.05,
            "x1": i + HALF + 0.05,
            "y0": share,
            "y1": share,
            "line": {"color": colours.ink, "width": 3},
        }
        for i, share in known
    ]
    tops = [
        label(f"<b>{formatting.percent(share)}</b>", colours.ink, x=i, y=101.5, yanchor="bottom")
        for i, share in known
    ]
    return lines, tops


def _goal(
    goal: tuple[float, str] | None, years: int, colours: Palette
) -> tuple[list[dict], list[dict]]:
    if goal is None:
        return [], []
    height, words = goal
    line = goal_line(height, colours, upright=False) | {"xref": "x", "x0": -0.5, "x1": years - 0.38}
    place = {"x": years - 0.33, "y": TOP, "xanchor": "left", "yanchor": "top"}
    return [line], [label(escape(words), colours.accent, **place)]
