"""One result as a sentence, worked out by hand: nothing is left out when a number is missing."""

from datetime import datetime

import pytest

from dashboard.report.brief import Brief
from dashboard.report.chapters import cells, prose
from dashboard.selection import DISTRICT, Scope

# 186/4.577 = 4,06% is above 4% of 4.577 = 183,08, so 184 are needed: two more.
ADMITTED = {
    "year": 2023,
    "numerator": 186,
    "denominator": 4577,
    "value_pct": 100 * 186 / 4577,
    "verdict": "met",
    "shortfall": 0,
    "surplus": 2,
    "reported": 240,
    "expected": 240,
    "change_pct": 0.38,
}
NO_SHARE = {"value_pct": None, "shortfall": None, "surplus": None, "change_pct": None}


@pytest.fixture
def brief(declared):
    return Brief(
        ask=None,
        declared=declared,
        about={"snapshot_id": "0001-x", "illustrative": ""},
        year=2023,
        scope=Scope(DISTRICT, DISTRICT, "Đảng bộ huyện"),
        remarks=None,
        made_at=datetime(2024, 1, 15),
    )


@pytest.fixture
def told(brief, declared):
    """The sentence about one target; its row is the admissions of 2023 with changes."""

    def sentence(target_id: str, **changes: object) -> str:
        return prose.result(ADMITTED | changes, declared.targets[target_id], brief)

    return sentence


def test_beyond_the_goal(told):
    assert told("admissions") == (
        "Năm 2023 đạt 4,1% (186/4.577 đảng viên đầu năm), vượt chỉ tiêu trên 4%, "
        "vượt 02 đảng viên so với mức phải đạt; tăng 0,4 điểm % so với năm 2022."
    )


def test_short_of_the_goal(told):
    short = {"numerator": 171, "denominator": 4482, "value_pct": 3.8153, "change_pct": -0.14}
    assert told("admissions", verdict="not_met", shortfall=9, surplus=None, **short) == (
        "Năm 2023 đạt 3,8% (171/4.482 đảng viên đầu năm), chưa đạt chỉ tiêu trên 4%, "
        "còn thiếu 09 đảng viên; giảm 0,1 điểm % so với năm 2022."
    )


def test_exactly_the_goal(told):
    rated = {"numerator": 58, "denominator": 58, "value_pct": 100.0, "surplus": 0}
    assert told("orgs_fulfilled", change_pct=0.0, **rated) == (
        "Năm 2023 đạt 100,0% (58/58 tổ chức được xếp loại), đạt chỉ tiêu 100%; bằng năm 2022."
    )


def test_above_the_ceiling(told):
    over = {"numerator": 12, "denominator": 44, "value_pct": 100 * 12 / 44, "shortfall": 4}
    assert told("orgs_excellent", verdict="over_ceiling", surplus=None, **over) == (
        "Năm 2023 đạt 27,3% (12/44 tổ chức xếp loại đúng mức hoàn thành tốt), "
        "vượt trần 20% là 04 tổ chức; tăng 0,4 điểm % so với năm 2022."
    )


def test_behind_the_pace_of_a_due_year(told):
    late = {"numerator": 319, "denominator": 337, "value_pct": 100 * 319 / 337, "shortfall": 18}
    assert told("committee_theory", verdict="behind", surplus=None, **late) == (
        "Năm 2023 đạt 94,7% (319/337 cấp ủy viên, trừ người hoạt động không chuyên trách), "
        "chậm so với tiến độ thực hiện chỉ tiêu 100% đến năm 2025, còn thiếu 18 cấp ủy viên; "
        "tăng 0,4 điểm % so với năm 2022."
    )


def test_no_year_before_is_said(told):
    assert told("admissions", change_pct=None).endswith("; chưa có số liệu năm 2022 để so sánh.")


def test_nobody_has_reported(told):
    row = NO_SHARE | {"verdict": "not_reported", "numerator": None, "denominator": None}
    assert told("admissions", **row) == (
        "Năm 2023 chưa có đơn vị nào báo cáo số liệu để tính chỉ tiêu này."
    )


def test_nothing_to_divide_by(told):
    row = NO_SHARE | {"verdict": "not_applicable", "numerator": 0, "denominator": 0}
    assert told("orgs_excellent", **row) == (
        "Năm 2023 chỉ tiêu này không áp dụng vì mẫu số bằng 0."
    )


def test_only_some_have_reported(told):
    assert told("admissions", reported=238).endswith("Số liệu tính trên 238/240 đơn vị đã báo cáo.")


def test_cells_of_a_table_say_why_they_are_empty(brief):
    assert cells.share(ADMITTED) == "4,1% (186/4.577)"
    assert cells.stacked(ADMITTED) == "4,1%\n186/4.577"
    assert cells.gap(ADMITTED) == "vượt 02"
    assert cells.gap(ADMITTED | {"surplus": 0}) == "vừa đủ"
    assert cells.gap(ADMITTED | {"shortfall": 3, "verdict": "near"}) == "thiếu 03"
    assert cells.gap(ADMITTED | {"shortfall": 3, "verdict": "over_ceiling"}) == "vượt trần 03"
    unknown = ADMITTED | NO_SHARE | {"verdict": "not_reported"}
    assert (cells.share(unknown), cells.gap(unknown)) == ("chưa báo cáo", "chưa báo cáo")
    assert cells.share(unknown | {"verdict": "not_applicable"}) == "không áp dụng"
    assert (cells.share(None), cells.since(unknown)) == ("chưa có số liệu", "chưa có số liệu")


def test_goals_in_a_table(declared):
    written = [cells.goal(target) for target in declared.targets.values()]
    assert written[:6] == ["≥ 100%", "> 80%", "20% (trần)", "≥ 80%", "> 4%", "100% đến 2025"]
