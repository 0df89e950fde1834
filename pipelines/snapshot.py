"""What one snapshot holds and how its file is built: state, declarations, the views of `sql/`.

The views of results are frozen as tables: a snapshot never changes, and a question costs one scan.
"""

import hashlib
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines.declarations import Declarations
from pipelines.declared_tables import declared_tables

SQL = Path(__file__).parent / "sql"
VIEWS = (
    "scopes",
    "rolled_up_measures",
    "indicator_values",
    "against_goal",
    "ranks",
    "progress",
    "scores",
    "number_terms",
    "composition",
    "units",
    "own_ratings",
    "baseline",
    "data_gaps",
    "lineage",
)
"""The SQL files in the order in which each builds on those before."""


MEASURES = {
    "unit_id": pl.String,
    "year": pl.Int32,
    "measure_id": pl.String,
    "form_id": pl.String,
    "value": pl.Int64,
    "file": pl.String,
    "sheet": pl.String,
    "cell": pl.String,
}
"""One published count: organisation × year × measure, and the cell that it was read from."""

SOURCES = {
    "form_id": pl.String,
    "year": pl.Int32,
    "file": pl.String,
    "sheet": pl.String,
    "sha256": pl.String,
    "rows": pl.Int64,
    "read_at": pl.Datetime("us"),
}
"""One row per sheet that a snapshot was read from."""

ARRIVAL = ["unit_id", "form_id", "year"]
ARRIVALS = {"unit_id": pl.String, "form_id": pl.String, "year": pl.Int32, "arrived_on": pl.Date}
"""The day on which an organisation's row of a form and year was first loaded."""


@dataclass(frozen=True)
class State:
    """What a snapshot holds: frames of reading.register.UNITS, MEASURES, SOURCES, findings.SCHEMA
    and ARRIVALS.
    """

    units: pl.DataFrame
    measures: pl.DataFrame
    sources: pl.DataFrame
    findings: pl.DataFrame
    arrivals: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ARRIVALS))


def with_arrivals(earlier: pl.DataFrame, measures: pl.DataFrame, day: date) -> pl.DataFrame:
    """The arrivals so far, and the day for every row of counts that was not there before.

    A row that went away and comes again keeps its first day.
    """
    held = measures.select(ARRIVAL).unique().with_columns(arrived_on=pl.lit(day))
    both = pl.concat([earlier, held.cast(ARRIVALS)])
    return both.unique(ARRIVAL, keep="first", maintain_order=True).sort(ARRIVAL)


def content_digest(sources: pl.DataFrame, declared: Declarations) -> str:
    """Identity of what a snapshot is made from: same sheets and declarations, same digest."""
    kept = sources.select("form_id", "year", "sha256", "sheet").unique().sort(pl.all())
    text = declared.digest + kept.write_csv()
    return hashlib.sha256(text.encode()).hexdigest()


def build(
    path: Path, state: State, declared: Declarations, digest: str, parent: str | None
) -> bool:
    """Write a complete snapshot to the file; whether it reads back as it was written."""
    at_once = {"checkpoint_threshold": "1KB"}  # no log is written before the file itself
    with closing(duckdb.connect(str(path), config=at_once)) as connection:
        connection.begin()
        for name, frame in (declared_tables(declared) | _state_tables(state)).items():
            _write(connection, name, frame)
        _write(connection, "snapshot", _snapshot_row(declared, digest, parent))
        for view in VIEWS:
            connection.execute(_sql(view))
        connection.commit()
    return _is_sound(path, state)


def _write(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    connection.register("incoming", frame)
    connection.execute(f"create table {name} as select * from incoming")
    connection.unregister("incoming")


def _is_sound(path: Path, state: State) -> bool:
    """Whether the file reads back with every count once, none negative, and with results."""
    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        held, wrong, results = connection.execute(_sql("soundness")).fetchone()
    return held == state.measures.height and wrong == 0 and (results > 0 or held == 0)


def _sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def _state_tables(state: State) -> dict[str, pl.DataFrame]:
    return {
        **vars(state),
        "reported_years": state.measures.select("year").unique().sort("year"),
    }


def _snapshot_row(declared: Declarations, digest: str, parent: str | None) -> pl.DataFrame:
    row = {
        "digest": digest,
        "parent_id": parent,
        "created_at": datetime.now(),
        "programme_id": declared.id,
        "illustrative": declared.illustrative,
    }
    return pl.DataFrame([row], schema_overrides={"parent_id": pl.String})
