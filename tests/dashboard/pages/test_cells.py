"""The table of cells and the one beside it: figures, scopes, choices, what is missing."""

import re
from pathlib import Path

import polars as pl
import pytest
from variants import published, without_form

from dashboard import cached, views
from dashboard.blocks.cells import choices as cells_choices
from dashboard.blocks.cells import detail as cells_detail
from dashboard.blocks.cells import page as cells
from dashboard.blocks.cells import rows as cells_rows
from dashboard.components.data_table import data_table
from dashboard.downloads.delimited import delimited
from dashboard.downloads.find import find
from dashboard.selection import Snapshot, View
from dashboard.tables.table import Table
from pipelines import queries, warehouse

each = pytest.mark.parametrize


def open_view(folder: Path, declared, **query: str) -> View:
    snapshot = Snapshot(str(folder), warehouse.published_id(folder))
    asked = {name.replace("_", "-"): code for name, code in query.items()}
    found = views.view_of(snapshot, "chi-bo", asked, declared)
    assert found.problem is None
    return found


@pytest.fixture
def view(demo, declared):
    return lambda **query: open_view(demo, declared, **query)


@pytest.fixture
def table(view):
    return lambda **query: cells.TABLE.table(view(**query))


@pytest.fixture
def drawn(view, declared):
    def draw(**query: str) -> str:
        at = view(**query)
        return data_table(cells.TABLE.table(at), at, declared)

    return draw


def names(table: Table) -> list[str]:
    return table.rows["unit_name"].to_list()


def row(table: Table, unit_id: str) -> dict:
    return table.rows.row(by_predicate=pl.col("unit_id") == unit_id, named=True)


def ask(view: View, question, **narrowed) -> pl.DataFrame:
    return cached.ask(view.snapshot, question, **narrowed)


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


# ---- Rows ----


@each("year", ["2020", "2023", "2025"])
def test_every_figure_is_the_one_of_the_query(view, year):
    at = view(nam=year)
    rows = cells.TABLE.table(at).rows
    expected = ask(at, queries.progress, level="cell", year=int(year))
    assert rows.height * 2 == expected.height
    for target, own in expected.group_by("target_id"):
        ours = rows.select(
            "unit_id",
            *(f"{name}_{target[0]}" for name in ("numerator", "denominator", "value", "verdict")),
        )
        theirs = own.select("unit_id", "numerator", "denominator", "value_pct", "verdict")
        assert sorted(ours.rows()) == sorted(theirs.rows())


@each(("unit_id", "members", "rating"), [("TS11.03", 33, "Hoàn thành tốt nhiệm vụ")])
def test_members_and_rating_of_one_cell(view, unit_id, members, rating):
    at = view(nam="2024")
    found = row(cells.TABLE.table(at), unit_id)
    of_cell = {"level": "cell", "unit_id": unit_id, "year": 2024}
    counts = ask(at, queries.counts, form_id="member_flow", **of_cell)
    closing = counts.filter(measure_id="members_closing")["value"].item()
    assert found["members"] == closing == members
    assert found["rating"] == rating


def test_cells_are_those_of_the_year(table):
    assert "TS09.05" in table(nam="2022").rows["unit_id"]
    assert "TS09.05" not in table(nam="2023").rows["unit_id"]
    assert "TS14.14" not in table(nam="2022").rows["unit_id"]
    assert "TS14.14" in table(nam="2023").rows["unit_id"]
    assert table(nam="2024").rows.height == 209


@each(
    ("unit_id", "year", "note"),
    [
        ("TS09.05", "2020", "Sáp nhập vào Chi bộ thôn 4 từ 31/12/2022"),
        ("TS14.14", "2025", "Thành lập 01/9/2023"),
        ("TS11.03", "2025", ""),
    ],
)
def test_a_note_tells_the_life_of_a_cell(table, unit_id, year, note):
    assert row(table(nam=year), unit_id)["note"] == note


@each(
    ("query", "count"),
    [
        ({}, 209),
        ({"loai_hinh": "cong_an"}, 7),
        ({"to_chuc": "TS14"}, 14),
        ({"xa": "21847"}, 14),
        ({"chi_bo": "TS14.09"}, 14),
        ({"chi_bo": "TS14.09", "to_chuc": "TS14"}, 14),
        ({"to_chuc": "TS47"}, 0),
    ],
)
def test_the_filters_say_whose_cells(table, query, count):
    assert table(nam="2024", **query).rows.height == count


def test_a_cell_of_the_filter_bar_stays_among_those_of_its_sector(table, view):
    sector = table(nam="2024", loai_hinh="xa")
    assert names(table(nam="2024", loai_hinh="xa", chi_bo="TS14.09")) == names(sector)
    assert cells_rows.surroundings(view(nam="2024", chi_bo="TS14.09")).unit_id == "TS14"


def test_an_organisation_without_cells_is_told(table, view, declared):
    assert "Không có chi bộ trực thuộc nào" in table(nam="2024", to_chuc="TS47").empty
    assert cells_choices.controls(view(nam="2024", to_chuc="TS47"), declared) == ""


def test_cells_follow_their_organisation_and_the_numbers_in_their_names(table):
    found = table(nam="2024")
    assert found.rows["name_order"].is_sorted()
    of_one = [name for name in names(table(nam="2024", to_chuc="TS14")) if "thôn" in name]
    assert of_one == [f"Chi bộ thôn {n}" for n in range(1, len(of_one) + 1)]


@pytest.fixture
def without_flow(tmp_path, declared) -> View:
    folder = published(tmp_path, without_form("member_flow", 2023))
    return open_view(folder, declared, nam="2023")


def test_a_form_that_is_missing_is_told_and_never_zero(without_flow, declared):
    rows = cells.TABLE.table(without_flow).rows
    targets = cells_rows.targets(declared, cells_rows.this_year(without_flow))
    missing = [t.id for t in targets if (rows[f"verdict_{t.id}"] == "not_reported").all()]
    assert len(missing) == 1
    assert rows["members"].null_count() == rows.height
    assert rows[f"value_{missing[0]}"].null_count() == rows.height
    assert rows["note"].str.contains("Chưa báo cáo đủ").all()
    head = plain(cells_choices.controls(without_flow, declared))
    assert f"{rows.height} chi bộ chưa báo cáo hoặc báo cáo chưa đủ" in head
    assert f"… Chưa báo cáo {rows.height}" in head


def test_the_table_of_a_missing_form_has_dashes(without_flow, declared):
    html = data_table(cells.TABLE.table(without_flow), without_flow, declared)
    assert "0/0" not in html
    assert "None" not in html
    assert html.count("Chưa báo cáo</span>") == 50


# ---- Choices ----


def test_the_head_counts_cells_and_verdicts(view, declared):
    at = view(nam="2024")
    head = plain(cells_choices.controls(at, declared))
    assert "209 chi bộ của 18 tổ chức cơ sở đảng" in head
    own = ask(at, queries.progress, level="cell", year=2024)
    for target_id, verdict, count in own.group_by("target_id", "verdict").len().iter_rows():
        assert f"{declared.verdicts[verdict].name} {count}" in head
        if declared.verdicts[verdict].reached:
            assert f"{declared.targets[target_id].name}: {count}/209 chi bộ đạt" in head


def test_a_year_that_is_not_whole_is_marked(view, declared):
    assert "đến 30/6/2025" in cells_choices.controls(view(nam="2025"), declared)
    assert "cells-mark" not in cells_choices.controls(view(nam="2024"), declared)


@each("verdict", ["met", "near", "not_met"])
def test_a_verdict_narrows_the_table_to_as_many_rows_as_its_choice_says(
    view, table, declared, verdict
):
    target = cells_rows.targets(declared, cells_rows.this_year(view(nam="2024")))[-1].id
    found = table(nam="2024", danh_gia=f"{target}.{verdict}").rows
    assert set(found[f"verdict_{target}"]) == {verdict}
    own = ask(view(nam="2024"), queries.progress, level="cell", year=2024, target_id=target)
    assert found.height == own.filter(verdict=verdict).height > 0


def test_a_verdict_that_nobody_has_this_year_is_empty_and_still_a_choice(view, table, declared):
    target = cells_rows.targets(declared, cells_rows.this_year(view(nam="2024")))[0].id
    query = {"nam": "2024", "danh_gia": f"{target}.near"}
    assert table(**query).rows.is_empty()
    assert "đánh giá đã chọn" in table(**query).empty
    assert "≈ Gần đạt 0" in plain(cells_choices.controls(view(**query), declared))


@each("asked", ["xyz", "xyz.met", "admissions.xyz", "staff_degree.met", "<b>"])
def test_an_unknown_verdict_is_announced_and_no_rows_shown(view, table, declared, asked):
    head = cells_choices.controls(view(nam="2024", danh_gia=asked), declared)
    assert 'role="alert"' in head
    assert "<b>" not in head
    assert table(nam="2024", danh_gia=asked).rows.is_empty()


def test_an_unknown_order_is_announced(view, declared):
    head = cells_choices.controls(view(nam="2024", nhom="abc"), declared)
    assert "Không hiểu cách xếp “abc”" in head


def test_rows_stand_under_their_organisations_unless_asked_otherwise(table):
    organisation = "organisation_name"
    grouped, flat = table(nam="2024"), table(nam="2024", nhom="khong")
    assert grouped.grouping is not None
    assert not grouped.column(organisation).on_screen
    assert flat.grouping is None
    assert flat.column(organisation).on_screen
    one = table(nam="2024", to_chuc="TS14")
    assert one.grouping is None
    assert not one.column(organisation).on_screen


def test_a_flat_list_is_sorted_over_all_organisations(view, table, declared):
    target = cells_rows.targets(declared, cells_rows.this_year(view(nam="2024")))[-1].id
    flat = table(nam="2024", nhom="khong").ordered(f"value_{target}", True).rows
    assert flat[f"value_{target}"].drop_nulls().is_sorted(descending=True)
    grouped = table(nam="2024").ordered(f"value_{target}", True).rows
    assert grouped["organisation_order"].is_sorted()


def test_verdicts_are_sorted_in_their_declared_order(view, table, declared):
    target = cells_rows.targets(declared, cells_rows.this_year(view(nam="2024")))[-1].id
    found = table(nam="2024", nhom="khong").ordered(f"verdict_{target}", False).rows
    assert found[f"verdict_{target}"].unique(maintain_order=True).to_list() == [
        "met",
        "near",
        "not_met",
    ]


# ---- The screen and the files ----


def test_a_row_leads_to_its_detail_its_organisation_and_its_sources(drawn):
    html = drawn(nam="2024", to_chuc="TS11")
    assert 'href="chi-bo?nam=2024&amp;to-chuc=TS11&amp;mo=TS11.03"' in html
    assert 'href="nguon?nam=2024&amp;chi-bo=TS11.03&amp;so=member_flow.members_closing"' in html
    assert 'href="don-vi?nam=2024&amp;to-chuc=TS14"' in drawn(nam="2024", loai_hinh="xa")


def test_only_a_part_is_drawn_with_its_small_lines(drawn):
    html = drawn(nam="2024")
    assert html.count('class="cell-spark"') == 100
    assert "1–50 trong 209 dòng" in html
    assert drawn(nam="2024", trang="chi-bo.5").count('class="cell-spark"') == 18


def test_small_denominators_are_marked(view, drawn, declared):
    own = ask(view(nam="2024"), queries.progress, level="cell", year=2024, organisation_id="TS14")
    marked = drawn(nam="2024", to_chuc="TS14").count("Mẫu số dưới 5")
    assert marked == own.filter("is_small").height > 0


def test_the_file_holds_all_rows_with_whole_headings_and_no_drawing(demo, monkeypatch):
    monkeypatch.setenv("SOKET_WAREHOUSE", str(demo))
    found = find("chi-bo.chi-bo", {"nam": "2024"})
    text = delimited(*found).decode("utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == 1 + 209
    assert "Tỷ lệ kết nạp đảng viên (chỉ tiêu > 4%): Tử số" in lines[0]
    assert "2020–2025" not in lines[0]
    line = next(line for line in lines if ";TS11.03;" in line)
    assert line.startswith("Chi bộ thôn 3;TS11.03;Đảng bộ xã Tây Vinh;90,322581;28;31;Đạt;")


# ---- One cell beside the table ----


def test_opening_a_cell_leaves_the_filters_alone(view):
    at = view(nam="2024", loai_hinh="xa", nhom="khong")
    assert cells_detail.opened(at, "TS14.09") == (
        "chi-bo?nam=2024&loai-hinh=xa&nhom=khong&mo=TS14.09"
    )


def test_a_cell_of_the_filter_bar_gives_way_to_its_organisation(view):
    at = view(nam="2024", chi_bo="TS14.09")
    assert cells_detail.unit(at).unit_id == "TS14.09"
    assert cells_detail.closed(at) == "chi-bo?nam=2024&to-chuc=TS14"
    assert cells_detail.opened(at, "TS14.01") == "chi-bo?nam=2024&to-chuc=TS14&mo=TS14.01"


def test_the_cell_opened_in_the_table_comes_before_that_of_the_filter_bar(view):
    assert cells_detail.unit(view(nam="2024", chi_bo="TS14.09", mo="TS14.01")).unit_id == "TS14.01"


@each("asked", ["zzz", "TS14", "<b>"])
def test_an_unknown_cell_is_announced(view, asked):
    at = view(nam="2024", mo=asked)
    assert cells_detail.unit(at) is None
    said = cells_detail.missing(at)
    assert 'role="alert"' in said
    assert "<b>" not in said
    assert 'href="chi-bo?nam=2024"' in said


def test_the_years_of_a_cell_are_those_of_the_query(view):
    at = view(nam="2024", mo="TS11.03")
    rows = cells_detail.BLOCK.table(at).rows
    assert rows["year"].to_list() == [2025, 2024, 2023, 2022, 2021, 2020]
    for own in ask(at, queries.progress, level="cell", unit_id="TS11.03").iter_rows(named=True):
        found = rows.row(by_predicate=pl.col("year") == own["year"], named=True)
        target = own["target_id"]
        assert found[f"value_{target}"] == own["value_pct"]
        assert found[f"verdict_{target}"] == own["verdict"]
    assert rows["rating"].to_list()[1] == "Hoàn thành tốt nhiệm vụ"


def test_the_panel_tells_life_figures_and_members(view):
    at = view(nam="2024", mo="TS14.14")
    html = cells_detail.BLOCK.draw(at, cells_detail.BLOCK.table(at)).markup
    told = plain(html)
    assert "Đảng bộ xã Bình Nghi" in told
    assert "Thành lập 01/9/2023." in told
    assert "Có số liệu từ năm 2023 đến năm 2025." in told
    assert "2023 — — ○ Không áp dụng" in told
    assert "Đảng viên năm 2024" in told
    assert 'href="so-sanh?nam=2024&amp;chi-bo=TS14.14"' in html
    assert 'href="nguon?nam=2023&amp;chi-bo=TS14.14&amp;so=members_good"' in html


def test_the_flow_adds_up_as_it_is_declared(view):
    at = view(nam="2024", mo="TS11.03")
    told = plain(cells_detail.BLOCK.draw(at, cells_detail.BLOCK.table(at)).markup)
    counts = ask(
        at, queries.counts, level="cell", unit_id="TS11.03", form_id="member_flow", year=2024
    )
    value = dict(counts.select("measure_id", "value").iter_rows())
    assert f"{value['members_opening']} Đảng viên đầu năm" in told
    assert f"+ {value['admitted']} Đảng viên kết nạp trong năm" in told
    assert f"= {value['members_closing']} Đảng viên cuối năm" in told
    quiet = [i for i in ("died", "expelled", "struck_off", "resigned") if value[i] == 0]
    assert quiet
    assert "Không phát sinh:" in told


def test_a_cell_that_the_year_does_not_have_is_told_with_its_years(view):
    at = view(nam="2024", mo="TS09.05")
    told = plain(cells_detail.BLOCK.draw(at, cells_detail.BLOCK.table(at)).markup)
    assert "Năm 2024 không có chi bộ này: có số liệu từ năm 2020 đến năm 2022." in told
    assert "Sáp nhập vào Chi bộ thôn 4 từ 31/12/2022." in told
    assert "Đảng viên năm 2024" not in told


def test_a_missing_flow_is_told(without_flow, declared):
    at = open_view(Path(without_flow.snapshot.folder), declared, nam="2023", mo="TS11.03")
    told = plain(cells_detail.BLOCK.draw(at, cells_detail.BLOCK.table(at)).markup)
    assert "Chưa báo cáo tăng, giảm đảng viên năm 2023." in told
    assert "None" not in told


def test_the_row_of_the_open_cell_is_marked_and_odd_codes_never_reach_the_style(view):
    assert "chi-bo-TS14.09" in cells_detail.marked(view(nam="2024", mo="TS14.09"))
    assert cells_detail.marked(view(nam="2024", mo='x"]{}</style>')) == ""
