"""A full disk, a read-only folder, a clock set back, two people at once: nothing is lost."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from faults import Outcome

from pipelines import queries
from pipelines.backup import backup
from pipelines.declarations import load_declarations
from pipelines.load import load
from pipelines.notebook.agendas import agendas, save_agenda
from pipelines.notebook.exchange import export_notebook, import_notebook
from pipelines.notebook.file import FILE
from pipelines.notebook.notes import add_note, notes
from pipelines.notebook.remarks import add_remark, standing
from pipelines.notebook.rules import Remark
from pipelines.warehouse import (
    LockedError,
    file_of,
    history,
    is_locked,
    one_loader,
    open_results,
    published_id,
    snapshot_ids,
    switch,
)

FORMS = "org_rating member_rating member_flow committee commune_staff"
ROLE = load_declarations().roles[0]
TARGET = next(iter(load_declarations().targets))
REMARK = Remark(ROLE, "organisation", "TG", 2022, TARGET, cause="Thiếu nguồn")
KILOBYTE = 1024
FULL = re.compile(r"Không ghi được .*ổ đĩa (đã )?đầy.*(không thay đổi|chưa lưu gì)[.]$")
FULL_AFTER = [size * KILOBYTE for size in (0, 1, 8, 20, 300, 2000, 6000)]
EVENTS = {"since": "only changes of files are steps then"}
READ_ONLY = {"mode": 0o555}
FILES = ("Danh mục.xlsx", "Biểu 2022.xlsx", "Biểu 2023.xlsx", "Biểu 2024.xlsx")


@pytest.fixture(scope="module")
def brought(lasting) -> list[Path]:
    """The register and three years."""
    register, *years = FILES
    made = [lasting.workbook(name, year=int(name[-9:-5]), only=FORMS) for name in years]
    return [lasting.workbook(register, only="register"), *made]


@pytest.fixture(scope="module")
def first_year(lasting, brought) -> Path:
    """A warehouse of the register and a year, with a remark and a note; read it only."""
    loaded = load(brought[:2], lasting.warehouse)
    add_remark(lasting.warehouse, REMARK)
    add_note(lasting.warehouse, loaded.snapshot_id, "Số liệu chốt", ROLE)
    return lasting.warehouse


@pytest.fixture(scope="module")
def two_years(first_year, brought, tmp_path_factory) -> Path:
    """The same with a second year."""
    folder = shutil.copytree(first_year, tmp_path_factory.mktemp("two") / "kho")
    load([brought[2]], folder)
    return folder


@pytest.fixture
def warehouse(first_year, tmp_path) -> Path:
    """A copy of it."""
    return shutil.copytree(first_year, tmp_path / "kho")


def years(folder: Path) -> list[int]:
    with closing(open_results(folder, published_id(folder))) as connection:
        return queries.years(connection)


# ---- A full disk ----


@pytest.fixture(scope="module")
def saved(two_years, tmp_path_factory) -> Path:
    """A backup of the warehouse."""
    file = tmp_path_factory.mktemp("saved") / "sao-luu.zip"
    file.write_bytes(backup(two_years))
    return file


@pytest.fixture(scope="module", params=["load", "restore", "rollback"])
def full(request, two_years, brought, saved, victim) -> list[Outcome]:
    """What becomes of it when the disk is full from a change of a file on, or after some bytes."""
    given = {"load": brought[3], "restore": saved, "rollback": snapshot_ids(two_years)[0]}
    words = [request.param, given[request.param]]
    (told,) = victim.suffer(two_years, words, [{"steps": True} | EVENTS])
    changes = [{"bytes": 0, "at": step} | EVENTS for step in told.steps if step[0] == "event"]
    sizes = [{"bytes": limit} for limit in FULL_AFTER]
    return victim.suffer(two_years, words, changes + sizes)


def test_a_full_disk_is_told_and_changes_nothing(full, two_years):
    """Or it was all written before."""
    assert {outcome.ended for outcome in full} == {0, 3}
    for outcome in full:
        is_done = published_id(outcome.folder) != published_id(two_years)
        assert outcome.ended == (0 if is_done else 3), outcome
        assert is_done or FULL.search(outcome.said)
        assert set(snapshot_ids(outcome.folder)) >= set(snapshot_ids(two_years))
        assert {*notes(outcome.folder)["note"]} == {"Số liệu chốt"}
        assert not is_locked(outcome.folder)


def test_with_room_again_it_is_loaded_and_nothing_is_left_over(full, brought):
    for folder in {frozenset(json.loads(one.remains)): one.folder for one in full}.values():
        load([brought[3]], folder)
        assert 2024 in years(folder)
        assert not [*folder.glob(".building*"), *folder.glob("published.*")]


def test_a_full_disk_is_told_where_a_note_is_written(two_years, victim):
    words = ["note", "Bổ sung"]
    sizes = [{"bytes": limit} for limit in (0, KILOBYTE, 8 * KILOBYTE)]
    for noted in victim.suffer(two_years, words, sizes):
        assert noted.ended.startswith("NotebookError: ")
        assert FULL.search(noted.ended)
        assert notes(noted.folder).height == 1


def test_what_a_database_could_not_hold_in_memory_is_cleared(warehouse, brought):
    """DuckDB leaves a folder of it when it is killed meanwhile."""
    spilled = warehouse / ".building-0a1b2c3d.duckdb.tmp"
    spilled.mkdir()
    (spilled / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"\0" * KILOBYTE)
    assert load([brought[2]], warehouse).is_new
    assert not spilled.exists()


# ---- A folder that may not be written ----


@pytest.mark.parametrize(
    "words",
    [
        ["results", "--format", "json"],
        ["history", "--format", "json"],
        ["composition"],
        ["findings"],
        ["remarks", "list"],
    ],
    ids=" ".join,
)
def test_a_folder_that_may_not_be_written_answers(first_year, victim, words):
    usual, read_only = victim.suffer(first_year, words, [{}, READ_ONLY])
    assert (usual.ended, usual.said) == (0, "")
    assert (read_only.ended, read_only.said, read_only.answered) == (0, "", usual.answered)


def test_what_a_killed_writer_left_in_the_log_is_read_too(warehouse, victim):
    """A reader keeps the log from being put into the file, as a death would."""
    with closing(sqlite3.connect(warehouse / FILE)) as reader:
        reader.execute("select * from remark_entries").fetchall()
        add_remark(warehouse, replace(REMARK, cause="Chuyển đi nhiều"))
        (told,) = victim.suffer(warehouse, ["remarks", "list"], [READ_ONLY])
    assert "Chuyển đi nhiều" in told.answered


@pytest.mark.parametrize("words", ["load", "rollback", "restore"])
def test_a_folder_that_may_not_be_written_is_told(first_year, brought, saved, victim, words):
    first = published_id(first_year)
    given = {"load": brought[2], "rollback": first, "restore": saved}[words]
    (told,) = victim.suffer(first_year, [words, given], [READ_ONLY])
    assert told.ended == 3, told
    assert "không được phép ghi" in told.said
    assert told.said.strip().endswith("không thay đổi.")
    assert snapshot_ids(told.folder) == [first]


def test_a_note_in_a_folder_that_may_not_be_written_is_told(first_year, victim):
    (told,) = victim.suffer(first_year, ["note", "Bổ sung"], [READ_ONLY])
    assert told.ended.endswith("(không được phép ghi); chưa lưu gì.")


def test_a_first_load_where_nothing_may_be_written_is_told(tmp_path, brought, victim):
    (told,) = victim.suffer(tmp_path, ["load", *brought[:2]], [READ_ONLY])
    assert (told.ended, "không được phép ghi" in told.said) == (3, True)
    assert list(told.folder.iterdir()) == []


# ---- A clock that was set back ----


@pytest.fixture
def of_the_future(warehouse) -> Path:
    """A warehouse whose published snapshot and remark were made in 2099."""
    (name,) = snapshot_ids(warehouse)
    number, _, _, digest = name.split("-")
    later = f"{number}-20991231-235959-{digest}"
    file_of(warehouse, name).rename(file_of(warehouse, later))
    with closing(duckdb.connect(str(file_of(warehouse, later)))) as connection:
        connection.execute("update snapshot set created_at = timestamp '2099-12-31 23:59:59'")
    with one_loader(warehouse):
        switch(warehouse, later)
    return warehouse


def test_what_is_loaded_after_the_clock_was_set_back_is_the_newest(of_the_future, brought):
    (of_2099,) = snapshot_ids(of_the_future)
    kept = file_of(of_the_future, of_2099).read_bytes()
    loaded = [load([export], of_the_future).snapshot_id for export in brought[2:]]
    assert published_id(of_the_future) == loaded[-1]
    told = history(of_the_future)
    assert told["snapshot_id"].to_list() == [*reversed(loaded), of_2099]
    assert told["parent_id"].to_list() == [loaded[0], of_2099, None]
    assert told["is_published"].to_list() == [True, False, False]
    assert file_of(of_the_future, of_2099).read_bytes() == kept
    assert years(of_the_future) == [2022, 2023, 2024]


def test_what_is_written_after_the_clock_was_set_back_is_the_newest(tmp_path):
    thread = add_remark(tmp_path / "a", REMARK)
    save_agenda(tmp_path / "a", "Hội nghị", "?nam=2022", ROLE)
    brought_in = tmp_path / "ghi-chep.jsonl"
    export_notebook(tmp_path / "a", brought_in)
    this_year = f'_at": "{datetime.now():%Y}'
    text = brought_in.read_text(encoding="utf-8")
    brought_in.write_text(text.replace(this_year, '_at": "2099'), encoding="utf-8")
    import_notebook(tmp_path / "b", brought_in)
    add_remark(tmp_path / "b", replace(REMARK, state="done", thread_id=thread))
    save_agenda(tmp_path / "b", "Hội nghị", "?nam=2023", ROLE)
    assert standing(tmp_path / "b")["state"].to_list() == ["done"]
    assert agendas(tmp_path / "b")["address"].to_list() == ["?nam=2023"]
    assert standing(tmp_path / "b")["entered_at"].dt.year().to_list() == [2099]


# ---- Two people at once ----


def together(warehouse: Path, *exports: Path) -> list[tuple[int, str]]:
    """Load each with a `soket load` of its own, all at once; how each ended, and what it said."""
    command = [Path(sys.executable).with_name("soket"), "load", "--warehouse", warehouse]
    running = [
        subprocess.Popen([*command, export], stderr=subprocess.PIPE, encoding="utf-8")
        for export in exports
    ]
    said = [process.communicate()[1] for process in running]
    return [(process.returncode, words) for process, words in zip(running, said, strict=True)]


def test_two_years_loaded_at_once_are_both_there(warehouse, brought):
    assert [code for code, _ in together(warehouse, *brought[2:])] == [0, 0]
    assert years(warehouse) == [2022, 2023, 2024]
    first, second, third = snapshot_ids(warehouse)
    assert history(warehouse)["parent_id"].to_list() == [second, first, None]
    assert published_id(warehouse) == third


def test_the_same_year_loaded_twice_at_once_is_published_once(warehouse, brought):
    ended = together(warehouse, brought[2], brought[2])
    assert [code for code, _ in ended] == [0, 0]
    assert sorted("Không có gì mới" in said for _, said in ended) == [False, True]
    assert len(snapshot_ids(warehouse)) == 2
    assert years(warehouse) == [2022, 2023]


def test_who_waited_in_vain_is_told_who_loads(warehouse, brought):
    holds = (
        "import os, sys; from pathlib import Path; from pipelines.warehouse import one_loader\n"
        "with one_loader(Path(sys.argv[1])): print(os.getpid(), flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", holds, warehouse]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        number = int(holder.stdout.readline())
        with pytest.raises(
            LockedError, match=f"tiến trình {number} trên máy.*Không có gì thay đổi"
        ):
            load([brought[2]], warehouse, wait_seconds=0.1)
        holder.stdin.close()
    assert load([brought[2]], warehouse, wait_seconds=0.1).is_new
