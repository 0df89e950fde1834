"""A load killed at any moment leaves the published snapshot as it was, and the next load works."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.load import load
from pipelines.warehouse import history, is_locked, published_id

SAMPLES = Path(__file__).parents[1] / "samples"
YEAR_2021 = SAMPLES / "office" / "Bieu tong hop 2021.xlsx"

DIES_AT_STAGE = """
import os, signal, sys
from pathlib import Path
from pipelines.load import load
def report(stage, done, total):
    if stage == sys.argv[3]:
        os.kill(os.getpid(), signal.SIGKILL)
load([Path(sys.argv[1])], Path(sys.argv[2]), report=report)
"""

# the names of a finished snapshot and of the pointer are both given by a rename
DIES_BEFORE_RENAME = """
import os, signal, sys
from pathlib import Path
from pipelines.load import load
left = int(sys.argv[3])
def watch(event, args):
    global left
    if event == "os.rename":
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
load([Path(sys.argv[1])], Path(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def first_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with the register and 2020 only; read it only."""
    folder = tmp_path_factory.mktemp("kho")
    load([SAMPLES / "office" / name for name in _first_year()], folder)
    return folder


@pytest.fixture
def warehouse(first_year: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(first_year, tmp_path, dirs_exist_ok=True)


def _first_year() -> list[str]:
    return ["Danh muc to chuc dang.xlsx", "Bieu tong hop 2020.xlsx"]


def _run(script: str, warehouse: Path, moment: str) -> int:
    command = [sys.executable, "-c", script, str(YEAR_2021), str(warehouse), moment]
    return subprocess.run(command, check=False).returncode


def _results(warehouse: Path) -> str:
    command = [Path(sys.executable).with_name("soket"), "results", "--format", "csv"]
    run = subprocess.run(
        [*command, "--warehouse", warehouse], check=True, capture_output=True, encoding="utf-8"
    )
    return run.stdout


def _check_killed(script: str, warehouse: Path, moment: str) -> None:
    before, answers = published_id(warehouse), _results(warehouse)
    assert _run(script, warehouse, moment) == -signal.SIGKILL
    assert published_id(warehouse) == before
    assert _results(warehouse) == answers
    assert not is_locked(warehouse)
    again = load([YEAR_2021], warehouse)
    assert again.is_new
    assert published_id(warehouse) == again.snapshot_id
    assert "2021,district" in _results(warehouse)
    assert not list(warehouse.glob(".building-*"))


@pytest.mark.parametrize("stage", ["Đọc tệp", "Đối chiếu", "Ghi bản số liệu", "Công bố"])
def test_killed_at_a_stage(warehouse: Path, stage: str):
    _check_killed(DIES_AT_STAGE, warehouse, stage)


@pytest.mark.parametrize("rename", ["1", "2"])
def test_killed_before_a_rename(warehouse: Path, rename: str):
    _check_killed(DIES_BEFORE_RENAME, warehouse, rename)


def test_killed_in_the_first_load_of_all(tmp_path: Path):
    script = DIES_BEFORE_RENAME
    exports = SAMPLES / "office" / "Danh muc to chuc dang.xlsx"
    command = [sys.executable, "-c", script, str(exports), str(tmp_path), "2"]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert published_id(tmp_path) is None


def test_full_disk_is_told_and_changes_nothing(warehouse: Path):
    """The file that is being written cannot grow: the same error that a full disk gives."""
    before = published_id(warehouse)
    command = f"ulimit -f 400; exec {sys.executable} -m pipelines.cli load '{YEAR_2021}'"
    run = subprocess.run(
        ["bash", "-c", f"trap '' XFSZ; {command} --warehouse '{warehouse}'"],
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 3
    assert "Traceback" not in run.stderr
    assert "không thay đổi" in run.stderr.lower() or "không có gì thay đổi" in run.stderr.lower()
    assert published_id(warehouse) == before


def test_read_only_folder_is_told(warehouse: Path, tmp_path_factory: pytest.TempPathFactory):
    blocked = tmp_path_factory.mktemp("blocked") / "kho"
    shutil.copytree(warehouse, blocked)
    (blocked / "loading.lock").unlink()
    (blocked / "loading.lock").mkdir()
    command = [sys.executable, "-m", "pipelines.cli", "load", YEAR_2021, "--warehouse", blocked]
    run = subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", env=os.environ
    )
    assert run.returncode == 3
    assert "Traceback" not in run.stderr
    assert history(blocked).height == 1
