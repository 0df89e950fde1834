"""The workbook opened again: values, formats, what stands around them, the page."""

import io
import zipfile
from dataclasses import replace

import openpyxl
import polars as pl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.downloads.about import About
from dashboard.downloads.workbook import workbook
from dashboard.tables.table import Column, Table

HEADINGS = ["Đơn vị", "Năm", "Đảng viên", "Tỷ lệ", "Tăng, giảm", "Đánh giá"]
HEADER = 7  # row of the headings when data are invented: five lines and a gap stand above
DANGEROUS = ["=1+1", "+84", "-1", "@SUM(A1)", "\tx", "\rx", "http://x.vn", "{=A1}", "12", "=\x01"]


def _opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture
def sheet(table: Table, about: About) -> Worksheet:
    return _opened(workbook(table, about)).active


def _row(sheet: Worksheet, row: int) -> list:
    return [cell.value for cell in sheet[row]]


def test_the_lines_above_say_what_it_is_and_where_it_comes_from(sheet: Worksheet, table: Table):
    assert [sheet.cell(row, 1).value for row in range(1, HEADER)] == [
        "Xếp hạng: đảng bộ/chi bộ cơ sở [2024]",
        "Số liệu đến 31/12/2024",
        "Bản số liệu: 20250114-0812",
        "Số liệu minh họa",
        table.note,
        None,
    ]
    label = sheet.cell(4, 1)
    assert (label.font.bold, label.fill.fgColor.rgb) == (True, "FFFFF3D6")


def test_true_data_carry_no_label(table: Table, true: About):
    content = workbook(table, true)
    sheet = _opened(content).active
    assert "minh họa" not in " ".join(str(c.value) for row in sheet.rows for c in row)
    assert "minh họa" not in sheet.oddFooter.left.text if sheet.oddFooter.left.text else True
    assert _row(sheet, HEADER - 1) == HEADINGS


def test_every_value_is_what_the_frame_holds(sheet: Worksheet):
    assert _row(sheet, HEADER) == HEADINGS
    first, second, third = (_row(sheet, HEADER + n) for n in (1, 2, 3))
    assert first == ["Đảng bộ xã Bình Hòa", 2024, 4482, pytest.approx(2 / 3), 1.25, "Đạt"]
    assert second == ["=1+1", 2023, None, None, None, "Chưa báo cáo"]
    assert third == [None, None, 0, 0, pytest.approx(-0.4), None]
    assert sheet.max_row == HEADER + 3


def test_numbers_are_numbers_in_vietnamese_form(sheet: Worksheet):
    cells = sheet[HEADER + 1]
    assert [cell.data_type for cell in cells] == ["s", "n", "n", "n", "n", "s"]
    formats = [cell.number_format for cell in cells[1:5]]
    assert formats == ["0", "#,##0", "0.0%", "+0.0;-0.0;0.0"]


def test_the_head_stays_is_bold_and_filters(sheet: Worksheet):
    assert all(cell.font.bold and cell.alignment.wrap_text for cell in sheet[HEADER])
    assert sheet.freeze_panes == f"A{HEADER + 1}"
    assert sheet.auto_filter.ref == f"A{HEADER}:F{HEADER + 3}"


def test_the_page_is_landscape_a4_one_page_wide(sheet: Worksheet):
    page = sheet.page_setup
    assert (page.orientation, int(page.paperSize)) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, page.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == f"${HEADER}:${HEADER}"


def test_every_printed_page_says_illustrative_and_its_number(table: Table, about: About):
    with zipfile.ZipFile(io.BytesIO(workbook(table, about))) as parts:
        text = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "&amp;LSố liệu minh họa&amp;CTrang &amp;P/&amp;N&amp;RHuyện ủy R&amp;&amp;D" in text


def test_the_document_tells_its_title_and_owner(table: Table, about: About):
    told = _opened(workbook(table, about)).properties
    assert (told.title, told.creator) == (table.title, "Huyện ủy R&D")
    assert told.keywords == "Số liệu minh họa"
    assert "20250114-0812" in told.description


def test_long_names_are_wrapped_in_a_column_that_fits_the_page(table: Table, about: About):
    long = "Đảng bộ cơ sở Trường Trung học phổ thông và Trung tâm Giáo dục thường xuyên huyện"
    rows = table.rows.with_columns(unit=pl.lit(long))
    sheet = _opened(workbook(replace(table, rows=rows), about)).active
    assert sheet.cell(HEADER + 1, 1).alignment.wrap_text
    assert 40 <= sheet.column_dimensions["A"].width <= 46
    assert sheet.column_dimensions["C"].width >= 8


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula_or_a_link(text: str, about: About):
    columns = (Column("a", text), Column("b", "Số"))
    rows = pl.DataFrame({"a": [text], "b": [text]})
    hostile = replace(about, as_of=text, snapshot_id=text)
    content = workbook(Table("x", text, columns, rows, note=text), hostile)
    cells = [c for row in _opened(content).active.rows for c in row if c.value is not None]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "hyperlink" not in xml
    assert len([cell for cell in cells if cell.data_type in ("s", "f")]) == len(cells)


def test_an_empty_table_says_why(table: Table, about: About):
    empty = replace(table, rows=table.rows.clear(), empty="Chưa có đơn vị nào báo cáo.")
    sheet = _opened(workbook(empty, about)).active
    assert _row(sheet, HEADER + 1)[0] == "Chưa có đơn vị nào báo cáo."


def test_a_table_of_one_column(about: About):
    table = Table("x", "Một cột", (Column("a", "A"),), pl.DataFrame({"a": ["x"]}))
    assert _opened(workbook(table, about)).active["A1"].value == "Một cột"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Xếp hạng: a/b [c]*?\\", "Xếp hạng a b c"),
        ("'Đơn vị'", "Đơn vị"),
        ("Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên", "Tỷ lệ đảng viên hoàn thành tốt"),
        ("[]:*", "xep-hang"),
    ],
)
def test_the_name_of_the_sheet(table: Table, about: About, title: str, name: str):
    book = _opened(workbook(replace(table, title=title), about))
    assert book.sheetnames == [name]
