"""The tiles, from literal rows: figures, words, marks, and nothing unescaped."""

import re

from dashboard.components.tiles import tiles
from dashboard.theme import LIGHT

ADMISSIONS = {
    "target_id": "admissions",
    "numerator": 200,
    "denominator": 4653,
    "value_pct": 100 * 200 / 4653,
    "goal_pct": 4.0,
    "shortfall": 0,
    "surplus": 13,
    "expected": 58,
    "reported": 58,
    "change_pct": 0.23,
}


def tile(html: str, target_id: str) -> str:
    return re.search(rf'<article[^>]*data-target="{target_id}".*?</article>', html, re.S).group()


def words_of(html: str, name: str) -> str:
    inner = re.search(rf'class="{name}"[^>]*>(.*?)</(?:div|b)>', html, re.S).group(1)
    return re.sub(r"<[^>]+>", "", inner).strip()


def test_one_tile_per_declared_target_in_their_order(declared, progress):
    html = tiles(progress(ADMISSIONS), 2024, declared, LIGHT)
    assert re.findall(r'data-target="(\w+)"', html) == list(declared.targets)


def test_figures_goal_and_verdict(declared, progress):
    html = tile(tiles(progress(ADMISSIONS), 2024, declared, LIGHT), "admissions")
    assert words_of(html, "value") == "4,3%"
    assert words_of(html, "kn") == "200/4.653"
    assert words_of(html, "verdict") == "✓ Đạt"
    assert "chỉ tiêu &gt; 4%" in html
    assert "vượt 13 đảng viên" in html
    assert "+0,2 điểm % so với 2023" in html
    assert "÷ số đảng viên đầu năm" in html


def test_a_target_without_row_is_not_reported_and_never_zero(declared, progress):
    html = tile(tiles(progress(ADMISSIONS), 2024, declared, LIGHT), "staff_degree")
    assert 'data-verdict="not_reported"' in html
    assert words_of(html, "value") == words_of(html, "kn") == "—"
    assert "Chưa báo cáo" in html


def test_a_denominator_of_zero_is_not_applicable(declared, progress):
    empty = ADMISSIONS | {
        "numerator": 0,
        "denominator": 0,
        "value_pct": None,
        "verdict": "not_applicable",
        "shortfall": None,
        "surplus": None,
        "change_pct": None,
    }
    html = tile(tiles(progress(empty), 2024, declared, LIGHT), "admissions")
    assert words_of(html, "value") == words_of(html, "kn") == "—"
    assert "Không áp dụng" in html
    assert "0/0" not in html


def test_a_part_year_and_late_organisations_are_marked(declared, progress):
    rows = progress(ADMISSIONS | {"year": 2025, "reported": 57})
    html = tile(tiles(rows, 2025, declared, LIGHT), "admissions")
    assert "đến 30/6/2025" in html
    assert "57/58 tổ chức báo cáo" in html


def test_a_whole_year_that_is_complete_has_no_mark(declared, progress):
    html = tile(tiles(progress(ADMISSIONS), 2024, declared, LIGHT), "admissions")
    assert 'class="mark"' not in html
