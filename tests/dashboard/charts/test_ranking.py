"""The ranking: order, colours, words, the goal line, links and the spoken summary."""

import polars as pl
import pytest

from dashboard.charts.ranking import ranking, summary
from dashboard.theme import LIGHT


@pytest.fixture
def rows(progress):
    """Highest first and units without a value last, as the blocks sort them."""
    unit = {"level": "organisation", "target_id": "admissions", "goal_pct": 4.0}
    return progress(
        unit
        | {"unit_id": "B", "unit_name": "Xã B", "numerator": 13, "denominator": 220}
        | {"value_pct": 1300 / 220, "verdict": "met", "shortfall": 0, "surplus": 4},
        unit
        | {"unit_id": "A", "unit_name": "Xã <A>", "numerator": 4, "denominator": 185}
        | {"value_pct": 400 / 185, "verdict": "not_met", "shortfall": 4},
        unit | {"unit_id": "C", "unit_name": "Xã C", "verdict": "not_reported"},
    ).with_columns(href=pl.format("don-vi?to-chuc={}", "unit_id"), is_small=pl.lit(False))


@pytest.fixture
def figure(rows, declared):
    return ranking(rows, declared.targets["admissions"], declared, LIGHT)


def test_the_order_of_the_rows_from_above(figure):
    axis = figure["layout"]["yaxis"]
    assert axis["ticktext"] == ["Xã B", "Xã &lt;A&gt;", "Xã C"]
    assert axis["range"] == [2.5, -0.5]
    assert figure["data"][0]["x"] == [1300 / 220, 400 / 185, 0]


def test_bars_take_the_colour_of_the_verdict(figure):
    colours = figure["data"][0]["marker"]["color"]
    assert colours == [LIGHT.teal, LIGHT.vermilion, LIGHT.grey]


def test_bars_lead_to_their_units(figure):
    assert figure["data"][0]["customdata"] == [f"don-vi?to-chuc={id_}" for id_ in "BAC"]


def test_every_row_says_verdict_value_counts_and_gap(figure):
    columns = [trace["text"] for trace in figure["data"][1:]]
    assert list(zip(*columns, strict=True)) == [
        ("✓ Đạt", "<b>5,9%</b>", "13/220", "vượt 4 đảng viên"),
        ("✕ Chưa đạt", "<b>2,2%</b>", "4/185", "còn thiếu 4 đảng viên"),
        ("… Chưa báo cáo", "", "", ""),
    ]


def test_a_share_of_few_is_marked(rows, declared):
    few = rows.with_columns(is_small=pl.col("unit_id") == "A")
    drawn = ranking(few, declared.targets["admissions"], declared, LIGHT)
    assert drawn["data"][3]["text"] == ["13/220", "4/185 (ít)", ""]


def test_one_name_may_stand_out(rows, declared):
    drawn = ranking(rows, declared.targets["admissions"], declared, LIGHT, marked="A")
    assert drawn["layout"]["yaxis"]["ticktext"] == ["Xã B", "<b>Xã &lt;A&gt;</b>", "Xã C"]


def test_the_goal_is_a_line_with_its_words(figure):
    assert figure["layout"]["shapes"][0]["x0"] == 4.0
    assert figure["layout"]["annotations"][0]["text"] == "chỉ tiêu &gt; 4%"


def test_vietnamese_separators(figure):
    assert figure["layout"]["template"]["layout"]["separators"] == ",."


def test_summary_says_the_message_with_numbers(rows, declared):
    said = summary(rows, declared.targets["admissions"], declared, "Kết nạp", "xã, thị trấn")
    assert said == (
        "Kết nạp: 1 trong 2 xã, thị trấn đạt (chỉ tiêu > 4%). "
        "Cao nhất Xã B 5,9% (13/220); thấp nhất Xã <A> 2,2% (4/185)."
    )


def test_summary_of_nothing(rows, declared):
    said = summary(rows.tail(1), declared.targets["admissions"], declared, "Kết nạp")
    assert said == "Kết nạp: chưa có số liệu."
