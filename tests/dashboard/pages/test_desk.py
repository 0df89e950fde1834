"""Nạp dữ liệu: the ledger in words, whom to call, all years, two snapshots side by side."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from variants import only_organisations, published

from dashboard import cached, views
from dashboard.blocks.desk import states
from dashboard.blocks.desk.compare_choice import choice
from dashboard.blocks.desk.compared import shown
from dashboard.blocks.desk.page import BLOCKS
from dashboard.selection import View
from dashboard.tables.table import Table
from pipelines import warehouse
from pipelines.declarations import load_declarations
from pipelines.snapshot import State

PARTS = {block.id: block for block in BLOCKS}
each = pytest.mark.parametrize


def small(state: State) -> State:
    return only_organisations("TS01", "TS05", "TS22")(state)


def gaps(state: State) -> State:
    """In 2024: TS22 sent nothing, two cells of TS01 lack one form, TS05 came late; TS22 merged."""
    held, of_2024 = small(state), pl.col("year") == 2024
    lacks = (pl.col("unit_id") == "TS22") & of_2024
    cells = pl.col("unit_id").is_in(["TS01.02", "TS01.03"]) & (pl.col("form_id") == "member_flow")
    measures = held.measures.filter(~(lacks | (cells & of_2024)))
    is_late = of_2024 & (pl.col("unit_id") == "TS05") & (pl.col("form_id") == "committee")
    days = pl.when(is_late).then(date(2025, 2, 5)).otherwise(pl.date(pl.col("year") + 1, 1, 20))
    arrivals = measures.select("unit_id", "form_id", "year").unique().with_columns(arrived_on=days)
    is_merged = pl.col("unit_id") == "TS22"
    units = held.units.with_columns(
        closed_on=pl.when(is_merged).then(date(2024, 6, 30)).otherwise(pl.col("closed_on")),
        successor_id=pl.when(is_merged).then(pl.lit("TS05")).otherwise(pl.col("successor_id")),
    )
    return replace(held, units=units, measures=measures, arrivals=arrivals)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small district, and published over it one with gaps."""
    folder = tmp_path_factory.mktemp("kho")
    published(folder, small)
    return published(folder, gaps)


@pytest.fixture
def view(folder, monkeypatch) -> Callable[..., View]:
    """The view of an address of the desk."""

    def build(**query: str) -> View:
        monkeypatch.setenv("SOKET_WAREHOUSE", str(folder))
        asked = {name.replace("_", "-"): code for name, code in query.items()}
        return views.view_of(cached.published(), "du-lieu", asked, load_declarations())

    return build


@pytest.fixture
def table(view) -> Callable[..., Table]:
    """The table of one block for an address."""
    return lambda block, **query: PARTS[block].table(view(**query))


def told(table: Table, column: str) -> dict[str, str]:
    return dict(table.rows.select("unit_name", column).iter_rows())


# ---- Words of a state ----

PLAIN = {
    "state": "reported",
    "arrived_on": date(2024, 2, 5),
    "founded_on": date(2024, 3, 1),
    "closed_on": date(2022, 12, 31),
    "successor_name": "Chi bộ B",
    "is_own_missing": False,
    "cells": 9,
    "missing_cells": 0,
    "warnings": 0,
}
NOTHING_CAME = {"is_own_missing": True, "missing_cells": 9}


@each(
    ("row", "words"),
    [
        ({}, "✓ đã báo cáo"),
        ({"state": "warned", "warnings": 2}, "△ đã báo cáo, có 2 cảnh báo"),
        ({"state": "late"}, "◷ nộp trễ, đủ ngày 05/02/2024"),
        ({"state": "late", "warnings": 1}, "◷ nộp trễ, đủ ngày 05/02/2024, có 1 cảnh báo"),
        ({"state": "missing"} | NOTHING_CAME, "… còn thiếu"),
        ({"state": "overdue", "missing_cells": 2}, "✕ quá hạn: 2/9 chi bộ"),
        ({"state": "overdue", "is_own_missing": True}, "✕ quá hạn: dòng của tổ chức"),
        (
            {"state": "missing", "is_own_missing": True, "missing_cells": 2},
            "… còn thiếu: dòng của tổ chức và 2/9 chi bộ",
        ),
        ({"state": "missing", "cells": 0, "is_own_missing": True}, "… còn thiếu"),
        ({"state": "not_founded"}, "không phải nộp: chưa thành lập (01/3/2024)"),
        ({"state": "closed"}, "không phải nộp: đã kết thúc (31/12/2022)"),
        ({"state": "merged"}, "không phải nộp: đã sáp nhập vào Chi bộ B (31/12/2022)"),
        ({"state": "not_owed"}, "không thuộc diện"),
    ],
)
def test_a_state_is_an_icon_and_words(row, words):
    assert states.state(PLAIN | row) == words


# ---- The ledger ----


def test_the_ledger_has_those_that_lack_most_first(table):
    ledger = table("so-theo-doi", nam="2024")
    first, second, third = ledger.rows["unit_id"].to_list()
    assert (first, second, third) == ("TS22", "TS01", "TS05")
    assert told(ledger, "member_flow")["Đảng bộ thị trấn Phú Phong"] == "✕ quá hạn: 2/15 chi bộ"
    assert told(ledger, "committee")["Đảng bộ xã Tây Giang"] == "◷ nộp trễ, đủ ngày 05/02/2025"
    assert told(ledger, "commune_staff")["Chi bộ Ban Dân vận Huyện ủy"] == "không thuộc diện"
    assert "Hạn nộp 31/01/2025" in ledger.note


def test_what_was_merged_earlier_owes_nothing_and_leads_nowhere(table):
    ledger = table("so-theo-doi", nam="2025")
    row = ledger.rows.filter(unit_id="TS22").row(0, named=True)
    words = "không phải nộp: đã sáp nhập vào Đảng bộ xã Tây Giang (30/6/2024)"
    assert (row["org_rating"], row["href"], row["missing"]) == (words, "", 0)


def test_cells_lack_their_forms_inside_their_organisation(table, view):
    cells = table("so-theo-doi", nam="2024", cap="chi-bo", to_chuc="TS01")
    assert cells.rows.height == 15
    assert cells.rows["missing"].to_list()[:3] == [1, 1, 0]
    assert cells.rows["organisation_name"].unique().to_list() == ["Đảng bộ thị trấn Phú Phong"]
    assert [column.name for column in cells.columns if column.name == "committee"] == []
    row = table("so-theo-doi", nam="2024").rows.filter(unit_id="TS01").row(0, named=True)
    assert row["to_cells"] == "du-lieu?nam=2024&to-chuc=TS01&cap=chi-bo"


def test_an_unknown_level_is_told(table):
    ledger = table("so-theo-doi", nam="2024", cap="huyen")
    assert ledger.rows.is_empty()
    assert "“huyen”" in ledger.empty


def test_the_list_to_phone_says_what_is_lacking(table):
    calls = table("can-don-doc", nam="2024")
    assert calls.title == "Cần đôn đốc năm 2024: 2 tổ chức còn thiếu"
    assert told(calls, "lacks")["Đảng bộ thị trấn Phú Phong"] == (
        "thiếu 1 biểu: Tăng, giảm đảng viên (2/15 chi bộ: Chi bộ Khối phố 2, Chi bộ Khối phố 3)"
    )
    assert calls.rows.select("missing", "lacking_cells").rows() == [(4, 0), (1, 2)]
    assert table("can-don-doc", nam="2023").rows.is_empty()


def test_the_list_keeps_to_the_scope(table):
    assert table("can-don-doc", nam="2024", loai_hinh="thi_tran").rows.height == 1
    assert table("can-don-doc", nam="2024", to_chuc="TS05").rows.is_empty()
    assert table("can-don-doc", nam="2024", to_chuc="TS01", chi_bo="TS01.04").rows.height == 1


def test_all_years_stand_side_by_side(table):
    years = table("tien-do-bao-cao", nam="2024")
    rows = {row["year"]: row for row in years.rows.to_dicts()}
    assert list(rows) == [2025, 2024, 2023, 2022, 2021, 2020]
    assert (rows[2023]["org_rating"], rows[2023]["due"]) == ("✓ 3/3", "31/01/2024")
    assert rows[2024]["member_flow"] == "✕ 1/3, 2 quá hạn"
    assert rows[2024]["commune_staff"] == "✓ 2/2"
    assert rows[2023]["href"] == "du-lieu?nam=2023"


# ---- Two snapshots ----


def test_a_snapshot_leads_to_what_differs_from_the_published_one(table, folder):
    first, second = warehouse.snapshot_ids(folder)
    rows = {row["snapshot_id"]: row for row in table("cac-ban-so-lieu", nam="2024").rows.to_dicts()}
    assert f"ban-truoc={first}" in rows[first]["compare"]
    assert rows[second]["compare"] == ""


def test_single_counts_are_told_in_words_with_their_cells(table, folder):
    asked = {"nam": "2024", "ban_truoc": warehouse.snapshot_ids(folder)[0]}
    values = table("tung-so-dem-hai-ban", **asked)
    first = values.rows.filter(pl.col("unit").str.starts_with("Chi bộ Khối phố 2")).row(
        0, named=True
    )
    assert (first["unit"], first["change"], first["after"]) == (
        "Chi bộ Khối phố 2 · Đảng bộ thị trấn Phú Phong",
        "Mất",
        None,
    )
    assert first["before_cell"].startswith("Tăng giảm đảng viên › ")
    assert first["before_file"] == "Bieu tong hop 2024.xlsx"
    assert {c.name for c in values.columns if not c.on_screen} == {"before_file", "after_file"}


def test_the_register_says_what_is_registered_otherwise(table):
    units = table("to-chuc-hai-ban", nam="2024", ban_truoc="0001", ban_sau="0002")
    assert units.rows.row(0, named=True) == {
        "unit": "Chi bộ Ban Dân vận Huyện ủy",
        "unit_id": "TS22",
        "change": "Đổi",
        "before": "kết thúc: —; sáp nhập vào: —",
        "after": "kết thúc: 30/6/2024; sáp nhập vào: Đảng bộ xã Tây Giang",
    }


def test_flipped_verdicts_come_first_and_cells_name_their_organisation(table):
    results = table("ket-qua-hai-ban", nam="2024", ban_truoc="0001").rows
    is_flipped = (results["before_verdict"] != results["after_verdict"]).to_list()
    assert is_flipped == sorted(is_flipped, reverse=True)
    assert "Chi bộ Khối phố 2 · Đảng bộ thị trấn Phú Phong" in results["unit"].to_list()


def test_the_head_says_what_is_compared_and_what_is_not_known(view):
    assert "Đối chiếu bản số 0001 với bản số 0002" in choice(view(nam="2024", ban_truoc="0001"))
    unknown = choice(view(nam="2024", ban_truoc="9999"))
    assert "Không có bản số liệu “9999” trong kho" in unknown
    assert shown(view(nam="2024", ban_truoc="9999")) == ()
    assert "Hai bên là cùng một bản" in choice(view(nam="2024", ban_truoc="0002"))
    assert "Chọn hai bản" in choice(view(nam="2024", ban_sau="0002"))
    assert shown(view(nam="2024")) == ()
