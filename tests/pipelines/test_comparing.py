"""Two snapshots of a warehouse side by side, in Python and on the command line."""

import csv
import io
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest
from variants import only_organisations, published

from pipelines import warehouse
from pipelines.cli import app
from pipelines.commands.compare import PARTS
from pipelines.comparing import Comparison, compare, find
from pipelines.snapshot import State


def small(state: State) -> State:
    return only_organisations("TS01", "TS22")(state)


def corrected(state: State) -> State:
    """The small district without 2020, in which one cell admitted three more in 2023."""
    held = small(state)
    here = (pl.col("unit_id") == "TS01.01") & (pl.col("measure_id") == "admitted")
    here &= pl.col("year") == 2023
    value = pl.when(here).then(pl.col("value") + 3).otherwise(pl.col("value"))
    measures = held.measures.filter(pl.col("year") > 2020).with_columns(value=value)
    return replace(held, measures=measures)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with two snapshots; the corrected one is published."""
    folder = tmp_path_factory.mktemp("kho")
    published(folder, small)
    return published(folder, corrected)


@pytest.fixture(scope="module")
def found(folder: Path) -> Comparison:
    return compare(folder, *warehouse.snapshot_ids(folder))


def test_a_corrected_count_is_told_with_its_cell(found: Comparison):
    row = found.values.row(0, named=True)
    assert found.values.height == 1
    assert (row["unit_name"], row["parent_name"]) == (
        "Chi bộ Khối phố 1",
        "Đảng bộ thị trấn Phú Phong",
    )
    assert row["after_value"] == row["before_value"] + 3
    assert row["before_cell"] == row["after_cell"]


def test_a_year_that_is_gone_is_counted_and_results_follow(found: Comparison):
    counts = {(row["form_id"], row["year"]): row for row in found.counts.to_dicts()}
    assert counts["member_flow", 2023]["changed"] == 1
    assert counts["org_rating", 2020]["removed"] > 0
    moved = found.results.filter(year=2023, target_id="admissions")
    assert set(moved["unit_id"]) >= {"district", "thi_tran", "TS01", "TS01.01"}
    assert found.tally["changed"] == 1
    assert found.tally["results"] == found.results.height >= found.tally["flipped"] > 0


def test_a_snapshot_and_itself_are_the_same(folder: Path):
    first = warehouse.snapshot_ids(folder)[0]
    assert set(compare(folder, first, first).tally.values()) == {0}


def test_a_snapshot_is_found_by_id_and_by_number(folder: Path):
    first, second = warehouse.snapshot_ids(folder)
    assert (find(folder, first), find(folder, "0002")) == (first, second)
    for unknown in ("", "2", "0009", "../x"):
        with pytest.raises(warehouse.WarehouseError, match="Không có bản số liệu"):
            find(folder, unknown)


def test_of_a_snapshot_of_an_earlier_version_only_counts_are_told(tmp_path: Path, run):
    published(tmp_path, small)
    published(tmp_path, corrected)
    first, second = warehouse.snapshot_ids(tmp_path)
    with closing(duckdb.connect(str(warehouse.file_of(tmp_path, first)))) as connection:
        for table in ("arrivals", "due_days", "scores"):
            connection.execute(f"drop table {table}")
    found = compare(tmp_path, first, second)
    assert found.results.is_empty()
    assert "phiên bản trước" in found.untold
    assert found.values.height == 1
    code, rows, said = run(tmp_path, "compare", "0001", "--part", "results")
    assert (code, rows) == (0, [])
    assert "Không đối chiếu được kết quả" in said


# ---- Command line ----


@pytest.fixture
def run(capsys: pytest.CaptureFixture) -> object:
    """A command in this process: its exit code, its rows and what it said besides."""

    def asked(folder: Path, *words: str) -> tuple[int, list[dict[str, str]], str]:
        words = [*words, "--warehouse", str(folder), "--format", "csv"]
        code = app(words, standalone_mode=False) or 0
        told = capsys.readouterr()
        return code, list(csv.DictReader(io.StringIO(told.out))), told.err

    return asked


def test_the_command_line_compares_with_what_is_published(folder: Path, run):
    code, rows, _ = run(folder, "compare", "0001", "--part", "values")
    told = [(row["unit_id"], row["measure_id"], row["change"]) for row in rows]
    assert (code, told) == (0, [("TS01.01", "admitted", "changed")])
    with pytest.raises(warehouse.WarehouseError, match="Không có bản số liệu 0009"):
        run(folder, "compare", "0009")


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_printed(folder: Path, run, part):
    code, rows, said = run(folder, "compare", "0001", "0002", "--part", part)
    assert (code, said) == (0, "")
    assert not rows or list(rows[0]) == PARTS[part]


def test_the_ledger_on_the_command_line(folder: Path, run):
    _, rows, _ = run(folder, "ledger", "--year", "2023")
    assert len(rows) == 2 * 5
    told = {(row["unit_id"], row["form_id"]): row["state"] for row in rows}
    assert told["TS22", "commune_staff"] == "not_owed"
    _, cells, _ = run(folder, "ledger", "--year", "2023", "--level", "cell")
    assert {row["unit_id"].partition(".")[0] for row in cells} == {"TS01"}
    code, rows, said = run(folder, "ledger", "--year", "2020")
    assert (code, rows) == (2, [])
    assert "Không có số liệu năm 2020" in said


def test_the_table_of_the_ledger_is_vietnamese(folder: Path, capsys):
    app(["ledger", "--year", "2023", "--warehouse", str(folder)], standalone_mode=False)
    text = capsys.readouterr().out
    assert all(word in text for word in ("✓ đã báo cáo", "31/01/2024", "Tăng, giảm đảng viên"))
