"""Warehouses that differ from the invented district in one thing: a form, a year, some counts."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import polars as pl

from pipelines import snapshot, warehouse
from pipelines.declarations import load_declarations
from pipelines.load import assemble
from pipelines.snapshot import State

DEMO = Path(__file__).parents[2] / "data" / "demo"


@cache
def whole() -> State:
    """What the invented workbooks bring; read once."""
    return assemble([DEMO], Path("nowhere")).after


def published(folder: Path, change: Callable[[State], State]) -> Path:
    """Publish a changed district into an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    state, declared = change(whole()), load_declarations()
    digest = snapshot.content_digest(state.sources, declared)
    built = warehouse.building(folder, digest)
    assert snapshot.build(built, state, declared, digest, None)
    warehouse.publish(built, folder, digest)
    return folder


def without_form(form_id: str, year: int) -> Callable[[State], State]:
    """The district as if nobody had handed in one form of one year."""
    return lambda state: _kept(state, ~((pl.col("form_id") == form_id) & (pl.col("year") == year)))


def only_year(year: int) -> Callable[[State], State]:
    """The district in its first year of reporting."""
    return lambda state: _kept(state, pl.col("year") == year)


def without_cells(organisation_id: str) -> Callable[[State], State]:
    """The district with one organisation that has no cells."""

    def change(state: State) -> State:
        is_cell = pl.col("parent_id") == organisation_id
        cells = state.units.filter(is_cell)["unit_id"]
        kept = ~pl.col("unit_id").is_in(cells.implode())
        units = state.units.filter(kept)
        return State(units, state.measures.filter(kept), state.sources, state.findings)

    return change


def all_zero(unit_id: str, form_id: str) -> Callable[[State], State]:
    """The district with one organisation whose form holds zeros only."""

    def change(state: State) -> State:
        here = (pl.col("unit_id") == unit_id) & (pl.col("form_id") == form_id)
        zero = pl.when(here).then(0).otherwise(pl.col("value")).alias("value")
        measures = state.measures.with_columns(zero.cast(pl.Int64))
        return State(state.units, measures, state.sources, state.findings)

    return change


def only_organisations(*unit_ids: str) -> Callable[[State], State]:
    """A small district: these organisations and their cells."""

    def change(state: State) -> State:
        kept = pl.col("unit_id").is_in(unit_ids) | pl.col("parent_id").is_in(unit_ids)
        units = state.units.filter(kept)
        counted = pl.col("unit_id").is_in(units["unit_id"].implode())
        return State(units, state.measures.filter(counted), state.sources, state.findings)

    return change


def _kept(state: State, kept: pl.Expr) -> State:
    measures, sources = state.measures.filter(kept), state.sources.filter(kept.fill_null(True))
    return State(state.units, measures, sources, state.findings)
