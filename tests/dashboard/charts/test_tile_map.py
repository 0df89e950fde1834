"""Tiles at their places, chips in groups, and the small line between two years."""

import re

from dashboard.charts.slope import slope
from dashboard.charts.tile_map import Group, Tile, chips, groups, tile_map
from dashboard.theme import on

MET = Tile("Bình Tân", "5,7%", "Xã Bình Tân: 5,7% (12/211), Đạt", "✓", "don-vi?xa=1", "met")
ABSENT = Tile("Vĩnh An", "—", "Xã Vĩnh An: năm này không có tổ chức")
SHADED = Tile("<b>", "6/8", "đạt 6/8", href="don-vi?xa=2", fill="#1D4A75")


def test_tiles_stand_at_their_places_without_empty_rows_above():
    html = tile_map([((2, 3), MET), ((3, 2), ABSENT)])
    assert re.findall(r"grid-area:(\d+/\d+)", html) == ["1/2", "2/1"]
    assert tile_map([]) == ""


def test_a_tile_says_icon_and_value_and_everything_in_its_title():
    html = chips([MET])
    assert re.sub(r"<[^>]+>", "", html) == "Bình Tân ✓ 5,7%"
    assert html.count("Xã Bình Tân: 5,7% (12/211), Đạt") == 1
    assert 'data-verdict="met"' in html


def test_a_tile_that_leads_nowhere_is_no_link():
    html = chips([ABSENT])
    assert "<a" not in html
    assert "href" not in html


def test_words_on_a_shade_are_readable_and_names_escaped():
    html = chips([SHADED])
    assert f"background:#1D4A75;border-color:#1D4A75;color:{on('#1D4A75')}" in html
    assert "&lt;b&gt;" in html


def test_a_closed_group_tells_its_counts():
    html = groups([Group("Công an", "1/2 đạt", [MET], [("not_met", "✕ Chưa đạt 1")])])
    line = re.search(r"<summary>(.*?)</summary>", html).group(1)
    words = " ".join(re.sub(r"<[^>]+>", " ", line).split())
    assert words == "Công an 1/2 đạt ✕ Chưa đạt 1"
    assert "open" not in html.partition("<summary>")[0]
    assert groups([]) == ""


def test_the_slope_goes_up_towards_the_goal():
    html = slope(90.0, 95.0, 100.0, "speed_up", "từ 90% lên 95%")
    goal, before, now = (float(y) for y in re.findall(r"[;\"]top:([\d.]+)px", html))
    assert goal < now < before
    assert 'aria-label="từ 90% lên 95%"' in html
    assert 'data-verdict="speed_up"' in html


def test_a_slope_without_change_is_level():
    html = slope(100.0, 100.0, 100.0, "met", "không đổi")
    assert len(set(re.findall(r"[;\"]top:([\d.]+)px", html))) == 1
