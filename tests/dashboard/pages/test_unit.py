"""Xã, tổ chức: the numbers of its blocks against the snapshot, and what is said where some lack."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest
from variants import all_zero, only_year, published, without_cells, without_form

from dashboard import views
from dashboard.blocks.unit import cells as unit_cells
from dashboard.blocks.unit import committee as unit_committee
from dashboard.blocks.unit import members as unit_members
from dashboard.blocks.unit import organisations as unit_list
from dashboard.blocks.unit import peers as unit_peers
from dashboard.blocks.unit import ratings as unit_ratings
from dashboard.blocks.unit import targets as unit_targets
from dashboard.selection import Snapshot, View
from dashboard.tables.table import Table
from pipelines import queries, warehouse

APP = Path(__file__).parents[3] / "dashboard" / "app.py"
COMMUNE, LEAF, LATE, FOUNDED, MERGED = "TS14", "TS22", "TS11", "TS14.14", "TS09.05"
each = pytest.mark.parametrize


@pytest.fixture(scope="module")
def asked(demo) -> Callable[..., pl.DataFrame]:
    """Answers of the snapshot itself."""
    connection = warehouse.open_snapshot(demo, warehouse.published_id(demo))
    yield lambda question, **narrowed: question(connection, **narrowed)
    connection.close()


@pytest.fixture
def seen(demo, declared) -> Callable[..., View]:
    """The view of an address: `seen(nam="2024", to_chuc="TS14")`."""

    def build(folder: Path = demo, **query: str) -> View:
        snapshot = Snapshot(str(folder), warehouse.published_id(folder))
        named = {name.replace("_", "-"): value for name, value in query.items()}
        view = views.view_of(snapshot, "don-vi", named, declared)
        assert view.problem is None
        return view

    return build


@pytest.fixture(scope="module")
def app(demo) -> AppTest:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOKET_WAREHOUSE", str(demo))
        return AppTest.from_file(str(APP), default_timeout=60).run()


@pytest.fixture
def page(app, demo, monkeypatch) -> Callable[..., str]:
    """The markup of the page; no block may have failed."""

    def run(folder: Path = demo, **query: str) -> str:
        monkeypatch.setenv("SOKET_WAREHOUSE", str(folder))
        app.switch_page("app_pages/unit.py")
        app.query_params.clear()
        for name, value in query.items():
            app.query_params[name.replace("_", "-")] = value
        app.run()
        html = "".join(element.proto.body for element in app.get("html"))
        assert not app.exception
        assert "Không vẽ được" not in html
        return html

    return run


def by(table: Table, name: str) -> dict:
    return {row[name]: row for row in table.rows.to_dicts()}


def blocks(html: str) -> list[str]:
    return re.findall(r'<section data-block="([^"]+)"', html)


@each("unit_id", [COMMUNE, LEAF])
def test_the_targets_are_those_of_the_snapshot_in_every_year(seen, asked, unit_id):
    table = unit_targets.BLOCK.table(seen(nam="2024", to_chuc=unit_id))
    known = asked(queries.progress, level="organisation", unit_id=unit_id)
    columns = ["target_id", "year", "numerator", "denominator", "value_pct", "verdict"]
    assert (
        table.rows.select(columns).sort(columns[:2]).equals(known.select(columns).sort(columns[:2]))
    )


def test_a_target_that_is_not_counted_is_named(seen, declared):
    table = unit_targets.BLOCK.table(seen(nam="2024", to_chuc=LEAF))
    missing = declared.targets.keys() - set(table.rows["target_id"])
    assert len(missing) == 4
    assert all(declared.targets[id_].name in table.note for id_ in missing)


def test_a_figure_leads_to_its_source(seen):
    row = unit_targets.BLOCK.table(seen(nam="2024", to_chuc=COMMUNE)).rows.row(0, named=True)
    address = urlsplit(row["source"])
    asked_for = {name: codes[0] for name, codes in parse_qs(address.query).items()}
    assert address.path == "nguon"
    assert asked_for == {"nam": str(row["year"]), "to-chuc": COMMUNE, "so": row["target_id"]}


def test_differences_and_ranks_are_those_of_the_snapshot(seen, asked):
    rows = by(unit_peers.BLOCK.table(seen(nam="2024", to_chuc=COMMUNE)), "target_id")
    own = asked(queries.progress, year=2024, level="organisation", unit_id=COMMUNE)
    district = asked(queries.progress, year=2024, level="district")
    sector = asked(queries.progress, year=2024, level="sector", unit_id="xa")
    wholes = {"district": district, "peer": sector}
    for row in own.to_dicts():
        shown = rows[row["target_id"]]
        for name, whole in wholes.items():
            value = whole.filter(target_id=row["target_id"])["value_pct"][0]
            assert shown[f"{name}_pct"] == value
            expected = None if shown["apart"] else pytest.approx(row["value_pct"] - value)
            assert shown[f"to_{name}"] == expected
        assert shown["rank_told"] == f"hạng {row['rank']}/{row['ranked']}"
        assert shown["sector_rank_told"].startswith(f"{row['sector_rank']}/{row['sector_ranked']} ")


def test_what_is_counted_in_cells_is_not_subtracted_from_what_is_counted_in_organisations(
    seen, declared
):
    rows = by(unit_peers.BLOCK.table(seen(nam="2024", to_chuc=COMMUNE)), "target_id")
    apart = {id_ for id_, row in rows.items() if row["apart"]}
    nouns = {id_ for id_, target in declared.targets.items() if target.noun == "tổ chức"}
    assert apart == nouns
    assert all(rows[id_]["to_district"] is None for id_ in apart)


def test_a_share_of_few_is_marked_and_not_ranked(seen):
    rows = unit_peers.BLOCK.table(seen(nam="2024", to_chuc=LEAF)).rows.filter(pl.col("is_small"))
    assert rows.height == 2
    assert set(rows["rank_told"]) == {"n < 5"}


def test_a_cell_is_compared_with_its_organisation(seen, asked):
    table = unit_peers.BLOCK.table(seen(nam="2024", chi_bo=FOUNDED))
    known = asked(queries.progress, year=2024, level="organisation", unit_id=COMMUNE)
    values = dict(known.select("target_id", "value_pct").iter_rows())
    assert dict(table.rows.select("target_id", "peer_pct").iter_rows()).items() <= values.items()
    assert table.rows.height == 2


def test_ratings_of_the_unit_and_of_its_cells(seen, asked):
    rows = by(unit_ratings.BLOCK.table(seen(nam="2024", to_chuc=COMMUNE)), "year")
    own = dict(asked(queries.own_ratings, unit_id=COMMUNE).select("year", "measure_id").iter_rows())
    assert {year: row["own_id"] for year, row in rows.items()} == own
    cells = asked(
        queries.counts, level="organisation", unit_id=COMMUNE, form_id="org_rating", year=2023
    )
    for row in cells.to_dicts():
        assert rows[2023][row["measure_id"]] == row["value"]
    assert rows[2023]["told"] == "14 chi bộ"
    assert rows[2021]["own"] == "Hoàn thành nhiệm vụ"


def test_a_unit_without_a_rating_is_told_why(seen):
    rows = by(unit_ratings.BLOCK.table(seen(nam="2024", chi_bo=FOUNDED)), "year")
    assert [rows[year]["own"] for year in (2022, 2023)] == ["chưa thành lập", "Chưa xếp loại"]
    rows = by(unit_ratings.BLOCK.table(seen(nam="2022", chi_bo=MERGED)), "year")
    assert rows[2023]["own"] == "đã nhập vào Chi bộ thôn 4"


def test_stock_and_flow_balance_and_go_on(seen, asked):
    table = unit_members.BLOCK.table(seen(nam="2024", to_chuc=COMMUNE))
    found = asked(queries.counts, level="organisation", unit_id=COMMUNE, form_id="member_flow")
    for row in table.rows.to_dicts():
        counts = dict(found.filter(year=row["year"]).select("measure_id", "value").iter_rows())
        shown = {name: row[name] for name in counts if name in row}
        assert len(shown) == 10
        assert shown == {name: counts[name] for name in shown}
    assert table.note == "Cân đối: 303 + 28 − 16 = 315. Đầu năm 303, khớp cuối năm 2023."
    assert "Không có số cuối năm 2019" in by(table, "year")[2020]["carried"]


def test_the_part_of_a_year_says_until_when(seen):
    table = unit_members.BLOCK.table(seen(nam="2025", to_chuc=COMMUNE))
    assert "đến 30/6/2025" in table.note


def test_the_cells_of_a_year_with_figures_ratings_and_what_happened(seen, asked):
    table = unit_cells.BLOCK.table(seen(nam="2023", to_chuc=COMMUNE))
    rows = by(table, "unit_id")
    for row in asked(queries.progress, year=2023, level="cell", organisation_id=COMMUNE).to_dicts():
        shown, target_id = rows[row["unit_id"]], row["target_id"]
        assert shown[f"{target_id}_value_pct"] == row["value_pct"]
        assert shown[f"{target_id}_numerator"] == row["numerator"]
    got = asked(queries.own_ratings, organisation_id=COMMUNE, year=2023)
    assert {id_: row["rating_id"] for id_, row in rows.items()} == dict(
        got.select("unit_id", "measure_id").iter_rows()
    )
    assert rows[FOUNDED]["lived"] == "thành lập 01/9/2023"
    assert rows[FOUNDED]["rating"] == "Chưa xếp loại"
    assert FOUNDED not in by(unit_cells.BLOCK.table(seen(nam="2022", to_chuc=COMMUNE)), "unit_id")


def test_a_cell_that_was_merged_says_into_which(seen):
    rows = by(unit_cells.BLOCK.table(seen(nam="2022", xa="21832")), "unit_id")
    assert rows[MERGED]["lived"] == "nhập vào Chi bộ thôn 4 31/12/2022"


def test_the_composition_of_the_bodies_that_targets_speak_of(seen, asked):
    table = unit_committee.BLOCK.table(seen(nam="2024", to_chuc=COMMUNE))
    bodies = table.rows["body"].unique(maintain_order=True).to_list()
    assert bodies == ["committee", "committee_full_time", "staff"]
    known = asked(queries.composition, year=2024, level="organisation", unit_id=COMMUNE)
    known = known.filter(pl.col("body").is_in(bodies))
    kept = ["number_id", "count", "total", "share_pct"]
    assert table.rows.select(kept).sort(kept[0]).equals(known.select(kept).sort(kept[0]))
    few = unit_committee.BLOCK.table(seen(nam="2024", to_chuc=LEAF))
    assert set(few.rows["small"]) == {"n < 5"}


def test_the_list_is_by_sector_then_by_name_or_by_targets_met(seen, asked):
    scores = asked(queries.scores, year=2024, level="organisation")
    met = dict(scores.select("unit_id", "met").iter_rows())
    for more in ({}, {"thu_tu": "chi-tieu-dat"}):
        rows = unit_list.BLOCK.table(seen(nam="2024", **more)).rows
        assert rows.height == 58
        assert {row["unit_id"]: row["met"] for row in rows.to_dicts()} == met
        key = "met" if more else "name_order"
        for group in rows.partition_by("sector_order"):
            assert group[key].to_list() == sorted(group[key], reverse=bool(more))
    assert unit_list.BLOCK.table(seen(nam="2024", loai_hinh="su_nghiep")).rows.height == 7


def test_every_organisation_in_some_year(seen, asked):
    """No block breaks for any of them, and each says something."""
    shown = (unit_targets, unit_peers, unit_ratings, unit_members, unit_cells, unit_committee)
    units = asked(queries.units).filter(level="organisation")["unit_id"]
    for year, half in ((2020, units[::2]), (2025, units[1::2])):
        for unit_id in half:
            view = seen(nam=str(year), to_chuc=unit_id)
            for module in shown:
                table = module.BLOCK.table(view)
                assert table.rows.height or table.empty


def test_a_district_and_a_sector_ask_to_choose(page):
    for more in ({}, {"loai_hinh": "xa"}):
        html = page(nam="2024", **more)
        assert blocks(html) == ["danh-sach"]
        assert "Chọn một xã, thị trấn hoặc tổ chức" in html
        assert "don-vi?nam=2024&amp;to-chuc=TS14" in html
    assert "Không có thứ tự “zzz”" in page(nam="2024", thu_tu="zzz")


def test_an_organisation_shows_its_head_and_every_block(page):
    html = page(nam="2024", to_chuc=COMMUNE)
    beside = ["tam-chi-tieu", "doi-chieu", "xep-loai", "bien-dong"]
    assert blocks(html) == [*beside, "chi-bo-truc-thuoc", "cap-uy", "nhan-xet-trong-nam"]
    assert "đạt 4/8 chỉ tiêu năm 2024" in html
    assert "<b>315</b>" in html
    assert "14 chi bộ trực thuộc" in html
    assert 'href="so-sanh?nam=2024&amp;so=TS14"' in html
    assert 'href="chi-bo?nam=2024&amp;to-chuc=TS14"' in html


def test_a_cell_shows_what_there_is_of_it(page):
    html = page(nam="2023", chi_bo=FOUNDED)
    expected = ["tam-chi-tieu", "doi-chieu", "xep-loai", "bien-dong", "nhan-xet-trong-nam"]
    assert blocks(html) == expected
    assert "thành lập 01/9/2023" in html
    assert "đạt 1/1 chỉ tiêu đánh giá được năm 2023 (trong 2 chỉ tiêu tính cho đơn vị)" in html
    assert html.count(">chưa thành lập<") == 9  # two targets and the rating, in three years


def test_an_organisation_without_cells_says_so(page):
    html = page(nam="2024", to_chuc=LEAF)
    assert "là chi bộ cơ sở, không có chi bộ trực thuộc" in html


def test_a_form_that_was_not_handed_in_is_named_and_the_rest_is_drawn(page):
    html = page(nam="2024", to_chuc=LATE)
    assert "Chưa báo cáo biểu Cơ cấu, trình độ cấp ủy viên cơ sở năm 2024" in html
    assert "Cán bộ, công chức cấp xã" in html


def test_without_the_form_of_members_the_bridge_is_a_sentence(page, app, tmp_path):
    html = page(published(tmp_path, without_form("member_flow", 2024)), nam="2024", to_chuc=COMMUNE)
    assert "Chưa báo cáo biến động đảng viên năm 2024" in html
    assert "chưa báo cáo số đảng viên năm 2024" in html
    assert len(app.get("plotly_chart")) == 0


def test_one_year_only(page, tmp_path):
    html = page(published(tmp_path, only_year(2023)), to_chuc=COMMUNE)
    assert "đến 31/12/2023" in html
    assert "Không có số cuối năm 2022 để đối chiếu" in html


def test_zeros_are_not_applicable_not_0_percent(page, tmp_path):
    html = page(published(tmp_path, all_zero(COMMUNE, "committee")), nam="2024", to_chuc=COMMUNE)
    assert "Không áp dụng" in html


def test_an_organisation_that_lost_its_cells(page, tmp_path):
    html = page(published(tmp_path, without_cells(COMMUNE)), nam="2024", to_chuc=COMMUNE)
    assert "không có chi bộ trực thuộc" in html
