"""Chỉ tiêu as Streamlit runs it: the line of the scope, choices by link, what is not there."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from variants import all_zero, published, without_form

from pipelines.declarations import load_declarations

APP = Path(__file__).parents[3] / "dashboard" / "app.py"
YEARS = load_declarations().years
each = pytest.mark.parametrize


@pytest.fixture(scope="module")
def app(demo) -> AppTest:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOKET_WAREHOUSE", str(demo))
        return AppTest.from_file(str(APP), default_timeout=60).run()


@pytest.fixture
def page(app, demo, monkeypatch) -> Callable[..., AppTest]:
    """The page for an address: `page(nam="2024", chi_tieu="admissions")`."""

    def run(folder: Path = demo, **query: str) -> AppTest:
        monkeypatch.setenv("SOKET_WAREHOUSE", str(folder))
        app.switch_page("app_pages/target.py")
        app.query_params.clear()
        for name, value in query.items():
            app.query_params[name.replace("_", "-")] = value
        app.run()
        assert not app.exception
        assert "Không vẽ được" not in html(app)
        return app

    return run


def html(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))


def line(app: AppTest) -> str:
    """The words of the line at the top."""
    found = re.search(r'class="line">(.*?)</div>', html(app), re.S)
    return re.sub(r"<[^>]+>", "|", found.group(1)) if found else ""


def notices(app: AppTest) -> list[str]:
    return re.findall(r'class="notice"[^>]*>([^<]*)<', html(app))


def alts(app: AppTest) -> list[str]:
    return [chart.proto.alt for chart in app.get("plotly_chart")]


def test_the_line_says_where_the_scope_stands(page):
    told = line(page(nam="2024", chi_tieu="committee_degree"))
    for words in (
        "96,0%",
        "Cần đẩy nhanh",
        "313/326",
        "chỉ tiêu 100% đến 2025",
        "còn thiếu 13 cấp ủy viên",
        "+3,1 điểm % so với 2023",
        "57/58 tổ chức báo cáo",
    ):
        assert words in told
    assert "hạng" not in told


def test_places_are_told_where_there_are_others(page):
    told = line(page(nam="2023", chi_tieu="admissions", to_chuc="TS20"))
    assert "hạng 1/58 theo tỷ lệ" in told
    assert "hạng 1/11 trong loại hình" in told


def test_a_share_of_few_has_no_place(page):
    told = line(page(nam="2024", chi_tieu="committee_degree", to_chuc="TS20"))
    assert "số nhỏ (dưới 5): không xếp hạng" in told


def test_a_cell_is_named_with_its_organisation(page):
    app = page(nam="2023", chi_tieu="members_good", to_chuc="TS09", chi_bo="TS09.04")
    assert "Chi bộ thôn 4 · Đảng bộ xã Tây Bình, năm 2023" in html(app)


@each("year", YEARS)
@each("target_id", load_declarations().targets)
def test_every_target_in_every_year(page, year, target_id):
    app = page(nam=str(year), chi_tieu=target_id)
    assert len(app.get("plotly_chart")) == 2
    assert "Phiếu chỉ tiêu" in html(app)


def test_the_spoken_line_has_every_year_and_the_outlook(page):
    said = alts(page(nam="2024", chi_tieu="committee_degree"))[0]
    assert "2020 88,5% (301/340, Đúng tiến độ)" in said
    assert "2025 97,4% (331/340, Chưa đạt)" in said
    assert "đến năm 2025 sẽ là 97,9%: chưa tới chỉ tiêu 100% đến 2025" in said


def test_the_spoken_ranking_has_its_ends(page):
    said = alts(page(nam="2024", chi_tieu="admissions"))[1]
    assert "11 trong 15 đơn vị có số liệu đạt (chỉ tiêu > 4%)" in said
    assert "Cao nhất Đảng bộ thị trấn Phú Phong 5,9% (20/341)" in said


def test_other_denominators_only_where_there_was_a_choice(page):
    assert 'data-block="mau-so-khac"' in html(page(nam="2024", chi_tieu="orgs_excellent"))
    assert 'data-block="mau-so-khac"' not in html(page(nam="2024", chi_tieu="orgs_good"))


def test_choices_are_links_that_keep_the_target(page):
    shown = html(page(nam="2024"))
    target = re.search(r'class="target-status" data-target="(\w+)"', shown).group(1)
    assert f"chi-tieu?nam=2024&amp;chi-tieu={target}&amp;nhom=to-chuc" in shown
    assert f"chi-tieu?nam=2024&amp;chi-tieu={target}&amp;thu-tu=ten" in shown


@each(
    ("query", "told"),
    [
        ({"chi_tieu": "xyz"}, "Không tìm thấy chỉ tiêu “xyz” trong liên kết"),
        ({"chi_tieu": "admissions", "nhom": "huyen"}, "Không có nhóm đơn vị “huyen”"),
        ({"chi_tieu": "admissions", "thu_tu": "abc"}, "Không có thứ tự “abc”"),
    ],
    ids=str,
)
def test_what_the_address_asks_and_is_unknown_is_said(page, query, told):
    (notice,) = notices(page(nam="2024", **query))
    assert told in notice


def test_nothing_is_drawn_for_an_unknown_target(page):
    app = page(nam="2024", chi_tieu="xyz")
    assert "<section" not in html(app)
    assert len(app.get("plotly_chart")) == 0


def test_a_target_not_counted_for_the_unit_is_said_and_the_rest_drawn(page):
    app = page(nam="2023", chi_tieu="orgs_good", to_chuc="TS20")
    shown = html(app)
    assert "Chỉ tiêu này không tính cho Chi bộ Ban Tổ chức Huyện ủy." in shown
    assert "Bản thân tổ chức năm 2023: Tổ chức đảng xếp loại hoàn thành tốt nhiệm vụ." in shown
    assert "Theo loại hình, năm 2023" in shown
    assert "None" not in re.sub(r"<script>.*?</script>", "", shown, flags=re.S)


def test_a_year_that_nobody_reported(page, tmp_path):
    folder = published(tmp_path, without_form("member_flow", 2023))
    app = page(folder, nam="2023", chi_tieu="admissions")
    assert "Chưa báo cáo" in line(app)
    assert "0/249 tổ chức đã báo cáo" in html(app) or "0/209" in html(app)


def test_a_denominator_of_zero_is_not_applicable(page, tmp_path):
    folder = published(tmp_path, all_zero("TS30", "committee"))
    app = page(folder, nam="2024", chi_tieu="committee_degree", to_chuc="TS30")
    assert "Không áp dụng" in line(app)
    assert "không áp dụng: mẫu số bằng 0" in html(app)


def test_a_gap_stays_a_gap_in_the_figure(page, tmp_path):
    folder = published(tmp_path, without_form("committee", 2022))
    app = page(folder, nam="2024", chi_tieu="committee_degree")
    spec = json.loads(app.get("plotly_chart")[0].proto.spec)
    whole = next(trace for trace in spec["data"] if trace.get("connectgaps") is False)
    assert whole["y"][2] is None
