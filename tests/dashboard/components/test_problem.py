"""What is said about an address that cannot be shown, and the ways out."""

import pytest

from dashboard import views
from dashboard.components import problem as problems
from dashboard.selection import Snapshot
from pipelines import warehouse


@pytest.fixture
def told(demo, declared):
    """Section, reason and ways out of an address."""
    at = Snapshot(str(demo), warehouse.published_id(demo))

    def of(**query: str) -> tuple[str, str, str]:
        named = {name.replace("_", "-"): code for name, code in query.items()}
        view = views.view_of(at, "tong-quan", named, declared)
        found = view.problem
        return (
            problems.state_of(found),
            problems.reason(view, found),
            problems.ways_out(view, found),
        )

    return of


@pytest.mark.parametrize(
    ("name", "filter_name"),
    [
        ("loai_hinh", "Loại hình"),
        ("xa", "Xã, thị trấn"),
        ("to_chuc", "Tổ chức cơ sở đảng"),
        ("chi_bo", "Chi bộ"),
    ],
)
def test_an_unknown_unit_is_named_with_its_filter(told, name, filter_name):
    state, reason, ways = told(nam="2024", **{name: "ZZ"})
    assert state == "no_unit"
    assert reason.startswith("Không tìm thấy đơn vị trong liên kết: “ZZ”")
    assert filter_name in reason
    assert 'href="tong-quan?nam=2024"' in ways


def test_a_unit_outside_the_wider_filter_is_not_shown(told):
    state, reason, _ = told(nam="2024", loai_hinh="thi_tran", to_chuc="TS14")
    assert state == "no_unit"
    assert "Đảng bộ xã Bình Nghi (TS14) không thuộc phạm vi" in reason


def test_a_cell_is_no_organisation(told):
    assert told(nam="2024", to_chuc="TS14.03")[0] == "no_unit"
    assert told(nam="2024", chi_bo="TS14")[0] == "no_unit"


def test_a_unit_that_came_later_leads_to_its_first_year(told):
    state, reason, ways = told(nam="2021", chi_bo="TS14.14")
    assert state == "absent"
    assert "chưa có trong năm 2021: có số liệu từ năm 2023" in reason
    assert 'href="tong-quan?nam=2023&amp;chi-bo=TS14.14"' in ways


def test_a_unit_that_was_merged_names_its_successor(told):
    state, reason, ways = told(nam="2024", chi_bo="TS09.05")
    assert state == "absent"
    assert "đã nhập vào Chi bộ thôn 4; có số liệu đến năm 2022" in reason
    assert "Xem năm 2022" in ways


@pytest.mark.parametrize(
    ("asked", "says"), [("2031", "Không có số liệu năm 2031"), ("abc", "Không hiểu năm “abc”")]
)
def test_an_unknown_year_lists_the_years(told, asked, says):
    state, reason, ways = told(nam=asked)
    assert state == "no_year"
    assert reason.startswith(says)
    assert "2020, 2021" in reason
    assert ways == ""
