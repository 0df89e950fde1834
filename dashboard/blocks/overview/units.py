"""The units inside the scope, with their places: what map, list and ranking are made of."""

import polars as pl

from dashboard import cached, targets
from dashboard.components.colouring import by_scores
from dashboard.selection import DISTRICT, TARGET, View
from dashboard.tables import columns
from dashboard.tables.table import Table
from dashboard.units import CELL, ORGANISATION
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import Target


def inside(view: View, target_id: str) -> pl.DataFrame:
    """Progress of the units inside the scope on one target, by name; nothing inside a cell."""
    rows = targets.units_below(view, target_id)
    return _placed(view, rows.clear() if view.scope.level == CELL else rows)


def scored(view: View) -> pl.DataFrame:
    """Targets met and judged of the units inside the scope, by name."""
    scope = view.scope
    level = CELL if scope.level in (ORGANISATION, CELL) else ORGANISATION
    rows = cached.ask(view.snapshot, queries.scores, year=view.year, level=level)
    if scope.level != DISTRICT:
        belongs = "sector_id" if scope.level == "sector" else "organisation_id"
        rows = rows.filter(pl.col(belongs) == scope.unit_id, scope.level != CELL)
    return _placed(view, rows)


def ranked(view: View, target_id: str) -> pl.DataFrame:
    """Highest value first: communes, organisations of a sector, cells; a cell among its own.

    Shares of few come after the others, units without a value last.
    """
    is_cell = view.scope.level == CELL
    rows = _beside_cell(view, target_id) if is_cell else inside(view, target_id)
    if view.scope.level == DISTRICT:
        rows = rows.filter(pl.col("commune_code").is_not_null())
    return rows.sort(
        pl.col("value_pct").is_null(),
        "is_small",
        "value_pct",
        "name_order",
        descending=[False, False, True, False],
    )


def has_rows(view: View, target: Target | None) -> bool:
    """Whether map and list have a unit to show, in the colouring that is chosen."""
    if by_scores(view):
        return not scored(view).is_empty()
    return target is not None and not inside(view, target.id).is_empty()


def is_ranked(view: View, target: Target | None) -> bool:
    """Whether a ranking says more than the map beside it has said already."""
    if target is None:
        return False
    return view.scope.level == CELL or has_rows(view, target)


def units_called(view: View) -> str:
    """What the units inside are called: "chi bộ trực thuộc"."""
    return say(f"overview_below.{view.scope.level}")


def without(view: View, target: Target) -> str:
    """Why there is no row: no unit inside, or none that the target is counted for."""
    if scored(view).is_empty():
        return say(f"overview_below.none_{view.scope.level}", year=view.year)
    return say("overview_below.without_target", target=target.name, units=units_called(view))


def unknown_target(block_id: str, view: View) -> Table:
    """The table of a target that nobody declared: a sentence."""
    told = say("problem.target_unknown", asked=view.asked(TARGET))
    return Table(block_id, told, columns.progress(), pl.DataFrame(), empty=told)


def _beside_cell(view: View, target_id: str) -> pl.DataFrame:
    cell = cached.units(view.snapshot).by_id[view.scope.unit_id]
    rows = cached.ask(
        view.snapshot,
        queries.progress,
        year=view.year,
        level=CELL,
        organisation_id=cell.organisation_id,
        target_id=target_id,
    )
    return _placed(view, rows)


def _placed(view: View, rows: pl.DataFrame) -> pl.DataFrame:
    """With sector, alphabet, and the commune that an organisation (not its cells) stands for."""
    is_organisation = pl.col("level") == ORGANISATION
    places = cached.ask(view.snapshot, queries.units).select(
        "unit_id",
        "sector_name",
        "name_order",
        pl.when(is_organisation).then("commune_code").alias("commune_code"),
    )
    return rows.join(places, on="unit_id", how="left").sort("name_order")
