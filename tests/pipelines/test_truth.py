"""The golden samples, end to end: two layouts of the same facts give the same, known results."""

from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from pipelines import queries
from pipelines.declarations import PROGRAMME
from pipelines.load import check
from pipelines.warehouse import open_snapshot, published_id

SAMPLES = Path(__file__).parents[1] / "samples"
TRUTH = pl.read_csv(SAMPLES / "truth.csv", schema_overrides={"year": pl.Int32})
KEYS = ["year", "level", "unit_id", "target_id"]


@pytest.fixture(params=["office", "messy"])
def warehouse(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(request.param)


def _progress(warehouse: Path) -> pl.DataFrame:
    with closing(open_snapshot(warehouse, published_id(warehouse))) as connection:
        return queries.progress(connection)


def test_every_row_of_the_truth(warehouse: Path):
    counted = _progress(warehouse).filter(pl.col("level") != "sector")
    assert counted.select(TRUTH.columns).sort(KEYS).equals(TRUTH.sort(KEYS))


def test_sectors_add_up_to_the_district(warehouse: Path):
    results = _progress(warehouse)
    sums = {
        level: results.filter(pl.col("level") == level)
        .group_by("year", "target_id")
        .agg(pl.col("numerator", "denominator").sum())
        .sort("year", "target_id")
        for level in ("sector", "district")
    }
    assert sums["sector"].equals(sums["district"])


def test_samples_give_no_error(warehouse: Path, request: pytest.FixtureRequest):
    name = "office" if warehouse == request.getfixturevalue("office") else "messy"
    checked = check([SAMPLES / name], warehouse)
    assert checked.findings.filter(pl.col("severity") == "error").is_empty()


def test_messy_tells_only_of_its_hidden_note(messy: Path):
    found = check([SAMPLES / "messy"], messy).findings
    assert found["rule"].to_list() == ["sheet_without_table"]
    assert found["sheet"].to_list() == ["Ghi chú"]


def _baseline(warehouse: Path) -> dict[str, int]:
    with closing(open_snapshot(warehouse, published_id(warehouse))) as connection:
        sums = connection.sql(
            "select measure_id, value from rolled_up_measures"
            " where year = 2020 and level = 'district'"
        ).fetchall()
    return dict(sums)


@pytest.mark.parametrize("name", ["office", "demo"])
def test_2020_adds_up_to_the_programmes_baseline(name: str, request: pytest.FixtureRequest):
    sums = _baseline(request.getfixturevalue(name))
    printed = pl.read_csv(PROGRAMME / "baseline.csv")
    wanted = dict(printed.select("measure_id", "printed_count").iter_rows())
    assert {measure: sums[measure] for measure in wanted} == wanted


def test_baseline_shares_are_computed_and_the_rest_is_shown(office: Path):
    with closing(open_snapshot(office, published_id(office))) as connection:
        frame = queries.composition(connection, year=2020, level="district", body="committee")
    counts = {(d, c): n for d, c, n in frame.select("dimension", "category", "count").iter_rows()}
    shares = {
        (d, c): round(s, 2) for d, c, s in frame.select("dimension", "category", "share_pct").rows()
    }
    assert counts["education", "unknown"] == 9
    assert counts["theory", "unknown"] == 6
    assert shares["sex", "female"] == 20.80
    assert shares["ethnicity", "minority"] == 3.99
    assert shares["theory", "advanced"] == 11.97
