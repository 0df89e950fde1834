"""Every way in which an office lays out the same few rows, and the same counts each time."""

import openpyxl
import pytest

TITLE = "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI ĐẢNG VIÊN NĂM 2023"
HEADER = [
    "TT", "Mã tổ chức", "Tên tổ chức đảng", "Tổng số đảng viên", "Số được ĐG, XL",
    "HTXSNV", "HTTNV", "HTNV", "KHTNV", "Chưa xếp loại",
]  # fmt: skip
TG1 = [1, "TG.1", "Chi bộ thôn 1", 20, 18, 2, 14, 2, 0, 2]
NH = [2, "NH", "Chi bộ Ngân hàng Chính sách xã hội", 9, 8, 1, 7, 0, 0, 1]
TOTAL = [None, None, "Tổng cộng", 29, 26, 3, 21, 2, 0, 3]
COUNTS = {"TG.1": [20, 18, 2, 14, 2, 0, 2], "NH": [9, 8, 1, 7, 0, 0, 1]}
NUMBERS = [f"({i})" for i in range(1, 11)]
ISSUER = [
    ["ĐẢNG BỘ TỈNH BÌNH ĐỊNH", *[None] * 7, "Biểu số 6-BTCTW"],
    ["HUYỆN ỦY TÂY SƠN", *[None] * 6, "(Kèm theo Báo cáo số    -BC/HU, ngày   /12/2023)"],
    ["*"],
    [],
]
SIGNATURE = [
    [],
    ["* Ghi chú: số liệu tính đến ngày 31/12/2023."],
    [None, "NGƯỜI LẬP BIỂU", None, None, None, "T/M BAN THƯỜNG VỤ"],
    [None, "(Ký, ghi rõ chức danh)", None, None, None, "PHÓ BÍ THƯ"],
]
PLAIN = [[TITLE], HEADER, TG1, NH]


def with_register(exports, grid, name="Biểu 2023.xlsx", sheet="Trang"):
    return exports.xlsx(name, {"Danh mục": exports.grid("register"), sheet: grid})


def read(exports, grid, **names):
    return exports.counts("member_rating", with_register(exports, grid, **names))


LEVELS = ["HTXSNV", "HTTNV", "HTNV", "KHTNV"]
SHARES = [[2, "11,1", 14, "77,8", 2, "11,1", 0, 0], [1, 12.5, 7, "87,5%", 0, "-", 0, None]]
WITH_SHARES = [[*row[:5], *shares, row[9]] for row, shares in zip([TG1, NH], SHARES, strict=True)]
TWO_ROWS = [
    [*HEADER[:5], *[text for level in LEVELS for text in (level, None)], HEADER[9]],
    [None] * 5 + ["SL", "TL %"] * 4,
]
THREE_ROWS = [
    [*HEADER[:5], "Kết quả xếp loại", *[None] * 7, HEADER[9]],
    [None] * 5 + [text for level in LEVELS for text in (level, None)],
    TWO_ROWS[1],
]
ORDER = [2, 9, 8, 3, 7, 6, 5, 4, 1]
LAYOUTS = {
    "plain": PLAIN,
    "issuer, title, form code in the corner": [*ISSUER, [TITLE], ["(Minh họa)"], *PLAIN[1:]],
    "no empty row and no title": [HEADER, TG1, NH],
    "empty rows below the title and the header": [[TITLE], [], [], HEADER, [], TG1, NH],
    "header of two rows": [[TITLE], *TWO_ROWS, *WITH_SHARES],
    "header of three rows": [[TITLE], *THREE_ROWS, *WITH_SHARES],
    "row of column numbers": [[TITLE], HEADER, NUMBERS, TG1, NH],
    "column letters and numbers": [[TITLE], HEADER, ["A", "B", "C", *range(1, 8)], TG1, NH],
    "column numbers with sums": [
        [TITLE], HEADER, [*NUMBERS[:3], "(4)=(5)+(10)", "(5)=(6)+…+(9)", *NUMBERS[5:]], TG1, NH,
    ],
    "total last": [[TITLE], HEADER, TG1, NH, TOTAL],
    "total first": [[TITLE], HEADER, TOTAL, TG1, NH],
    "group rows with sums": [
        [TITLE], HEADER,
        ["I", None, "Đảng bộ xã, thị trấn", *COUNTS["TG.1"]], TG1,
        ["II", None, "Chi bộ cơ sở", *COUNTS["NH"]], NH,
        TOTAL,
    ],
    "group rows without sums": [
        [TITLE], HEADER, ["I", None, "Đảng bộ xã, thị trấn"], TG1, ["II", None, "Chi bộ cơ sở"], NH,
    ],
    "notes and signatures": [*PLAIN, *SIGNATURE],
    "other order": [[TITLE], *[[row[i] for i in ORDER] for row in (HEADER, TG1, NH)]],
    "columns of notes and of nothing": [
        [TITLE], [*HEADER, "Ghi chú", None, "Lý do"], [*TG1, "đủ", None, 5], NH,
    ],
    "beside and below empty cells": [[], [None, TITLE], *[[None, *row] for row in PLAIN[1:]]],
    "no column of codes": [
        [TITLE],
        *[[row[0], *row[2:]] for row in (HEADER, [1, None, "Xã Tây Giang", *COUNTS["TG.1"]])],
        [1.1, *TG1[2:]],
        [2, *NH[2:]],
    ],
    "no column of names": [[TITLE], *[[row[1], *row[3:]] for row in (HEADER, TG1, NH)]],
}  # fmt: skip


@pytest.mark.parametrize("grid", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_same_counts_from_every_layout(exports, grid):
    counts = read(exports, grid, sheet="Xếp loại đảng viên")
    assert {unit: counts[unit] for unit in COUNTS} == COUNTS


def test_merged_header_is_filled_right_and_down(exports):
    path = with_register(exports, LAYOUTS["header of three rows"])
    book = openpyxl.load_workbook(path)
    for cells in ("A1:N1", "A2:A4", "D2:D4", "F2:M2", "F3:G3", "H3:I3", "J3:K3", "L3:M3", "N2:N4"):
        book["Trang"].merge_cells(cells)
    book.save(path)
    assert exports.counts("member_rating", path) == COUNTS


def test_percentage_beside_a_count_is_not_stored(exports):
    counts = read(exports, LAYOUTS["header of two rows"])
    assert {unit: len(values) for unit, values in counts.items()} == {"TG.1": 7, "NH": 7}


def test_parents_of_the_heading_written_in_one_row(exports):
    flat = [
        "Mã tổ chức", "Đầu năm", "Kết nạp - Tổng số", "Kết nạp – Nữ", "Kết nạp › DTTS",
        "Kết nạp / Đoàn viên", "Chuyển đến", "Phục hồi", "Từ trần", "Khai trừ", "Xóa tên",
        "Xin ra", "Chuyển đi", "Cuối năm",
    ]  # fmt: skip
    grid = [["TĂNG GIẢM ĐẢNG VIÊN NĂM 2023"], flat, ["NH", 9, 1, 0, 0, 1, 2, 0, 0, 0, 0, 0, 1, 11]]
    path = with_register(exports, grid)
    assert exports.counts("member_flow", path) == {"NH": [9, 1, 0, 0, 1, 2, 0, 0, 0, 0, 0, 1, 11]}


def test_parent_heading_tells_the_two_intermediate_levels_apart(exports):
    counts = exports.counts("committee", exports.workbook())
    assert counts["TG"] == [13, 4, 1, 3, 6, 4, 1, 1, 10, 1, 0, 2, 8, 3, 2, 1, 1]


def test_hidden_sheet_counts(exports):
    sheets = {"Danh mục": exports.grid("register"), "Ẩn": PLAIN}
    assert exports.counts("member_rating", exports.xlsx("1.xlsx", sheets, hidden="Ẩn")) == COUNTS


def test_several_forms_in_one_sheet_file_each(exports):
    register = exports.csv("Danh mục.csv", exports.grid("register"))
    rating = exports.csv("1.csv", PLAIN, ";")
    assert exports.counts("member_rating", register, rating) == COUNTS


# ---- Files of every kind ----


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_workbook_of_every_kind(exports, kind):
    sheets = {"Danh mục": exports.grid("register"), "Trang": LAYOUTS["header of three rows"]}
    path = getattr(exports, kind)(f"1.{kind}", sheets)
    assert exports.counts("member_rating", path) == COUNTS


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "bom"), [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe")]
)
def test_csv_of_every_kind(exports, delimiter, encoding, bom):
    register = exports.workbook("1.xlsx", only="register")
    grid = [*ISSUER, *LAYOUTS["group rows with sums"], *SIGNATURE]
    path = exports.csv("2.csv", grid, delimiter, encoding, bom)
    assert exports.counts("member_rating", register, path) == COUNTS


# ---- Form and year ----


@pytest.mark.parametrize(
    ("title", "sheet", "name"),
    [
        (TITLE, "Sheet1", "Biểu.xlsx"),
        ("Năm 2023", "XL ĐV", "Biểu.xlsx"),
        ("Năm 2023", "Sheet1", "Xếp loại đảng viên.xlsx"),
        ("Năm 2023", "Sheet1", "Biểu.xlsx"),
        ("XẾP LOẠI ĐẢNG VIÊN", "2023", "Biểu.xlsx"),
        ("XẾP LOẠI ĐẢNG VIÊN", "Sheet1", "Biểu 2023.xlsx"),
        ("Xếp loại đảng viên, năm 2023", "Năm 2023", "XLĐV 2023.xlsx"),
    ],
)
def test_form_and_year_from_wherever_they_stand(exports, title, sheet, name):
    path = with_register(exports, [[title], *PLAIN[1:]], name=name, sheet=sheet)
    found = exports.check(path)
    assert set(found["year"].drop_nulls()) == {2023}
    assert exports.counts("member_rating", path) == COUNTS


def test_year_given_for_files_that_do_not_say_theirs(exports):
    path = with_register(exports, [["XẾP LOẠI ĐẢNG VIÊN"], *PLAIN[1:]], name="1.xlsx")
    assert "year_unknown" in exports.check(path)["rule"]
    assert set(exports.check(path, year=2023)["year"].drop_nulls()) == {2023}


def test_year_given_that_the_file_denies(exports):
    assert "year_contradictory" in exports.check(with_register(exports, PLAIN), year=2022)["rule"]


# ---- Refused ----


@pytest.mark.parametrize(
    "heading",
    ["Họ và tên", "HỌ VÀ TÊN", "Ho\u0323 va\u0300 te\u0302n", "Ngày sinh", "Ngày, tháng,\nnăm sinh",
     "CCCD", "Số CMND/CCCD", "Số thẻ đảng viên", "Điện thoại", "Quê quán"],
)  # fmt: skip
def test_column_of_persons_is_refused_and_nothing_of_it_kept(exports, heading):
    grid = [[TITLE], [*HEADER, heading], [*TG1, "không được giữ"], NH]
    found = exports.check(with_register(exports, grid))
    assert found.select("rule", "cell").rows() == [("personal_column", "K2")]
    assert "không được giữ" not in str(found.rows())


TCVN3 = [
    ["KÕt qu¶ xÕp lo¹i ®¶ng viªn n¨m 2023"],
    ["TT", "M· tæ chøc", "Tªn tæ chøc ®¶ng", *["Tæng sè ®¶ng viªn", "Sè ®­îc §G, XL"], *LEVELS],
    [1, "TG.1", "Chi bé th«n 1", 20, 18, 2, 14, 2, 0],
]
VNI = [
    ["Keát quaû xeáp loaïi ñaûng vieân naêm 2023"],
    [
        "TT",
        "Maõ toå chöùc",
        "Teân toå chöùc ñaûng",
        "Toång soá ñaûng vieân",
        "Soá ñöôïc xeáp loaïi",
    ],
    [1, "TG.1", "Chi boä thoân 1", 20, 18],
]


@pytest.mark.parametrize(("grid", "encoding"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_old_font_is_announced_and_not_converted(exports, grid, encoding):
    found = exports.check(with_register(exports, grid))
    assert found["rule"].to_list() == ["legacy_encoding"]
    assert encoding in found["message"][0]


def test_a_telephone_in_the_letterhead_is_no_column_of_persons(exports):
    checked = exports.check(exports.workbook(member_flow={"P1": "Điện thoại: 0256 388 0000"}))
    assert (checked["severity"] == "error").sum() == 0


def test_names_below_a_table_refuse_the_sheet_and_are_not_shown(exports):
    roster = {"C20": "Họ và tên bí thư", "C21": "Nguyễn Văn Mẫu"}
    found = exports.check(exports.workbook(member_flow=roster))
    told = found.filter(rule="personal_column").row(0, named=True)
    assert (told["cell"], told["value"]) == ("C20", "Họ và tên")
    assert not any("Nguyễn" in text for text in found["message"])
