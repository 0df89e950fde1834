"""What the page is about: the target that the address names, and the figures of the scope on it."""

from dataclasses import replace
from urllib.parse import quote

import polars as pl

from dashboard import cached, targets
from dashboard.phrases import Row
from dashboard.selection import TARGET, View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import Declarations, Target, load_declarations

PLACE = "~~"  # where the code of a unit goes in an address made for many


def subject(view: View) -> Target | None:
    """The target of the page; None when the address names one that is not declared."""
    return targets.chosen_target(view, load_declarations())


def naming(view: View, target: Target) -> View:
    """The same view with the target written in its address, so that every link keeps it."""
    return replace(view, query={**view.query, TARGET: target.id})


def history(view: View, target: Target) -> pl.DataFrame:
    """The scope's rows of `queries.progress` for the target, one per year."""
    scope = view.scope
    return cached.ask(
        view.snapshot,
        queries.progress,
        level=scope.level,
        unit_id=scope.unit_id,
        target_id=target.id,
    )


def this_year(view: View, target: Target) -> Row | None:
    """The scope's row of the view's year; None where the target is not counted for it."""
    rows = history(view, target).filter(pl.col("year") == view.year).to_dicts()
    return rows[0] if rows else None


def absence(view: View, target: Target) -> str:
    """Why the scope has no figure for the target, and how it was rated itself if it was."""
    kind = "absent_cell" if view.scope.level == "cell" else "absent"
    told = say(f"target.{kind}", unit=view.scope.name, excludes=target.excludes)
    return " ".join([told, *_own_rating(view, target)])


def _own_rating(view: View, target: Target) -> list[str]:
    """Where organisations are counted one by one, the rating of this one says more than nothing."""
    declared = load_declarations()
    if view.scope.level not in ("organisation", "cell") or not _counts_ratings(target, declared):
        return []
    rows = cached.ask(
        view.snapshot, queries.own_ratings, unit_id=view.scope.unit_id, year=view.year
    )
    return [say("target.self_rating", year=view.year, rating=name) for name in rows["measure_name"]]


def _counts_ratings(target: Target, declared: Declarations) -> bool:
    measures = declared.indicators[target.id].numerator
    return any(declared.measures[id_].counted_at == "direct_children" for id_ in measures)


def unknown(view: View, block: str) -> Table:
    """The table of a block when the address names no target that is declared."""
    told = say("target.unknown", asked=view.asked(TARGET))
    return Table(block, say("page.target"), (Column("unit_name", ""),), pl.DataFrame(), empty=told)


def addressed(template: str, codes: pl.Series) -> pl.Series:
    """One address per code from an address made for `PLACE`: thousands at little cost."""
    before, _, after = template.partition(PLACE)
    return pl.Series([f"{before}{quote(code)}{after}" for code in codes], dtype=pl.String)
