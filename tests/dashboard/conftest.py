"""Literal rows of progress; the loaded warehouses come from the conftest above."""

from collections.abc import Callable

import polars as pl
import pytest

from pipelines.declarations import Declarations, load_declarations

COLUMNS = {
    "year": pl.Int32,
    "level": pl.String,
    "unit_id": pl.String,
    "unit_name": pl.String,
    "target_id": pl.String,
    "numerator": pl.Int64,
    "denominator": pl.Int64,
    "value_pct": pl.Float64,
    "goal_pct": pl.Float64,
    "verdict": pl.String,
    "shortfall": pl.Int64,
    "surplus": pl.Int64,
    "expected": pl.Int64,
    "reported": pl.Int64,
    "change_pct": pl.Float64,
}


@pytest.fixture(scope="session")
def declared() -> Declarations:
    return load_declarations()


@pytest.fixture
def progress() -> Callable[..., pl.DataFrame]:
    """Rows of `queries.progress`; what a test does not name is empty."""

    def build(*rows: dict) -> pl.DataFrame:
        plain = {"year": 2024, "level": "district", "unit_id": "district", "verdict": "met"}
        return pl.DataFrame([dict.fromkeys(COLUMNS) | plain | row for row in rows], schema=COLUMNS)

    return build
