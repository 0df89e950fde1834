"""The page as Streamlit runs it: figures, the address, what cannot be shown, pages that help."""

import json
import re
import shutil
from html import unescape
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest
from variants import published as publish
from variants import without_cells

from pipelines import formatting, queries, warehouse
from pipelines.load import load

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "tests" / "samples" / "office"


@pytest.fixture
def page(monkeypatch):
    """Run the app on a warehouse, with query parameters."""

    def run(folder: Path, **query: str) -> AppTest:
        monkeypatch.setenv("SOKET_WAREHOUSE", str(folder))
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=30)
        for name, value in query.items():
            app.query_params[name.replace("_", "-")] = value
        return app.run()

    return run


def html(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))


def state(app: AppTest) -> str | None:
    found = re.search(r'data-state="(\w+)"', html(app))
    return found and found.group(1)


def counts(app: AppTest) -> dict[str, str]:
    """Target → k/n, as the tiles say it."""
    found = re.findall(r'data-target="(\w+)".*?class="kn">([^<]*)<', html(app), re.S)
    return dict(found)


def figure(app: AppTest) -> dict:
    return json.loads(app.get("plotly_chart")[0].proto.spec)


def block(app: AppTest, block_id: str) -> str:
    """The words of one block."""
    markup = re.search(rf'<section[^>]*data-block="{block_id}".*?</section>', html(app), re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", markup.group()))) if markup else ""


def years(app: AppTest) -> list[str]:
    return re.findall(r'data-year="(\d+)" data-key', html(app))


def chosen(app: AppTest) -> str:
    """The target that the list of targets shows."""
    return re.search(r'data-name="chi-tieu".*?data-chosen="(\w*)"', html(app)).group(1)


def published(folder: Path) -> str:
    return warehouse.published_id(folder)


@pytest.mark.parametrize("year", [2020, 2023, 2025])
def test_tiles_show_what_the_snapshot_holds(page, demo, year):
    app = page(demo, nam=str(year))
    connection = warehouse.open_snapshot(demo, published(demo))
    rows = queries.progress(connection, year=year, level="district").iter_rows(named=True)
    expected = {
        row["target_id"]: "/".join(map(formatting.count, (row["numerator"], row["denominator"])))
        for row in rows
    }
    connection.close()
    assert counts(app) == expected
    assert len(expected) == 8
    assert not app.exception


def test_the_year_is_always_written_and_the_last_one_stands_in(page, demo):
    app = page(demo)
    assert app.query_params["nam"] == "2025"
    assert "đến 30/6/2025" in html(app)


def test_every_year_is_a_link_to_itself(page, demo):
    app = page(demo, nam="2024")
    assert years(app) == ["2020", "2021", "2022", "2023", "2024", "2025"]
    assert 'href="tong-quan?nam=2021"' in html(app)
    assert "Số liệu đến 31/12/2021" in html(page(demo, nam="2021"))


def test_a_year_without_data_is_announced_and_no_other_year_shown(page, demo):
    app = page(demo, nam="2031")
    assert "Không có số liệu năm 2031; chọn một năm có số liệu: 2020, 2021" in html(app)
    assert state(app) == "no_year"
    assert counts(app) == {}
    assert app.query_params["nam"] == "2031"


def test_a_year_that_is_no_year_is_announced(page, demo):
    app = page(demo, nam="<b>")
    assert "Không hiểu năm “&lt;b&gt;” trong liên kết" in html(app)
    assert counts(app) == {}


def test_after_an_unknown_year_a_link_helps(page, demo):
    assert 'href="tong-quan?nam=2022"' in html(page(demo, nam="2031"))


def test_the_chart_shows_the_target_of_the_url(page, demo):
    app = page(demo, nam="2024", chi_tieu="admissions")
    assert "Tỷ lệ kết nạp đảng viên năm 2024 theo xã, thị trấn" in block(app, "xep-hang")
    assert len(figure(app)["data"][0]["y"]) == 15


def test_without_a_target_one_that_is_open_is_shown(page, demo):
    app = page(demo, nam="2025")
    tile = re.search(rf'data-target="{chosen(app)}" data-verdict="(\w+)"', html(app))
    assert tile.group(1) not in ("met", "kept")


def test_every_target_is_an_option_and_choosing_one_colours_by_it(page, demo):
    shown = html(page(demo, nam="2024", to_mau="so-dat"))
    href, options = re.search(
        r'data-name="chi-tieu"[^>]*data-href="([^"]*)"[^>]*data-options="([^"]*)"', shown
    ).groups()
    assert unescape(href) == "tong-quan?nam=2024&chi-tieu=~"
    assert len(json.loads(unescape(options))) == 8


def test_an_unknown_target_is_announced_and_no_other_chart_shown(page, demo):
    app = page(demo, nam="2024", chi_tieu="xyz")
    assert "Không tìm thấy chỉ tiêu “xyz” trong liên kết" in html(app)
    assert len(counts(app)) == 8
    assert len(app.get("plotly_chart")) == 0
    assert block(app, "ban-do") == block(app, "can-chu-y") == ""
    assert "đủ 4/5 biểu" in block(app, "bao-cao")
    assert "94,8%" in block(app, "so-voi-nam-truoc")


def test_an_unknown_target_leaves_the_other_colouring(page, demo):
    app = page(demo, nam="2024", chi_tieu="xyz", to_mau="so-dat")
    assert "đạt mọi chỉ tiêu" in block(app, "ban-do")


def test_an_unknown_colouring_is_announced(page, demo):
    app = page(demo, nam="2024", to_mau="abc")
    assert re.search(r'role="alert">Không hiểu cách tô màu “abc” trong liên kết', html(app))
    assert block(app, "ban-do")


def test_an_organisation_shows_its_cells_and_what_is_not_counted_for_them(page, demo):
    cells = page(demo, nam="2024", to_chuc="TS05", chi_tieu="members_good")
    assert "10/11 chi bộ trực thuộc đạt" in block(cells, "ban-do")
    assert "theo chi bộ trực thuộc, Đảng bộ xã Tây Giang" in block(cells, "xep-hang")
    staff = page(demo, nam="2024", to_chuc="TS05", chi_tieu="staff_degree")
    assert "không tính cho chi bộ trực thuộc" in block(staff, "ban-do")
    assert block(staff, "xep-hang") == block(staff, "can-chu-y") == ""


def test_organisations_without_cells_say_so(page, demo, tmp_path):
    leaf = page(demo, nam="2024", to_chuc="TS30")
    assert "Tổ chức này không có chi bộ trực thuộc." in block(leaf, "ban-do")
    bare = page(publish(tmp_path, without_cells("TS05")), nam="2024", to_chuc="TS05")
    assert "Tổ chức này không có chi bộ trực thuộc." in block(bare, "ban-do")


def test_a_cell_stands_among_its_own(page, demo):
    app = page(demo, nam="2024", to_chuc="TS05", chi_bo="TS05.02", chi_tieu="admissions")
    assert "Chi bộ không có tổ chức trực thuộc." in block(app, "ban-do")
    assert "theo chi bộ cùng Đảng bộ xã Tây Giang" in block(app, "xep-hang")
    names = figure(app)["layout"]["yaxis"]["ticktext"]
    assert len(names) == 11
    assert sum(name.startswith("<b>") for name in names) == 1


def test_a_table_takes_the_whole_width(page, demo):
    assert len(page(demo, nam="2024").columns) == 2
    assert len(page(demo, nam="2024", bang="ban-do").columns) == 0


def test_the_line_of_the_data_names_the_snapshot_and_the_late_form(page, demo):
    shown = html(page(demo, nam="2024"))
    assert f'data-snapshot="{published(demo)}"' in shown
    assert "có đủ 4/5 biểu, 57/58 tổ chức" in shown
    assert "thiếu: Cơ cấu, trình độ cấp ủy viên cơ sở (1 tổ chức)" in shown


def test_invented_figures_are_marked(page, demo):
    assert 'class="badge">Số liệu minh họa<' in html(page(demo))


def test_an_empty_warehouse_says_what_to_run(page, tmp_path):
    app = page(tmp_path)
    assert state(app) == "no_snapshot"
    assert "soket demo" in html(app)
    assert not app.exception


def test_a_broken_pointer_says_what_to_run(page, demo, tmp_path):
    folder = shutil.copytree(demo, tmp_path / "broken")
    for snapshot in folder.glob("*.duckdb"):
        snapshot.unlink()
    app = page(folder)
    assert state(app) == "broken"
    assert "soket rollback MÃ_BẢN" in html(app)


def test_a_damaged_snapshot_says_what_to_run(page, demo, tmp_path):
    folder = shutil.copytree(demo, tmp_path / "damaged")
    for snapshot in folder.glob("*.duckdb"):
        snapshot.write_bytes(b"no database")
    app = page(folder)
    assert state(app) == "broken"
    assert not app.exception


def test_a_snapshot_without_its_tables_gives_a_sentence_not_a_trace(page, demo, tmp_path):
    snapshot = tmp_path / f"{published(demo)}.duckdb"
    (tmp_path / "published").write_text(snapshot.stem, encoding="utf-8")
    duckdb.connect(str(snapshot)).close()
    app = page(tmp_path)
    assert state(app) == "broken"
    assert not app.exception


def test_a_new_snapshot_shows_at_the_next_run(page, tmp_path):
    register, first, second = (
        SAMPLES / f"{name}.xlsx"
        for name in ("Danh muc to chuc dang", "Bieu tong hop 2020", "Bieu tong hop 2021")
    )
    load([register, first], tmp_path)
    app = page(tmp_path)
    before = published(tmp_path)
    assert years(app) == ["2020"]
    load([second], tmp_path)
    app.run()
    assert published(tmp_path) != before
    assert set(re.findall(r'data-snapshot="([^"]+)"', html(app))) == {published(tmp_path)}
    assert years(app) == ["2020", "2021"]


def test_an_empty_year_between_leaves_the_rest_readable(page, tmp_path):
    register, year = (
        SAMPLES / f"{name}.xlsx" for name in ("Danh muc to chuc dang", "Bieu tong hop 2023")
    )
    load([register, year], tmp_path)
    app = page(tmp_path)
    assert "2020 —, 2021 —, 2022 —, 2023 " in html(app)
    assert len(counts(app)) == 8
    assert "Không có số liệu năm 2022 để so sánh" in block(app, "so-voi-nam-truoc")
