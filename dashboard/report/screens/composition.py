"""The committees of now against those of the base year."""

import polars as pl

from dashboard.report.brief import Brief, Row
from dashboard.report.screens.screen import Class, Composition, Dimension, Screen, Span
from dashboard.wording import say
from pipelines import formatting
from pipelines.declared_types import Body
from pipelines.declared_types import Dimension as Declared

NAMED = 3  # dimensions that the sentence speaks of


def composition(brief: Brief) -> Screen:
    """Every property of the committees, now and in the base year."""
    body = next(iter(brief.declared.bodies.values()))
    rows = brief.people(body)
    drawn = Composition(
        tuple(_dimension(rows, dimension) for dimension in body.dimensions.values()),
        *(_year(rows, brief, kind) for kind in ("since_", "")),
    )
    compared = rows.drop_nulls("change_pct")
    return Screen(
        id="co-cau",
        message=_message(compared, body, brief),
        sub=_sub(compared, body, brief),
        body=drawn,
        alt=_spoken(drawn),
    )


def _year(rows: pl.DataFrame, brief: Brief, kind: str) -> str:
    year = brief.declared.base_year if kind else brief.year
    totals = rows[f"{kind}total"].drop_nulls()
    if totals.is_empty():
        return say("screen.year_words", year=year)
    return say("screen.year_people", year=year, total=formatting.count(totals[0]))


def _dimension(rows: pl.DataFrame, declared: Declared) -> Dimension:
    found = rows.filter(pl.col("dimension") == declared.id)
    return Dimension(
        declared.name, declared.is_ordinal, tuple(_class(row) for row in found.to_dicts())
    )


def _class(row: Row) -> Class:
    return Class(
        name=row["category_name"],
        since_pct=row["since_share_pct"],
        value_pct=row["share_pct"],
        since=formatting.percent(row["since_share_pct"]),
        value=formatting.percent(row["share_pct"]),
        since_counts=_counts(row["since_count"], row["since_total"]),
        counts=_counts(row["count"], row["total"]),
        points=formatting.points(row["change_pct"]),
        is_remainder=row["is_remainder"],
    )


def _counts(count: int | None, total: int | None) -> str:
    if count is None:
        return formatting.NOTHING
    counted = {"count": formatting.count(count), "total": formatting.count(total)}
    return say("screen.share_counts", **counted)


def _message(compared: pl.DataFrame, body: Body, brief: Brief) -> tuple[Span, ...]:
    """The first class of the dimensions without order, and the highest gain of the ordered ones."""
    base = brief.declared.base_year
    if compared.is_empty():
        return (Span(say("screen.composition_none", body=body.name, since=base)),)
    is_base = brief.year == base
    classes = ", ".join(_told(row, is_base) for row in _leading(compared, body))
    lead = say("screen.composition_lead", body=body.name)
    if is_base:
        return (Span(lead + classes),)
    return (Span(lead + say("screen.composition", classes=classes, since=base)),)


def _leading(compared: pl.DataFrame, body: Body) -> list[Row]:
    """One class a dimension: the one looked at, or the one that gained most."""
    found = []
    for dimension in body.dimensions.values():
        rows = compared.filter(pl.col("dimension") == dimension.id, ~pl.col("is_remainder"))
        if rows.is_empty():
            continue
        order = "change_pct" if dimension.is_ordinal else None
        rows = rows.sort(order, descending=True, maintain_order=True) if order else rows
        found.append(rows.row(0, named=True))
    return found[:NAMED]


def _told(row: Row, is_base: bool) -> str:
    return say(
        "screen.composition_base" if is_base else "screen.composition_class",
        name=row["category_name"],
        value=formatting.percent(row["share_pct"]),
        points=formatting.points(row["change_pct"]),
    )


def _sub(compared: pl.DataFrame, body: Body, brief: Brief) -> str:
    if compared.is_empty():
        return ""
    return say(
        "screen.composition_sub",
        total=formatting.count(compared["total"][0]),
        since_total=formatting.count(compared["since_total"][0]),
        noun=body.noun,
        now=brief.year,
        since=brief.declared.base_year,
    )


def _spoken(drawn: Composition) -> str:
    return "; ".join(
        f"{dimension.name}: "
        + ", ".join(f"{c.name} {c.since} → {c.value} ({c.counts})" for c in dimension.classes)
        for dimension in drawn.dimensions
    )
