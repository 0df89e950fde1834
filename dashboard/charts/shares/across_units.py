"""Classes of people across units: a bar of 100% per unit, counts inside, k/n at its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.shares.over_years import Look
from dashboard.components.markup import element, words
from dashboard.wording import say
from pipelines import formatting

NARROWEST = 5.0  # per cent from which a count can be written inside its part
MOST = 60  # bars drawn; the table has them all


@dataclass(frozen=True)
class Bar:
    """One unit. `k`, `share` and `source` are of the class that units are ranked by."""

    name: str
    href: str
    total: int
    counts: dict[str, int]
    shares: dict[str, float]
    k: int | None
    share: float | None
    source: str
    remark: str = ""


@dataclass(frozen=True)
class Group:
    """Bars under one heading; `why` explains it; dense ones stand side by side."""

    heading: str
    bars: Sequence[Bar]
    why: str = ""
    is_dense: bool = False


def shares_across_units(
    groups: Sequence[Group], classes: Sequence[Look], units: int, rest_href: str
) -> str:
    """Groups of bars, at most `MOST` of the `units` there are; the others are at `rest_href`."""
    left, drawn = MOST, []
    for group in groups:
        bars = group.bars[:left]
        left -= len(bars)
        drawn += [_group(group, bars, classes)] if bars else []
    over = units - (MOST - left)
    if over > 0:
        told = say("composition_units.rest", count=formatting.count(over))
        drawn.append(element("p", words("a", told, href=rest_href), class_="shares-rest"))
    return element("div", *drawn, class_="shares-across")


def key(classes: Sequence[Look], links: Sequence[tuple[str, str, str, bool]], label: str) -> str:
    """The classes with their fills; each (id, words, address, whether it is now) ranks the bars."""
    fills = {look.id: look for look in classes}
    items = [
        element(
            "a",
            _swatch(fills[id_]) if id_ in fills else "",
            words("span", text),
            words("span", "▼", class_="arrow", aria_hidden="true") if is_here else "",
            href=href,
            aria_current="true" if is_here else "",
            title=say("composition_units.key_hint", name=text),
            data_key=f"shares-key-{id_}",
        )
        for id_, text, href, is_here in links
    ]
    return element(
        "div", words("span", label), *items, class_="shares-key", role="group", aria_label=label
    )


def hatched(look: Look) -> str:
    """The classes of markup in which a class is drawn."""
    return "share unknown" if look.is_unknown else "share"


def filled(look: Look) -> str:
    """The fill and the colour of words on it, as a style; hatching is left to the style sheet."""
    return "" if look.is_unknown else f"background:{look.fill};color:{look.ink}"


def _swatch(look: Look) -> str:
    return element("i", class_=f"swatch {hatched(look)}", style=filled(look), aria_hidden="true")


def _group(group: Group, bars: Sequence[Bar], classes: Sequence[Look]) -> str:
    heading = words("h3", group.heading) if group.heading else ""
    why = words("p", group.why, class_="note") if group.why else ""
    rows = [_row(bar, classes) for bar in bars]
    return (
        heading
        + why
        + element(
            "div", *rows, class_=f"shares-rows{' dense' if group.is_dense else ''}", role="list"
        )
    )


def _row(bar: Bar, classes: Sequence[Look]) -> str:
    parts = [_part(look, bar) for look in classes if bar.counts.get(look.id)]
    spoken = ", ".join(_told(look, bar) for look in classes if bar.counts.get(look.id))
    return element(
        "div",
        words("a", bar.name, href=bar.href, class_="unit-name"),
        element("div", *parts, class_="share-bar", role="img", aria_label=spoken),
        _end(bar),
        class_="shares-row",
        role="listitem",
    )


def _part(look: Look, bar: Bar) -> str:
    share = bar.shares[look.id]
    text = formatting.count(bar.counts[look.id]) if share >= NARROWEST else ""
    style = f"width:{share:.3f}%;{filled(look)}"
    return words("span", text, class_=hatched(look), style=style, title=_told(look, bar))


def _told(look: Look, bar: Bar) -> str:
    return say(
        "composition_units.segment",
        name=look.name,
        share=formatting.percent(bar.shares[look.id]),
        k=formatting.count(bar.counts[look.id]),
        n=formatting.count(bar.total),
    )


def _end(bar: Bar) -> str:
    counts = say("composition.counts", k=formatting.count(bar.k), n=formatting.count(bar.total))
    share = words("a", formatting.percent(bar.share), href=bar.source, title=say("block.source"))
    remark = words("span", bar.remark, class_="mark") if bar.remark else ""
    return element(
        "div", words("span", counts, class_="kn"), element("b", share), remark, class_="share-end"
    )
