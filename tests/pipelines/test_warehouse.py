"""Snapshots: one loader at a time, nothing published twice, roll-back, closed readers, lineage."""

import os
import threading
from contextlib import closing
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines import queries, warehouse
from pipelines.load import load

SAMPLES = Path(__file__).parents[1] / "samples" / "office"
REGISTER = SAMPLES / "Danh muc to chuc dang.xlsx"


def _year(year: int) -> Path:
    return SAMPLES / f"Bieu tong hop {year}.xlsx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A warehouse with the register and 2020."""
    load([REGISTER, _year(2020)], tmp_path)
    return tmp_path


def _years(folder: Path) -> list[int]:
    with closing(warehouse.open_snapshot(folder, warehouse.published_id(folder))) as connection:
        return queries.years(connection)


def test_an_empty_warehouse_has_nothing_published(tmp_path: Path):
    assert warehouse.published_id(tmp_path) is None
    assert warehouse.history(tmp_path).is_empty()


def test_a_load_adds_to_what_is_published(folder: Path):
    load([_year(2021)], folder)
    assert _years(folder) == [2020, 2021]


def test_the_same_files_publish_nothing_new(folder: Path):
    before = warehouse.published_id(folder)
    again = load([_year(2020), REGISTER], folder)
    assert (again.is_new, again.snapshot_id) == (False, before)
    assert len(warehouse.snapshot_ids(folder)) == 1


def test_loading_a_year_again_replaces_it(folder: Path):
    load([_year(2021)], folder)
    again = load([_year(2020)], folder)
    assert not again.is_new
    assert _years(folder) == [2020, 2021]


def test_history_and_roll_back(folder: Path):
    first = warehouse.published_id(folder)
    second = load([_year(2021)], folder).snapshot_id
    assert warehouse.history(folder)["snapshot_id"].to_list() == [second, first]
    assert warehouse.history(folder)["parent_id"].to_list() == [first, None]
    warehouse.switch(folder, first)
    assert warehouse.published_id(folder) == first
    assert _years(folder) == [2020]


def test_roll_back_to_nothing_known_is_refused(folder: Path):
    before = warehouse.published_id(folder)
    with pytest.raises(warehouse.WarehouseError, match="Không có bản số liệu"):
        warehouse.switch(folder, "0009-unknown")
    assert warehouse.published_id(folder) == before


def test_a_pointer_to_a_missing_file_is_told(folder: Path):
    (folder / f"{warehouse.published_id(folder)}.duckdb").rename(folder / "kept.elsewhere")
    with pytest.raises(warehouse.BrokenPointerError, match="soket history"):
        warehouse.published_id(folder)


def test_a_damaged_snapshot_is_told(folder: Path):
    snapshot_id = warehouse.published_id(folder)
    (folder / f"{snapshot_id}.duckdb").write_bytes(b"not a database")
    with pytest.raises(warehouse.WarehouseError, match="tệp hỏng"):
        warehouse.open_snapshot(folder, snapshot_id)


def test_a_second_loader_is_told_who_holds_the_lock(folder: Path):
    with (
        warehouse.one_loader(folder),
        pytest.raises(warehouse.LockedError, match=r"tiến trình \d+ trên máy"),
    ):
        load([_year(2021)], folder, wait_seconds=0)
    assert _years(folder) == [2020]


def test_a_second_loader_is_told_and_waits_its_turn(folder: Path):
    loaded, told = [], []
    waits = threading.Event()

    def report(stage: str, done: int, total: int) -> None:
        told.append(stage)
        waits.set()

    def run() -> None:
        loaded.append(load([_year(2021)], folder, report=report))

    with warehouse.one_loader(folder):
        second = threading.Thread(target=run)
        second.start()
        assert waits.wait(timeout=30)
        assert warehouse.is_locked(folder)
    second.join()
    assert loaded[0].is_new
    assert told[0].startswith(f"Chờ lượt nạp khác (tiến trình {os.getpid()} trên máy")


def test_readers_cannot_write_or_reach_outside(office: Path, tmp_path: Path):
    with closing(warehouse.open_snapshot(office, warehouse.published_id(office))) as connection:
        with pytest.raises(duckdb.Error, match="read-only"):
            connection.execute("delete from measures")
        with pytest.raises(duckdb.PermissionException):
            connection.execute(f"copy measures to '{tmp_path / 'out.csv'}'")
        with pytest.raises(duckdb.PermissionException):
            connection.execute("select * from read_csv('/etc/hosts')")


def test_many_threads_get_right_answers(office: Path):
    wrong = []
    with closing(warehouse.open_snapshot(office, warehouse.published_id(office))) as connection:
        wanted = {
            year: queries.progress(connection, year=year) for year in queries.years(connection)
        }

        def ask(year: int) -> None:
            if not all(
                queries.progress(connection, year=year).equals(wanted[year]) for _ in range(10)
            ):
                wrong.append(year)

        threads = [threading.Thread(target=ask, args=(year,)) for year in [*wanted, *wanted]]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_a_result_is_traced_to_its_cells(office: Path):
    key = {"year": 2022, "level": "organisation", "unit_id": "TS01"}
    with closing(warehouse.open_snapshot(office, warehouse.published_id(office))) as connection:
        result = queries.progress(connection, **key, target_id="admissions").row(0, named=True)
        behind = queries.lineage(connection, **key, number_id="admissions")
    sums = dict(behind.group_by("part").agg(pl.col("value").sum()).iter_rows())
    assert sums == {"numerator": result["numerator"], "denominator": result["denominator"]}
    cell = behind.filter((pl.col("source_id") == "TS01.02") & (pl.col("part") == "denominator"))
    assert cell.select("value", "file", "sheet", "cell").row(0) == (
        10,
        "Bieu tong hop 2022.xlsx",
        "Tăng giảm đảng viên",
        "D14",
    )


def test_sources_keep_name_hash_and_time(office: Path):
    with closing(warehouse.open_snapshot(office, warehouse.published_id(office))) as connection:
        sources = connection.table("sources").pl()
    assert sources.height == 31
    row = sources.filter((pl.col("form_id") == "committee") & (pl.col("year") == 2023)).row(
        0, named=True
    )
    assert (row["file"], row["rows"], len(row["sha256"])) == ("Bieu tong hop 2023.xlsx", 63, 64)
    assert row["read_at"] is not None


def test_a_snapshot_of_an_earlier_version_says_what_to_do_and_keeps_its_counts(folder: Path):
    snapshot_id = warehouse.published_id(folder)
    with closing(duckdb.connect(str(folder / f"{snapshot_id}.duckdb"))) as connection:
        connection.execute("drop table scores")
    with pytest.raises(warehouse.OldSnapshotError, match="phiên bản trước.*soket load"):
        warehouse.open_results(folder, snapshot_id)
    assert load([_year(2021)], folder).is_new
    with closing(warehouse.open_results(folder, warehouse.published_id(folder))) as connection:
        assert queries.years(connection) == [2020, 2021]


def test_what_must_be_kept_with_a_snapshot_is_kept_before_it_shows(folder: Path):
    before, told = warehouse.published_id(folder), []

    def keep(snapshot_id: str) -> None:
        assert warehouse.published_id(folder) == before
        told.append(snapshot_id)

    loaded = load([_year(2021)], folder, before_it_shows=keep)
    assert told == [loaded.snapshot_id] == [warehouse.published_id(folder)]


def test_a_note_that_cannot_be_kept_leaves_everything_as_it_was(folder: Path):
    before = (warehouse.published_id(folder), warehouse.snapshot_ids(folder))

    def refuse(snapshot_id: str) -> None:
        raise warehouse.WarehouseError(snapshot_id)

    with pytest.raises(warehouse.WarehouseError):
        load([_year(2021)], folder, before_it_shows=refuse)
    assert (warehouse.published_id(folder), warehouse.snapshot_ids(folder)) == before
    assert load([_year(2021)], folder).is_new


def test_nothing_is_published_on_top_of_another_snapshot_than_was_seen(folder: Path):
    seen = warehouse.published_id(folder)
    load([_year(2021)], folder)
    with pytest.raises(warehouse.ChangedError, match="đã đổi"):
        load([_year(2022)], folder, on_top_of=seen)
    assert _years(folder) == [2020, 2021]
