"""Which target a page shows: the one that the address names, or the first that needs attention."""

import polars as pl

from dashboard import cached
from dashboard.selection import TARGET, View
from pipelines import queries
from pipelines.declarations import Declarations, Target


def units_below(view: View, target_id: str) -> pl.DataFrame:
    """Progress on a target of the units one level below the scope, in the view's year."""
    below = {"year": view.year, "target_id": target_id, **_below(view)}
    return cached.ask(view.snapshot, queries.progress, **below)


def chosen_target(view: View, declared: Declarations) -> Target | None:
    """The target of the address; the first open one if it names none; None if it is unknown."""
    asked = view.asked(TARGET)
    if asked is not None:
        return declared.targets.get(asked)
    own = {"level": view.scope.level, "unit_id": view.scope.unit_id}
    return declared.targets[first_open(_open(view, own), _open(view, _below(view)), declared)]


def first_open(own: pl.DataFrame, below: pl.DataFrame, declared: Declarations) -> str:
    """The first target that the unit and some of the units below have not reached.

    Where no unit is behind, the first that the unit itself has not reached; else the first that
    it is counted for. `own` and `below`: rows of `queries.open_targets`.
    """
    open_here, open_below = _named(own), _named(below)
    ranked = [id_ for id_ in open_here if id_ in open_below]
    return next(iter([*ranked, *open_here, *own["target_id"], *declared.targets]))


def furthest(rows: pl.DataFrame, target: Target, most: int) -> pl.DataFrame:
    """At most so many rows: where there are more, those furthest from the goal, the worst first."""
    if rows.height <= most:
        return rows
    distance = pl.col("goal_pct") - pl.col("value_pct")
    key = distance.abs() if target.rule == "ceiling" else distance
    return rows.sort(key, descending=True, nulls_last=True, maintain_order=True).head(most)


def _below(view: View) -> dict[str, str]:
    """The units one level below the scope.

    The organisations of the district or of a sector, the cells of an organisation; a cell stands
    by itself.
    """
    scope = view.scope
    match scope.level:
        case "cell":
            return {"level": "cell", "unit_id": scope.unit_id}
        case "organisation":
            return {"level": "cell", "organisation_id": scope.unit_id}
        case "sector":
            return {"level": "organisation", "sector_id": scope.unit_id}
    return {"level": "organisation"}


def _open(view: View, narrowed: dict[str, str]) -> pl.DataFrame:
    return cached.ask(view.snapshot, queries.open_targets, year=view.year, **narrowed)


def _named(counted: pl.DataFrame) -> list[str]:
    return counted.filter(pl.col("open") > 0)["target_id"].to_list()
