"""Files that are broken, too large or meant to do harm: a reason or a finding, never a crash."""

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import P
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipelines.files.exports import limits
from pipelines.files.packed import DAMAGED, ODD_VALUES, TOO_LARGE, WITH_DTD
from pipelines.files.readers import read_sheets
from pipelines.files.sheet import Beside, UnreadableFileError

TOO_MUCH = "tệp hỏng, hoặc quá lớn để đọc"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'


def saved(workbook):
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def workbook(cells=None):
    book = openpyxl.Workbook()
    for address, value in ({"A1": "Tên", "B1": 7} | (cells or {})).items():
        book.active[address] = value
    return book


def repacked(content, named=str, **changes):
    """The workbook with parts named anew, or changed by functions of bytes, "sheet1" for a name."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            change = changes.get(name.rpartition("/")[2].partition(".")[0], bytes)
            new.writestr(named(name), change(part))
    return whole.getvalue()


def with_doctype(part):
    return part.replace(b"<worksheet", ENTITIES + b"<worksheet", 1)


def sheets(content, label="a.xlsx"):
    return list(read_sheets(content, label))


def refused(content, label="a.xlsx"):
    with pytest.raises(UnreadableFileError) as error:
        sheets(content, label)
    return str(error.value)


# ---- Too large ----


@pytest.mark.parametrize("far", ["XFD1048576", "B60000", "KZ1"])
def test_a_sheet_with_a_cell_far_out_comes_without_rows(far):
    (sheet,) = sheets(saved(workbook({far: 1})))
    assert sheet.rows.is_empty()
    assert sheet.beside.extent is not None


def test_cells_that_are_only_formatted_do_not_make_a_sheet_large():
    book = workbook()
    book.active["XFD1048576"].number_format = "0.00"
    (sheet,) = sheets(saved(book))
    assert (sheet.rows.shape, sheet.beside.extent) == ((1, 3), None)


def test_cells_without_an_address_are_counted_too():
    def anonymous(part):
        rows = b'<row r="60000"><c><v>1</v></c></row></sheetData>'
        return part.replace(b"</sheetData>", rows)

    (sheet,) = sheets(repacked(saved(workbook()), sheet1=anonymous))
    assert sheet.beside.extent == (60_000, 2)


def test_an_old_workbook_with_a_cell_far_out_is_given_up(exports):
    grid = [["a"], *[[None]] * 65_533, [None] * 255 + [1]]
    path = exports.xls("a.xls", {"Trang": grid})
    assert refused(path.read_bytes(), "a.xls") == TOO_MUCH


def test_a_sheet_of_a_million_repeated_rows_is_given_up_or_not_read():
    book, table = OpenDocumentSpreadsheet(), Table(name="Trang")
    row = TableRow(numberrowsrepeated=1_000_000)
    cell = TableCell(numbercolumnsrepeated=1_000, valuetype="float", value=1)
    cell.addElement(P(text="1"))
    row.addElement(cell)
    table.addElement(row)
    book.spreadsheet.addElement(table)
    assert refused(saved(book), "a.ods") in (TOO_MUCH, DAMAGED)


def test_a_workbook_that_unpacks_to_too_much_is_refused():
    bomb = repacked(saved(workbook()), sheet1=lambda _: bytes(limits().unpacked_bytes + 1))
    assert len(bomb) < 1_000_000
    assert refused(bomb) == TOO_LARGE


def test_a_file_that_is_too_large_is_not_opened():
    assert refused(bytes(limits().file_bytes + 1)) == "tệp lớn hơn 20 MB"


@pytest.mark.parametrize(("rows", "columns"), [(50_001, 1), (1, 301)])
def test_a_csv_with_too_many_rows_or_columns_comes_without_rows(rows, columns):
    text = "\n".join([";".join("1" * columns)] * rows)
    (sheet,) = sheets(text.encode(), "a.csv")
    assert (sheet.rows.height, sheet.beside.extent) == (0, (rows, columns))


# ---- Damaged, or meant to do harm ----


def test_a_workbook_with_a_dtd_is_refused():
    assert refused(repacked(saved(workbook()), sheet1=with_doctype)) == WITH_DTD


def test_a_part_that_is_there_twice_is_refused():
    content = io.BytesIO(saved(workbook()))
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(content, "a") as book:
        book.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    assert refused(content.getvalue()) == DAMAGED


def test_a_part_that_is_there_twice_in_other_letters_is_refused():
    content = io.BytesIO(saved(workbook()))
    with zipfile.ZipFile(content, "a") as book:
        book.writestr("XL\\worksheets\\Sheet1.xml", b"<worksheet/>")
    assert refused(content.getvalue()) == DAMAGED


PIECES = ["1&#x32;", "&#49;2", "<![CDATA[12]]>", "1<![CDATA[2]]>", "1<!-- 9 -->2", "1<?x y?>2"]


@pytest.mark.parametrize("pieces", PIECES)
def test_a_number_in_pieces_is_refused_because_the_reader_takes_only_some(pieces):
    def broken(part):
        return part.replace(b"<v>7</v>", f"<v>{pieces}</v>".encode())

    assert refused(repacked(saved(workbook()), sheet1=broken)) == ODD_VALUES


@pytest.mark.parametrize("pieces", PIECES)
def test_a_number_in_pieces_without_an_address_is_refused_too(pieces):
    def broken(part):
        return re.sub(rb'<c r="B1"[^>]*><v>7</v>', f"<c><v>{pieces}</v>".encode(), part)

    assert refused(repacked(saved(workbook()), sheet1=broken)) == ODD_VALUES


def test_references_in_the_text_of_a_formula_are_read():
    def computed(part):
        text = '<c r="B1" t="str"><f>A1</f><v>Xã &amp; &#65;</v></c>'.encode()
        return re.sub(rb'<c r="B1".*?</c>', text, part)

    (sheet,) = sheets(repacked(saved(workbook()), sheet1=computed))
    assert sheet.rows.row(0) == (1, "Tên", "Xã & A")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(share):
    whole = saved(workbook())
    assert refused(whole[: int(len(whole) * share)]) == DAMAGED


def test_an_old_workbook_that_was_renamed_says_so(exports):
    path = exports.xls("a.xls", {"Trang": [["Tên", 7]]})
    (sheet,) = sheets(path.read_bytes(), "a.xlsx")
    assert sheet.rows.row(0) == (1, "Tên", "7")


def test_a_page_saved_under_the_name_of_a_workbook_is_refused():
    assert refused(b"<html><table><tr><td>1</td></tr></table></html>", "a.xls") == DAMAGED


# ---- Odd, but honest ----


def test_dates_of_an_old_macintosh_are_the_same_days():
    book = workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"], book.active["B1"] = date(2020, 5, 17), "x"
    (sheet,) = sheets(saved(book))
    assert sheet.rows["A"].to_list() == ["2020-05-17 00:00:00"]


def test_what_a_sheet_says_beside_its_texts_is_kept():
    book = workbook({"A2": "=1+1", "B3": 5, "D2": "=[1]Huyện!A1"})
    book.active.merge_cells("B3:C4")
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["D"].hidden = True
    (sheet,) = sheets(saved(book))
    assert sheet.beside == Beside(
        uncomputed=("A2", "D2"),
        linked=("D2",),
        merged=("B3:C4",),
        hidden_rows=(3,),
        hidden_columns=("D",),
    )


@pytest.mark.parametrize("named", [str.upper, lambda name: name.replace("/", "\\")])
def test_parts_that_other_programs_name_otherwise_are_looked_at_too(named):
    book = workbook({"A1": "TT", "B1": "Họ và tên", "B2": "Mẫu Thử", "C3": 5, "C5": "=1+1"})
    book.active.merge_cells("C3:C4")
    (sheet,) = sheets(repacked(saved(book), named=named))
    assert (sheet.beside.merged, sheet.beside.uncomputed) == (("C3:C4",), ("C5",))
    assert sheet.letters == ["A", "C"]


# ---- Persons ----


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv"])
def test_nothing_below_a_heading_of_persons_is_read(exports, kind):
    grid = [["TT", "Họ và tên", "", "Nữ"], ["1", "Mẫu", "Thử", "x"], ["2", "Mẫu", "Thử", ""]]
    path = exports.csv("a.csv", grid) if kind == "csv" else write(exports, kind, grid)
    (sheet,) = sheets(path.read_bytes(), path.name)
    assert sheet.beside.persons == {"B1": "Họ và tên"}
    assert "Mẫu" not in sheet.rows.write_csv()
    assert "Thử" not in sheet.rows.write_csv()
    assert sheet.rows["D"].to_list() == ["Nữ", "x", None]


def write(exports, kind, grid):
    filled = [[text or None for text in row] for row in grid]
    return getattr(exports, kind)(f"a.{kind}", {"Trang": filled})


def test_a_merged_heading_of_persons_goes_as_far_as_it_is_merged():
    book = workbook({"A1": "TT", "B1": "Ngày sinh", "B2": "Nam", "C2": "Nữ", "D3": "x"})
    book.active.merge_cells("B1:C1")
    book.active["B3"], book.active["C3"] = "01/01/1980", "02/02/1981"
    (sheet,) = sheets(saved(book))
    assert sheet.beside.withheld == ("B", "C")
    assert sheet.letters == ["A", "D"]


def test_what_stands_above_a_heading_of_persons_is_a_title_and_read():
    book = workbook({"A1": "Đảng ủy xã", "B1": None, "B2": "DANH SÁCH NĂM 2023"})
    book.active["A4"], book.active["B4"], book.active["C4"] = "TT", "Họ và tên", "Nữ"
    book.active["A5"], book.active["B5"], book.active["C5"] = 1, "Mẫu Thử", "x"
    (sheet,) = sheets(saved(book))
    assert sheet.rows.columns == ["row", "A", "B", "C"]
    assert sheet.rows["B"].to_list() == [None, "DANH SÁCH NĂM 2023", None, None, None]


# ---- Beside the values of an .ods ----


def ods_cell(text=None, **about):
    cell = TableCell(**about) if text is None else TableCell(stringvalue=text, **about)
    if text is not None:
        cell.addElement(P(text=text))
    return cell


def test_what_an_ods_says_beside_its_texts_is_kept():
    book, table = OpenDocumentSpreadsheet(), Table(name="Trang")
    table.addElement(TableColumn(numbercolumnsrepeated=2))
    table.addElement(TableColumn(visibility="collapse"))
    first, second = TableRow(numberrowsrepeated=2), TableRow(visibility="collapse")
    first.addElement(ods_cell("x", valuetype="string"))
    second.addElement(ods_cell("5", valuetype="string", numbercolumnsrepeated=2))
    second.addElement(ods_cell("7", valuetype="string", numberrowsspanned=2))
    second.addElement(ods_cell(formula="of:=1+1"))
    for row in (first, second):
        table.addElement(row)
    book.spreadsheet.addElement(table)
    (sheet,) = sheets(saved(book), "a.ods")
    assert sheet.beside == Beside(
        uncomputed=("D3",), merged=("C3:C4",), hidden_rows=(3,), hidden_columns=("C",)
    )
    assert sheet.file == "a.ods"


def test_a_workbook_behind_other_bytes_is_looked_at_like_any_other():
    book = workbook({"B3": 5})
    book.active.merge_cells("B3:C4")
    (sheet,) = sheets(b"x" * 512 + saved(book))
    assert sheet.beside.merged == ("B3:C4",)
