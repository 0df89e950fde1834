"""The page of compositions: its tables against the snapshot, choices, and what is missing."""

import re
import shutil
from pathlib import Path

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import views
from dashboard.blocks.composition import page as composition
from dashboard.blocks.composition.choices import asked, shown_bodies, without_part_time
from dashboard.blocks.composition.units_rows import RANKED, SMALL, WHOLE
from dashboard.selection import Snapshot
from pipelines import queries, warehouse
from pipelines.load import load

ROOT = Path(__file__).parents[3]
OFFICE = ROOT / "tests" / "samples" / "office"
PATH = "co-cau-cap-uy"
BLOCKS = {block.id: block for block in composition.BLOCKS}
PLAIN = {"nam": "2024"}


@pytest.fixture
def view(demo, declared):
    """The view of an address on the invented district, or on another warehouse."""

    def build(folder: Path = demo, **query: str):
        named = {name.replace("_", "-"): code for name, code in (PLAIN | query).items()}
        at = Snapshot(str(folder), warehouse.published_id(folder))
        return views.view_of(at, PATH, named, declared)

    return build


@pytest.fixture
def connection(demo):
    opened = warehouse.open_snapshot(demo, warehouse.published_id(demo))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def app(demo) -> AppTest:
    """One session for all tests; its first run tells which pages there are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOKET_WAREHOUSE", str(demo))
        return AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60).run()


@pytest.fixture
def page(app, monkeypatch, demo):
    """The page as Streamlit runs it: its markup, without the style sheet."""

    def run(folder: Path = demo, **query: str) -> str:
        monkeypatch.setenv("SOKET_WAREHOUSE", str(folder))
        app.switch_page("app_pages/composition.py")
        app.query_params.clear()
        for name, code in (PLAIN | query).items():
            app.query_params[name.replace("_", "-")] = code
        app.run()
        assert not app.exception
        shown = "".join(element.proto.body for element in app.get("html"))
        return re.sub(r"<(style|script)>.*?</\1>", "", shown, flags=re.DOTALL)

    return run


def rows(block: str, view) -> pl.DataFrame:
    return BLOCKS[block].table(view).rows


# ---- Choices ----


def test_a_body_less_its_part_time_members_is_found_by_its_total(declared):
    assert without_part_time(declared.bodies["committee"], declared).id == "committee_full_time"
    assert without_part_time(declared.bodies["staff"], declared) is None
    assert [body.id for body in shown_bodies(declared)] == [
        *("committee", "staff", "cadres", "officials", "admitted")
    ]


@pytest.mark.parametrize(
    ("query", "body", "dimension"),
    [
        ({}, "committee", "sex"),
        ({"khong_chuyen_trach": "khong"}, "committee_full_time", "education"),
        ({"nhom_nguoi": "staff", "chieu": "education"}, "staff", "education"),
        ({"nhom_nguoi": "admitted", "chieu": "tat-ca"}, "admitted", None),
    ],
)
def test_the_address_chooses(view, declared, query, body, dimension):
    now = asked(view(**query), declared)
    assert (now.body.id, now.dimension and now.dimension.id, now.problem) == (body, dimension, "")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"nhom_nguoi": "abc"}, "Không có nhóm người “abc”"),
        ({"chieu": "abc"}, "không có chiều “abc”"),
        ({"khong_chuyen_trach": "abc"}, "Không hiểu “abc”"),
        ({"khong_chuyen_trach": "khong", "chieu": "sex"}, "Biểu không tách"),
        ({"khong_chuyen_trach": "khong", "nhom_nguoi": "staff"}, "không bỏ ra được"),
    ],
)
def test_what_is_not_known_is_told_and_nothing_stands_in(page, query, told):
    shown = page(**query)
    assert re.search(rf'role="alert">[^<]*{told}', shown)
    assert "data-block" not in shown


def test_an_unknown_order_is_told_and_no_bar_drawn(page):
    shown = page(xep_theo="abc")
    assert "Không xếp được theo “abc”" in shown
    assert "shares-row" not in shown


# ---- Over the years ----


@pytest.mark.parametrize("dimension", ["sex", "age", "education", "theory"])
def test_every_year_says_what_the_snapshot_holds(view, connection, dimension):
    table = rows("qua-cac-nam", view(chieu=dimension))
    known = queries.composition(connection, level="district", body="committee", dimension=dimension)
    for row in known.iter_rows(named=True):
        mine = table.row(by_predicate=pl.col("year") == row["year"], named=True)
        assert mine["total"] == row["total"]
        assert mine[f"count_{row['category']}"] == row["count"]
        assert mine[f"share_{row['category']}"] == row["share_pct"]
        assert row["number_id"] in mine[f"source_{row['category']}"]
    assert table["year"].to_list() == [2020, 2021, 2022, 2023, 2024, 2025]


def test_the_base_year_is_that_of_the_programme(view):
    table = rows("qua-cac-nam", view(chieu="education"))
    first = table.row(0, named=True)
    assert (first["total"], first["count_bachelor"], first["count_unknown"]) == (351, 277, 9)


def test_the_share_of_a_target_stands_beside_its_classes(view, connection):
    table = rows("qua-cac-nam", view(nhom_nguoi="staff", chieu="education"))
    known = queries.progress(connection, level="district", target_id="staff_degree")
    assert table["target_share"].to_list() == known["value_pct"].to_list()
    summed = table.select(pl.sum_horizontal("count_bachelor", "count_master", "count_doctor"))
    assert summed.to_series().to_list() == table["target_count"].to_list()


def test_an_organisation_that_missed_a_year_has_a_gap_in_words(view, page):
    table = rows("qua-cac-nam", view(to_chuc="TS11"))
    gap = table.row(by_predicate=pl.col("year") == 2024, named=True)
    assert (gap["total"], gap["share_female"], gap["remark"]) == (None, None, "chưa báo cáo")
    assert "Đảng bộ xã Tây Vinh chưa báo cáo số liệu năm 2024" in page(to_chuc="TS11")


def test_nobody_admitted_is_not_applicable(view):
    table = rows("qua-cac-nam", view(chi_bo="TS17.02", nhom_nguoi="admitted"))
    gap = table.row(by_predicate=pl.col("year") == 2020, named=True)
    assert (gap["total"], gap["share_female"]) == (0, None)
    assert gap["remark"] == "không có ai: không áp dụng"


def test_all_dimensions_have_a_row_per_class_and_columns_for_every_year(view):
    table = BLOCKS["tat-ca-cac-chieu"].table(view(chieu="tat-ca"))
    assert table.rows.height == 2 + 2 + 4 + 6 + 4
    assert [column.heading for column in table.columns][2:4] == ["2020 (n = 351)", "2020 %"]
    women = table.rows.row(0, named=True)
    assert (women["dimension_name"], women["count_2024"]) == ("Giới tính", 78)


def test_all_dimensions_are_drawn_together(page):
    shown = page(chieu="tat-ca")
    assert shown.count('class="multiple"') == 5
    assert 'data-block="giua-cac-to-chuc"' not in shown


# ---- Across units ----


def test_units_with_few_people_stand_unranked_below_the_others(view, declared):
    table = rows("giua-cac-to-chuc", view())
    parts = {part: table.filter(part=part) for part in (WHOLE, RANKED, SMALL)}
    assert parts[WHOLE]["unit_id"].to_list() == ["district"]
    assert table["part"].is_sorted()
    shares = parts[RANKED]["share_female"].to_list()
    assert shares == sorted(shares, reverse=True)
    assert parts[RANKED]["total"].min() >= declared.small_n > parts[SMALL]["total"].max()
    assert table.height == 1 + 57
    assert set(parts[SMALL]["remark"]) == {"n < 5, không xếp hạng"}


def test_units_of_a_target_are_ranked_by_it(view, connection):
    table = rows("giua-cac-to-chuc", view(nhom_nguoi="staff", chieu="education"))
    ranked = table.filter(part=RANKED)
    assert ranked.height == 15
    assert ranked["target_share"].is_sorted(descending=True)
    known = queries.progress(connection, year=2024, level="organisation", target_id="staff_degree")
    expected = dict(known.select("unit_id", "value_pct").iter_rows())
    assert dict(ranked.select("unit_id", "target_share").iter_rows()) == {
        unit_id: expected[unit_id] for unit_id in ranked["unit_id"]
    }


def test_another_class_ranks_when_it_is_chosen(view):
    table = rows("giua-cac-to-chuc", view(xep_theo="male")).filter(part=RANKED)
    assert table["share_male"].is_sorted(descending=True)


def test_a_late_unit_is_named(view):
    assert "Chưa báo cáo năm 2024: Đảng bộ xã Tây Vinh." in (
        BLOCKS["giua-cac-to-chuc"].table(view()).note
    )


def test_cells_are_compared_only_on_the_admitted(view):
    admitted = rows("giua-cac-to-chuc", view(to_chuc="TS01", nhom_nguoi="admitted"))
    assert set(admitted["level"]) == {"district", "organisation", "cell"}
    committee = rows("giua-cac-to-chuc", view(to_chuc="TS01"))
    assert committee["unit_id"].to_list() == ["district", "TS01"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"chi_bo": "TS17.02"}, "không tính ở chi bộ trực thuộc"),
        ({"to_chuc": "TS22", "nhom_nguoi": "staff"}, "chỉ có ở xã, thị trấn"),
        ({"loai_hinh": "cong_an", "nhom_nguoi": "cadres"}, "chỉ có ở xã, thị trấn"),
    ],
)
def test_a_unit_that_cannot_have_such_a_body_is_told(page, query, told):
    shown = page(**query)
    assert told in shown
    assert "data-block" not in shown


# ---- Against the base year and the printed programme ----


def test_the_change_since_the_base_year_in_people_and_points(view):
    table = rows("so-voi-nam-goc", view())
    women = table.row(0, named=True)
    assert (women["base_count"], women["count"], women["people_told"]) == (73, 78, "tăng 5")
    assert women["points"] == pytest.approx(100 * 78 / 338 - 100 * 73 / 351)
    assert 'class="up"' in women["arrow"]
    assert table["people_told"].to_list() == ["tăng 5", "giảm 18"]


def test_the_base_year_is_not_compared_with_itself(view):
    table = BLOCKS["so-voi-nam-goc"].table(view(nam="2020"))
    assert table.rows.is_empty()
    assert table.empty == "Đang xem chính năm gốc 2020: chọn một năm sau để so."


@pytest.mark.parametrize("year", ["2020", "2024"])
def test_the_printed_figures_stand_beside_the_counted_ones(view, connection, year):
    table = BLOCKS["so-voi-chuong-trinh"].table(view(nam=year))
    known = queries.baseline(connection)
    assert table.rows["counted"].to_list() == known["counted"].to_list()
    told = dict(table.rows.select("measure_id", "computed_told").iter_rows())
    assert (told["committee_minority"], told["committee_female"]) == ("3,99%", "20,8%")
    said = dict(table.rows.select("measure_id", "share_told").iter_rows())
    assert said["committee_minority"] == "tính ra cao hơn bản in"
    assert said["committee_theory_intermediate"] == "khớp khi làm tròn"
    assert "342 trên 351 người có trình độ được kê; 9 người chưa xác định" in table.note


def test_both_shares_are_seen_to_the_hundredth(page):
    shown = page()
    assert "3,98%" in shown and "3,99%" in shown
    assert 'data-block="so-voi-chuong-trinh"' in shown
    assert 'data-block="so-voi-chuong-trinh"' not in page(to_chuc="TS01")
    assert 'data-block="so-voi-chuong-trinh"' not in page(nhom_nguoi="staff")


# ---- Less than everything ----


def test_one_year_without_the_form_still_shows_the_page(view, page, tmp_path):
    names = ("Danh muc to chuc dang", "Bieu tong hop 2023")
    load([OFFICE / f"{name}.xlsx" for name in names], tmp_path)
    only = view(tmp_path, nam="2023")
    assert rows("qua-cac-nam", only)["year"].to_list() == [2023]
    empty = BLOCKS["so-voi-nam-goc"].table(only)
    assert (empty.rows.height, empty.empty[:20]) == (0, "Không có số liệu năm")
    assert "không vẽ được phần này" not in page(tmp_path, nam="2023").lower()


def test_a_snapshot_without_the_form_says_so(view, page, demo, tmp_path):
    exports = shutil.copytree(ROOT / "tests" / "samples" / "messy", tmp_path / "exports")
    keep = ("Danh muc", "Xếp loại TCĐ")
    for file in exports.iterdir():
        if not file.name.startswith(keep):
            file.unlink()
    folder = tmp_path / "warehouse"
    load([exports], folder)
    assert "chưa báo cáo số liệu năm 2024" in page(folder)
    for block in BLOCKS.values():
        assert block.table(view(folder)).title


@pytest.mark.parametrize("year", ["2020", "2025"])
@pytest.mark.parametrize("body", ["committee", "staff", "admitted"])
def test_no_block_fails_at_any_level(view, declared, year, body):
    places = [{}, {"loai_hinh": "xa"}, {"loai_hinh": "cong_an"}, {"to_chuc": "TS01"}]
    places += [{"to_chuc": "TS22"}, {"chi_bo": "TS17.02"}]
    for place in places:
        for dimension in ("sex", "tat-ca"):
            at = view(nam=year, nhom_nguoi=body, chieu=dimension, **place)
            for block in BLOCKS.values():
                table = block.table(at)
                missing = {c.name for c in table.columns} - set(table.rows.columns)
                assert not missing, (block.id, place, missing)
