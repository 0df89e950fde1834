"""Remarks and named agendas: nothing is lost, nothing is changed, nobody is named."""

import json
import multiprocessing
import os
import signal
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.declarations import load_declarations
from pipelines.notebook.agendas import AGENDA, agendas, save_agenda
from pipelines.notebook.exchange import export_notebook, import_notebook
from pipelines.notebook.file import FILE, NotebookError
from pipelines.notebook.remarks import STANDING, add_remark, history
from pipelines.notebook.remarks import standing as remarks
from pipelines.notebook.rules import Remark, RemarkError, checked

TARGET, OTHER = list(load_declarations().targets)[:2]
ROLE = load_declarations().roles[0]
REMARK = Remark(ROLE, "organisation", "TS14", 2022, TARGET, cause="Thiếu nguồn kết nạp")
each = pytest.mark.parametrize


def told(frame):
    return list(frame.select("cause", "state", "is_carried").iter_rows())


def test_a_warehouse_without_a_notebook_answers_and_makes_no_file(tmp_path):
    assert remarks(tmp_path, year=2022).is_empty()
    assert remarks(tmp_path).schema == STANDING
    assert agendas(tmp_path).schema == AGENDA
    assert list(tmp_path.iterdir()) == []


def test_a_remark_comes_back_whole(tmp_path):
    whole = replace(REMARK, remedy="Giao chỉ tiêu", owner="Đảng ủy xã", due_on=date(2023, 6, 30))
    entry_id = add_remark(tmp_path, whole)
    (row,) = remarks(tmp_path, year=2022).to_dicts()
    assert (row["entry_id"], row["thread_id"]) == (entry_id, entry_id)
    assert (row["unit_id"], row["year"], row["target_id"]) == ("TS14", 2022, TARGET)
    assert (row["remedy"], row["owner"]) == ("Giao chỉ tiêu", "Đảng ủy xã")
    assert (row["due_on"], row["since_year"], row["is_carried"]) == (date(2023, 6, 30), 2022, False)


def test_an_open_remark_is_carried_into_later_years_until_it_is_done(tmp_path):
    thread = add_remark(tmp_path, REMARK)
    add_remark(tmp_path, replace(REMARK, year=2023, cause="Mới"))
    assert told(remarks(tmp_path, year=2021)) == []
    carried = ("Thiếu nguồn kết nạp", "open", True)
    assert told(remarks(tmp_path, year=2023)) == [carried, ("Mới", "open", False)]
    add_remark(tmp_path, replace(REMARK, state="done", thread_id=thread))
    assert told(remarks(tmp_path, year=2022)) == [("Thiếu nguồn kết nạp", "done", False)]
    assert told(remarks(tmp_path, year=2023)) == [("Mới", "open", False)]
    assert history(tmp_path, thread)["state"].to_list() == ["open", "done"]


def test_a_remark_that_is_withdrawn_stays_in_its_history_only(tmp_path):
    thread = add_remark(tmp_path, REMARK)
    add_remark(tmp_path, replace(REMARK, cause="", state="withdrawn", thread_id=thread))
    assert remarks(tmp_path).is_empty()
    assert history(tmp_path, thread).height == 2


def test_remarks_are_found_by_unit_level_and_target(tmp_path):
    add_remark(tmp_path, REMARK)
    add_remark(tmp_path, replace(REMARK, unit_id="TS01", target_id=OTHER, cause="Khác"))
    assert told(remarks(tmp_path, unit_id="TS01")) == [("Khác", "open", False)]
    assert told(remarks(tmp_path, target_id=OTHER)) == [("Khác", "open", False)]
    assert remarks(tmp_path, level="cell").is_empty()


@each(
    "change",
    [
        {"cause": ""},
        {"cause": "a" * 2001},
        {"cause": "a\x07b"},
        {"role": "Khách"},
        {"state": "lost"},
        {"level": "village"},
        {"target_id": "none"},
        {"thread_id": "0" * 32},
        {"cause": "Giao đồng chí Phan Thị Minh theo dõi"},
        {"remedy": "đ/c Lê Văn Tám phụ trách"},
        {"note": "Bà Trần Thu làm thay"},
        {"owner": "Nguyễn Thị Thơm"},
        {"note": "CCCD 052123456789"},
        {"note": "CMND 211234567"},
        {"note": "người sinh năm 1980"},
    ],
    ids=str,
)
def test_what_is_not_taken(tmp_path, change):
    with pytest.raises(RemarkError, match=r"[.]$"):
        add_remark(tmp_path, replace(REMARK, **change))
    assert remarks(tmp_path).is_empty()


@each(
    "text",
    [
        "Giao đồng chí Bí thư Đảng ủy xã",
        "Đồng chí Trưởng Ban Tổ chức Huyện ủy",
        "đ/c Phó Chủ tịch Ủy ban nhân dân xã",
        "Ban Tổ chức Huyện ủy phối hợp Trường THPT Võ Lai",
        "Kết nạp 120 đảng viên trong 2 năm 2024, 2025",
        "Anh em cán bộ Bình Tường",
    ],
)
def test_offices_and_bodies_are_no_persons(text):
    assert checked(replace(REMARK, cause=text, owner="Ban Tổ chức Huyện ủy")).cause == text


def test_nothing_can_be_changed_or_taken_away(tmp_path):
    add_remark(tmp_path, REMARK)
    with closing(sqlite3.connect(tmp_path / FILE)) as connection:
        for change in ("update remark_entries set cause = 'x'", "delete from remark_entries"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(change)


def test_agendas_by_name(tmp_path):
    name = "Hội nghị Ban Thường vụ quý IV"
    save_agenda(tmp_path, name, "nam=2022", ROLE)
    save_agenda(tmp_path, name, "nam=2023&cac-don-vi=TS14", ROLE)
    save_agenda(tmp_path, "Khác", "nam=2023", ROLE)
    rows = agendas(tmp_path).select("name", "address").rows()
    assert rows == [(name, "nam=2023&cac-don-vi=TS14"), ("Khác", "nam=2023")]
    save_agenda(tmp_path, "Khác", "", ROLE)
    assert agendas(tmp_path)["name"].to_list() == [name]
    for wrong in ("", "a" * 81, "Họp ông Lê Văn Tám"):
        with pytest.raises(RemarkError):
            save_agenda(tmp_path, wrong, "nam=2023", ROLE)


# ---- Backup ----

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Nd", "Lu"]), min_size=1, max_size=80)


@settings(max_examples=40, deadline=None)
@given(cause=TEXT.filter(lambda t: t.strip()), note=TEXT)
def test_what_is_taken_comes_back_from_a_backup(tmp_path_factory, cause, note):
    first, second = tmp_path_factory.mktemp("a"), tmp_path_factory.mktemp("b")
    try:
        add_remark(first, replace(REMARK, cause=cause, note=note))
    except RemarkError:
        return
    assert export_notebook(first, first / "sao-luu.jsonl") == 1
    assert import_notebook(second, first / "sao-luu.jsonl") == {"added": 1, "known": 0}
    assert remarks(second).equals(remarks(first))


def test_a_backup_is_merged_once(tmp_path):
    file = tmp_path / "sao-luu.jsonl"
    add_remark(tmp_path, REMARK)
    save_agenda(tmp_path, "Họp", "nam=2023", ROLE)
    export_notebook(tmp_path, file)
    assert import_notebook(tmp_path, file) == {"added": 0, "known": 2}
    assert remarks(tmp_path).height == 1


@each("damage", ["not json", '{"kind": "remark"}', '{"kind": "figure"}', "[]", ""])
def test_a_damaged_backup_brings_nothing(tmp_path, damage):
    file = tmp_path / "sao-luu.jsonl"
    add_remark(tmp_path, REMARK)
    export_notebook(tmp_path, file)
    file.write_text(file.read_text(encoding="utf-8") + damage + "\n", encoding="utf-8")
    with pytest.raises(NotebookError, match="dòng 3"):
        import_notebook(tmp_path / "other", file)
    assert remarks(tmp_path / "other").is_empty()


def test_a_backup_of_another_programme_is_refused(tmp_path):
    file = tmp_path / "sao-luu.jsonl"
    header = {"soket": "ghi-chep", "version": 1, "programme": "khac"}
    file.write_text(json.dumps(header) + "\n", encoding="utf-8")
    with pytest.raises(NotebookError, match="chương trình này"):
        import_notebook(tmp_path, file)


def test_the_command_line_exports_and_imports(tmp_path, soket):
    add_remark(tmp_path, REMARK)
    file, other = tmp_path / "sao-luu.jsonl", tmp_path / "other"
    soket("remarks", "export", "--output", file, "--warehouse", tmp_path)
    soket("remarks", "import", file, "--warehouse", other)
    listed = soket("remarks", "list", "--year", 2023, "--format", "csv", "--warehouse", other)
    assert "2022,TS14," in listed
    assert "Thiếu nguồn kết nạp" in listed


# ---- Accidents ----


def _write(folder: Path, count: int, name: str) -> None:
    for number in range(count):
        add_remark(folder, replace(REMARK, cause=f"{name} {number}"))


def _write_until_killed(folder: Path, ready) -> None:
    for number in range(10_000):
        add_remark(folder, replace(REMARK, cause=f"lần {number}"))
        ready.put(number)


def test_two_processes_write_at_once(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_write, args=(tmp_path, 5, name)) for name in ("một", "hai")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert remarks(tmp_path).height == 10


def test_a_killed_writer_loses_nothing_that_was_said_to_be_written(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Queue()
    writer = spawn.Process(target=_write_until_killed, args=(tmp_path, ready))
    writer.start()
    said = [ready.get(timeout=60) for _ in range(3)]
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    kept = remarks(tmp_path)["cause"].to_list()
    assert [f"lần {n}" for n in said] == kept[:3]
    add_remark(tmp_path, replace(REMARK, cause="sau đó"))
    assert remarks(tmp_path)["cause"].to_list() == [*kept, "sau đó"]


def test_a_notebook_that_cannot_be_read_or_written_is_a_sentence(tmp_path):
    (tmp_path / FILE).write_bytes(b"not a database at all" * 100)
    with pytest.raises(NotebookError, match="Không đọc được"):
        remarks(tmp_path)
    with pytest.raises(NotebookError, match="chưa lưu gì"):
        add_remark(tmp_path, REMARK)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(NotebookError, match="chưa lưu gì"):
        add_remark(tmp_path / "file", REMARK)
