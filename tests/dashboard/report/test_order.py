"""`soket report`: the same order twice is the same file; what cannot be written is said."""

import io
import os
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from variants import only_organisations, published

from dashboard.report.opened import opened
from dashboard.report.order import WRITERS, Order, written
from dashboard.report.reproducible import reproducible
from pipelines.declarations import load_declarations
from pipelines.notebook.remarks import add_remark
from pipelines.notebook.rules import Remark

SOKET = Path(sys.executable).with_name("soket")
EPOCH = {"SOURCE_DATE_EPOCH": "1700000000"}
AT = datetime(2024, 1, 15, 9, 30)
each = pytest.mark.parametrize


def run(*words: object) -> subprocess.CompletedProcess:
    command = [SOKET, "report", *map(str, words)]
    environment = os.environ | EPOCH
    return subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", env=environment
    )


def quiet(stage: str, done: int, total: int) -> None:
    assert stage
    assert 0 <= done <= total


def parts(content: bytes) -> dict[str, bytes]:
    """Names and contents in a zip, those of zips inside it too."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            found[name] = packed.read(name)
            if name.endswith(".xlsx"):
                found |= {f"{name}/{k}": v for k, v in parts(found[name]).items()}
    return found


@each("kind", ["docx"])
def test_the_command_twice_gives_the_same_bytes(demo, tmp_path, kind):
    words = ["--year", 2023, "--kind", kind, "--unit", "TS14", "--warehouse", demo]
    for name in ("a", "b"):
        done = run(*words, "--output", tmp_path / f"{name}.{kind}")
        assert (done.returncode, done.stdout) == (0, "")
        assert "Đã ghi" in done.stderr
    assert (tmp_path / f"a.{kind}").read_bytes() == (tmp_path / f"b.{kind}").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a.{kind}", f"b.{kind}"]


@each("kind", WRITERS)
def test_only_the_stated_time_differs(demo, kind):
    later = AT.replace(minute=45)
    with opened(demo) as source:
        first, second = (
            parts(written(Order(2023, kind, at, "TS20"), source, quiet)) for at in (AT, later)
        )
    assert first.keys() == second.keys()
    stated = [(f"{at:%H:%M}".encode(), core(at)) for at in (AT, later)]
    for name, content in first.items():
        if name.endswith(".xlsx"):
            continue
        expected = content.replace(stated[0][0], stated[1][0]).replace(stated[0][1], stated[1][1])
        assert second[name] == expected, name


def core(at: datetime) -> bytes:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()


@each("kind", WRITERS)
def test_a_remark_is_in_the_next_file_and_the_snapshot_in_its_footer(demo, tmp_path, kind):
    folder = tmp_path / "kho"
    folder.mkdir()
    for path in demo.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    target = list(load_declarations().targets)[4]
    remark = Remark(
        load_declarations().roles[1],
        "organisation",
        "TS14",
        2022,
        target,
        cause="Thiếu nguồn ở thôn",
        remedy="Mở lớp bồi dưỡng cảm tình Đảng",
        owner="Đảng ủy xã",
        due_on=date(2024, 6, 30),
    )
    words = ["--year", 2023, "--kind", kind, "--unit", "TS14", "--warehouse", folder]
    run(*words, "--output", tmp_path / "a")
    add_remark(folder, remark)
    run(*words, "--output", tmp_path / "b")
    before, after = (text_of((tmp_path / name).read_bytes()) for name in "ab")
    assert "Mở lớp bồi dưỡng cảm tình Đảng" not in before
    assert "Mở lớp bồi dưỡng cảm tình Đảng" in after
    assert "30/6/2024" in after
    assert (folder / "published").read_text(encoding="utf-8").strip() in after
    assert "Số liệu minh họa" in after


def text_of(content: bytes) -> str:
    return " ".join(
        data.decode("utf-8") for name, data in parts(content).items() if name.endswith(".xml")
    )


def test_all_units_in_one_zip(tmp_path):
    file = tmp_path / "tat-ca.zip"
    folder = published(tmp_path / "kho", only_organisations("TS14", "TS20", "TS33"))
    words = ["--year", 2023, "--kind", next(iter(WRITERS)), "--all-units", "--warehouse", folder]
    done = run(*words, "--output", file)
    assert done.returncode == 0, done.stderr
    assert "Lập báo cáo từng tổ chức" in done.stderr
    with zipfile.ZipFile(file) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
    assert names == [f"bao-cao-so-ket-2023-{unit}.docx" for unit in ("TS14", "TS20", "TS33")]


@each(
    ("words", "told", "code"),
    [
        (["--year", 2031], "Năm 2031 không có số liệu", 2),
        (["--year", 2023, "--unit", "TS99"], "Không có đơn vị TS99", 2),
        (["--year", 2023, "--unit", "TS14", "--all-units"], "Chọn --unit hoặc --all-units", 2),
        (["--year", 2023, "--date", "hôm nay"], "--date", 2),
    ],
)
def test_what_cannot_be_written_is_said(demo, tmp_path, words, told, code):
    file = tmp_path / "a.docx"
    done = run(*words, "--kind", "docx", "--warehouse", demo, "--output", file)
    assert (done.returncode, told in done.stderr) == (code, True), done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_empty_warehouse_and_a_folder_that_is_not_there(demo, tmp_path):
    words = ["--year", 2023, "--kind", "docx", "--unit", "TS20"]
    done = run(*words, "--warehouse", tmp_path, "--output", tmp_path / "a.docx")
    assert (done.returncode, "Chưa có bản số liệu" in done.stderr) == (2, True)
    done = run(*words, "--warehouse", demo, "--output", tmp_path / "none" / "a.docx")
    assert (done.returncode, "Không đọc hoặc ghi được" in done.stderr) == (3, True)


def test_times_are_settled():
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        packed.writestr("docProps/core.xml", '<dcterms:created a="b">now</dcterms:created>')
    told = parts(reproducible(whole.getvalue(), AT))["docProps/core.xml"]
    assert told == b'<dcterms:created a="b">' + core(AT) + b"</dcterms:created>"
