"""What is said about one row: goal, gap, change, and which target comes first."""

import pytest

from dashboard import phrases

ROW = {"year": 2024, "verdict": "met", "shortfall": 0, "surplus": None, "change_pct": None}


@pytest.mark.parametrize(
    ("target_id", "said"),
    [
        ("orgs_fulfilled", "chỉ tiêu ≥ 100%"),
        ("admissions", "chỉ tiêu > 4%"),
        ("orgs_excellent", "chỉ tiêu 20%, đồng thời là trần"),
        ("staff_degree", "chỉ tiêu 100% đến 2025"),
    ],
)
def test_goal(declared, target_id, said):
    assert phrases.goal(declared.targets[target_id]) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"verdict": "not_met", "shortfall": 3}, "còn thiếu 3 tổ chức"),
        ({"verdict": "over_ceiling", "shortfall": 1}, "vượt trần 1 tổ chức"),
        ({"surplus": 1234}, "vượt 1.234 tổ chức"),
        ({"surplus": 0}, "vừa đủ"),
        ({"verdict": "not_reported", "shortfall": None}, ""),
    ],
)
def test_gap(declared, row, said):
    assert phrases.gap(ROW | row, declared.targets["orgs_good"]) == said


def test_change_is_compared_with_the_year_before(declared):
    assert phrases.change(ROW | {"change_pct": 1.2}, declared) == "+1,2 điểm % so với 2023"


def test_change_of_a_part_year_says_what_it_is_compared_with(declared):
    row = ROW | {"year": 2025, "change_pct": -2.0}
    assert phrases.change(row, declared) == "−2,0 điểm % so với cả năm 2024"


def test_last_day(declared):
    assert phrases.last_day(2024, declared) == "31/12/2024"
    assert phrases.last_day(2025, declared) == "30/6/2025"


def test_divided_by_follows_the_setting(declared):
    said = phrases.divided_by(declared.targets["orgs_excellent"], declared)
    assert said == "÷ số xếp loại đúng mức hoàn thành tốt"
