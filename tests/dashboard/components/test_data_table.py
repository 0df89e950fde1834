"""Tables on the screen, from literal rows: what is written, sorted, parted, grouped, linked."""

import re
from dataclasses import replace

import polars as pl
import pytest

from dashboard.components.data_table import PART_ROWS, data_table, verdict_mark, written
from dashboard.selection import Scope, Snapshot, View
from dashboard.tables.table import Column, Grouping, Table

ROWS = pl.DataFrame(
    {
        "name": ["Bình", "An", "<b>", "Cúc"],
        "place": [2, 1, 4, 3],
        "count": [4482, 7, None, 30],
        "share": [20.77, 100.0, None, 0.0],
        "verdict": ["not_met", "met", None, "near"],
        "href": ["don-vi?x=1&y=2", "don-vi?x=2", None, "don-vi?x=3"],
    }
)
COLUMNS = (
    Column("name", "Tên", link="href", order="place"),
    Column("count", "Số", "count", hint="số đếm"),
    Column("share", "Tỷ lệ", "percent"),
    Column("verdict", "Đánh giá", "verdict"),
)
TABLE = Table("bang", "Một bảng", COLUMNS, ROWS)


def view(**query: str) -> View:
    asked = {name.replace("_", "-"): code for name, code in query.items()}
    scope = Scope("district", "district", "Huyện")
    return View(Snapshot("f", "1"), "trang-nay", 2024, (2023, 2024), scope, asked)


@pytest.fixture
def draw(declared):
    def drawn(table: Table = TABLE, **query: str) -> str:
        return data_table(table, view(**query), declared)

    return drawn


def texts(html: str, tag: str) -> list[str]:
    found = re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", html, re.S)
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in found]


def names(html: str) -> list[str]:
    return re.findall(r'scope="row">(?:<a [^>]*>)?([^<]*)<', html)


# ---- What stands in a cell ----


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (4482, "count", "4.482"),
        (0, "count", "0"),
        (20.77, "percent", "20,8%"),
        (-1.24, "points", "−1,2 điểm %"),
        (2024, "year", "2024"),
        ("chữ", "text", "chữ"),
        (None, "percent", "—"),
        (None, "text", "—"),
    ],
)
def test_values_as_people_read_them(value, kind, text):
    assert written(value, kind) == text


def test_a_verdict_is_icon_word_and_colour(declared):
    mark = verdict_mark("not_met", declared)
    assert "✕" in mark
    assert "Chưa đạt" in mark
    assert 'data-verdict="not_met"' in mark
    assert declared.verdicts["not_met"].explained in mark


def test_rows_in_their_order_with_formatted_cells(draw):
    html = draw()
    assert names(html) == ["Bình", "An", "&lt;b&gt;", "Cúc"]
    assert texts(html, "td")[:3] == ["4.482", "20,8%", "✕ Chưa đạt"]


def test_what_is_missing_is_a_dash_and_never_zero(draw):
    assert texts(draw(), "td")[6:9] == ["—", "—", "—"]


def test_what_comes_from_a_file_is_escaped(draw):
    html = draw()
    assert "<b>" not in html
    assert 'href="don-vi?x=1&amp;y=2"' in html


def test_a_row_without_an_address_is_plain_text(draw):
    assert re.search(r'<th class="text" scope="row">&lt;b&gt;</th>', draw())


def test_a_table_says_what_it_is(draw):
    html = draw()
    assert "<caption>Một bảng</caption>" in html
    assert 'role="region" aria-label="Một bảng" tabindex="0"' in html


def test_links_of_rows_have_keys_where_the_table_has_one(draw):
    assert 'data-key="bang-An"' in draw(replace(TABLE, key="name"))
    assert 'data-key="bang-An"' not in draw()


# ---- Sorting ----


@pytest.mark.parametrize(
    ("sorting", "order"),
    [
        ("bang.count.tang", ["An", "Cúc", "Bình", "&lt;b&gt;"]),
        ("bang.count.giam", ["Bình", "Cúc", "An", "&lt;b&gt;"]),
        ("bang.name.tang", ["An", "Bình", "Cúc", "&lt;b&gt;"]),
        ("bang.nothing.tang", ["Bình", "An", "&lt;b&gt;", "Cúc"]),
        ("khac.count.tang", ["Bình", "An", "&lt;b&gt;", "Cúc"]),
    ],
)
def test_rows_are_sorted_as_the_address_says_missing_last(draw, sorting, order):
    assert names(draw(sap_xep=sorting)) == order


def test_headings_lead_to_the_sorting_that_comes_next(draw):
    first = draw()
    assert "sap-xep=bang.name.tang" in first
    assert "sap-xep=bang.count.giam" in first
    assert "sap-xep=bang.count.tang" in draw(sap_xep="bang.count.giam")


def test_the_sorted_column_is_told(draw):
    html = draw(sap_xep="bang.count.giam")
    assert re.findall(r'aria-sort="(\w+)"', html) == ["descending"]
    assert html.count("▼") == 1


def test_sorting_goes_back_to_the_first_part_and_keeps_the_rest(draw):
    html = draw(trang="bang.2", mo="x")
    assert 'href="trang-nay?nam=2024&amp;mo=x&amp;sap-xep=bang.name.tang"' in html


# ---- Parts ----


@pytest.fixture
def long() -> Table:
    rows = pl.DataFrame({"name": [f"n{i}" for i in range(PART_ROWS * 2 + 5)]})
    return Table("dai", "Dài", (Column("name", "Tên"),), rows)


def test_a_short_table_has_no_parts(draw):
    assert "<nav" not in draw()


@pytest.mark.parametrize(
    ("part", "first", "count", "told"),
    [
        ("dai.1", "n0", 50, "1–50 trong 105 dòng"),
        ("dai.3", "n100", 5, "101–105 trong 105 dòng"),
        ("dai.99", "n100", 5, "101–105 trong 105 dòng"),
        ("khac.2", "n0", 50, "1–50 trong 105 dòng"),
    ],
)
def test_a_long_table_is_shown_in_parts(draw, long, part, first, count, told):
    html = draw(long, trang=part)
    assert names(html)[0] == first
    assert len(names(html)) == count
    assert told in html


def test_parts_lead_to_the_ones_beside_them(draw, long):
    numbers = re.findall(r"trang=dai\.(\d)", draw(long, trang="dai.2"))
    assert sorted(set(numbers)) == ["1", "3"]
    assert "Trang trước" not in draw(long)
    assert "Trang sau" not in draw(long, trang="dai.3")


def test_only_the_rows_of_the_part_are_decorated(draw, long):
    seen = []

    def decorate(rows: pl.DataFrame) -> pl.DataFrame:
        seen.append(rows.height)
        return rows.with_columns(href=pl.lit("don-vi?x=1"))

    table = replace(long, columns=(Column("name", "Tên", link="href"),), decorate=decorate)
    assert draw(table, trang="dai.3").count('href="don-vi?x=1"') == 5
    assert seen == [5]


# ---- Columns and groups ----


def test_columns_for_files_only_are_not_drawn(draw):
    columns = (*COLUMNS[:2], replace(COLUMNS[2], on_screen=False))
    html = draw(replace(TABLE, columns=columns))
    assert "Tỷ lệ" not in html
    assert "20,8%" not in html


def test_drawings_are_drawn_as_they_are_and_not_carried(draw):
    rows = ROWS.with_columns(spark=pl.lit("<i></i>"))
    table = replace(TABLE, columns=(*COLUMNS, Column("spark", "Đường", "drawing")), rows=rows)
    assert draw(table).count('<td class="drawing"><i></i></td>') == 4
    assert [column.name for column in table.carried.columns] == [c.name for c in COLUMNS]


def test_a_drawing_is_sorted_by_the_column_it_names(draw):
    rows = ROWS.with_columns(kn=pl.lit("1/2"))
    table = replace(
        TABLE, columns=(*COLUMNS, Column("kn", "k/n", "drawing", order="count")), rows=rows
    )
    assert 'data-key="sort-bang-kn"' in draw(table)
    assert "sap-xep=bang.kn" not in draw(table)


def test_neighbouring_columns_stand_under_a_common_heading(draw):
    columns = (COLUMNS[0], *(replace(column, group="Kết nạp") for column in COLUMNS[1:]))
    html = draw(replace(TABLE, columns=columns))
    head = html.partition("</thead>")[0]
    assert '<th colspan="3" scope="colgroup" class="group">Kết nạp</th>' in head
    assert head.count("<tr>") == 2
    assert 'rowspan="2"' in head


def test_a_file_has_the_whole_heading():
    columns = (COLUMNS[0], replace(COLUMNS[1], group="Kết nạp"))
    carried = replace(TABLE, columns=columns).carried
    assert [column.heading for column in carried.columns] == ["Tên", "Kết nạp: Số"]
    assert [column.heading for column in carried.carried.columns] == ["Tên", "Kết nạp: Số"]


@pytest.fixture
def grouped() -> Table:
    rows = ROWS.with_columns(
        owner=pl.Series(["Xã X", "Xã X", "Xã Y", "Xã Y"]),
        owner_order=pl.Series([2, 2, 1, 1]),
        owner_href=pl.Series(["don-vi?to-chuc=X"] * 4),
        told=pl.Series(["2 chi bộ"] * 4),
    )
    grouping = Grouping("owner", "owner_order", "owner_href", "told")
    return replace(TABLE, rows=rows, grouping=grouping)


def test_rows_stand_under_their_group(draw, grouped):
    html = draw(grouped)
    assert html.count("<tbody>") == 2
    heads = re.findall(r'scope="rowgroup">.*?<a href="([^"]*)">([^<]*)</a>', html)
    assert heads == [("don-vi?to-chuc=X", "Xã X")] * 1 + [("don-vi?to-chuc=X", "Xã Y")]
    assert html.count("2 chi bộ") == 2


def test_sorting_keeps_the_groups_in_their_order(draw, grouped):
    assert names(draw(grouped, sap_xep="bang.count.giam")) == ["Cúc", "&lt;b&gt;", "Bình", "An"]
    assert names(draw(grouped, sap_xep="bang.count.tang")) == ["Cúc", "&lt;b&gt;", "An", "Bình"]
