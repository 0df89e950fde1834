"""Every declared rule: a file that raises it, at the right cell, and one like it that does not."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import openpyxl
import pytest

from pipelines.declarations import load_declarations
from pipelines.load import check

YEAR_2023 = "Biểu 2023.xlsx"
REGISTER, RATING, MEMBERS = "Danh mục", "XL TCĐ", "XL ĐV"
FLOW, COMMITTEE, STAFF = "Tăng giảm", "Cấp ủy", "CBCC"
LIST = "Cấp ủy viên"
NO_FILE, NO_SHEET = "", ""


@dataclass(frozen=True)
class Case:
    """`wrong` writes files that raise the rule at the cell, `right` files without any error."""

    severity: str
    rule: str
    sheet: str
    cell: str
    value: str
    wrong: Callable
    right: Callable
    file: str = YEAR_2023
    accepts_old_text: bool = False


def book(**changes):
    """A step that writes the workbook of 2023 with these changes."""
    return lambda exports: exports.workbook(**changes)


def written(name, text):
    """A step that writes a file of that text."""
    return lambda exports: exports.raw(name, text.encode())


def two_years(**changes):
    """A step that writes 2022 unchanged and 2023 with these changes."""
    return lambda exports: (exports.workbook(year=2022), exports.workbook(only=FORMS, **changes))


def altered(change):
    """A step that writes the workbook of 2023 and then changes it as Excel would."""

    def step(exports):
        path = exports.workbook()
        workbook = openpyxl.load_workbook(path)
        change(workbook)
        workbook.save(path)
        return path

    return step


def hides(sheet, rows=(), columns=()):
    """A change that hides rows and columns of a sheet."""

    def change(workbook):
        for row in rows:
            workbook[sheet].row_dimensions[row].hidden = True
        for letter in columns:
            workbook[sheet].column_dimensions[letter].hidden = True

    return change


def puts(sheet, cell, value):
    """A change of one cell."""
    return lambda workbook: workbook[sheet].__setitem__(cell, value)


def puts_far(cell):
    """A change that puts something far out on a sheet of notes."""
    return lambda workbook: workbook.create_sheet("Ghi chú").__setitem__(cell, "hết")


def merges(sheet, cells):
    """A change that merges a range."""
    return lambda workbook: workbook[sheet].merge_cells(cells)


def packed(name, content):
    """A step that writes the workbook of 2023 and puts one more part into it."""

    def step(exports):
        path = exports.workbook()
        with zipfile.ZipFile(path, "a") as parts:
            parts.writestr(name, content)
        return path

    return step


def linked(formula):
    """A step that writes the workbook of 2023 with a formula in a cell, computed before."""

    def step(exports):
        path = exports.workbook()
        with zipfile.ZipFile(path) as book:
            parts = {name: book.read(name) for name in book.namelist()}
        flow = "xl/worksheets/sheet4.xml"
        computed, count = re.subn(
            rb'(<c r="O14"[^>]*>)(<v>)', rb"\1<f>" + formula.encode() + rb"</f>\2", parts[flow]
        )
        assert count == 1
        with zipfile.ZipFile(path, "w") as book:
            for name, part in (parts | {flow: computed}).items():
                book.writestr(name, part)
        return path

    return step


def after_load(**changes):
    """A step that publishes the district and then writes its register with these changes."""

    def step(exports):
        assert exports.load(exports.workbook()).is_new
        return exports.workbook(only="register", **changes)

    return step


def cells(letters, row, *values):
    """Changes of one row: the letters get the values, the last of them again and again."""
    return {f"{x}{row}": values[min(i, len(values) - 1)] for i, x in enumerate(letters)}


FORMS = "org_rating member_rating member_flow committee commune_staff"
GOOD = book()
TCVN3 = ["KÕt qu¶ xÕp lo¹i ®¶ng viªn", "Tæng sè ®¶ng viªn", "Hoµn thµnh tèt nhiÖm vô"]
UNICODE = ["Kết quả đã gửi huyện ủy", "Số liệu đã đối chiếu", "Văn phòng đã ký"]
PRIVATE = ["Họ và tên", "không đọc", "không giữ"]
OTHER_TABLE = [["Mã tổ chức", "Tên tổ chức đảng", "Số buổi"], *[["NH", "a", n] for n in range(9)]]
RATED_IN_WORDS = [
    ["XẾP LOẠI TỔ CHỨC ĐẢNG NĂM 2023"],
    ["Mã tổ chức", "Tên tổ chức đảng", "Kết quả xếp loại"],
    ["TG", None, "HTXSNV"],
    ["BN", None, "Hoàn thành tốt nhiệm vụ"],
    ["NH", None, "Tốt"],
]
NOT_A_RATING = [*RATED_IN_WORDS[:-1], ["NH", None, "Loại A"]]
WITHOUT_RATING = "register member_rating member_flow committee commune_staff"
# A second row "Chi bộ Ngân hàng…" in the register: its name alone no longer tells which it is.
NAMESAKE = cells(
    "ABCD", 11, "NH2", "Chi bộ Ngân hàng Chính sách xã hội", "Chi bộ cơ sở", "Doanh nghiệp"
)
NO_MARK = {"E14": None, "E13": 0, "E15": 1}
CLOSED = {"H10": "31/12/2022"}
ONE_MORE_MEMBER = {"D13": 10, "D14": 10, "D15": 88, "N13": 2, "N14": 2, "N15": 5}
OPENED_WITH_ONE_MORE = {"D13": 10, "D14": 10, "D15": 88, "O13": 2, "O14": 2, "O15": 6}
UNBALANCED_BUT_ADDED_UP = {"H13": 6, "H14": 6, "H15": 65, "J13": 1, "J14": 1, "J15": 8}

FLOW_HEADINGS = [
    "Đầu năm", "Kết nạp › Tổng số", "Kết nạp › Nữ", "Kết nạp › Dân tộc thiểu số",
    "Kết nạp › Đoàn viên", "Chuyển đến", "Phục hồi", "Từ trần", "Khai trừ", "Xóa tên",
    "Xin ra khỏi Đảng", "Chuyển đi", "Cuối năm",
]  # fmt: skip
EMPTY_FLOW = [
    ["Mã tổ chức", "Tên tổ chức đảng", *FLOW_HEADINGS],
    ["TG", "Đảng bộ Xã Tây Giang"],
    ["NH", "Chi bộ Ngân hàng Chính sách xã hội"],
]
WITHOUT_COMMITTEE = "register org_rating member_rating member_flow commune_staff"
LISTED = [
    ["DANH SÁCH CẤP ỦY VIÊN NĂM 2023"],
    [
        "TT", "Tổ chức đảng", "Họ và tên", "Giới tính", "Dân tộc", "Tuổi", "Chuyên môn", "LLCT",
        "KCT",
    ],
    [1, "Xã Tây Giang", "không đọc", "Nữ", "Kinh", 40, "Đại học", "Cao cấp", "x"],
    [2, None, "không đọc", "Nam", "Ba Na", 51, None, "Sơ cấp", None],
]  # fmt: skip


def listing(*columns, **edits):
    """A step that writes the district with its committees as a list, changed, without columns."""

    def step(exports):
        rows = [list(row) for row in LISTED]
        for cell, value in edits.items():
            rows[int(cell[1:]) - 1][ord(cell[0]) - 65] = value
        kept = [[v for i, v in enumerate(row) if i not in columns] for row in rows]
        return exports.workbook(only=WITHOUT_COMMITTEE, sheets={LIST: kept})

    return step


NOTES_ONLY = written("Ghi chú.csv", "; ".join(UNICODE))

E, W = "error", "warning"
CASES = [
    # ---- Files and sheets ----
    Case(E, "unreadable_file", NO_SHEET, "", "", written(YEAR_2023, "không phải Excel"), GOOD),
    Case(
        E, "legacy_encoding", "Ghi chú", "", "",
        book(sheets={"Ghi chú": [TCVN3]}), book(sheets={"Ghi chú": [UNICODE]}),
    ),
    Case(
        W, "old_text_converted", "Ghi chú", "", "",
        book(sheets={"Ghi chú": [TCVN3]}), book(sheets={"Ghi chú": [UNICODE]}),
        accepts_old_text=True,
    ),
    Case(
        E, "unknown_form", "Khác", "A1", "",
        book(sheets={"Khác": OTHER_TABLE}), book(sheets={"Khác": [["Số buổi"]]}),
    ),
    Case(W, "sheet_without_table", "Ghi chú", "", "", book(sheets={"Ghi chú": [UNICODE]}), GOOD),
    Case(E, "nothing_to_load", NO_SHEET, "", "", NOTES_ONLY, GOOD, file="Ghi chú.csv"),
    Case(
        E, "year_unknown", FLOW, "A2", "",
        book(name="Biểu.xlsx", member_flow={"A1": "TĂNG, GIẢM ĐẢNG VIÊN"}), book(name="Biểu.xlsx"),
        file="Biểu.xlsx",
    ),
    Case(
        E, "year_contradictory", FLOW, "A2", "2022, 2023",
        book(member_flow={"A1": "TĂNG, GIẢM ĐẢNG VIÊN NĂM 2022"}),
        book(member_flow={"A1": "TĂNG, GIẢM ĐẢNG VIÊN"}),
    ),
    Case(
        E, "year_outside_programme", FLOW, "A2", "2026",
        book(year=2026), book(year=2025), file="Biểu 2026.xlsx",
    ),
    Case(
        E, "personal_column", RATING, "J2", "Họ và tên",
        book(org_rating=cells("J", 2, "Họ và tên")), book(org_rating=cells("J", 2, "Chú thích")),
    ),
    Case(
        W, "file_ignored", NO_SHEET, "", "",
        lambda exports: (exports.workbook(), exports.raw("Công văn.docx", b"")), GOOD,
        file="Công văn.docx",
    ),
    Case(
        E, "sheet_too_large", "Ghi chú", "", "",
        altered(puts_far("XFD1048576")), altered(puts_far("K400")),
    ),
    Case(
        W, "macros_not_run", REGISTER, "", "",
        packed("xl/vbaProject.bin", b"a program"), packed("xl/media/logo.bin", b"a picture"),
    ),
    Case(E, "register_missing", RATING, "", "", book(only=FORMS), GOOD),
    # ---- Cells ----
    Case(
        E, "formula_without_value", FLOW, "O14", "",
        altered(puts(FLOW, "O14", "=1+0")), linked("1+0"),
    ),
    Case(
        E, "merged_counts", FLOW, "D7", "20",
        altered(merges(FLOW, "D7:D8")), altered(merges(FLOW, "Q7:Q8")),
    ),
    Case(
        W, "hidden_rows", FLOW, "D7", "",
        altered(hides(FLOW, rows=(7, 90))), altered(hides(FLOW, rows=(90,))),
    ),
    Case(
        W, "hidden_columns", FLOW, "F5", "",
        altered(hides(FLOW, columns="F")), altered(hides(FLOW, columns="AZ")),
    ),
    Case(
        W, "taken_from_other_file", FLOW, "O14", "",
        linked("[1]Huyện!A1"), linked("Huyện!A1"),
    ),
    Case(
        E, "number_too_large", FLOW, "D7", "20000000",
        book(member_flow={"D7": 20_000_000}), GOOD,
    ),
    Case(
        W, "form_without_counts", FLOW, "", "",
        book(only=FORMS.replace("member_flow", "register"), sheets={FLOW: EMPTY_FLOW}), GOOD,
    ),
    # ---- Columns ----
    Case(
        E, "missing_column", FLOW, "", "Đảng viên cuối năm",
        book(member_flow={f"P{row}": None for row in range(2, 16)}),
        book(member_flow={"P2": "Cuối kỳ"}),
    ),
    Case(
        E, "duplicate_heading", RATING, "J2", "Không xếp loại",
        book(org_rating={"J2": "Không xếp loại"}), book(org_rating={"J2": "Lý do"}),
    ),
    Case(
        E, "unknown_heading", RATING, "J2", "Số hồ sơ",
        book(org_rating={"J2": "Số hồ sơ", "J6": 5}), book(org_rating={"J2": "Số hồ sơ"}),
    ),
    Case(
        W, "unread_heading", RATING, "J2", "Số hồ sơ",
        book(org_rating={"J2": "Số hồ sơ", "J6": "đủ"}),
        book(org_rating={"J2": "Ghi chú", "J6": "đủ"}),
    ),
    # ---- Lists of persons ----
    Case(W, "roster_counted", LIST, "A2", "", listing(), GOOD),
    Case(W, "roster_without_class", LIST, "A2", "", listing(5), listing(2)),
    Case(E, "roster_without_needed_class", LIST, "A2", "", listing(8), listing(2)),
    Case(
        E, "roster_unknown_word", LIST, "D4", "",
        listing(D4="Không Đọc"), listing(D4="NAM"),
    ),
    Case(
        E, "roster_without_unit", LIST, "A3", "",
        listing(B3=None), listing(B3=None, A1="DANH SÁCH CẤP ỦY VIÊN XÃ TÂY GIANG NĂM 2023"),
    ),
    # ---- Organisations ----
    Case(
        E, "unknown_code", FLOW, "B14", "NH9",
        book(member_flow={"B14": "NH9"}), book(member_flow={"B14": " nh "}),
    ),
    Case(
        E, "unknown_unit", FLOW, "C14", "Chi bộ Kho bạc",
        book(member_flow={"B14": None, "C14": "Chi bộ Kho bạc"}), book(member_flow={"B14": None}),
    ),
    Case(
        E, "ambiguous_unit", FLOW, "C14", "Chi bộ Ngân hàng Chính sách xã hội",
        book(register=NAMESAKE, member_flow={"B14": None}), book(register=NAMESAKE),
    ),
    Case(
        W, "unit_without_counts", FLOW, "C16", "Chi bộ Chưa Có Tên",
        book(member_flow={"C16": "Chi bộ Chưa Có Tên"}),
        book(member_flow={"C16": "Người lập biểu"}),
    ),
    Case(
        W, "code_and_name_disagree", FLOW, "C14", "Chi bộ Kho bạc",
        book(member_flow={"C14": "Chi bộ Kho bạc"}),
        book(member_flow={"C14": "NGÂN HÀNG CHÍNH SÁCH XÃ HỘI"}),
    ),
    Case(
        E, "duplicate_row", FLOW, "C16", "NH",
        book(member_flow=cells("BCD", 16, "NH", "Chi bộ Ngân hàng Chính sách xã hội", "0")),
        book(member_flow=cells("BCD", 16, None, "Ghi chú: số liệu đến 31/12/2023", None)),
    ),
    # ---- Cells ----
    Case(
        E, "two_marks", RATING, "F14", "",
        book(org_rating={"F14": "x"}), book(org_rating={"F14": "-"}),
    ),
    Case(W, "no_mark", RATING, "D14", "", book(org_rating=NO_MARK), book(org_rating={"E14": "✓"})),
    Case(
        E, "unknown_mark", RATING, "E14", "?",
        book(org_rating={"E14": "?"}), book(org_rating={"E14": "V"}),
    ),
    Case(
        E, "unknown_rating_word", RATING, "C5", "Loại A",
        book(only=WITHOUT_RATING, sheets={RATING: NOT_A_RATING}),
        book(only=WITHOUT_RATING, sheets={RATING: RATED_IN_WORDS}),
    ),
    Case(
        E, "not_a_whole_number", FLOW, "I14", "0,5",
        book(member_flow={"I14": "0,5"}), book(member_flow={"I14": "0,0"}),
    ),
    Case(
        E, "negative_number", FLOW, "I14", "-1",
        book(member_flow={"I14": -1}), book(member_flow={"I14": "-"}),
    ),
    Case(
        E, "excel_error", FLOW, "I14", "#DIV/0!",
        book(member_flow={"I14": "=1/0"}), book(member_flow={"R14": "=1/0"}),
    ),
    Case(
        W, "excel_error_in_percentage", MEMBERS, "I14", "#DIV/0!",
        book(member_rating={"I14": "=7/0"}), book(member_rating={"I14": "-"}),
    ),
    # ---- Equations ----
    Case(
        E, "rated_not_sum_of_levels", MEMBERS, "H14", "8",
        book(member_rating={"H14": 8}), book(member_rating=UNBALANCED_BUT_ADDED_UP),
    ),
    Case(
        E, "total_not_rated_plus_unrated", MEMBERS, "N14", "2",
        book(member_rating={"N14": 2}), book(member_rating=ONE_MORE_MEMBER),
    ),
    Case(
        E, "flow_does_not_balance", FLOW, "O14", "2",
        book(member_flow={"O14": 2}), book(member_flow=OPENED_WITH_ONE_MORE),
    ),
    Case(
        E, "children_do_not_sum_to_parent", FLOW, "E9", "3",
        book(member_flow={"E9": 3}), book(member_flow={"E9": "02"}),
    ),
    Case(
        E, "rows_do_not_sum_to_group", FLOW, "E5", "6",
        book(member_flow={"E5": 6}), book(member_flow=cells("DEFGHIJKLMNOP", 5, None)),
    ),
    Case(
        E, "rows_do_not_sum_to_total", FLOW, "E15", "7",
        book(member_flow={"E15": 7}), book(member_flow=cells("DEFGHIJKLMNOP", 15, None)),
    ),
    Case(
        E, "parts_over_total", COMMITTEE, "E6", "14",
        book(committee={"E6": 14}), book(committee={"E5": 18, "E6": 13, "E10": 19}),
    ),
    Case(
        W, "percentage_differs", MEMBERS, "I14", "90",
        book(member_rating={"I14": 90}), book(member_rating={"I14": "87,5%"}),
    ),
    # ---- The state as a whole ----
    Case(
        W, "unit_missing", RATING, "", "NH",
        book(org_rating=NO_MARK), book(org_rating=NO_MARK, register=CLOSED),
    ),
    Case(
        W, "form_missing", NO_SHEET, "", "",
        book(only="register org_rating member_rating member_flow committee"), GOOD, file=NO_FILE,
    ),
    Case(
        W, "unit_not_expected", FLOW, "D14", "NH",
        book(register=CLOSED), book(register={"H10": "01/01/2023"}),
    ),
    Case(
        W, "opening_differs_from_last_closing", FLOW, "D14", "10",
        two_years(member_flow=OPENED_WITH_ONE_MORE), two_years(),
    ),
    Case(
        W, "members_differ_between_forms", MEMBERS, "D14", "10",
        book(member_rating=ONE_MORE_MEMBER), book(member_rating=UNBALANCED_BUT_ADDED_UP),
    ),
    # ---- The register ----
    Case(
        E, "register_bad_date", REGISTER, "G10", "32/13/2020",
        book(register={"G10": "32/13/2020"}), book(register={"G10": "31/12/2020"}),
    ),
    Case(
        E, "register_unknown_type", REGISTER, "C10", "Tổ đảng",
        book(register={"C10": "Tổ đảng"}), book(register={"C10": "CHI BỘ CƠ SỞ"}),
    ),
    Case(
        E, "register_unknown_sector", REGISTER, "D10", "Câu lạc bộ",
        book(register={"D10": "Câu lạc bộ"}), book(register={"D10": "Hợp tác xã"}),
    ),
    Case(
        E, "register_unknown_code", REGISTER, "E4", "TG9",
        book(register={"E4": "TG9"}), book(register={"I10": "TG"}),
    ),
    Case(
        E, "register_missing_value", REGISTER, "E4", "",
        book(register={"E4": None}), book(register={"F10": "21844"}),
    ),
    Case(
        E, "register_closed_before_founded", REGISTER, "H10", "31/12/2020",
        book(register=cells("GH", 10, "01/01/2021", "31/12/2020")),
        book(register=cells("GH", 10, "01/01/2021", "01/01/2021")),
    ),
    Case(
        E, "unit_left_register", NO_SHEET, "", "NH",
        after_load(register=cells("ABCD", 10, None)), after_load(register=CLOSED), file=NO_FILE,
    ),
]  # fmt: skip
RULES = load_declarations().rules
by_rule = pytest.mark.parametrize("case", CASES, ids=[case.rule for case in CASES])


def findings(exports, step, accepts_old_text):
    """All findings on the files that the step writes."""
    paths = step(exports)
    files = list(paths) if isinstance(paths, tuple) else [paths]
    return check(files, exports.warehouse, accepts_old_text=accepts_old_text).findings


def test_every_declared_rule_has_a_case():
    assert sorted(case.rule for case in CASES) == sorted(RULES)


def test_the_unchanged_district_gives_no_finding(exports):
    exports.workbook()
    assert exports.check().is_empty()


@by_rule
def test_rule_is_found_at_its_cell(exports, case):
    found = findings(exports, case.wrong, case.accepts_old_text).filter(rule=case.rule)
    places = found.select("severity", "file", "sheet", "cell", "value").rows()
    assert (case.severity, case.file, case.sheet, case.cell, case.value) in places
    for message in found["message"]:
        assert_spoken(message, case.rule)


@by_rule
def test_a_file_like_it_raises_no_error(exports, case):
    found = findings(exports, case.right, case.accepts_old_text)
    assert case.rule not in found["rule"]
    assert found.filter(severity="error")["message"].to_list() == []


def assert_spoken(message, rule):
    """The sentence is filled in, and followed by what to do."""
    assert "{" not in message
    assert "None" not in message
    assert RULES[rule].remedy.split("{")[0] in message
