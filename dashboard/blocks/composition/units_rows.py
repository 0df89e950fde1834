"""Which units stand in the comparison of one dimension, in which part of it, in which order."""

import polars as pl

from dashboard import cached
from dashboard.blocks.composition import rows as rows_of
from dashboard.blocks.composition.choices import SORT_BY, Asked
from dashboard.selection import DISTRICT, View
from dashboard.tables import columns
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import Declarations
from pipelines.declared_types import Dimension

TARGET_KEY = "chi-tieu"
WHOLE, RANKED, SMALL = 0, 1, 2
"""Parts of the comparison: what the units are held against, those ranked, those too small."""


def sorted_by(view: View, now: Asked, declared: Declarations) -> str | None:
    """The class that units are ranked by, or `TARGET_KEY`; None if the address is no such."""
    dimension, code = now.first, view.asked(SORT_BY)
    known = [*dimension.names, *([TARGET_KEY] if dimension.target else [])]
    if code is not None:
        return code if code in known else None
    if dimension.target:
        return TARGET_KEY
    plain = [category for category in dimension.names if category != dimension.remainder]
    if not dimension.is_ordinal:
        return plain[0]
    return _highest(view, now, plain, declared)


def _highest(view: View, now: Asked, plain: list[str], declared: Declarations) -> str:
    """The highest class that holds enough people of the district to be compared."""
    found = cached.ask(
        view.snapshot,
        queries.composition,
        year=view.year,
        level=DISTRICT,
        body=now.body.id,
        dimension=now.first.id,
    )
    held = dict(found.select("category", "count").iter_rows())
    high = [c for c in reversed(plain) if (held.get(c) or 0) >= declared.small_n]
    return [*high, plain[-1]][0]


def ranked(view: View, now: Asked, declared: Declarations) -> pl.DataFrame:
    """The scope itself, then the units with enough people from high to low, then the small ones."""
    by = sorted_by(view, now, declared) or next(iter(now.first.names))
    rows = _with_target(_found(view, now, declared), view, now.first)
    column = "target_share" if by == TARGET_KEY else f"share_{by}"
    order = {unit_id: place for place, unit_id in enumerate(cached.units(view.snapshot).by_id)}
    place = pl.col("unit_id").replace_strict(order, default=-1, return_dtype=pl.Int64)
    value = pl.when(pl.col("part") == RANKED).then(column)
    ranked = rows.sort("part", value, place, descending=[False, True, False], nulls_last=True)
    remarks = [
        "" if part == RANKED else say(f"composition_units.remark_{name}", small_n=declared.small_n)
        for part in ranked["part"]
        for name in [("whole", "", "small")[part]]
    ]
    return ranked.with_columns(pl.Series("remark", remarks, pl.String))


def _found(view: View, now: Asked, declared: Declarations) -> pl.DataFrame:
    """Rows with anybody to count, and in which `part` of the drawing each stands."""
    body, dimension, scope = now.body, now.first, view.scope
    named = {"body": body.id, "dimension": dimension.id, "year": view.year}
    ask = [
        {"level": DISTRICT},
        {"level": scope.level, "unit_id": scope.unit_id},
        below(view, now, declared),
    ]
    answers = [
        cached.ask(view.snapshot, queries.composition, **named, **narrowed)
        .pipe(rows_of.wide, body, dimension, view)
        .with_columns(pl.lit(part).alias("part"))
        for part, narrowed in zip((WHOLE, WHOLE, RANKED), ask, strict=True)
        if narrowed
    ]
    rows = pl.concat(answers).unique(["level", "unit_id"], keep="first", maintain_order=True)
    rows = rows.filter(pl.col("total") > 0).with_columns(
        pl.when((pl.col("part") == RANKED) & pl.col("is_small"))
        .then(SMALL)
        .otherwise("part")
        .alias("part")
    )
    places = rows.select("level", "unit_id").rows()
    links = [columns.to_unit(view, level, unit_id) for level, unit_id in places]
    return rows.with_columns(pl.Series("href", links, pl.String))


def below(view: View, now: Asked, declared: Declarations) -> dict[str, str]:
    """What to ask for the units below the scope; nothing where there are none with such a body."""
    scope = view.scope
    if scope.level == DISTRICT:
        return {"level": "organisation"}
    if scope.level == "sector":
        return {"level": "organisation", "sector_id": scope.unit_id}
    has_cells = scope.level == "organisation" and rows_of.counted_at(now.body, declared) == "leaf"
    return {"level": "cell", "organisation_id": scope.unit_id} if has_cells else {}


def _with_target(rows: pl.DataFrame, view: View, dimension: Dimension) -> pl.DataFrame:
    if dimension.target is None:
        return rows
    progress = cached.ask(
        view.snapshot, queries.progress, year=view.year, target_id=dimension.target
    )
    joined = rows.join(
        progress.select(
            "level",
            "unit_id",
            pl.col("numerator").alias("target_count"),
            pl.col("value_pct").alias("target_share"),
        ),
        on=["level", "unit_id"],
        how="left",
        maintain_order="left",
    )
    places = joined.select("year", "level", "unit_id").rows()
    links = rows_of.sources(places, view, dimension.target)
    return joined.with_columns(pl.Series("target_source", links, pl.String))
