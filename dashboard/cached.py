"""The only caches. Everything is keyed by the snapshot, and a snapshot never changes.

The pointer itself is never cached: each run of the script asks which snapshot is published,
and keeps to that one until its end. Every question of `pipelines.queries` goes through `ask`.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import streamlit as st

from dashboard.selection import Snapshot
from dashboard.units import Units
from pipelines import queries, warehouse
from pipelines.comparing import Comparison, compare

SNAPSHOTS_KEPT = 4  # open files: the published one, and a few for sessions in the middle of a run
ANSWERS_KEPT = 2048


def published() -> Snapshot | None:
    """The snapshot published at this moment; None when the warehouse is empty.

    Raises `warehouse.BrokenPointerError` when the pointer names a file that is not there.
    """
    folder = warehouse.default_warehouse()
    snapshot_id = warehouse.published_id(folder)
    return Snapshot(str(folder), snapshot_id) if snapshot_id else None


def _close(connection: duckdb.DuckDBPyConnection) -> None:
    connection.close()


@st.cache_resource(max_entries=SNAPSHOTS_KEPT, show_spinner=False, on_release=_close)
def _connection(at: Snapshot) -> duckdb.DuckDBPyConnection:
    return warehouse.open_results(Path(at.folder), at.id)


def ask(at: Snapshot, question: Callable[..., pl.DataFrame], **narrowed: object) -> pl.DataFrame:
    """The answer to one of `pipelines.queries`, e.g. `ask(at, queries.progress, year=2024)`."""
    return _answer(at, question.__name__, **narrowed)


@st.cache_resource(max_entries=ANSWERS_KEPT, show_spinner=False)
def _answer(at: Snapshot, question: str, **narrowed: object) -> pl.DataFrame:
    return getattr(queries, question)(_connection(at), **narrowed)


@st.cache_resource(max_entries=SNAPSHOTS_KEPT, show_spinner=False)
def about(at: Snapshot) -> dict:
    """The snapshot's own row: id, when it was loaded, which programme."""
    return queries.snapshot(_connection(at)).row(0, named=True)


@st.cache_resource(max_entries=SNAPSHOTS_KEPT, show_spinner=False)
def years(at: Snapshot) -> list[int]:
    """The years that hold figures, ascending."""
    return sorted(queries.years(_connection(at)))


@st.cache_resource(max_entries=SNAPSHOTS_KEPT, show_spinner=False)
def units(at: Snapshot) -> Units:
    """Every organisation and cell."""
    return Units.of(queries.units(_connection(at)))


@st.cache_resource(max_entries=SNAPSHOTS_KEPT, show_spinner=False)
def sectors(at: Snapshot) -> dict[str, str]:
    """Names of the sectors that have organisations, in their declared order."""
    return dict(queries.sectors(_connection(at)).select("sector_id", "sector_name").iter_rows())


@st.cache_resource(max_entries=SNAPSHOTS_KEPT, show_spinner=False)
def compared(folder: str, before: str, after: str) -> Comparison:
    """What differs between two snapshots. Raises `warehouse.WarehouseError`."""
    return compare(Path(folder), before, after)


def history(at: Snapshot) -> pl.DataFrame:
    """The snapshots of the warehouse; never cached."""
    return warehouse.history(Path(at.folder))
