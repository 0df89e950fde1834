"""What is brought: zips unpacked within limits, labels that tell files apart."""

import io
import zipfile
from pathlib import Path

import pytest

from pipelines.files.exports import TooMuchError, brought, exports_of, limits, unpacked


def zipped(files: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return whole.getvalue()


def test_a_file_that_is_no_zip_stays_as_it_is():
    assert unpacked("a.xlsx", b"x", 10) == {"a.xlsx": b"x"}


def test_a_zip_gives_the_exports_in_it():
    held = {"TS01/a.xlsx": b"1", "b.CSV": b"2", "doc.docx": b"3", "~$a.xlsx": b"4", ".x.csv": b"5"}
    read = {"TS01/a.xlsx": b"1", "b.CSV": b"2", "doc.docx": b""}
    assert unpacked("all.zip", zipped(held), 10) == read


def test_a_zip_that_grows_too_large_is_refused():
    bomb = zipped({"a.csv": b"0" * 1_000_000})
    assert len(bomb) < 2_000
    with pytest.raises(TooMuchError, match="Tệp nén bomb.zip giải ra quá lớn"):
        unpacked("bomb.zip", bomb, 999_999)
    assert len(unpacked("fits.zip", bomb, 1_000_000)["a.csv"]) == 1_000_000


def test_one_file_of_a_zip_may_not_be_larger_than_a_file():
    most = limits().file_bytes
    with pytest.raises(TooMuchError, match="quá lớn"):
        unpacked("bomb.zip", zipped({"a.csv": b"0" * (most + 1)}), 10 * most)


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"not a zip", zipped({"a.csv": b"1"})[:40]],
    ids=["empty", "begun", "text", "cut"],
)
def test_a_damaged_zip_is_a_sentence(content):
    with pytest.raises(TooMuchError, match="Không mở được tệp nén a.zip"):
        unpacked("a.zip", content, 100)


def test_files_in_memory_and_on_disk_are_read_alike(tmp_path: Path):
    file = tmp_path / "b.csv"
    file.write_bytes(b"1;2")
    held = brought({"b.csv": b"1;2"})
    assert [(e.label, e.suffix, e.read()) for e in held] == [("b.csv", ".csv", b"1;2")]
    assert [(e.label, e.read()) for e in exports_of([tmp_path])] == [("b.csv", b"1;2")]
    assert exports_of(held) == held
