"""What changed since the programme's base year: a row per class."""

import polars as pl

from dashboard.blocks.block import Block
from dashboard.blocks.composition import choices
from dashboard.blocks.composition import rows as rows_of
from dashboard.blocks.composition.choices import Asked
from dashboard.components.markup import element
from dashboard.selection import View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, load_declarations


def _since_base(view: View) -> Table:
    declared = load_declarations()
    now = choices.asked(view, declared)
    rows = _both(view, now, declared)
    return Table(
        id="so-voi-nam-goc",
        title=say(
            "composition_base.title",
            base=declared.base_year,
            year=view.year,
            body=now.body.name,
            of_unit=rows_of.of_unit(view),
        ),
        columns=_columns(view, now, declared, rows),
        rows=rows,
        note=say("composition_base.note"),
        empty=now.problem or _why_none(view, now, declared),
    )


def _both(view: View, now: Asked, declared: Declarations) -> pl.DataFrame:
    """The classes of the dimensions shown, without those that nobody belongs to in either year."""
    found = rows_of.of_scope(view, now.body)
    base = found.filter(year=declared.base_year)
    if view.year == declared.base_year:
        base = base.clear()
    parts = []
    for dimension in now.dimensions:
        key = ["dimension", "category"]
        before = _of_year(base, declared.base_year, view).rename(lambda n: f"base_{n}")
        after = _of_year(found.filter(dimension=dimension.id), view.year, view)
        joined = after.join(before, left_on=key, right_on=[f"base_{n}" for n in key])
        parts.append(joined.with_columns(pl.lit(dimension.name).alias("dimension_name")))
    rows = pl.concat(parts).filter(pl.max_horizontal("count", "base_count") > 0)
    return _with_differences(rows)


def _of_year(found: pl.DataFrame, year: int, view: View) -> pl.DataFrame:
    """One year's classes with the address of each number's source."""
    rows = found.filter(year=year)
    scope = view.scope
    numbers = rows["number_id"]
    links = [view.to_source(year, scope.level, scope.unit_id, number) for number in numbers]
    return rows.select(
        "dimension",
        "category",
        "category_name",
        "count",
        "total",
        "share_pct",
        pl.Series("source", links, pl.String),
    )


def _with_differences(rows: pl.DataFrame) -> pl.DataFrame:
    rows = rows.with_columns(
        (pl.col("count") - pl.col("base_count")).alias("people"),
        (pl.col("share_pct") - pl.col("base_share_pct")).alias("points"),
    )
    longest = rows["points"].abs().max()
    return rows.with_columns(
        pl.Series("people_told", [_told(people) for people in rows["people"]], pl.String),
        pl.Series("arrow", [_arrow(points, longest) for points in rows["points"]], pl.String),
    )


def _told(people: int) -> str:
    kind = "up" if people > 0 else "down" if people < 0 else "same"
    return say(f"composition_base.{kind}", count=formatting.count(abs(people)))


def _arrow(points: float | None, longest: float | None) -> str:
    """An arrow from the middle to the right or the left; the longest change fills its half."""
    if points is None:
        return ""
    share = 50 * abs(points) / longest if longest else 0
    kind = "same" if share < 1 else "up" if points > 0 else "down"
    length = f"width:{share:.1f}%"
    return element(
        "div", element("i", class_=kind, style=length), class_="shift", aria_hidden="true"
    )


def _columns(
    view: View, now: Asked, declared: Declarations, rows: pl.DataFrame
) -> tuple[Column, ...]:
    base = declared.base_year
    first = [Column("dimension_name", say("composition_years.dimension"))]
    people = {"base_": rows["base_total"].max(), "": rows["total"].max()}
    counted = {
        prefix: say("composition_base.counted", year=year, people=formatting.count(people[prefix]))
        for prefix, year in (("base_", base), ("", view.year))
    }
    return (
        *(first if now.dimension is None else []),
        Column("category_name", say("composition_years.class")),
        Column("base_count", counted["base_"], "count"),
        Column("base_share_pct", _share(base), "percent", link="base_source"),
        Column("count", counted[""], "count"),
        Column("share_pct", _share(view.year), "percent", link="source"),
        Column("people_told", say("composition_base.people"), order="people"),
        Column("arrow", say("composition_base.arrow"), "drawing"),
        Column("points", say("composition_base.points"), "points"),
    )


def _share(year: int) -> str:
    return say("composition_years.year_share", year=year)


def _why_none(view: View, now: Asked, declared: Declarations) -> str:
    base, found = declared.base_year, rows_of.of_scope(view, now.body)
    if view.year == base:
        return say("composition_base.is_base", base=base)
    if found.filter(year=view.year).is_empty():
        return rows_of.missing(view, now.body, view.year, declared)
    if found.filter(year=base).is_empty():
        return say("composition_base.no_base", base=base, unit=view.scope.name)
    return say("composition_base.nobody", base=base, year=view.year, unit=view.scope.name)


BLOCK = Block("so-voi-nam-goc", _since_base)
