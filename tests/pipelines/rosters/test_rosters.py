"""Lists of persons are counted: the same counts from every layout, and no text of anybody."""

import unicodedata
import zipfile

import openpyxl
import polars as pl
import pytest
from old_text import typed

from pipelines.declarations import load_declarations
from pipelines.files.readers import read_sheets
from pipelines.load import assemble, check
from pipelines.rosters.forms import NONE, rosters
from pipelines.rosters.listed import as_roster

TITLE = "DANH SÁCH CẤP ỦY VIÊN CƠ SỞ NĂM 2023"
TG, BN = "Đảng bộ Xã Tây Giang", "Bình Nghi"
NAME, BORN = "Mẫu Thử Nghiệm", "01/02/1980"
HEADER = [
    "TT", "Tổ chức đảng", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Tuổi",
    "Trình độ chuyên môn", "Lý luận chính trị", "Không chuyên trách", "Ghi chú",
]  # fmt: skip
PEOPLE = [
    ["Nam", "Kinh", 39, "Đại học Luật", "Cao cấp", None],
    ["Nữ", "Ba Na", 40, "ThS", "Trung cấp", "x"],
    ["nữ", "H'rê", 51, None, "Sơ cấp", "X"],
    ["NAM", "kinh", 50, "Cao đẳng", "-", "0"],
    ["Nam", "Kinh", 18, "BS CKII", "Cử nhân", None],
    ["Nữ", "Chăm", 62, "trung cấp", None, "v"],
]
# total, women, minorities, three ages, five qualifications, three of theory,
# part-time: all, with a degree, with theory
COUNTS = {
    "TG": [4, 2, 2, 1, 2, 1, 0, 1, 1, 1, 0, 1, 1, 1, 2, 1, 1],
    "BN": [2, 1, 1, 1, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0],
}
OWNERS = [TG, None, None, None, BN, None]
ROWS = [
    [number, owner, NAME, BORN, *person, "con ông Mẫu"]
    for number, owner, person in zip(range(1, 7), OWNERS, PEOPLE, strict=True)
]
SIGNATURE = [
    [],
    ["Ghi chú: số liệu tính đến ngày 31/12/2023."],
    [None, "Người lập biểu", None, None, "T/M ĐẢNG ỦY", None, None, "BÍ THƯ"],
    [None, NAME, None, None, None, None, None, NAME],
]


def without(rows, *columns):
    """The rows without some of their columns."""
    return [[v for i, v in enumerate(row) if i not in columns] for row in rows]


def changed(rows, column, values):
    """The rows with other values in a column."""
    return [[*r[:column], v, *r[column + 1 :]] for r, v in zip(rows, values, strict=True)]


def marks(*rows):
    return [["x" if i == marked else None for i in range(5)] for marked in rows]


PATHS = [None] * 7 + ["Chuyên môn", "LLCT", None]
TWO_ROWS = [*HEADER[:7], "Trình độ", None, *HEADER[9:]]
GROUPED = [
    ["I", TG], *[[i, None, *row[2:]] for i, row in enumerate(ROWS[:4], 1)],
    ["II", BN], *[[i, None, *row[2:]] for i, row in enumerate(ROWS[4:], 1)],
]  # fmt: skip
NUMBERED_GROUPS = [
    [1, TG], *[[f"1.{i}", None, *row[2:]] for i, row in enumerate(ROWS[:4], 1)],
    [2, BN], *[[f"2.{i}", None, *row[2:]] for i, row in enumerate(ROWS[4:], 1)],
]  # fmt: skip
OVER_PERSONS = [
    [f"I. {TG}"], *without(ROWS[:4], 1), ["II. Đảng bộ xã Bình Nghi"], *without(ROWS[4:], 1),
]  # fmt: skip
QUALIFIED = marks(2, 3, None, 1, 4, 0)
MARKED_HEADER = [
    *HEADER[:4],
    "Nữ",
    "DTTS",
    *HEADER[6:7],
    "Trình độ chuyên môn",
    *[None] * 4,
    *HEADER[8:],
]
LEVELS = [None] * 7 + ["Trung cấp", "Cao đẳng", "Đại học", "Thạc sĩ", "Tiến sĩ"]
WOMEN, MINORITIES = [None, "x", "✓", None, None, 1], [None, "x", "Hrê", None, None, "x"]
MARKED = [
    [*row[:4], sex, minority, row[6], *levels, *row[8:]]
    for row, sex, minority, levels in zip(ROWS, WOMEN, MINORITIES, QUALIFIED, strict=True)
]  # fmt: skip
CODED = [[r[0], code, *r[2:]] for r, code in zip(ROWS, ["TG", *[""] * 3, "21847", ""], strict=True)]
AGES = ["Dưới 40", "Từ 40 đến 50 tuổi", "> 50", "40-50", "< 40 tuổi", "TRÊN 50"]
NUMBERS = [f"({i})" for i in range(1, 12)]
SUMS = [
    *ROWS[:4], [None, "Cộng", None, None, 2, 2, None, 3],
    *ROWS[4:], [None, None, "Tổng cộng", None, 3, 3, None, 5], ["Tổng số: 6"],
]  # fmt: skip
SWAPPED = [[row[i] for i in (9, 2, 8, 6, 1, 7, 4, 5, 0)] for row in [HEADER, *ROWS]]
LAYOUTS = {
    "plain": [[TITLE], HEADER, *ROWS],
    "organisation in every row": [[TITLE], HEADER, *changed(ROWS, 1, [TG] * 4 + [BN] * 2)],
    "codes": [[TITLE], [HEADER[0], "Mã tổ chức", *HEADER[2:]], *CODED],
    "header of two rows": [[TITLE], TWO_ROWS, PATHS, *ROWS],
    "parents of the heading in one row": [
        [TITLE], [*HEADER[:7], "Trình độ › Chuyên môn", "Trình độ - LLCT", *HEADER[9:]], *ROWS,
    ],
    "group rows": [[TITLE], HEADER, *GROUPED],
    "numbered group rows": [[TITLE], HEADER, *NUMBERED_GROUPS],
    "group rows over the persons": [[TITLE], *without([HEADER], 1), *OVER_PERSONS],
    "marked columns": [[TITLE], MARKED_HEADER, LEVELS, *MARKED],
    "classes of age": [[TITLE], [*HEADER[:6], "Độ tuổi", *HEADER[7:]], *changed(ROWS, 6, AGES)],
    "no column of numbers": [[TITLE], *without([HEADER, *ROWS], 0)],
    "neither numbers nor names": [[TITLE], *without([HEADER, *ROWS], 0, 2, 3)],
    "column numbers": [[TITLE], HEADER, NUMBERS, *ROWS],
    "sums, a note and signatures": [[TITLE], HEADER, *SUMS, *SIGNATURE],
    "header again on the second page": [[TITLE], HEADER, *ROWS[:3], HEADER, *ROWS[3:]],
    "other order": [[TITLE], *SWAPPED],
    "title over two rows": [
        ["HUYỆN ỦY TÂY SƠN"], ["DANH SÁCH"], ["Cấp ủy viên năm 2023"], HEADER, *ROWS,
    ],
    "title above the names": [["Đảng ủy"], [None, None, TITLE], HEADER, *ROWS],
    "dittos": [[TITLE], HEADER, *changed(ROWS, 1, [TG, '"', "nt", "-", BN, "Như trên"])],
    "title of the form": [["CƠ CẤU, TRÌNH ĐỘ CẤP ỦY VIÊN CƠ SỞ NĂM 2023"], HEADER, *ROWS],
}  # fmt: skip


def brought(exports, grid, name="Tệp 2023.xlsx", sheet="Trang"):
    return exports.workbook(only="register"), exports.xlsx(name, {sheet: grid})


def found(exports, grid, **names):
    """Rule -> cells of the findings on a list, of what is read of it alone."""
    paths = brought(exports, grid, **names)
    findings = exports.check(*paths).filter(pl.col("sheet").is_in([names.get("sheet", "Trang")]))
    assert_no_text_of_a_person(findings)
    cells = findings.group_by("rule", maintain_order=True).agg("cell").rows()
    return {rule: told for rule, told in cells if not rule.startswith("unit_missing")}


def assert_no_text_of_a_person(findings):
    whole = findings.write_csv()
    assert "Mẫu" not in whole
    assert "1980" not in whole


# ---- Layouts ----


@pytest.mark.parametrize("grid", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_same_counts_from_every_layout(exports, grid):
    assert exports.counts("committee", *brought(exports, grid)) == COUNTS


@pytest.mark.parametrize("kind", ["csv", "xls", "ods"])
def test_same_counts_from_every_kind_of_file(exports, kind):
    grid = [[value if value is not None else "" for value in row] for row in LAYOUTS["plain"]]
    register = exports.workbook(only="register")
    path = (
        exports.csv("Cấp ủy 2023.csv", grid, delimiter=";")
        if kind == "csv"
        else getattr(exports, kind)(f"Cấp ủy 2023.{kind}", {"Trang": grid})
    )
    assert exports.counts("committee", register, path) == COUNTS


def test_decomposed_capitals_say_the_same(exports):
    grid = [
        [unicodedata.normalize("NFD", v.upper()) if isinstance(v, str) else v for v in row]
        for row in LAYOUTS["plain"]
    ]
    assert exports.counts("committee", *brought(exports, grid)) == COUNTS


def test_merged_organisations_and_headings(exports):
    register, path = brought(exports, LAYOUTS["header of two rows"])
    book = openpyxl.load_workbook(path)
    for cells in ("A1:K1", "A2:A3", "C2:C3", "D2:D3", "H2:I2", "B4:B7", "B8:B9"):
        book["Trang"].merge_cells(cells)
    book.save(path)
    assert exports.counts("committee", register, path) == COUNTS


@pytest.mark.parametrize(
    ("name", "sheet", "title"),
    [
        ("Tệp 2023.xlsx", "Trang", "DANH SÁCH CẤP ỦY VIÊN ĐẢNG BỘ XÃ TÂY GIANG NĂM 2023"),
        ("Cấp ủy Tây Giang 2023.xlsx", "Trang", "(Số liệu minh họa)"),
        ("Tệp 2023.xlsx", "Cấp ủy Tây Giang", "Đảng ủy xã Tây Giang"),
    ],
)
def test_one_organisation_named_by_title_sheet_or_file(exports, name, sheet, title):
    grid = [[title], *without([HEADER, *ROWS[:4]], 1)]
    paths = brought(exports, grid, name=name, sheet=sheet)
    assert exports.counts("committee", *paths) == {"TG": COUNTS["TG"]}


def test_a_count_leads_to_the_first_row_of_its_organisation(exports):
    state = assemble(list(brought(exports, LAYOUTS["plain"])), exports.warehouse).after
    counts = state.measures.filter(unit_id="BN").select("measure_id", "cell").rows()
    cells = dict(counts)
    assert {cell[1:] for cell in cells.values()} == {"7"}
    assert [cells[f"committee_{m}"] for m in ("total", "female", "under_40", "bachelor")] == [
        "B7", "E7", "G7", "H7",
    ]  # fmt: skip
    assert cells["committee_part_time_theory"] == "I7"


def test_nothing_but_the_columns_that_are_read_is_held_on_to(exports):
    _, path = brought(exports, LAYOUTS["sums, a note and signatures"])
    (sheet,) = read_sheets(path.read_bytes(), path.name)
    roster, _ = as_roster(sheet, load_declarations())
    assert roster.sheet.letters == ["A", "B", "E", "F", "G", "H", "I", "J"]
    assert roster.sheet.rows["row"].min() == 3
    assert "con ông" not in roster.sheet.rows.write_csv()
    traits = ["sex", "ethnicity", "age", "education", "theory", "part_time"]
    assert roster.persons.columns == ["row", *traits]
    assert roster.persons.height == 6


# ---- Staff of communes ----

STAFF_HEADER = [
    "TT",
    "Xã, thị trấn",
    "Họ tên",
    "CCCD",
    "Đối tượng",
    "Giới tính",
    "Dân tộc",
    "Chuyên môn",
]
STAFF = [
    [1, "Xã Tây Giang", NAME, "077", "Cán bộ", "Nữ", "Kinh", "Cử nhân Luật"],
    [2, None, NAME, "077", "Công chức", "Nam", "Kinh", "Kỹ sư"],
    [3, None, NAME, "077", "CÁN BỘ", "Nam", "Bana", "Sơ cấp"],
    [1, "Bình Nghi", NAME, "077", "công chức cấp xã", "Nữ", "Chăm H'roi", "TS."],
    [2, None, NAME, "077", "Công chức", "Nữ", "Kinh", "CĐ"],
]
# cadres and then officials: total, women, minorities, five qualifications
STAFF_COUNTS = {
    "TG": [2, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0],
    "BN": [0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 1, 0, 1, 0, 0, 1],
}


@pytest.mark.parametrize("coded", [False, True])
def test_staff_are_told_apart_as_cadres_and_officials(exports, coded):
    rows = changed(STAFF, 1, ["21820", None, None, "21847", None]) if coded else STAFF
    header = [STAFF_HEADER[0], "Mã xã", *STAFF_HEADER[2:]] if coded else STAFF_HEADER
    grid = [["DANH SÁCH CÁN BỘ, CÔNG CHỨC CẤP XÃ NĂM 2023"], header, *rows]
    assert exports.counts("commune_staff", *brought(exports, grid)) == STAFF_COUNTS


def test_staff_that_are_not_told_apart_are_refused(exports):
    grid = [["DANH SÁCH CÁN BỘ, CÔNG CHỨC CẤP XÃ NĂM 2023"], *without([STAFF_HEADER, *STAFF], 4)]
    assert found(exports, grid) == {"personal_column": ["C2", "D2"]}


# ---- What is not counted ----

REFUSED = {
    "list of members": "DANH SÁCH ĐẢNG VIÊN MỚI KẾT NẠP NĂM 2023",
    "another form": "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI ĐẢNG VIÊN NĂM 2023",
    "planned members": "DANH SÁCH QUY HOẠCH CẤP ỦY VIÊN NĂM 2023",
    "list of nothing": "DANH SÁCH NĂM 2023",
}


@pytest.mark.parametrize("title", REFUSED.values(), ids=REFUSED.keys())
def test_other_lists_of_persons_are_refused_as_before(exports, title):
    grid = [[title], HEADER, *ROWS]
    assert found(exports, grid) == {"personal_column": ["C2", "D2"]}


def test_a_table_of_counts_with_a_column_of_names_is_refused_as_before(exports):
    path = exports.workbook(only="register committee", committee={"U2": "Họ và tên", "U6": NAME})
    findings = exports.check(path)
    assert findings["rule"].to_list() == ["personal_column"]
    assert findings["cell"].to_list() == ["U2"]


def test_classes_without_a_column_are_not_reported(exports):
    grid = [[TITLE], *without([HEADER, *ROWS], 4, 6)]
    assert found(exports, grid) == {
        "roster_counted": ["A2"],
        "roster_without_class": ["A2", "A2"],
    }
    counts = exports.counts("committee")
    assert counts == {unit: [v[0], v[2], *v[6:]] for unit, v in COUNTS.items()}


def test_a_list_without_what_a_target_counts_is_refused(exports):
    grid = [[TITLE], *without([HEADER, *ROWS], 9)]
    assert found(exports, grid) == {
        "roster_counted": ["A2"],
        "roster_without_needed_class": ["A2"],
    }


def test_a_year_of_birth_is_no_age(exports):
    grid = [[TITLE], [*HEADER[:6], "Năm sinh", *HEADER[7:]], *changed(ROWS, 6, [1980] * 6)]
    told = exports.check(*brought(exports, grid)).filter(rule="roster_without_class")
    assert told["message"].str.contains("dưới 40 tuổi, .*từ 40 đến 50 tuổi, .*trên 50 tuổi").all()
    assert told.height == 1


# ---- What is wrong is told by its cell ----

WRONG = {
    "a name for a sex": ("E4", NAME, "roster_unknown_word", "E4"),
    "no sex": ("E4", None, "roster_unknown_word", "E4"),
    "a name for a people": ("F5", NAME, "roster_unknown_word", "F5"),
    "no age": ("G6", None, "roster_unknown_word", "G6"),
    "a child": ("G6", 17, "roster_unknown_word", "G6"),
    "a year for an age": ("G6", 1980, "roster_unknown_word", "G6"),
    "not finished": ("H3", "Đại học (đang học)", "roster_unknown_word", "H3"),
    "two degrees": ("H3", "Đại học, thạc sĩ", "roster_unknown_word", "H3"),
    "a name for a mark": ("J8", NAME, "roster_unknown_word", "J8"),
    "a name for an organisation": ("B5", NAME, "unknown_unit", "B5"),
    "a code for an organisation": ("B5", "Đảng bộ xã Không Có", "unknown_unit", "B5"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_what_is_not_understood_is_told_by_its_cell(exports, case):
    cell, value, rule, told = case
    row, column = int(cell[1:]) - 1, ord(cell[0]) - 65
    grid = [list(line) for line in LAYOUTS["plain"]]
    grid[row][column] = value
    assert found(exports, grid) == {"roster_counted": ["A2"], rule: [told]}


def test_columns_that_disagree_are_told(exports):
    grid = [
        [TITLE],
        *[
            [*row, mark]
            for row, mark in zip([HEADER, *ROWS], ["Nữ", "x"] + [None] * 5, strict=True)
        ],
    ]
    assert found(exports, grid)["roster_unknown_word"] == ["L3"]


def test_a_row_between_persons_of_which_nothing_is_understood_is_told(exports):
    rows = without([HEADER, *ROWS], 0)
    rows[3] = [None, NAME, BORN, "?", "?", None, None, None, None, None]
    assert found(exports, [[TITLE], *rows])["roster_unknown_word"] == ["D5", "E5"]


def test_a_numbered_row_of_which_nothing_is_told_is_a_person(exports):
    grid = [*LAYOUTS["plain"], [7]]
    assert found(exports, grid)["roster_unknown_word"] == ["E9", "F9", "G9"]


def test_a_word_merged_over_several_persons_is_not_guessed_at(exports):
    register, path = brought(exports, LAYOUTS["plain"])
    book = openpyxl.load_workbook(path)
    book["Trang"].merge_cells("H3:H4")
    book.save(path)
    findings = exports.check(register, path).filter(severity="error")
    assert findings.select("rule", "cell").rows() == [("roster_unknown_word", "H4")]


def test_a_range_merged_to_the_end_of_the_sheet_does_no_harm(exports):
    register, path = brought(exports, LAYOUTS["plain"])
    book = openpyxl.load_workbook(path)
    book["Trang"].merge_cells("H3:H4")
    book.save(path)
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, part in parts.items():
            packed.writestr(name, part.replace(b'ref="H3:H4"', b'ref="H3:XFD1048576"'))
    cells = exports.check(register, path).filter(rule="roster_unknown_word")["cell"]
    assert {cell[0] for cell in cells} == {"H", "I", "J"}


def test_blank_cells_that_are_merged_are_blank(exports):
    register, path = brought(exports, LAYOUTS["group rows"])
    book = openpyxl.load_workbook(path)
    for cells in ("E3:K3", "E8:J8", "I4:I4"):
        book["Trang"].merge_cells(cells)
    book.save(path)
    assert exports.counts("committee", register, path) == COUNTS


def test_a_formula_without_a_value_and_an_excel_error_are_told_once(exports):
    register, path = brought(exports, LAYOUTS["plain"])
    book = openpyxl.load_workbook(path)
    book["Trang"]["G3"] = "=2023-1980"
    book.save(path)
    findings = exports.check(register, path).filter(severity="error")
    assert findings.select("rule", "cell").rows() == [("formula_without_value", "G3")]


OF_NOBODY = {
    "no organisation": [[TITLE], *without([HEADER, *ROWS], 1)],
    "two in the title": [
        ["DANH SÁCH CẤP ỦY VIÊN XÃ TÂY GIANG VÀ XÃ BÌNH NGHI NĂM 2023"],
        *without([HEADER, *ROWS], 1),
    ],
    "the first rows": [[TITLE], HEADER, *changed(ROWS, 1, [None, None, TG, None, BN, None])],
    "below a group without a name": [
        [TITLE], HEADER, ["I"], *changed(ROWS[:1], 1, [None]), *ROWS[4:],
    ],
}  # fmt: skip


@pytest.mark.parametrize("grid", OF_NOBODY.values(), ids=OF_NOBODY.keys())
def test_persons_of_no_organisation_are_told(exports, grid):
    first = 4 if grid[2][0] == "I" else 3
    assert found(exports, grid) == {"roster_counted": ["A2"], "roster_without_unit": [f"A{first}"]}


def test_a_name_that_several_organisations_bear_is_told_by_its_cell(exports):
    row = {"A11": "NH2", "B11": "Chi bộ Ngân hàng", "C11": "Chi bộ cơ sở", "D11": "Doanh nghiệp"}
    same = row | {"A12": "NH3", "B12": "Chi bộ Ngân hàng", "C12": row["C11"], "D12": row["D11"]}
    register = exports.workbook(only="register", register=same)
    grid = [[TITLE], HEADER, *changed(ROWS[:1], 1, ["Ngân hàng"])]
    findings = exports.check(register, exports.xlsx("Tệp 2023.xlsx", {"Trang": grid}))
    assert findings.filter(severity="error").select("rule", "cell", "value").rows() == [
        ("ambiguous_unit", "B3", "")
    ]


def test_a_code_and_another_name_are_told_without_the_name(exports):
    header = ["TT", "Mã tổ chức", *HEADER[1:]]
    rows = [[row[0], "TG", NAME, *row[2:]] for row in ROWS[:1]]
    assert found(exports, [[TITLE], header, *rows]) == {
        "roster_counted": ["A2"],
        "code_and_name_disagree": ["C3"],
    }


def test_a_list_without_a_year_is_not_counted(exports):
    grid = [["DANH SÁCH CẤP ỦY VIÊN"], HEADER, *ROWS]
    assert found(exports, grid, name="Tệp.xlsx") == {
        "roster_counted": ["A2"],
        "year_unknown": ["A2"],
    }


def test_a_list_and_a_table_of_the_same_organisation_are_told(exports):
    exports.workbook(sheets={"Danh sách": LAYOUTS["plain"]})
    told = exports.check().filter(rule="duplicate_row")
    assert set(told["value"]) == {"TG", "BN"}


def test_an_organisation_without_persons_is_missing(exports):
    missing = exports.check(*brought(exports, LAYOUTS["plain"])).filter(rule="unit_missing")
    assert missing["value"].to_list() == ["NH"]


def test_a_list_in_an_old_font_is_read_once_that_is_accepted(exports):
    grid = [
        [typed(v, "TCVN3") if isinstance(v, str) else v for v in row] for row in LAYOUTS["plain"]
    ]
    paths = brought(exports, grid, sheet="Cấp ủy")
    refused = check(list(paths), exports.warehouse).findings
    assert set(refused.filter(severity="error")["rule"]) == {"legacy_encoding"}
    state = assemble(list(paths), exports.warehouse, accepts_old_text=True).after
    assert state.findings.filter(severity="error").is_empty()
    for findings in (refused, state.findings):
        assert_no_text_of_a_person(findings)


# ---- Words ----


@pytest.mark.parametrize(
    ("trait", "text", "told"),
    [
        ("education", "Đại học Kinh tế - Kế hoạch", "bachelor"),
        ("education", "Kĩ sư nông nghiệp", "bachelor"),
        ("education", "Thạc sỹ QLGD", "master"),
        ("education", "Th.S Luật", "master"),
        ("education", "Bác sĩ", "bachelor"),
        ("education", "Bác sĩ chuyên khoa II", "doctor"),
        ("education", "Bác sĩ CKI", None),
        ("education", "Sơ cấp/Chưa qua đào tạo", NONE),
        ("education", "12/12", None),
        ("education", "Luật", None),
        ("theory", "Cao cấp LLCT-HC", "advanced"),
        ("theory", "Trung cấp (đang học Cao cấp)", None),
        ("ethnicity", "Ba-na", "minority"),
        ("ethnicity", "Bana", "minority"),
        ("ethnicity", "Hrê", "minority"),
        ("ethnicity", "Ê-đê", "minority"),
        ("ethnicity", "Bru-Vân Kiều", "minority"),
        ("ethnicity", "Kinh", "kinh"),
        ("ethnicity", "Mẫu", None),
        ("sex", "Nguyễn Nam", None),
        ("age", "40", "from_40_to_50"),
        ("age", "39", "under_40"),
        ("age", "51", "over_50"),
        ("age", "101", None),
    ],
)
def test_word_tells_its_class(trait, text, told):
    assert rosters().forms["committee"].traits[trait].class_of(text) == told


@pytest.mark.parametrize("form", rosters().forms.values(), ids=rosters().forms.keys())
def test_every_measure_of_the_form_is_counted(form):
    measures = [measure.id for measure in load_declarations().measures_of(form.form_id)]
    assert list(form.counts) == measures
    told = {c for groups in form.counts.values() for group in groups for c in group}
    assert told <= {c for trait in form.traits.values() for c in trait.classes}


def test_no_class_belongs_to_two_traits():
    for form in rosters().forms.values():
        classes = [c for trait in form.traits.values() for c in trait.classes]
        assert len(classes) == len(set(classes))
