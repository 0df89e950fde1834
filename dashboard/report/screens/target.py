"""A screen per target: the sentence, the units below with the goal."""

import polars as pl

from dashboard import phrases
from dashboard.report import sentences
from dashboard.report.brief import Brief, Row
from dashboard.report.screens.results import counts
from dashboard.report.screens.screen import Bar, Bars, Screen
from dashboard.report.screens.sources import source
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Target

MOST = 16  # bars that are readable from the back row


def of_target(target: Target, brief: Brief) -> Screen:
    """One target of the unit, and the units below on it."""
    row = brief.result(target)
    units = units_called(brief)
    below = brief.below(target, communes=brief.is_district)
    first = below.row(0, named=True) if below.height else None
    message = sentences.headline(row, target, brief, first, units)
    bars = _bars(below, target, brief, units) if first else _years(target, brief)
    return Screen(
        id=f"chi-tieu.{target.id}",
        message=message,
        sub=_sub(row, first, target, brief, units),
        body=bars,
        alt="; ".join(f"{bar.name} {bar.value} ({bar.counts}), {bar.told}" for bar in bars.rows),
        sources=(source(brief, target, row),),
    )


def units_called(brief: Brief) -> str:
    """What stands below the unit: communes, organisations, cells."""
    kinds = {"district": "communes", "sector": "organisations"}
    return say(f"screen.units_{kinds.get(brief.scope.level, 'cells')}")


def _sub(row: Row, first: Row | None, target: Target, brief: Brief, units: str) -> str:
    told = sentences.sub_line(row, target, brief)
    if first is None:
        return told
    if first["short_of"] and target.rule != "ceiling":
        count = formatting.count(first["short_of"])
        told += say("screen.need", count=count, noun=target.noun, units=units)
    return told + (say("screen.own_cells") if is_own(target, brief) else "")


def is_own(target: Target, brief: Brief) -> bool:
    """Whether the units below count their own cells, and not themselves."""
    numerator = brief.declared.indicators[target.id].numerator
    kinds = {brief.declared.measures[id_].counted_at for id_ in numerator}
    return kinds == {"direct_children"}


def _bars(below: pl.DataFrame, target: Target, brief: Brief, units: str) -> Bars:
    drawn = _furthest(below)
    left = below.height - drawn.height
    name = "others" if target.rule != "ceiling" else "others_short"
    others = say(f"screen.{name}", count=formatting.count(left), units=units) if left else ""
    rows = [_bar(row, _short_name(row, brief), target, brief) for row in drawn.to_dicts()]
    return Bars(tuple(rows), target.goal_pct, phrases.goal(target), others)


def _years(target: Target, brief: Brief) -> Bars:
    """The unit's own years, where nothing below it is counted."""
    rows = brief.history(target).to_dicts()
    bars = [_bar(row, say("screen.year", year=row["year"]), target, brief) for row in rows]
    return Bars(tuple(bars), target.goal_pct, phrases.goal(target))


def _furthest(below: pl.DataFrame) -> pl.DataFrame:
    """Those that are short before the others, the lowest first; in the order that they came in."""
    if below.height <= MOST:
        return below
    ranked = below.with_row_index("place").sort(
        pl.col("is_short").not_(), "value_pct", nulls_last=True, maintain_order=True
    )
    return ranked.head(MOST).sort("place")


def _bar(row: Row, name: str, target: Target, brief: Brief) -> Bar:
    return Bar(
        name=name,
        value_pct=row["value_pct"],
        verdict=row["verdict"],
        value=formatting.percent(row["value_pct"]),
        counts=counts(row),
        told=phrases.verdict(row, brief.declared),
        gap=phrases.gap(row, target),
    )


def _short_name(row: Row, brief: Brief) -> str:
    """ "Tây Giang" for the organisation of a commune; other units by their names."""
    if row["level"] == "cell":
        return row["unit_name"]
    communes = {c.code: c.aliases[0] for c in brief.declared.communes if c.aliases}
    return communes.get(row["commune_code"], row["unit_name"])
