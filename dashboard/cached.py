"""The only caches. Everything is keyed by the snapshot, and a snapshot never changes.

The pointer itself is never cached: each run of the script asks which snapshot is published,
and keeps to that one until its end.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import streamlit as st

from pipelines import queries, warehouse

SNAPSHOTS_KEPT = 4  # open files: the published one, and a few for sessions in the middle of a run
ANSWERS_KEPT = 512


@dataclass(frozen=True)
class Snapshot:
    """A published snapshot: the folder it lies in and its id."""

    folder: str
    id: str


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
    return warehouse.open_snapshot(Path(at.folder), at.id)


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def about(at: Snapshot) -> dict:
    """The snapshot's own row: id, when it was loaded, which programme."""
    return queries.snapshot(_connection(at)).row(0, named=True)


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def years(at: Snapshot) -> list[int]:
    """The years that hold figures, ascending."""
    return sorted(queries.years(_connection(at)))


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def progress(
    at: Snapshot,
    *,
    year: int | None = None,
    level: str | None = None,
    target_id: str | None = None,
) -> pl.DataFrame:
    """Indicators against their targets."""
    return queries.progress(_connection(at), year=year, level=level, target_id=target_id)


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def reporting(at: Snapshot, year: int) -> pl.DataFrame:
    """Per form: how many organisations were expected, how many reported."""
    return queries.reporting(_connection(at), year)


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def communes(at: Snapshot, year: int) -> pl.DataFrame:
    """Which organisations are communes or townships."""
    return queries.communes(_connection(at), year)
