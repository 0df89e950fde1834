"""One unit beside its peers and the district: differences on one axis, words around them."""

from collections.abc import Sequence
from math import ceil

import polars as pl

from dashboard.charts.unit.targets import target_cell
from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations

REACH = 46  # per cent of the axis' width on either side of the district's line
STEPS = (1, 2, 5, 10, 20, 30, 40, 50, 60, 80, 100)  # points at the ends of the axis


def dots(rows: pl.DataFrame, district: str, peer: str | None, declared: Declarations) -> str:
    """A row per target: own dot, ring of the peers, the district as the line in the middle.

    `rows`: progress of the unit with `peer_pct`, `to_peer`, `district_pct`, `to_district`
    (points), their sources, `rank_told`, `sector_rank_told` and `apart`, why it cannot be compared.
    """
    drawn = rows.to_dicts()
    reach = axis_end(drawn)
    heads = [
        words("th", say("unit_targets.target"), scope="col"),
        words("th", say("unit_peers.own"), scope="col"),
        element("th", _axis(reach), scope="col", class_="axis"),
        words("th", district, scope="col", class_="number"),
        words("th", peer, scope="col", class_="number") if peer else "",
        words("th", say("column.rank"), scope="col"),
    ]
    body = [_line(row, reach, peer, declared) for row in drawn]
    return element(
        "table",
        element("thead", element("tr", *heads)),
        element("tbody", *body),
        class_="unit-peers",
    ) + _keys(peer, district)


def axis_end(rows: Sequence[Row]) -> int:
    """The points at both ends of the axis: the first step that holds every difference."""
    far = max((abs(row[n]) for row in rows for n in ("to_district", "ring") if row[n]), default=1)
    return next((step for step in STEPS if step >= far), ceil(far))


def summary(rows: pl.DataFrame, heading: str, district: str) -> str:
    """Each target's own value and difference from the district."""
    told = [
        say(
            "unit_peers.alt_target",
            target=row["target_name"],
            value=formatting.percent(row["value_pct"]),
            difference=formatting.points(row["to_district"]),
        )
        for row in rows.to_dicts()
        if row["to_district"] is not None
    ]
    missing = say("unit_peers.alt_missing")
    return say(
        "unit_peers.alt", heading=heading, district=district, targets="; ".join(told) or missing
    )


def _line(row: Row, reach: int, peer: str | None, declared: Declarations) -> str:
    name = words("a", row["target_name"], href=row["target_href"])
    plot = _plot(row, reach) if not row["apart"] else words("span", row["apart"], class_="apart")
    return element(
        "tr",
        element("th", name, scope="row"),
        target_cell(row, declared),
        element("td", plot, class_="plot"),
        _other(row, "district"),
        _other(row, "peer") if peer else "",
        element("td", _ranks(row), class_="ranks"),
    )


def _other(row: Row, name: str) -> str:
    """The value of the district or of the peers, and how far the unit is from it."""
    value, difference = row[f"{name}_pct"], row[f"to_{name}"]
    link = words("a", formatting.percent(value), href=row[f"{name}_source"] or "")
    shown = link if value is not None else words("span", formatting.NOTHING)
    told = words("small", formatting.points(difference)) if difference is not None else ""
    return element("td", shown, told, class_="number")


def _ranks(row: Row) -> str:
    told = [row["rank_told"], row["sector_rank_told"]]
    return "".join(words("span", text) for text in told if text)


def _plot(row: Row, reach: int) -> str:
    if row["to_district"] is None:
        return ""
    own, ring = row["to_district"], row["ring"]
    marks = [element("i", class_="zero"), _mark("own", own, reach)]
    if ring is not None:
        marks = [element("i", class_="zero"), _span(own, ring, reach), _mark("ring", ring, reach)]
        marks.append(_mark("own", own, reach))
    return element("div", *marks, class_="dots", aria_hidden="true")


def _mark(kind: str, points: float, reach: int) -> str:
    return element("i", class_=kind, style=f"left:{_place(points, reach):.2f}%")


def _span(one: float, other: float, reach: int) -> str:
    low, high = sorted((_place(one, reach), _place(other, reach)))
    return element("i", class_="span", style=f"left:{low:.2f}%;width:{high - low:.2f}%")


def _place(points: float, reach: int) -> float:
    return 50 + points / reach * REACH


def _axis(reach: int) -> str:
    ends = [(-reach, 50 - REACH), (0, 50), (reach, 50 + REACH)]
    ticks = [
        words("span", _tick(points), style=f"left:{place}%", class_="tick")
        for points, place in ends
    ]
    return words("span", say("unit_peers.axis"), class_="axis-name") + element(
        "span", *ticks, class_="ticks", aria_hidden="true"
    )


def _tick(points: int) -> str:
    sign = {True: "+", False: formatting.MINUS}[points > 0] if points else ""
    return f"{sign}{formatting.count(abs(points))}"


def _keys(peer: str | None, district: str) -> str:
    kinds = [
        ("own", say("unit_peers.key_own")),
        ("zero", say("unit_peers.key_zero", district=district)),
    ]
    if peer:
        kinds.insert(1, ("ring", say("unit_peers.key_ring", peer=peer)))
    keys = [
        element("span", element("i", class_=kind), words("span", text), class_="key")
        for kind, text in kinds
    ]
    return element("div", *keys, class_="peer-keys")
