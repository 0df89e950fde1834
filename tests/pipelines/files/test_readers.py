"""Files to texts that still know their cells."""

import openpyxl
import pytest
import xlsxwriter.utility
from hypothesis import given
from hypothesis import strategies as st

from pipelines.files.exports import find_exports
from pipelines.files.readers import read_sheets
from pipelines.files.sheet import UnreadableFileError, column_letter

TABLE = [["Tên", "Số"], ["hòa", 7], [None, "07"], ["x", 12.5]]
TEXTS = {"A1": "Tên", "B1": "Số", "A2": "hòa", "B2": "7", "B3": "07", "A4": "x", "B4": "12.5"}
# Encodings and the byte order marks that Excel and Notepad put in front.
ENCODINGS = [
    ("utf-8", b""),
    ("utf-8", b"\xef\xbb\xbf"),
    ("utf-16-le", b"\xff\xfe"),
    ("utf-16-be", b"\xfe\xff"),
    ("utf-32-le", b"\xff\xfe\x00\x00"),
    ("utf-32-be", b"\x00\x00\xfe\xff"),
]
DAMAGED = "tệp hỏng hoặc không đúng định dạng của đuôi tệp"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def texts(sheet):
    """Address -> text of the cells that hold one."""
    return {
        f"{letter}{row['row']}": row[letter]
        for row in sheet.rows.iter_rows(named=True)
        for letter in sheet.letters
        if row[letter] is not None
    }


def only_sheet(path):
    [sheet] = read_sheets(path.read_bytes(), path.name)
    return sheet


# ---- Which files ----


def test_folder_is_searched_for_exports_in_order(exports):
    (exports.folder / "b").mkdir()
    names = ["2.xlsx", "1.CSV", "b/3.xls", "4.ods", "notes.docx", "~$2.xlsx", ".hidden.csv"]
    for name in names:
        exports.raw(name, b"")
    labels = [export.label for export in find_exports([exports.folder])]
    assert labels == ["1.CSV", "2.xlsx", "4.ods", "b/3.xls"]


def test_a_file_named_twice_is_read_once(exports):
    path = exports.raw("1.csv", b"")
    (found,) = find_exports([path, exports.folder, path])
    assert (found.label, found.read()) == ("1.csv", b"")


def test_same_names_in_two_folders_are_two_files(exports):
    for folder in ("a", "b"):
        (exports.folder / folder).mkdir()
        exports.raw(f"{folder}/1.csv", b"")
    assert [export.label for export in find_exports([exports.folder])] == ["a/1.csv", "b/1.csv"]


# ---- What cannot be read ----


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("1.xlsx", b"", "tệp rỗng"),
        ("1.xls", b"", "tệp rỗng"),
        ("1.xlsx", b"TT;Ten", DAMAGED),
        ("1.ods", b"PK\x03\x04 cut off", DAMAGED),
        ("1.xlsx", OLE, "tệp có mật khẩu, hoặc là .xls mang đuôi .xlsx"),
    ],
)
def test_unreadable_file_says_why(exports, name, content, reason):
    path = exports.raw(name, content)
    with pytest.raises(UnreadableFileError, match=reason):
        list(read_sheets(path.read_bytes(), name))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_empty_csv_file_is_an_error(exports, content):
    found = exports.check(exports.workbook(), exports.raw("Biểu.csv", content))
    assert found.select("rule", "file").rows() == [("unreadable_file", "Biểu.csv")]


def test_workbook_of_empty_sheets_is_an_error(exports):
    found = exports.check(exports.xlsx("Biểu.xlsx", {"Sheet1": [], "Sheet2": []}))
    assert found.select("rule", "file").rows() == [("unreadable_file", "Biểu.xlsx")]


def test_missing_file_is_a_finding(exports):
    found = exports.check(exports.folder / "1.xlsx")
    assert found.select("rule", "file").rows() == [("unreadable_file", "1.xlsx")]


def test_empty_sheet_is_passed_over(exports):
    path = exports.xlsx("1.xlsx", {"Sheet1": [], "Sheet2": TABLE})
    assert [sheet.name for sheet in read_sheets(path.read_bytes(), "1.xlsx")] == ["Sheet2"]


# ---- Cells ----


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_workbook_as_texts(exports, kind):
    path = getattr(exports, kind)(f"1.{kind}", {"Trang": TABLE})
    sheet = only_sheet(path)
    assert (sheet.file, sheet.name) == (f"1.{kind}", "Trang")
    assert texts(sheet) == TEXTS


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(("encoding", "bom"), ENCODINGS)
def test_csv_as_texts(exports, delimiter, encoding, bom):
    sheet = only_sheet(exports.csv("Trang.csv", TABLE, delimiter, encoding, bom))
    assert sheet.name == "Trang"
    assert texts(sheet) == TEXTS


def test_csv_keeps_delimiters_and_line_breaks_inside_quotes(exports):
    path = exports.raw("1.csv", 'Tên;Số\n"a; b\nc";"1,5"\n'.encode())
    assert texts(only_sheet(path)) == {"A1": "Tên", "B1": "Số", "A2": "a; b\nc", "B2": "1,5"}


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_cells_keep_their_addresses_below_and_beside_empty_ones(exports, kind):
    grid = [[], [], [None, None, "Tên", None, "Số"], [], [None, None, "hòa", None, 7]]
    path = getattr(exports, kind)(f"1.{kind}", {"Trang": grid})
    assert texts(only_sheet(path)) == {"C3": "Tên", "E3": "Số", "C5": "hòa", "E5": "7"}


def test_csv_cells_keep_their_addresses_below_and_beside_empty_ones(exports):
    path = exports.raw("1.csv", b"\n,,\n,,Ten\n\n,,,7\n")
    assert texts(only_sheet(path)) == {"C3": "Ten", "D5": "7"}


def test_excel_errors_keep_their_addresses(exports):
    path = exports.folder / "1.xlsx"
    book = openpyxl.Workbook()
    book.active["C3"], book.active["D4"], book.active["E5"] = "Số", "#N/A", "#REF!"
    book.save(path)
    sheet = only_sheet(path)
    assert sheet.errors == {"D4": "#N/A", "E5": "#REF!"}
    assert texts(sheet) == {"C3": "Số"}


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_typed_4_482_stays_apart_from_the_number(exports, kind):
    path = getattr(exports, kind)(
        f"1.{kind}", {"Trang": [["Số", "Số"], ["4.482", 4.482], [4482, 4]]}
    )
    read = texts(only_sheet(path))
    assert [read[cell] for cell in ("A2", "B2", "A3", "B3")] == ["4.482", "4,482", "4482", "4"]


def test_hidden_sheet_is_read(exports):
    path = exports.xlsx("1.xlsx", {"Trang": TABLE, "Ẩn": TABLE}, hidden="Ẩn")
    assert [sheet.name for sheet in read_sheets(path.read_bytes(), "1.xlsx")] == ["Trang", "Ẩn"]


def test_merged_cell_stands_at_its_first_address(exports):
    path = exports.folder / "1.xlsx"
    book = openpyxl.Workbook()
    book.active["B2"], book.active["D2"] = "Kết nạp", "Nữ"
    book.active.merge_cells("B2:C3")
    book.save(path)
    assert texts(only_sheet(path)) == {"B2": "Kết nạp", "D2": "Nữ"}


@given(st.integers(0, 16_383))
def test_column_letter_is_excels(index):
    assert column_letter(index) == xlsxwriter.utility.xl_col_to_name(index)


@pytest.mark.parametrize("rest", ["x;" * 100_000, "5;\n;\n;Người ký tên", 'Chi bộ "A";5'])
def test_a_quote_that_never_closes_is_unreadable_and_no_crash(tmp_path, rest):
    path = tmp_path / "a.csv"
    path.write_text(f'Mã tổ chức;Tên\n"{rest}', encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="dấu nháy"):
        list(read_sheets(path.read_bytes(), "a.csv"))


def test_a_quote_inside_a_text_is_only_a_quote(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('Mã;Tên\n1;Chi bộ "A"\n"2";"Chi bộ ""B"""\n', encoding="utf-8")
    assert texts(only_sheet(path)) == {
        "A1": "Mã", "B1": "Tên", "A2": "1", "B2": 'Chi bộ "A"', "A3": "2", "B3": 'Chi bộ "B"'
    }  # fmt: skip


def test_a_cut_utf_16_file_is_read_as_far_as_it_goes(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("TT;Mã tổ chức\n1;TS01\n".encode("utf-16")[:-1])
    sheet = next(read_sheets(path.read_bytes(), "a.csv"))
    assert sheet.rows.rows()[1][:2] == (2, "1")


def test_two_files_of_one_name_are_told_apart(tmp_path):
    paths = [tmp_path / folder / "Biểu 2023.csv" for folder in ("a", "b")]
    for path in paths:
        path.parent.mkdir()
        path.write_text("TT", encoding="utf-8")
    assert [export.label for export in find_exports(paths)] == [
        str(path.resolve()) for path in paths
    ]
