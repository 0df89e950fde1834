"""What is missing is said in words; what people wrote is in the next file."""

from datetime import date, datetime
from pathlib import Path

import pytest
from variants import all_zero, only_year, published, without_cells, without_form
from word_file import WordFile

from dashboard.report.opened import brief_of, opened
from dashboard.report.order import file_of
from dashboard.report.word.document import word
from pipelines.notebook.remarks import add_remark
from pipelines.notebook.rules import Remark

MADE = datetime(2026, 11, 24, 9, 5)
BROKEN = ("None", "nan", "{", "}", "—")


def written(folder: Path, year: int, unit: str = "district", **chosen: object) -> WordFile:
    with opened(folder) as source:
        brief = brief_of(source, year, unit, made_at=MADE, **chosen)
        return WordFile(word(brief, lambda *_: None))


def is_whole(file: WordFile) -> bool:
    return not any(broken in file.text for broken in BROKEN)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("word")


@pytest.fixture(scope="module")
def district(folder):
    return published(folder / "whole", lambda state: state)


@pytest.fixture
def remark():
    return Remark(
        role="Ban Tổ chức Huyện ủy",
        level="organisation",
        unit_id="TS14",
        year=2022,
        target_id="admissions",
        cause="nguồn kết nạp ở nông thôn ít",
        remedy="mở thêm lớp bồi dưỡng nhận thức về Đảng",
        owner="Đảng ủy xã Bình Nghi",
        due_on=date(2023, 6, 30),
    )


def test_a_form_that_nobody_handed_in(folder):
    lacking = published(folder / "form", without_form("committee", 2023))
    file = written(lacking, 2023)
    assert is_whole(file)
    told = "Năm 2023 chưa có đơn vị nào báo cáo số liệu để tính chỉ tiêu này."
    assert file.paragraphs.count(told) == 2
    assert "Năm 2023 chưa có báo cáo về cơ cấu cấp ủy viên cơ sở." in file.paragraphs
    missing = "- Cơ cấu, trình độ cấp ủy viên cơ sở: chưa có báo cáo của "
    assert any(p.startswith(missing) for p in file.paragraphs)
    later = written(lacking, 2024)
    assert is_whole(later)
    assert "; chưa có số liệu năm 2023 để so sánh." in later.text
    assert is_whole(written(lacking, 2023, "TS14"))


def test_a_single_year_has_no_column_of_the_year_before(folder):
    only = published(folder / "year", only_year(2022))
    for unit in ("district", "TS14", "TS20"):
        file = written(only, 2022, unit)
        assert is_whole(file)
        assert "Năm 2021" not in [cell for rows in file.tables.values() for cell in rows[0]]
        assert "; chưa có số liệu năm 2021 để so sánh." in file.text


def test_counts_of_zero(folder):
    zero = published(folder / "zero", all_zero("TS20", "member_flow"))
    file = written(zero, 2023, "TS20")
    assert is_whole(file)
    assert any("không áp dụng vì mẫu số bằng 0" in p for p in file.paragraphs)
    assert "Chưa đánh giá được: Tỷ lệ kết nạp đảng viên." in file.text


def test_an_organisation_without_cells(folder):
    bare = published(folder / "cells", without_cells("TS14"))
    assert is_whole(written(bare, 2023, "TS14"))


def test_no_remark_is_said(district):
    paragraphs = written(district, 2023).paragraphs
    assert "Chưa có nguyên nhân nào được ghi cho năm 2023." in paragraphs
    assert "Chưa có giải pháp nào được ghi cho năm 2023." in paragraphs
    assert "Không có việc tồn đọng từ các năm trước." in paragraphs


def test_a_remark_is_in_the_next_file(folder, remark):
    place = published(folder / "remarked", lambda state: state)
    add_remark(place, remark)
    row = [
        "1",
        "Tỷ lệ kết nạp đảng viên, Đảng bộ xã Bình Nghi",
        "mở thêm lớp bồi dưỡng nhận thức về Đảng",
        "Đảng ủy xã Bình Nghi",
        "30/6/2023 (đã quá hạn)",
        "đang làm",
    ]
    for unit in ("district", "TS14"):
        same_year = written(place, 2022, unit)
        cause = "- Tỷ lệ kết nạp đảng viên, Đảng bộ xã Bình Nghi: nguồn kết nạp ở nông thôn ít"
        assert f"{cause}." in same_year.paragraphs
        assert same_year.tables["Giải pháp đã ghi cho năm 2022"][1] == row
        next_year = written(place, 2023, unit)
        assert f"{cause} (tồn đọng từ năm 2022)." in next_year.paragraphs
        carried = [row[0], f"{row[1]} (từ năm 2022)", *row[2:]]
        assert next_year.tables["Việc tồn đọng"][1] == carried
    assert "nông thôn ít" not in written(place, 2022, "TS01").text


def test_the_same_brief_gives_the_same_bytes(district):
    with opened(district) as source:
        brief = brief_of(source, 2023, "TS14", made_at=MADE)
        first, second = (file_of(brief, "docx", lambda *_: None) for _ in range(2))
    assert first == second


def test_only_the_chosen_targets(district):
    file = written(district, 2023, target_ids=("admissions", "orgs_good"))
    points = [text for level, text in file.headings if level == 3][:3]
    assert points[:2] == [
        "a) Tổ chức cơ sở đảng hoàn thành tốt nhiệm vụ",
        "b) Tỷ lệ kết nạp đảng viên",
    ]
    assert points[2] == "a) Công tác chính trị, tư tưởng"
