"""Chỉ tiêu: what the blocks of the page hold, against the snapshot and hand-made sums."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from variants import only_year, published, without_cells, without_form

from dashboard import cached, views
from dashboard.blocks.target.page import BLOCKS
from dashboard.selection import View
from dashboard.tables.table import Table
from pipelines import queries, warehouse
from pipelines.declarations import load_declarations

TABLES = {block.id: block.table for block in BLOCKS}
LEVELS = {
    "district": {},
    "sector": {"loai-hinh": "xa"},
    "organisation": {"to-chuc": "TS09"},
    "alone": {"to-chuc": "TS20"},
    "cell": {"to-chuc": "TS09", "chi-bo": "TS09.04"},
}
each = pytest.mark.parametrize


@pytest.fixture
def view(demo, monkeypatch) -> Callable[..., View]:
    """The view of an address: `view(nam="2024")`; names in Vietnamese with their hyphens."""

    def build(query: dict[str, str], folder: Path = demo) -> View:
        monkeypatch.setenv("SOKET_WAREHOUSE", str(folder))
        return views.view_of(cached.published(), "chi-tieu", query, load_declarations())

    return build


@pytest.fixture
def table(view) -> Callable[..., Table]:
    """The table of one block for an address."""

    def build(block: str, query: dict[str, str], folder: Path | None = None) -> Table:
        return TABLES[block](view(query, folder) if folder else view(query))

    return build


@pytest.fixture(scope="module")
def snapshot(demo):
    connection = warehouse.open_snapshot(demo, warehouse.published_id(demo))
    yield connection
    connection.close()


def texts(sheet: Table, heading: str) -> list[str]:
    return sheet.rows.filter(pl.col("heading") == heading)["text"].to_list()


# ---- Years ----


@each("level", LEVELS)
@each("target_id", ["members_good", "admissions"])
def test_the_years_are_those_of_the_snapshot(table, view, snapshot, level, target_id):
    query = LEVELS[level] | {"nam": "2024", "chi-tieu": target_id}
    scope = view(query).scope
    asked = {"level": scope.level, "unit_id": scope.unit_id, "target_id": target_id}
    names = ["year", "numerator", "denominator", "value_pct", "verdict", "change_pct"]
    expected = queries.progress(snapshot, **asked).select(names)
    assert table("dien-bien", query).rows.select(names).equals(expected)


def test_the_gap_is_told_in_words_and_years_lead_to_their_view(table):
    rows = table("dien-bien", {"nam": "2024", "chi-tieu": "committee_degree"}).rows
    assert rows["gap"].to_list()[-2:] == ["còn thiếu 13 cấp ủy viên", "còn thiếu 9 cấp ủy viên"]
    assert rows["href"][0] == "chi-tieu?nam=2020&chi-tieu=committee_degree"


@each(
    ("year", "told"),
    [
        ("2020", "Năm 2020 là năm gốc: chưa có nhịp để dự báo."),
        ("2024", "bình quân 2020–2024, đến năm 2025 sẽ là 97,9%: chưa tới chỉ tiêu 100% đến 2025."),
        ("2025", "Năm 2025 là năm cuối của chương trình: không còn năm để dự báo."),
    ],
)
def test_where_the_pace_leads_is_said(table, year, told):
    note = table("dien-bien", {"nam": year, "chi-tieu": "committee_degree"}).note
    assert told in note
    assert "Số liệu đến 30/6/2025" in note


def test_a_projection_over_the_ceiling_is_called_so(table):
    note = table("dien-bien", {"nam": "2023", "chi-tieu": "orgs_excellent"}).note
    assert "sẽ là 33,0%: vượt trần chỉ tiêu 20%, đồng thời là trần." in note


def test_the_share_of_the_straight_way_is_said_before_the_due_year(table):
    note = table("dien-bien", {"nam": "2024", "chi-tieu": "committee_degree"}).note
    assert "Đến năm 2024 đi được 81,5% phần đường" in note
    assert "phần đường" not in table("dien-bien", {"nam": "2024", "chi-tieu": "admissions"}).note


def test_a_year_without_the_form_is_named(table, tmp_path):
    folder = published(tmp_path, without_form("committee", 2022))
    found = table("dien-bien", {"nam": "2022", "chi-tieu": "committee_degree"}, folder)
    assert "Không có số liệu: 2022." in found.note
    assert found.rows.filter(pl.col("year") == 2022)["verdict"].to_list() == ["not_reported"]


def test_one_year_only(table, tmp_path):
    folder = published(tmp_path, only_year(2022))
    found = table("dien-bien", {"nam": "2022", "chi-tieu": "committee_degree"}, folder)
    assert found.title == "Năm 2022: Cấp ủy viên cơ sở có trình độ đại học"
    assert "Chưa dự báo được: thiếu số liệu của năm gốc 2020" in found.note


# ---- Units below ----


@each(
    ("group", "count"),
    [({}, 15), ({"nhom": "xa"}, 15), ({"nhom": "to-chuc"}, 58)],
)
def test_the_district_ranks_communes_or_every_organisation(table, group, count):
    rows = table("xep-hang-chi-tieu", group | {"nam": "2024", "chi-tieu": "admissions"}).rows
    assert rows.height == count
    values = rows["value_pct"].to_list()
    assert values == sorted(values, reverse=True)


def test_shares_of_few_and_units_without_value_come_last(table):
    rows = table(
        "xep-hang-chi-tieu", {"nam": "2023", "chi-tieu": "orgs_excellent", "nhom": "to-chuc"}
    ).rows
    few = rows["is_small"].to_list()
    assert few == sorted(few)
    late = table("xep-hang-chi-tieu", {"nam": "2024", "chi-tieu": "committee_degree"}).rows
    assert late["verdict"].to_list()[-1] == "not_reported"


def test_an_organisation_shows_its_cells_and_an_organisation_without_them_its_peers(table):
    cells = table("xep-hang-chi-tieu", {"nam": "2023", "chi-tieu": "admissions", "to-chuc": "TS09"})
    assert set(cells.rows["organisation_id"]) == {"TS09"}
    alone = table("xep-hang-chi-tieu", {"nam": "2023", "chi-tieu": "admissions", "to-chuc": "TS20"})
    assert set(alone.rows["sector_id"]) == {"co_quan_dang"}
    assert "không có chi bộ trực thuộc: đây là các tổ chức cùng loại hình" in alone.note


def test_a_commune_without_cells_stands_among_its_sector(table, tmp_path):
    folder = published(tmp_path, without_cells("TS05"))
    query = {"nam": "2024", "chi-tieu": "admissions", "to-chuc": "TS05"}
    rows = table("xep-hang-chi-tieu", query, folder).rows
    assert "TS05" in rows["unit_id"].to_list()
    assert set(rows["sector_id"]) == {"xa"}


@each("block", ["xep-hang-chi-tieu", "bang-mau"])
@each("scope", ["organisation", "cell"])
def test_a_target_that_cells_do_not_have_is_said_and_organisations_shown(table, block, scope):
    found = table(block, LEVELS[scope] | {"nam": "2024", "chi-tieu": "committee_degree"})
    assert "không tính cho chi bộ trực thuộc của Đảng bộ xã Tây Bình" in found.note
    assert set(found.rows["sector_id"]) == {"xa"}


@each("block", ["xep-hang-chi-tieu", "bang-mau"])
def test_an_unknown_group_shows_nothing_and_says_so(table, block):
    found = table(block, {"nam": "2024", "chi-tieu": "admissions", "nhom": "huyen"})
    assert found.rows.is_empty()
    assert found.empty == "Không có nhóm đơn vị “huyen” trong liên kết. Chọn lại một nhóm."


def test_the_grid_holds_every_year_of_the_snapshot(table, snapshot):
    grid = table("bang-mau", {"nam": "2024", "chi-tieu": "admissions"})
    assert [c.heading for c in grid.columns[1:]] == ["2020", "2021", "2022", "2023", "2024", "2025"]
    known = queries.progress(snapshot, year=2022, target_id="admissions", unit_id="TS05")
    row = grid.rows.row(by_predicate=pl.col("unit_id") == "TS05", named=True)
    assert row["value_pct_2022"] == known["value_pct"][0]
    assert row["source_2022"].startswith("nguon?nam=2022&to-chuc=TS05")


def test_the_grid_is_in_the_order_of_the_year_or_of_the_names(table):
    query = {"nam": "2022", "chi-tieu": "admissions"}
    values = table("bang-mau", query).rows["value_pct_2022"].to_list()
    assert values == sorted(values, reverse=True)
    names = table("bang-mau", query | {"thu-tu": "ten"}).rows["name_order"].to_list()
    assert names == sorted(names)


# ---- Sectors ----


def test_sectors_from_high_to_low_and_the_district_below(table, snapshot):
    rows = table("theo-loai-hinh", {"nam": "2024", "chi-tieu": "admissions"}).rows
    asked = {"year": 2024, "target_id": "admissions"}
    assert rows["level"].to_list() == ["sector"] * 8 + ["district"]
    assert rows["value_pct"].to_list()[:8] == sorted(
        queries.progress(snapshot, level="sector", **asked)["value_pct"], reverse=True
    )
    assert (rows["numerator"][8], rows["denominator"][8]) == (209, 4706)


# ---- The sheet ----


def test_the_formula_carries_the_numbers_of_the_year(table):
    sheet = table("phieu-chi-tieu", {"nam": "2024", "chi-tieu": "committee_degree"})
    assert texts(sheet, "Tỷ lệ năm 2024") == ["313 ÷ 326 = 96,0%"]
    assert texts(sheet, "Mẫu số năm 2024") == [
        "Tổng số cấp ủy viên 338 − Cấp ủy viên là người hoạt động không chuyên trách 12 = 326"
    ]
    (numerator,) = texts(sheet, "Tử số năm 2024")
    assert " − Người hoạt động không chuyên trách có trình độ đại học trở lên 10 = 313" in numerator


def test_half_a_term_is_written_with_its_share(declared):
    from dashboard.blocks.target.sheet import written_sum

    terms, values = {"members_opening": 0.5, "members_closing": 0.5}, {"members_opening": 333}
    assert written_sum(terms, values, 337, declared) == (
        "0,5 × Đảng viên đầu năm 333 + 0,5 × Đảng viên cuối năm chưa báo cáo = 337"
    )


def test_who_is_missing_is_named_and_linked(table):
    sheet = table("phieu-chi-tieu", {"nam": "2024", "chi-tieu": "committee_degree"})
    assert texts(sheet, "Còn thiếu năm 2024") == [
        "57/58 tổ chức đã báo cáo; chưa có: ",
        "Đảng bộ xã Tây Vinh",
    ]
    hrefs = sheet.rows.filter(pl.col("text") == "Đảng bộ xã Tây Vinh")["href"]
    assert hrefs.to_list() == ["don-vi?nam=2024&to-chuc=TS11&chi-tieu=committee_degree"]


@each(
    ("target_id", "has", "lacks"),
    [
        ("admissions", {"met", "near", "not_met"}, {"over_ceiling", "behind", "kept"}),
        ("orgs_excellent", {"over_ceiling", "met"}, {"behind", "kept"}),
        ("staff_degree", {"behind", "reversed", "kept", "slipped"}, {"over_ceiling"}),
    ],
)
def test_only_verdicts_that_the_target_can_get(table, target_id, has, lacks):
    sheet = table("phieu-chi-tieu", {"nam": "2024", "chi-tieu": target_id})
    verdicts = set(sheet.rows["verdict"].drop_nulls())
    assert has <= verdicts
    assert not lacks & verdicts


def test_every_verdict_of_the_snapshot_is_on_its_sheet(table, snapshot):
    met = queries.progress(snapshot).select("target_id", "verdict").unique()
    for target_id in met["target_id"].unique():
        rows = table("phieu-chi-tieu", {"nam": "2024", "chi-tieu": target_id}).rows
        found = met.filter(pl.col("target_id") == target_id)["verdict"]
        assert set(found) <= set(rows["verdict"].drop_nulls())


def test_the_setting_in_force_is_told_in_words(table):
    sheet = table("phieu-chi-tieu", {"nam": "2024", "chi-tieu": "admissions"})
    (told,) = texts(sheet, "Mẫu số của tỷ lệ kết nạp")
    assert told.startswith("Số đảng viên đầu năm. ")


def test_a_target_that_the_unit_does_not_have(table):
    query = {"nam": "2024", "chi-tieu": "orgs_good", "to-chuc": "TS20"}
    assert table("dien-bien", query).rows.is_empty()
    sheet = table("phieu-chi-tieu", query)
    assert texts(sheet, "Tỷ lệ năm 2024") == ["không tính cho Chi bộ Ban Tổ chức Huyện ủy"]
    assert "None" not in "".join(sheet.rows["text"])


# ---- Other denominators ----


def test_other_denominators_and_what_they_would_say(table):
    rows = table("mau-so-khac", {"nam": "2023", "chi-tieu": "orgs_excellent"}).rows
    shown = rows.select("numerator", "denominator", "verdict", "in_force").rows()
    assert shown == [
        (11, 45, "over_ceiling", "✓ có"),
        (11, 56, "met", ""),
        (11, 58, "met", ""),
    ]


def test_the_denominator_in_force_is_judged_as_the_snapshot_judges(snapshot, declared):
    reached = {id_ for id_, verdict in declared.verdicts.items() if verdict.reached}
    for row in queries.progress(snapshot, year=2023).iter_rows(named=True):
        asked = {name: row[name] for name in ("year", "level", "unit_id", "target_id")}
        chosen = queries.variants(snapshot, **asked).row(
            by_predicate=pl.col("is_chosen"), named=True
        )
        assert (chosen["verdict"] == "met") == (row["verdict"] in reached), row
        assert (chosen["verdict"] == "over_ceiling") == (row["verdict"] == "over_ceiling"), row


# ---- Unknown ----


@each("block", TABLES)
def test_an_unknown_target_gives_no_numbers(table, block):
    found = table(block, {"nam": "2024", "chi-tieu": "xyz"})
    assert found.rows.is_empty()
    assert "“xyz”" in found.empty
