"""The tiles, from literal rows: figures, words, marks, links, and nothing unescaped."""

import re
from html import unescape

import pytest

from dashboard.components.tiles import tiles
from dashboard.selection import Scope, Snapshot, View
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


@pytest.fixture
def drawn(declared):
    """The tiles of the district in one year."""

    def draw(rows, year: int = 2024) -> str:
        scope = Scope("district", "district", "Đảng bộ <huyện>")
        view = View(Snapshot("nowhere", "0001"), "tong-quan", year, (2024, 2025), scope)
        return tiles(rows, view, declared, LIGHT)

    return draw


def tile(html: str, target_id: str) -> str:
    return re.search(rf'<article[^>]*data-target="{target_id}".*?</article>', html, re.S).group()


def words_of(html: str, name: str) -> str:
    inner = re.search(rf'class="{name}"[^>]*>(.*?)</(?:div|b)>', html, re.S).group(1)
    return re.sub(r"<[^>]+>", "", inner).strip()


def test_one_tile_per_declared_target_in_their_order(declared, progress, drawn):
    rows = progress(*({"target_id": id_} for id_ in reversed(declared.targets)))
    assert re.findall(r'data-target="(\w+)"', drawn(rows)) == list(declared.targets)


def test_a_unit_has_tiles_of_the_targets_that_are_counted_for_it(progress, drawn):
    html = drawn(progress(ADMISSIONS, {"target_id": "members_good"}))
    assert re.findall(r'data-target="(\w+)"', html) == ["members_good", "admissions"]


def test_a_unit_of_which_nothing_is_known_has_all_tiles(declared, progress, drawn):
    html = drawn(progress(ADMISSIONS).clear())
    assert re.findall(r'data-target="(\w+)"', html) == list(declared.targets)


def test_figures_goal_and_verdict(progress, drawn):
    html = tile(drawn(progress(ADMISSIONS)), "admissions")
    assert words_of(html, "value") == "4,3%"
    assert words_of(html, "kn") == "200/4.653"
    assert words_of(html, "verdict") == "✓ Đạt"
    assert "chỉ tiêu &gt; 4%" in html
    assert "vượt 13 đảng viên" in html
    assert "+0,2 điểm % so với 2023" in html
    assert "÷ số đảng viên đầu năm" in html


def test_the_figure_leads_to_its_source_and_the_name_to_its_page(progress, drawn):
    html = unescape(tile(drawn(progress(ADMISSIONS)), "admissions"))
    assert 'href="nguon?nam=2024&so=admissions"' in html
    assert 'href="chi-tieu?nam=2024&chi-tieu=admissions"' in html


def test_a_target_without_row_is_not_reported_and_never_zero(progress, drawn):
    rows = progress(ADMISSIONS, {"target_id": "staff_degree", "year": 2023})
    html = tile(drawn(rows), "staff_degree")
    assert 'data-verdict="not_reported"' in html
    assert words_of(html, "value") == words_of(html, "kn") == "—"
    assert "Chưa báo cáo" in html


def test_a_denominator_of_zero_is_not_applicable(progress, drawn):
    empty = ADMISSIONS | {
        "numerator": 0,
        "denominator": 0,
        "value_pct": None,
        "verdict": "not_applicable",
        "shortfall": None,
        "surplus": None,
        "change_pct": None,
    }
    html = tile(drawn(progress(empty)), "admissions")
    assert words_of(html, "value") == words_of(html, "kn") == "—"
    assert "Không áp dụng" in html
    assert "0/0" not in html


def test_a_part_year_and_late_organisations_are_marked(progress, drawn):
    html = tile(drawn(progress(ADMISSIONS | {"year": 2025, "reported": 57}), 2025), "admissions")
    assert "đến 30/6/2025" in html
    assert "57/58 tổ chức báo cáo" in html
    assert "so với cả năm 2024" in html


def test_a_whole_year_that_is_complete_has_no_mark(progress, drawn):
    assert 'class="mark"' not in tile(drawn(progress(ADMISSIONS)), "admissions")


def test_the_name_of_the_unit_is_escaped(progress, drawn):
    html = drawn(progress(ADMISSIONS))
    assert 'aria-label="Tám chỉ tiêu của Đảng bộ &lt;huyện&gt; năm 2024"' in html
