"""The bar: each filter narrows the ones right of it, and keeps what the address says."""

import re

import pytest

from dashboard import cached, options, views
from dashboard.components.filter_bar import copy_link, filter_bar
from dashboard.components.header import header
from dashboard.navigation import PAGES
from dashboard.selection import Snapshot, View
from pipelines import warehouse


@pytest.fixture
def seen(demo, declared):
    """The view of an address."""
    at = Snapshot(str(demo), warehouse.published_id(demo))

    def view(**query: str) -> View:
        named = {name.replace("_", "-"): code for name, code in query.items()}
        return views.view_of(at, "tong-quan", named, declared)

    return view


@pytest.fixture
def bar(seen):
    """The bar of an address: its markup."""

    def shown(**query: str) -> str:
        view = seen(**query)
        return filter_bar(view, cached.units(view.snapshot), cached.sectors(view.snapshot))

    return shown


def test_without_a_choice_every_unit_of_the_year_can_be_chosen(seen):
    view = seen(nam="2024")
    assert len(options.communes(view)) == 15
    assert len(options.organisations(view)) == 58
    assert dict(options.cells(view))["TS14.03"] == "Chi bộ thôn 3 · Đảng bộ xã Bình Nghi"


def test_each_filter_narrows_the_next(seen):
    sector = seen(nam="2024", loai_hinh="thi_tran")
    assert options.communes(sector) == [("21808", "Thị trấn Phú Phong")]
    assert options.organisations(sector) == [("TS01", "Đảng bộ thị trấn Phú Phong")]
    commune = seen(nam="2024", xa="21847")
    assert options.organisations(commune) == [("TS14", "Đảng bộ xã Bình Nghi")]
    assert len(options.communes(commune)) == 15
    cells = dict(options.cells(seen(nam="2024", to_chuc="TS14")))
    assert cells["TS14.03"] == "Chi bộ thôn 3"
    assert all(code.startswith("TS14.") for code in cells)


def test_a_cell_stands_in_the_list_only_in_its_years(seen):
    assert "TS14.14" not in dict(options.cells(seen(nam="2022", to_chuc="TS14")))
    assert "TS14.14" in dict(options.cells(seen(nam="2023", to_chuc="TS14")))


def test_long_lists_are_fetched_for_the_view_of_the_bar(bar):
    shown = bar(nam="2024", to_chuc="TS14")
    assert 'data-source="lua-chon/chi-bo?nam=2024&amp;to-chuc=TS14"' in shown
    assert "<b>Đảng bộ xã Bình Nghi</b>" in shown


def test_years_keep_the_unit_and_the_chosen_one_is_marked(bar):
    shown = bar(nam="2024", to_chuc="TS14")
    assert 'href="tong-quan?nam=2020&amp;to-chuc=TS14"' in shown
    assert re.findall(r'aria-current="true" data-year="(\d+)"', shown) == ["2024"]


def test_filters_can_be_cleared_at_once(bar):
    assert 'class="clear"' not in bar(nam="2024")
    assert re.search(r'href="tong-quan\?nam=2024" class="clear"', bar(nam="2024", xa="21847"))


@pytest.mark.parametrize("name", ["loai_hinh", "xa", "to_chuc", "chi_bo"])
def test_the_filter_with_an_unknown_code_says_so(bar, name):
    shown = bar(nam="2024", **{name: "ZZ"})
    unknown = re.findall(r'class="pick unknown" data-name="([^"]+)"', shown)
    assert unknown == [name.replace("_", "-")]


def test_an_unknown_year_marks_no_year(bar):
    assert "aria-current" not in bar(nam="2031")


def test_the_link_to_copy_says_where_it_was_copied():
    shown = copy_link()
    assert 'role="status"' in shown
    assert "Đã sao chép liên kết" in shown


def test_links_of_the_header_keep_year_and_unit_and_leave_the_rest(demo, declared):
    at = Snapshot(str(demo), warehouse.published_id(demo))
    query = {"nam": "2023", "to-chuc": "TS14", "bang": "xep-hang"}
    view = views.view_of(at, "tong-quan", query, declared)
    shown = header(declared.name, PAGES, view, "tong-quan")
    assert 'href="so-sanh?nam=2023&amp;to-chuc=TS14"' in shown
    assert re.findall(r'aria-current="page"[^>]*>([^<]+)<', shown) == ["Tổng quan"]


def test_nothing_in_the_head_shares_the_place_of_the_keyboard(bar, seen, declared):
    view = seen(nam="2024", to_chuc="TS14")
    shown = header(declared.name, PAGES, view, "tong-quan") + bar(nam="2024", to_chuc="TS14")
    keys = re.findall(r'data-key="([^"]+)"', shown)
    assert len(keys) == len(set(keys))
