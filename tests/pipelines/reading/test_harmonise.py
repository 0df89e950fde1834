"""Names, numbers, marks and words as people type them, and the counts that they mean."""

import unicodedata

import pytest

NAME = "Chi bộ Ngân hàng Chính sách xã hội"
# NH, as the district reports it: opening … closing.
FLOW = [9, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 9]
FLOW_CELLS = [f"{letter}14" for letter in "DEFGHIJKLMNOP"]
WITHOUT_CODES = {f"B{row}": None for row in range(5, 16)}
TITLE = "TĂNG, GIẢM ĐẢNG VIÊN NĂM 2023"
HEADINGS = (
    "Mã tổ chức|Đầu năm|Kết nạp|Kết nạp - Nữ|Kết nạp - DTTS|Kết nạp - Đoàn viên|Chuyển đến|Phục hồi"
    "|Từ trần|Khai trừ|Xóa tên|Xin ra|Chuyển đi|Cuối năm"
)


def flow_of(exports, **edits):
    return exports.counts("member_flow", exports.workbook(member_flow=edits))


def one_row(exports, *values):
    """The flow of NH alone, in a sheet without any sums."""
    grid = [[TITLE], HEADINGS.split("|"), ["NH", *values]]
    return exports.workbook(only="register", sheets={"Tăng giảm": grid})


# ---- Numbers ----


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("4.482", 4482), ("4 482", 4482), ("4\u00a0482", 4482), ("1.234.567", 1234567),
        (4482, 4482), ("012", 12), (" 12 ", 12), ("12,0", 12), ("\u00a012\u00a0", 12), (12.0, 12),
    ],
)  # fmt: skip
def test_number_in_every_typed_way(exports, typed, number):
    path = one_row(exports, typed, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, typed)
    assert exports.counts("member_flow", path)["NH"] == [number, *[0] * 11, number]


@pytest.mark.parametrize("zero", [None, "-", "–", "—", "…", " ", "\u00a0", "0", "00", 0])
def test_zero_in_every_typed_way(exports, zero):
    edits = {cell: zero for cell, count in zip(FLOW_CELLS, FLOW, strict=True) if count == 0}
    assert flow_of(exports, **edits)["NH"] == FLOW


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (4.482, "4,482"), (12.5, "12.5"), ("12,5", "12,5"), ("chín", "chín"), ("9 đ/c", "9 đ/c"),
        ("4,482", "4,482"), ("9%", "9%"), ("9?", "9?"),
    ],
)  # fmt: skip
def test_cell_that_is_no_whole_number_is_an_error(exports, typed, shown):
    found = exports.check(one_row(exports, typed, *FLOW[1:])).filter(rule="not_a_whole_number")
    assert found.select("cell", "value").rows() == [("B3", shown)]


def test_cell_that_excel_turned_into_a_date_is_an_error(exports):
    path = one_row(exports, "2023-05-03 00:00:00", *FLOW[1:])
    assert exports.check(path).filter(rule="not_a_whole_number")["cell"].to_list() == ["B3"]


def test_blank_row_is_not_reported_and_not_zero(exports):
    path = one_row(exports, *[None] * 13)
    assert "NH" not in exports.counts("member_flow", path)
    form = exports.workbook(only="register", sheets={"Tăng giảm": [[TITLE], HEADINGS.split("|")]})
    assert exports.counts("member_flow", form) == {}


def test_a_form_of_which_only_the_total_is_left_is_told_beside_another(exports):
    grids = {form: exports.grid(form) for form in ("member_flow", "committee")}
    cut = {"Cấp ủy": [*grids["committee"][:4], grids["committee"][-1]]}
    flow = {"Tăng giảm": grids["member_flow"]}
    found = exports.check(exports.workbook(only="register", sheets=cut | flow))
    assert found.filter(rule="form_without_counts")["sheet"].to_list() == ["Cấp ủy"]


def test_row_of_zeros_is_reported(exports):
    assert exports.counts("member_flow", one_row(exports, *[0] * 13)) == {"NH": [0] * 13}
    assert exports.counts("member_flow", one_row(exports, 0)) == {"NH": [0] * 13}


# ---- Marks and words ----


@pytest.mark.parametrize("mark", ["x", "X", "v", "V", "1", 1, "✓", "✔", " x ", "\u00a0X"])
def test_mark_in_every_typed_way(exports, mark):
    path = exports.workbook(org_rating={"E14": mark})
    assert exports.counts("org_rating", path)["NH"] == [0, 1, 0, 0, 0]


@pytest.mark.parametrize(
    ("words", "counts"),
    [
        ("HTXSNV", [1, 0, 0, 0, 0]),
        ("Hoàn thành xuất sắc nhiệm vụ", [1, 0, 0, 0, 0]),
        ("hoàn thành tốt nhiệm vụ", [0, 1, 0, 0, 0]),
        ("HTTNV", [0, 1, 0, 0, 0]),
        ("HOÀN THÀNH NHIỆM VỤ", [0, 0, 1, 0, 0]),
        (unicodedata.normalize("NFD", "Hoàn thành"), [0, 0, 1, 0, 0]),
        ("Không hoàn thành nhiệm vụ", [0, 0, 0, 1, 0]),
        ("Chưa xếp loại", [0, 0, 0, 0, 1]),
    ],
)
def test_rating_in_words(exports, words, counts):
    grid = [["XẾP LOẠI TCĐ NĂM 2023"], ["Mã tổ chức", "Kết quả xếp loại"], ["NH", words]]
    path = exports.workbook(only="register", sheets={"Trang": grid})
    assert exports.counts("org_rating", path) == {"NH": counts}


def test_organisation_without_a_mark_is_not_reported(exports):
    path = exports.workbook(org_rating={"E14": None, "E13": 0, "E15": 1})
    assert "NH" not in exports.counts("org_rating", path)


# ---- Names ----


@pytest.mark.parametrize(
    "name",
    [
        NAME,
        NAME.upper(),
        unicodedata.normalize("NFD", NAME),
        NAME.replace(" ", "\u00a0"),
        "Ngân hàng Chính sách xã hội",
        "Chi bộ  Ngân hàng\nChính sách xã hội ",
        "Chi bộ Ngân hàng – Chính sách xã hội",
    ],
)
def test_name_in_every_typed_way(exports, name):
    assert flow_of(exports, B14=None, C14=name)["NH"] == FLOW


@pytest.mark.parametrize(
    "name",
    ["Đảng bộ xã Bình Hòa", "Ðảng bộ xã Bình Hoà", "ĐẢNG UỶ XÃ BÌNH HOÀ", "Đảng ủy Bình Hòa",
     "Xã Bình Hoà", "Bình Hòa", "BÌNH HÒA", "Đảng bộ Bình Hòa"],
)  # fmt: skip
@pytest.mark.parametrize("registered", ["Đảng bộ Xã Bình Hòa", "Đảng bộ xã Bình Hoà"])
def test_commune_in_every_typed_way(exports, name, registered):
    register = {"B6": registered, "F6": "21829"}
    path = exports.workbook(
        only="register committee", register=register, committee={"B7": None, "C7": name}
    )
    assert exports.counts("committee", path)["BN"][:2] == [14, 5]


def test_y_and_its_tone_in_either_spelling(exports):
    register = {"B10": "Chi bộ Văn phòng Huyện ủy"}
    path = exports.workbook(
        register=register, member_flow={"B14": None, "C14": "VĂN PHÒNG HUYỆN UỶ"}
    )
    assert exports.counts("member_flow", path)["NH"] == FLOW


def test_code_decides_in_any_case_and_spacing(exports):
    assert flow_of(exports, B14=" nh\u00a0")["NH"] == FLOW


def test_same_name_in_two_communes_is_told_apart_by_the_block(exports):
    with_codes = flow_of(exports)
    assert flow_of(exports, **WITHOUT_CODES) == with_codes
    assert with_codes["TG.1"] != with_codes["BN.1"]


def test_same_name_without_code_and_block_is_unknown(exports):
    grid = [[TITLE], ["Tên tổ chức đảng", *HEADINGS.split("|")[1:]], ["Chi bộ thôn 1", *FLOW]]
    found = exports.check(exports.workbook(only="register", sheets={"Tăng giảm": grid}))
    assert found["rule"].to_list() in (["unknown_unit"], ["ambiguous_unit"])


def test_commune_by_its_code_or_its_name(exports):
    by_code = exports.counts("commune_staff", exports.workbook())
    by_name = exports.workbook(commune_staff={"B5": None, "B6": None, "C5": "Tây Giang"})
    assert exports.counts("commune_staff", by_name) == by_code
    assert by_code["TG"] == [10, 3, 0, 1, 0, 8, 1, 0, 9, 4, 0, 0, 1, 8, 0, 0]


def test_unknown_organisation_is_answered_with_the_nearest_names(exports):
    found = exports.check(exports.workbook(member_flow={"B8": None, "C8": "Chi bộ thôn 3"}))
    message = found.filter(rule="unknown_unit")["message"][0]
    assert "Chi bộ thôn 3" in message
    assert "Chi bộ thôn 2" in message
    assert "Đảng bộ Xã Tây Giang" in message


# ---- Loads ----


def test_two_files_with_the_same_form_and_year_are_two_rows_of_each(exports):
    exports.workbook()
    exports.workbook(only="committee", name="Biểu 2023 (2).xlsx")
    twice = exports.check().filter(rule="duplicate_row")
    assert set(twice["value"]) == {"TG", "BN", "NH"}


def test_error_publishes_nothing(exports):
    before = exports.load(exports.workbook()).snapshot_id
    wrong = exports.load(exports.workbook(member_flow={"O14": 2}))
    assert wrong.has_errors
    assert (wrong.snapshot_id, wrong.is_new) == (before, False)


def test_same_files_again_publish_nothing_new(exports):
    path = exports.workbook()
    first, again = exports.load(path), exports.load(path)
    assert (again.snapshot_id, again.is_new) == (first.snapshot_id, False)


def test_load_replaces_its_form_and_year_and_keeps_the_rest(exports):
    exports.load(exports.workbook())
    changed = exports.workbook(only="committee", committee={"E9": 2, "E8": 2, "E10": 11})
    assert exports.load(changed).is_new
    assert exports.counts("committee", changed)["NH"][:2] == [3, 2]
    assert exports.counts("member_flow", changed)["NH"] == FLOW


def test_an_unknown_mark_is_told_once(exports):
    found = exports.check(exports.workbook(org_rating={"E14": "?"}))
    rules = found.filter(sheet="XL TCĐ")["rule"].to_list()
    assert rules == ["unknown_mark", "rows_do_not_sum_to_total"]
