"""The whole state as one file: back on an empty machine, never in place of what is there."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from pipelines.backup import MANIFEST, backup, is_backup, restore
from pipelines.declarations import load_declarations
from pipelines.notebook.file import NotebookError
from pipelines.notebook.notes import add_note, notes
from pipelines.notebook.remarks import add_remark
from pipelines.notebook.remarks import standing as remarks
from pipelines.notebook.rules import Remark
from pipelines.warehouse import WarehouseError, published_id, snapshot_ids


@pytest.fixture
def whole(office: Path, tmp_path: Path) -> bytes:
    """The backup of a warehouse with a remark and a note."""
    folder = tmp_path / "cu"
    folder.mkdir()
    for path in office.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    declared = load_declarations()
    target, role = next(iter(declared.targets)), declared.roles[0]
    words = {"cause": "Thiếu nguồn", "owner": "Đảng ủy xã", "due_on": date(2024, 6, 30)}
    add_remark(folder, Remark(role, "organisation", "TS14", 2023, target, **words))
    add_note(folder, published_id(folder), "Số liệu chốt", role)
    return backup(folder)


def test_results_and_words_come_back_on_an_empty_machine(whole, office, tmp_path, soket):
    folder = tmp_path / "moi"
    restored = restore(folder, whole)
    assert restored == published_id(folder)
    shown = [soket("results", "--format", "csv", "--warehouse", at) for at in (office, folder)]
    assert shown[0] == shown[1]
    assert remarks(folder)["cause"].to_list() == ["Thiếu nguồn"]
    assert notes(folder)["note"].to_list() == ["Số liệu chốt"]
    assert not list(folder.glob(".building*"))


def test_what_is_there_stays(whole, tmp_path):
    folder = tmp_path / "moi"
    first = restore(folder, whole)
    second = restore(folder, whole)
    assert snapshot_ids(folder) == [first, second]
    assert (published_id(folder), remarks(folder).height) == (second, 1)


def changed(whole: bytes, name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(made, "w") as new:
        for held in old.namelist():
            new.writestr(held, content if held == name else old.read(held))
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (MANIFEST, b"{}"),
        (MANIFEST, b"no json"),
        ("snapshot.duckdb", b"no database"),
        ("snapshot.duckdb", b""),
        ("ghi-chep.jsonl", b"no lines"),
        ("ghi-chep.jsonl", b"\xff"),
        ("aliases.csv", b"\xff"),
    ],
)
def test_a_damaged_backup_changes_nothing(whole, tmp_path, name, content):
    folder = tmp_path / "moi"
    first = restore(folder, whole)
    with pytest.raises((WarehouseError, NotebookError)):
        restore(folder, changed(whole, name, content))
    assert (published_id(folder), snapshot_ids(folder)) == (first, [first])


def test_other_files_are_no_backup(whole):
    assert is_backup(whole)
    for content in (b"", b"PK", whole[:100], changed(whole, "x", b"")[:0]):
        assert not is_backup(content)


def test_the_command_line_backs_up_and_restores(office, tmp_path, soket):
    file, folder = tmp_path / "a.zip", tmp_path / "moi"
    soket("backup", "--output", file, "--warehouse", office)
    soket("restore", file, "--warehouse", folder)
    assert published_id(folder)
