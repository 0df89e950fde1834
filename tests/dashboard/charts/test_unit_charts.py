"""The markup of the page about one unit, from literal rows."""

import re
from html import unescape

import polars as pl
import pytest

from dashboard import theme
from dashboard.charts.unit.bodies import Body, Class, Dimension, bodies, fills
from dashboard.charts.unit.bodies import summary as bodies_summary
from dashboard.charts.unit.peers import axis_end, dots
from dashboard.charts.unit.rating_strip import Rating, Year, shades, strip
from dashboard.charts.unit.rating_strip import summary as rating_summary
from dashboard.charts.unit.targets import matrix, summary

RATINGS = [
    Rating("best", "Xuất sắc", "XS"),
    Rating("good", "Tốt", "T"),
    Rating("none", "Chưa xếp loại", "CXL", is_rated=False),
]
YEARS = [
    Year(2023, "none", "", {"best": (3, "a"), "good": (10, "b"), "none": (1, "c")}, "14 chi bộ"),
    Year(2024, None, "chưa báo cáo", {}, "chưa báo cáo"),
]


def text(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip())


@pytest.fixture
def rows(progress, declared):
    """Two targets in two years; one of them with nothing to divide."""
    first, second = list(declared.targets)[:2]
    plain = {"unit_name": "Xã A", "goal_pct": 80.0}
    return progress(
        plain
        | {"year": 2023, "target_id": first, "numerator": 9, "denominator": 10, "value_pct": 90.0},
        plain
        | {
            "year": 2024,
            "target_id": first,
            "numerator": 3,
            "denominator": 4,
            "value_pct": 75.0,
            "verdict": "not_met",
        },
        plain | {"year": 2024, "target_id": second, "verdict": "not_applicable"},
    ).with_columns(
        is_small=pl.col("denominator") == 4,
        source=pl.lit("nguon?so=x"),
        target_name=pl.lit("Chỉ tiêu <A>"),
        target_href=pl.lit("chi-tieu"),
        about=pl.lit("tính trên chi bộ"),
    )


def test_a_cell_of_the_matrix_says_value_counts_and_verdict(rows, declared):
    html = matrix(rows, [2022, 2023, 2024], 2024, {2022: "chưa thành lập"}, declared, theme.LIGHT)
    cells = re.findall(r"<td.*?</td>", html, re.S)
    assert text(cells[0]) == "chưa thành lập"
    assert text(cells[1]) == "✓ 90,0% 9/10 Đạt"
    assert text(cells[2]) == "✕ 75,0% 3/4 Chưa đạt · n < 5"
    assert 'data-verdict="not_met"' in cells[2]
    assert "chosen" in cells[2]
    assert [text(cell) for cell in cells[4:7]] == [
        "chưa thành lập",
        "không có số liệu",
        "○ Không áp dụng",
    ]
    assert "Chỉ tiêu &lt;A&gt;" in html


def test_the_message_of_the_matrix_is_the_chosen_year(rows, declared):
    told = summary(rows, "Xã A", 2024, declared)
    assert "75,0% (3/4), Chưa đạt" in told
    assert "90,0%" not in told


def test_dots_stand_left_and_right_of_the_district(rows, declared):
    peers = rows.filter(pl.col("year") == 2024).with_columns(
        peer_pct=pl.Series([70.0, 60.0]),
        district_pct=pl.Series([80.0, 60.0]),
        to_peer=pl.Series([5.0, None]),
        to_district=pl.Series([-5.0, None]),
        ring=pl.Series([-10.0, 0.0]),
        peer_source=pl.lit("nguon"),
        district_source=pl.lit("nguon"),
        rank_told=pl.lit("hạng 3/58"),
        sector_rank_told=pl.lit("2/14"),
        apart=pl.lit(""),
    )
    html = dots(peers, "Huyện", "Loại hình Xã", declared)
    own = float(re.search(r'class="own" style="left:([\d.]+)%', html).group(1))
    ring = float(re.search(r'class="ring" style="left:([\d.]+)%', html).group(1))
    assert ring < own < 50
    assert html.count('class="dots"') == 1
    assert "−5,0 điểm %" in html
    assert "hạng 3/58" in html
    assert axis_end(peers.to_dicts()) == 10


def test_an_axis_without_any_difference():
    assert axis_end([{"to_district": None, "ring": None}]) == 1


def test_ratings_have_words_and_counts_and_the_best_is_deepest():
    html = strip(YEARS, RATINGS, 2024, theme.LIGHT)
    assert text(html).startswith(
        "2023 Chưa xếp loại 3 10 1 14 chi bộ 2024 chưa báo cáo chưa báo cáo"
    )
    assert re.findall(r"flex-grow:(\d+)", html) == ["3", "10", "1"]
    assert shades(RATINGS, theme.LIGHT) == {"best": theme.LIGHT.deep, "good": theme.LIGHT.pale}
    assert rating_summary(YEARS, RATINGS, "Xếp loại") == (
        "Xếp loại: 2023 Chưa xếp loại; 2024 chưa báo cáo. "
        "Các chi bộ trực thuộc năm 2023: Xuất sắc 3, Tốt 10, Chưa xếp loại 1."
    )


def test_a_unit_without_cells_has_no_bars():
    assert "stack" not in strip(YEARS, RATINGS, 2024, theme.LIGHT, with_cells=False)


def body(*classes: Class, is_ordinal: bool = False) -> Body:
    dimension = Dimension("Độ tuổi", is_ordinal, classes)
    return Body("Cấp ủy", "13 người", "n < 5", "Ghi chú", [dimension])


def test_a_body_says_counts_and_shares_of_those_that_are_there():
    drawn = body(Class("Nữ", 5, 38.46, "a", False), Class("Nam", 8, 61.54, "b", True))
    html = bodies([drawn], theme.LIGHT)
    assert "Nữ: 5 (38,5%) Nam: 8 (61,5%)" in text(html)
    assert "n < 5" in text(html)
    assert "Độ tuổi nhiều nhất Nam 8 (61,5%)" in bodies_summary([drawn], "Cơ cấu")
    nobody = body(Class("Nữ", 0, None, "a", False), Class("Nam", 0, None, "b", True))
    assert "flex-grow" not in bodies([nobody], theme.LIGHT)


def test_of_two_classes_the_named_one_is_deep_of_more_the_last():
    two = (Class("Đại học", 1, 1.0, "", False), Class("Dưới", 1, 1.0, "", True))
    assert fills(Dimension("d", True, two), theme.LIGHT) == [theme.LIGHT.deep, theme.LIGHT.pale]
    more = (*two[:1], Class("Thạc sĩ", 1, 1.0, "", False), two[1])
    assert fills(Dimension("d", True, more), theme.LIGHT) == [
        theme.LIGHT.pale,
        theme.LIGHT.deep,
        None,
    ]
