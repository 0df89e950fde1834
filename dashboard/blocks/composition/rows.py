"""Rows of compositions as wide tables: one row per unit or year, a count and a share per class."""

from functools import cache
from urllib.parse import quote

import polars as pl

from dashboard import cached, phrases
from dashboard.selection import DISTRICT, View
from dashboard.tables.table import Column
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import Declarations
from pipelines.declared_types import Body, Dimension

KEYS = ("year", "level", "unit_id", "unit_name", "total", "is_small")
VALUES = {"count": pl.Int64, "share_pct": pl.Float64}


def of_scope(view: View, body: Body) -> pl.DataFrame:
    """Every year, dimension and class of the unit that is shown."""
    scope = view.scope
    return cached.ask(
        view.snapshot,
        queries.composition,
        level=scope.level,
        unit_id=scope.unit_id,
        body=body.id,
    )


def wide(found: pl.DataFrame, body: Body, dimension: Dimension, view: View) -> pl.DataFrame:
    """One row per year and unit: `count_*`, `share_*` and `source_*` for every class.

    `found` holds rows of `queries.composition`; those of other dimensions are left out.
    """
    chosen = found.filter(dimension=dimension.id)
    rows = chosen.pivot(on="category", index=KEYS, values=list(VALUES), maintain_order=True)
    absent = [
        pl.lit(None, kind).alias(f"{value}_{category}")
        for value, kind in VALUES.items()
        for category in dimension.names
        if f"{value}_{category}" not in rows.columns
    ]
    rows = rows.with_columns(absent).rename(lambda name: name.replace("share_pct_", "share_"))
    places = rows.select("year", "level", "unit_id").rows()
    return rows.with_columns(
        pl.Series(
            f"source_{category}",
            sources(places, view, f"{body.id}.{dimension.id}.{category}"),
            pl.String,
        )
        for category in dimension.names
    )


def sources(places: list[tuple[int, str, str]], view: View, number_id: str) -> list[str]:
    """Where the number of each (year, level, unit) comes from."""

    @cache
    def pattern(year: int, level: str) -> str:
        return view.to_source(year, level, "~", number_id)

    return [pattern(year, level).replace("~", quote(unit)) for year, level, unit in places]


def class_columns(dimension: Dimension) -> tuple[Column, ...]:
    """A count and a share for every class, the shares leading to their source."""
    return tuple(
        column
        for category, name in dimension.names.items()
        for column in (
            Column(f"count_{category}", name, "count"),
            Column(
                f"share_{category}",
                say("composition.share_of", name=name),
                "percent",
                link=f"source_{category}",
            ),
        )
    )


def target_columns(dimension: Dimension, declared: Declarations) -> tuple[Column, ...]:
    """What the target of a dimension looks at, if it has one."""
    if dimension.target is None:
        return ()
    hint = declared.targets[dimension.target].name
    return (
        Column("target_count", say("composition_units.target_count"), "count", hint=hint),
        Column(
            "target_share",
            say("composition_units.target"),
            "percent",
            link="target_source",
            hint=hint,
        ),
    )


def counted_at(body: Body, declared: Declarations) -> str:
    """Which organisations the counts of a body come from (see `Measure.counted_at`)."""
    total = next(iter(body.dimensions.values())).total
    return declared.measures[next(iter(total))].counted_at


def nobody_there(view: View, body: Body, declared: Declarations) -> str:
    """Why the unit has no such body in any year; empty when it could have one."""
    at, scope = counted_at(body, declared), view.scope
    if scope.level == "cell" and at != "leaf":
        return say("composition_missing.cell", body=body.name, unit=scope.name)
    if at != "commune" or scope.level == "district":
        return ""
    units = cached.units(view.snapshot).organisations
    mine = [u for u in units if scope.unit_id in (u.unit_id, u.sector_id) and u.commune_code]
    return "" if mine else say("composition_missing.commune", body=body.name, unit=scope.name)


def missing(view: View, body: Body, year: int, declared: Declarations) -> str:
    """Why there are no rows for the unit in a year."""
    told = nobody_there(view, body, declared)
    if told:
        return told
    return say("composition_missing.year", body=body.name, unit=view.scope.name, year=year)


def remark(total: int | None, year: int, is_small: bool | None, declared: Declarations) -> str:
    """What is said beside the figures of one row; empty where there is nothing to say."""
    if total is None:
        return say("composition.not_reported")
    if total == 0:
        return say("composition.nobody")
    small = say("composition.small", small_n=declared.small_n) if is_small else ""
    return " · ".join(filter(None, (phrases.part_year(year, declared), small)))


def of_unit(view: View) -> str:
    """The unit as the end of a title; the whole district goes without saying."""
    return "" if view.scope.level == DISTRICT else say("composition.of_unit", unit=view.scope.name)


def lower(name: str) -> str:
    """A declared name inside a sentence."""
    return name[:1].lower() + name[1:]
