"""Tổng quan: what its blocks hold, against the snapshot and numbers counted by hand."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from variants import all_zero, only_year, published, without_cells, without_form

from dashboard import cached, views
from dashboard.blocks.overview.page import BLOCKS
from dashboard.selection import View
from dashboard.tables.table import Table
from pipelines import queries, warehouse
from pipelines.declarations import load_declarations

PARTS = {block.id: block for block in BLOCKS}
DISTRICT = {"nam": "2024", "chi-tieu": "admissions"}
each = pytest.mark.parametrize


@pytest.fixture
def view(demo, monkeypatch) -> Callable[..., View]:
    """The view of an address of this page."""

    def build(query: dict[str, str], folder: Path | None = None) -> View:
        monkeypatch.setenv("SOKET_WAREHOUSE", str(folder or demo))
        return views.view_of(cached.published(), "tong-quan", query, load_declarations())

    return build


@pytest.fixture
def table(view) -> Callable[..., Table]:
    """The table of one block for an address."""
    return lambda block, query, folder=None: PARTS[block].table(view(query, folder))


@pytest.fixture(scope="module")
def snapshot(demo):
    connection = warehouse.open_snapshot(demo, warehouse.published_id(demo))
    yield connection
    connection.close()


def short(snapshot, **narrowed) -> pl.DataFrame:
    """Rows of progress that are not reached and short of something."""
    rows = queries.progress(snapshot, year=2024, target_id="admissions", **narrowed)
    return rows.filter(~pl.col("verdict").is_in(["met", "kept"]), pl.col("shortfall") > 0)


def test_the_map_has_every_organisation_once_as_the_snapshot_tells(table, snapshot):
    map_ = table("ban-do", DISTRICT)
    told = queries.progress(snapshot, year=2024, level="organisation", target_id="admissions")
    both = map_.rows.sort("unit_id").select(told.columns)
    assert both.equals(told.sort("unit_id"))
    assert map_.title == "Tỷ lệ kết nạp đảng viên 2024: 40/58 tổ chức cơ sở đảng đạt"
    assert "không theo tỷ lệ" in map_.note


def test_communes_stand_at_their_places_and_the_others_by_sector(view, table, declared):
    at = view(DISTRICT)
    drawn = PARTS["ban-do"].draw(at, table("ban-do", DISTRICT))
    assert drawn.markup.count('class="place"') == len(declared.communes) == 15
    assert drawn.markup.count('class="chip"') == 43
    assert drawn.markup.count("<details>") == 6
    assert "Xã, thị trấn 11/15 đạt; Cơ quan Đảng, đoàn thể 9/11 đạt" in drawn.alt
    assert 'title="Đảng bộ xã Tây Giang: 0,0% (0/203), Chưa đạt, còn thiếu 9 đảng viên"' in (
        drawn.markup
    )


def test_a_target_of_the_communes_tells_who_has_none(table):
    map_ = table("ban-do", DISTRICT | {"chi-tieu": "staff_degree"})
    assert map_.rows.height == 15
    assert "43 tổ chức cơ sở đảng khác không có chỉ tiêu này." in map_.note


def test_the_number_of_targets_reached_is_that_of_the_snapshot(view, table, snapshot):
    query = DISTRICT | {"to-mau": "so-dat"}
    map_ = table("ban-do", query)
    told = queries.scores(snapshot, year=2024, level="organisation")
    assert dict(map_.rows.select("unit_id", "met").rows()) == dict(
        told.select("unit_id", "met").rows()
    )
    complete = told.filter(pl.col("met") == pl.col("judged")).height
    assert f"{complete}/58 tổ chức cơ sở đảng đạt mọi chỉ tiêu" in map_.title
    assert ">4/6<" in PARTS["ban-do"].draw(view(query), map_).markup


@each(
    ("query", "level", "count"),
    [
        ({"loai-hinh": "xa"}, "organisation", 14),
        ({"loai-hinh": "doanh_nghiep"}, "organisation", 4),
        ({"to-chuc": "TS05"}, "cell", 11),
    ],
)
@each("colouring", [{}, {"to-mau": "so-dat"}])
def test_a_narrower_scope_holds_only_what_is_inside(table, query, level, count, colouring):
    map_ = table("ban-do", DISTRICT | query | colouring)
    assert map_.rows.height == count
    assert set(map_.rows["level"]) == {level}


def test_cells_are_chips_without_a_map(view, table):
    query = DISTRICT | {"to-chuc": "TS05"}
    drawn = PARTS["ban-do"].draw(view(query), table("ban-do", query))
    assert 'class="place"' not in drawn.markup
    assert drawn.markup.count('class="chip"') == 11
    assert "<details>" not in drawn.markup


def test_attention_is_for_the_largest_shortfall_first(table, snapshot):
    rows = table("can-chu-y", DISTRICT).rows
    assert rows["shortfall"].to_list() == sorted(rows["shortfall"], reverse=True)
    assert set(rows["unit_id"]) == set(short(snapshot, level="organisation")["unit_id"])
    assert rows.row(0, named=True)["unit_name"] == "Đảng bộ xã Tây Giang"


def test_at_most_ten_are_drawn_and_the_rest_lead_to_the_target(view, table):
    list_ = table("can-chu-y", DISTRICT)
    drawn = PARTS["can-chu-y"].draw(view(DISTRICT), list_)
    assert list_.title == "Cần chú ý: 18 tổ chức cơ sở đảng chưa đạt"
    assert drawn.markup.count('scope="row"') == 10
    assert "và 8 đơn vị khác" in drawn.markup
    assert 'href="chi-tieu?nam=2024&amp;chi-tieu=admissions"' in drawn.markup
    assert "còn thiếu 9 đảng viên" in drawn.markup
    assert "Xa nhất là Đảng bộ xã Tây Giang: 0/203, còn thiếu 9 đảng viên." in drawn.alt


def test_over_the_ceiling_needs_attention_too(view, table):
    query = DISTRICT | {"chi-tieu": "orgs_excellent", "loai-hinh": "xa"}
    drawn = PARTS["can-chu-y"].draw(view(query), table("can-chu-y", query))
    assert "vượt trần 4 tổ chức" in drawn.markup
    assert "còn thiếu 2 tổ chức" in drawn.markup


def test_the_fewest_targets_reached_come_first(view, table):
    query = DISTRICT | {"to-mau": "so-dat"}
    list_ = table("can-chu-y", query)
    assert list_.rows["missed"].to_list() == sorted(list_.rows["missed"], reverse=True)
    assert list_.rows.filter(pl.col("met") == pl.col("judged")).is_empty()
    assert "còn 5 chỉ tiêu chưa đạt" in PARTS["can-chu-y"].draw(view(query), list_).markup


def test_that_everybody_reached_it_is_said_in_words(table):
    list_ = table("can-chu-y", {"nam": "2024", "chi-tieu": "admissions", "loai-hinh": "cong_an"})
    assert list_.rows.is_empty()
    assert list_.empty == "Mọi đơn vị đều đạt: Tỷ lệ kết nạp đảng viên, chỉ tiêu > 4%."


def test_who_did_not_report_is_counted_not_drawn_as_zero(table):
    query = {"nam": "2024", "chi-tieu": "committee_degree"}
    assert "Còn 1 đơn vị chưa báo cáo." in table("can-chu-y", query).note
    late = table("ban-do", query).rows.filter(unit_id="TS11").row(0, named=True)
    assert (late["verdict"], late["value_pct"]) == ("not_reported", None)


def test_the_ranking_of_the_district_has_its_communes(table):
    rows = table("xep-hang", DISTRICT).rows
    assert rows["unit_id"].sort().to_list() == [f"TS{i:02}" for i in range(1, 16)]
    assert rows["value_pct"].to_list() == sorted(rows["value_pct"], reverse=True)


@each(
    ("query", "heading"),
    [
        ({}, "theo xã, thị trấn"),
        ({"loai-hinh": "su_nghiep"}, "theo tổ chức cơ sở đảng, Đơn vị sự nghiệp"),
        ({"to-chuc": "TS05"}, "theo chi bộ trực thuộc, Đảng bộ xã Tây Giang"),
        ({"to-chuc": "TS05", "chi-bo": "TS05.02"}, "theo chi bộ cùng Đảng bộ xã Tây Giang"),
    ],
)
def test_the_heading_says_what_is_ranked(table, query, heading):
    assert table("xep-hang", DISTRICT | query).title.endswith(f"năm 2024 {heading}")


def test_shares_of_few_come_after_the_ranked_ones(table, declared):
    ranked = table("xep-hang", {"nam": "2025", "chi-tieu": "admissions", "to-chuc": "TS01"})
    assert ranked.rows["is_small"].to_list() == sorted(ranked.rows["is_small"])
    assert ranked.rows["denominator"].to_list()[-1] < declared.small_n
    assert "Mẫu số dưới 5" in ranked.note


def test_the_year_before_stands_beside_this_year(table, snapshot):
    rows = table("so-voi-nam-truoc", DISTRICT).rows
    for year, value in ((2023, "value_before"), (2024, "value_pct")):
        told = queries.progress(snapshot, year=year, level="district")
        assert rows[value].to_list() == told["value_pct"].to_list()
    assert rows["counts_before"][0] == "58/58"
    assert rows["change_pct"].to_list() == told["change_pct"].to_list()


@each("year", ["2020", "2024"])
def test_without_a_year_before_there_is_a_sentence(table, tmp_path, year):
    folder = published(tmp_path, only_year(int(year)))
    change = table("so-voi-nam-truoc", {"nam": year}, folder)
    assert change.rows.is_empty()
    assert change.empty.startswith(f"Không có số liệu năm {int(year) - 1}")


def test_a_part_year_is_said_to_be_compared_with_a_whole_one(table):
    assert "đến 30/6/2025, so với cả năm 2024" in table("so-voi-nam-truoc", {"nam": "2025"}).note


def test_reporting_names_who_is_late(view, table):
    forms = table("bao-cao", DISTRICT)
    late = forms.rows.filter(form_id="committee").row(0, named=True)
    assert (late["expected"], late["reported"]) == (58, 57)
    assert late["missing"] == "Đảng bộ xã Tây Vinh"
    assert forms.rows["missing"].to_list().count("đủ") == 4
    drawn = PARTS["bao-cao"].draw(view(DISTRICT), forms)
    assert "to-chuc=TS11" in drawn.markup
    assert "Cơ cấu, trình độ cấp ủy viên cơ sở: 57/58" in drawn.alt


@each(
    ("query", "forms", "complete"),
    [({"loai-hinh": "xa"}, 5, 4), ({"to-chuc": "TS30"}, 3, 3), ({"to-chuc": "TS11"}, 5, 4)],
)
def test_reporting_of_a_narrower_scope(table, query, forms, complete):
    reporting = table("bao-cao", {"nam": "2024"} | query)
    assert reporting.rows.height == forms
    assert f"đủ {complete}/{forms} biểu" in reporting.title


def test_a_form_that_nobody_handed_in(table, tmp_path):
    folder = published(tmp_path, without_form("commune_staff", 2024))
    rows = table("bao-cao", {"nam": "2024"}, folder).rows
    assert rows.filter(form_id="commune_staff")["missing"].item() == "chưa tổ chức nào báo cáo"
    list_ = table("can-chu-y", {"nam": "2024", "chi-tieu": "staff_degree"}, folder)
    assert list_.empty.startswith("Không đơn vị nào có số liệu để đánh giá")


def test_a_denominator_of_zero_is_neither_short_nor_zero(table, tmp_path):
    folder = published(tmp_path, all_zero("TS05", "commune_staff"))
    query = {"nam": "2024", "chi-tieu": "staff_degree"}
    row = table("ban-do", query, folder).rows.filter(unit_id="TS05").row(0, named=True)
    assert (row["verdict"], row["value_pct"]) == ("not_applicable", None)
    assert "TS05" not in table("can-chu-y", query, folder).rows["unit_id"]


def test_an_organisation_without_cells(table, tmp_path):
    folder = published(tmp_path, without_cells("TS05"))
    map_ = table("ban-do", {"nam": "2024", "to-chuc": "TS05"}, folder)
    assert map_.rows.is_empty()
    assert map_.empty == "Tổ chức này không có chi bộ trực thuộc."


def test_a_target_that_nobody_declared(table):
    for block in ("ban-do", "can-chu-y", "xep-hang"):
        told = table(block, {"nam": "2024", "chi-tieu": "xyz"})
        assert told.rows.is_empty()
        assert "“xyz”" in told.empty
