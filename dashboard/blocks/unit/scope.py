"""What the blocks about one unit ask of its view: the unit itself, its years, its progress."""

import polars as pl

from dashboard import cached
from dashboard.selection import TARGET, View
from dashboard.tables import columns
from dashboard.units import CELL, ORGANISATION, Unit
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations, Target, load_declarations

LEVELS = (ORGANISATION, CELL)
"""The levels of one unit; a district and a sector are many."""


def unit_of(view: View) -> Unit | None:
    """The organisation or cell of the scope; None for a district or a sector."""
    if view.scope.level not in LEVELS:
        return None
    return cached.units(view.snapshot).by_id[view.scope.unit_id]


def absences(view: View) -> dict[int, str]:
    """The years in which the unit of the scope did not exist, and why, in words."""
    unit = unit_of(view)
    years = view.years if unit else ()
    return {year: _absence(unit, year) for year in years if not unit.existed_in(year)}


def progress(view: View, year: int | None = None) -> pl.DataFrame:
    """Progress of the scope with links: every year, or one."""
    scope = view.scope
    narrowed = {"level": scope.level, "unit_id": scope.unit_id}
    if year is not None:
        narrowed["year"] = year
    rows = cached.ask(view.snapshot, queries.progress, **narrowed)
    return with_targets(columns.with_links(rows, view), view)


def with_targets(rows: pl.DataFrame, view: View) -> pl.DataFrame:
    """`target_name` and `target_href`, the page about it, for rows with `target_id`."""
    declared = targets(rows)
    names = {target.id: target.name for target in declared}
    links = {target.id: view.link({TARGET: target.id}, "chi-tieu") for target in declared}
    told = rows["target_id"].to_list()
    return rows.with_columns(
        pl.Series("target_name", [names[id_] for id_ in told], pl.String),
        pl.Series("target_href", [links[id_] for id_ in told], pl.String),
    )


def targets(rows: pl.DataFrame) -> list[Target]:
    """The declared targets that the rows speak of, in declared order."""
    known = set(rows["target_id"])
    return [target for target in load_declarations().targets.values() if target.id in known]


def counts_cells(target: Target, declared: Declarations) -> bool:
    """Whether an organisation is judged by its cells on a target, the district by organisations."""
    measures = declared.indicators[target.id].numerator
    return any(declared.measures[id_].counted_at == "direct_children" for id_ in measures)


def small(declared: Declarations) -> str:
    """The mark of a share of very few: "n < 5"."""
    return say("unit.small", small=formatting.count(declared.small_n))


def _absence(unit: Unit, year: int) -> str:
    if unit.first_year is None or year < unit.first_year:
        return say("unit.not_founded")
    if unit.successor_name:
        return say("unit.merged", successor=unit.successor_name)
    return say("unit.closed")
