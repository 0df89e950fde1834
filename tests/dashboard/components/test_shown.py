"""A block on its page: head, chart or table, files, note; and a block that fails alone."""

import re

import pytest
from streamlit.testing.v1 import AppTest

ROWS = '{"name": ["Bình Nghi", "Tây Phú"], "share": [20.77, 3.5]}'
SCRIPT = """
import polars as pl
from dashboard.blocks.block import Block, Drawing
from dashboard.components.shown import show
from dashboard.selection import Scope, Snapshot, View
from dashboard.tables.table import Column, Table

QUERY, ROWS, DRAW, NOTE, BESIDE = {query!r}, {rows}, {draw!r}, {note!r}, {beside!r}
COLUMNS = (Column("name", "Xã"), Column("share", "Tỷ lệ", "percent"))
FIGURE = {{"data": [{{"type": "bar", "x": [1], "y": [2]}}], "layout": {{}}}}


def table(view):
    if ROWS is None:
        raise ValueError("no table")
    rows = pl.DataFrame(ROWS, schema={{"name": pl.String, "share": pl.Float64}})
    return Table("khoi", "Tên < khối", COLUMNS, rows, note=NOTE, empty="Chưa có gì.")


def draw(view, table):
    if DRAW == "fails":
        raise ValueError("no drawing")
    return Drawing("Hai xã.", figure=FIGURE if DRAW == "figure" else None, markup="<i>vẽ</i>")


view = View(Snapshot("f", "1"), "trang-nay", 2024, (2024,), Scope("district", "d", "H"), QUERY)
show(Block("khoi", table, draw if DRAW else None), view, BESIDE)
"""


@pytest.fixture
def page():
    """The page of one block as Streamlit runs it."""

    def run(query=None, rows=ROWS, draw="", note="", beside="") -> AppTest:
        script = SCRIPT.format(query=query or {}, rows=rows, draw=draw, note=note, beside=beside)
        app = AppTest.from_string(script, default_timeout=30).run()
        assert not app.exception
        return app

    return run


def html(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.get("html"))


def test_a_block_without_a_drawing_is_its_table(page):
    shown = html(page())
    assert '<section data-block="khoi" class="block">' in shown
    assert "<h2>Tên &lt; khối</h2>" in shown
    assert "20,8%" in shown
    assert "switch" not in shown


def test_markup_is_named_by_its_alternative_text(page):
    shown = html(page(draw="markup"))
    assert '<div class="drawn" role="group" aria-label="Hai xã."><i>vẽ</i></div>' in shown
    assert "<table>" not in shown


def test_a_figure_is_drawn_with_its_alternative_text(page):
    app = page(draw="figure")
    chart = app.get("plotly_chart")[0].proto
    assert chart.alt == "Hai xã."
    assert "<table>" not in html(app)


@pytest.mark.parametrize("draw", ["figure", "markup"])
def test_the_address_shows_the_table_in_place_of_the_drawing(page, draw):
    app = page({"bang": "khoi"}, draw=draw)
    assert "<table>" in html(app)
    assert len(app.get("plotly_chart")) == 0


def test_the_switch_tells_which_is_shown_and_leads_to_the_other(page):
    chart, table = html(page(draw="markup")), html(page({"bang": "khoi"}, draw="markup"))
    assert re.search(r'aria-current="true"[^>]*>Biểu đồ<', chart)
    assert 'href="trang-nay?nam=2024&amp;bang=khoi"' in chart
    assert re.search(r'aria-current="true"[^>]*>Bảng<', table)
    assert re.search(r'href="trang-nay\?nam=2024"[^>]*>Biểu đồ<', table)


def test_files_carry_the_view_of_the_address(page):
    shown = html(page({"to-chuc": "TS14", "sap-xep": "khoi.share.giam"}))
    query = "nam=2024&amp;to-chuc=TS14&amp;sap-xep=khoi.share.giam"
    assert f'href="tai-ve/trang-nay.khoi.xlsx?{query}"' in shown
    assert f'href="tai-ve/trang-nay.khoi.csv?{query}"' in shown


def test_an_empty_block_says_so_and_offers_nothing(page):
    shown = html(page(rows='{"name": [], "share": []}', draw="figure"))
    assert '<p class="empty">Chưa có gì.</p>' in shown
    assert "tai-ve/" not in shown
    assert "switch" not in shown


def test_note_and_markup_beside_the_heading(page):
    shown = html(page(note="Nguồn: a < b", beside="<em>chọn</em>"))
    assert '<p class="note">Nguồn: a &lt; b</p>' in shown
    assert "<h2>Tên &lt; khối</h2><em>chọn</em>" in shown


@pytest.mark.parametrize("broken", [{"rows": "None"}, {"draw": "fails"}])
def test_a_block_that_fails_says_so_and_nothing_of_the_reason(page, caplog, broken):
    shown = html(page(**broken))
    assert 'class="notice" role="alert"' in shown
    assert "Các phần khác không bị ảnh hưởng" in shown
    assert "ValueError" not in shown
    assert "block khoi failed" in caplog.text
