"""Every dimension of a body of people at once: small columns of 100% over the same years."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.charts.shares.across_units import filled, hatched
from dashboard.charts.shares.over_years import Look, Year, middles, present, side_places, spoken
from dashboard.components.markup import element, words
from dashboard.wording import say
from pipelines import formatting

NARROWEST = 9.0  # per cent from which a share can be written inside its part
LINE = 8.6  # height of a line of words beside the columns, in per cent of their height
LONGEST_NAME = 21  # letters of a line beside the columns


@dataclass(frozen=True)
class Panel:
    """One dimension: its name, where it is shown alone, its classes and years."""

    name: str
    href: str
    classes: Sequence[Look]
    years: Sequence[Year]


def small_multiples(panels: Sequence[Panel], chosen: int) -> str:
    """A panel per dimension, all of one scale; the classes are named beside the last column."""
    return element("div", *(_panel(panel, chosen) for panel in panels), class_="multiples")


def _panel(panel: Panel, chosen: int) -> str:
    drawn = present(panel.classes, panel.years)
    columns = [_column(year, drawn, year.year == chosen) for year in panel.years]
    return element(
        "section",
        element("h3", words("a", panel.name, href=panel.href)),
        element(
            "div",
            element("div", *columns, class_="columns", role="img", aria_label=_said(panel, drawn)),
            _names(panel.years, drawn),
            class_="multiple",
        ),
    )


def _said(panel: Panel, classes: Sequence[Look]) -> str:
    told = [
        say("composition_years.alt_change", first=y.year, classes=spoken(y, classes) or y.missing)
        for y in panel.years
    ]
    return say("composition_years.alt_panel", name=panel.name, classes=" ".join(told))


def _column(year: Year, classes: Sequence[Look], is_chosen: bool) -> str:
    parts = [_part(look, year) for look in reversed(classes) if year.counts.get(look.id)]
    inside = parts or [words("span", year.missing, class_="missing")]
    stack = element("div", *inside, class_="stack")
    return element(
        "div",
        stack,
        words("span", str(year.year), class_="year chosen" if is_chosen else "year"),
        class_="column",
        title=year.until,
    )


def _part(look: Look, year: Year) -> str:
    share = year.shares[look.id]
    told = say(
        "composition.class",
        name=look.name,
        share=formatting.percent(share),
        k=formatting.count(year.counts[look.id]),
        n=formatting.count(year.total),
    )
    text = formatting.percent(share).removesuffix("%") if share >= NARROWEST else ""
    style = f"height:{share:.3f}%;{filled(look)}"
    return words("span", text, class_=hatched(look), style=style, title=told)


def _names(years: Sequence[Year], classes: Sequence[Look]) -> str:
    """The classes beside the last column, each with its share there."""
    last = next((year for year in reversed(years) if year.shares), None)
    if last is None:
        return ""
    beside = middles(last.shares, classes)
    heights = [LINE * len(textwrap.wrap(look.name, LONGEST_NAME)) for look in classes]
    places = side_places(beside, heights)
    names = [_name(look, last, place) for look, place in zip(classes, places, strict=True)]
    return element("div", *names, class_="names", aria_hidden="true")


def _name(look: Look, year: Year, place: float) -> str:
    share = formatting.percent(year.shares.get(look.id))
    swatch = element("i", class_=f"swatch {hatched(look)}", style=filled(look))
    name = "<br>".join(map(escape, textwrap.wrap(look.name, LONGEST_NAME)))
    text = f"{swatch}<b>{share}</b><span>{name}</span>"
    return element("span", text, style=f"bottom:{place:.1f}%")
