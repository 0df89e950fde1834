"""The sender's workbook comes back: offending cells coloured and commented, a list in front."""

import io
import re
import shutil
import zipfile

import openpyxl
import polars as pl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.packaging.relationship import Relationship
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.workbook.external_link.external import (
    ExternalBook,
    ExternalCell,
    ExternalLink,
    ExternalRow,
    ExternalSheetData,
    ExternalSheetDataSet,
    ExternalSheetNames,
)
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula

from pipelines.declarations import load_declarations
from pipelines.files.readers import read_sheets
from pipelines.findings import SCHEMA, Place, found, to_frame
from pipelines.load import check, load
from pipelines.returned.annotated import annotated
from pipelines.returned.words import COLOURS, LIST, WORDS

REGISTER, YEARLY = "Danh muc to chuc dang.xlsx", "Bieu tong hop 2022.xlsx"
SPOILT = {
    ("Xếp loại TCĐ", "E12"): "?",
    ("Xếp loại đảng viên", "F13"): "abc",
    ("Tăng giảm đảng viên", "I13"): -1,
    ("Cơ cấu cấp ủy", "E11"): "0,5",
    ("Cán bộ công chức", "C10"): "Xã Không Có",
}
RIGHT = {
    ("Xếp loại TCĐ", "E12"): "x",
    ("Xếp loại đảng viên", "F13"): 2,
    ("Tăng giảm đảng viên", "I13"): 2,
    ("Cơ cấu cấp ủy", "E11"): 3,
    ("Cán bộ công chức", "C10"): "Thị trấn Phú Phong",
}
HIDDEN, FORMULA = "Ghi chú", "=SUM('Tăng giảm đảng viên'!D12:D14)"
ERROR, WARNING = WORDS["severities"]["error"], WORDS["severities"]["warning"]
FILLS = {f"00{COLOURS[severity]}": severity for severity in WORDS["severities"]}
MINE = "Biểu.xlsx"
GRID = [["Bảng", None], ["Số", "Ghi chú"], [7, "=1+1"], [-1, "@x"], [None, "+84"]]
PEOPLE = [["Họ và tên", "Số"], ["Người thứ A", 1], ["Người thứ B", 2]]


# ---- What is read back ----


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content), rich_text=True)


def cells(workbook):
    """(sheet, cell) -> cell, of the sheets behind the list."""
    rows = (row for sheet in workbook.worksheets[1:] for row in sheet.iter_rows())
    return {(cell.parent.title, cell.coordinate): cell for row in rows for cell in row}


def coloured(workbook):
    """(sheet, cell) -> severity whose colour it has."""
    fills = {place: cell.fill.fgColor.rgb for place, cell in cells(workbook).items()}
    return {place: FILLS[fill] for place, fill in fills.items() if fill in FILLS}


def comments(workbook):
    """(sheet, cell) -> text of its comment."""
    return {place: c.comment.text for place, c in cells(workbook).items() if c.comment}


def listed(workbook):
    """Rows of the list as (severity, sheet, cell, value, what is wrong, what to do)."""
    headings = tuple(column["heading"] for column in LIST["columns"])
    rows = [tuple(v or "" for v in row) for row in workbook.worksheets[0].values]
    return rows[rows.index(headings) + 1 :]


def links(workbook):
    """Address in the list -> (sheet, cell) that a click leads to."""
    held = [cell for row in workbook.worksheets[0].iter_rows() for cell in row if cell.hyperlink]
    spoken = [(cell.value, cell.hyperlink.location.rpartition("!")) for cell in held]
    return [(shown, (to[0].strip("'").replace("''", "'"), to[2])) for shown, to in spoken]


def head(workbook):
    """What stands above the list."""
    headings = [row[0] for row in workbook.worksheets[0].values]
    return "\n".join(line for line in headings[: headings.index("Mức")] if line)


def parts(content):
    """Name -> what every part of the file holds."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name).decode(errors="replace") for name in packed.namelist()}


def sheet_names(content):
    return opened(content).sheetnames


# ---- What is written ----


def workbook_of(path, grids):
    """A workbook of the grids, to be changed further and saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in grids.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return book


def negative(sheet="Số", cell="A4", file=MINE, value="-1"):
    return found("negative_number", Place(file, sheet), cell, value)


def personal(sheet, file=MINE):
    return found("personal_column", Place(file, sheet), "A1", "Họ và tên", heading="Họ và tên")


def back(path, *told):
    return opened(annotated(path.read_bytes(), path.name, to_frame(list(told))))


@pytest.fixture
def mine(tmp_path):
    """A workbook with one sheet, and its path."""
    path = tmp_path / MINE
    return workbook_of(path, {"Số": GRID}), path


# ---- The sender's own workbook ----


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory, samples):
    folder = tmp_path_factory.mktemp("annotated") / "warehouse"
    assert load([samples / REGISTER, samples / YEARLY], folder).is_new
    return folder


@pytest.fixture(scope="module")
def samples(request):
    return request.config.rootpath / "tests" / "samples" / "office"


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory, samples, warehouse):
    """The yearly workbook with five wrong cells and a hidden sheet, and what is found in it."""
    path = tmp_path_factory.mktemp("spoilt") / YEARLY
    shutil.copy(samples / YEARLY, path)
    book = openpyxl.load_workbook(path)
    for (sheet, cell), value in SPOILT.items():
        book[sheet][cell] = value
    hidden = book.create_sheet(HIDDEN)
    hidden["A1"], hidden["A2"], hidden["A3"] = "Đã đối chiếu", FORMULA, "Đã ký"
    hidden["B2"].number_format = "0.0%"
    hidden.sheet_state = "hidden"
    book.save(path)
    return path, check([path], warehouse).findings.filter(file=YEARLY)


@pytest.fixture(scope="module")
def returned(spoilt):
    path, findings = spoilt
    return annotated(path.read_bytes(), path.name, findings)


def test_exactly_the_offending_cells_are_coloured_and_commented(spoilt, returned):
    _, findings = spoilt
    in_cells = findings.filter(pl.col("cell") != "")
    worst = in_cells.sort("severity", descending=True).select("sheet", "cell", "severity").rows()
    expected = {(sheet, cell): severity for sheet, cell, severity in worst}
    assert expected.keys() >= SPOILT.keys()
    assert set(expected.values()) == {"error", "warning"}
    assert coloured(opened(returned)) == expected
    assert comments(opened(returned)).keys() == expected.keys()


def test_a_comment_says_every_sentence_of_its_cell_the_severity_first(spoilt, returned):
    _, findings = spoilt
    said = comments(opened(returned))
    for row in findings.filter(pl.col("cell") != "").iter_rows(named=True):
        named = WORDS["severities"][row["severity"]]
        assert f"{named}: {row['message']}" in said[row["sheet"], row["cell"]].split("\n\n")
    for place, severity in coloured(opened(returned)).items():
        assert said[place].startswith(WORDS["severities"][severity])
    assert len(said["Tăng giảm đảng viên", "I13"].split("\n\n")) > 1


def test_comments_are_by_the_committee_in_boxes_that_show_them_whole(returned):
    committee = load_declarations().name
    noted = [c.comment for c in cells(opened(returned)).values() if c.comment]
    assert {comment.author for comment in noted} == {committee}
    boxes = [text for name, text in parts(returned).items() if name.endswith(".vml")]
    heights = [float(h) for text in boxes for h in re.findall(r"height:([\d.]+)p[xt]", text)]
    for comment, height in zip(noted, heights, strict=True):
        assert height >= 16 * len(comment.text) / 50


def test_everything_else_is_as_the_sender_left_it(spoilt, returned):
    path, _ = spoilt
    before, after = openpyxl.load_workbook(path, rich_text=True), opened(returned)
    assert after.sheetnames == [LIST["sheet"], *before.sheetnames]
    marked = coloured(after)
    for sheet in before:
        twin = after[sheet.title]
        assert twin.sheet_state == sheet.sheet_state
        assert sorted(map(str, twin.merged_cells.ranges)) == sorted(
            map(str, sheet.merged_cells.ranges)
        )
        assert {k: d.width for k, d in twin.column_dimensions.items()} == {
            k: d.width for k, d in sheet.column_dimensions.items()
        }
        for row in sheet.iter_rows():
            for cell in row:
                other = twin[cell.coordinate]
                if (sheet.title, cell.coordinate) in marked:
                    assert other.value == cell.value
                else:
                    assert seen(other) == seen(cell), (sheet.title, cell.coordinate)
    assert after[HIDDEN]["A2"].value == FORMULA


def seen(cell):
    """Everything about a cell that a reader sees."""
    looks = cell.font, cell.fill, cell.border, cell.alignment
    return cell.value, cell.number_format, *map(repr, looks)


def test_the_list_says_every_finding_in_two_halves(spoilt, returned):
    _, findings = spoilt
    rows = listed(opened(returned))
    assert len(rows) == findings.height
    said = {(row[1].removesuffix(" (trang ẩn)"), row[2], f"{row[4]} {row[5]}") for row in rows}
    assert said == set(findings.select("sheet", "cell", "message").rows())
    rules = load_declarations().rules
    for row, rule in zip(rows, findings["rule"], strict=True):
        assert row[5].startswith(rules[rule].remedy.split("{")[0])
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), reverse=True)


def test_links_lead_to_the_cells_they_name(spoilt, returned):
    _, findings = spoilt
    book = opened(returned)
    places = findings.filter(pl.col("cell") != "").select("sheet", "cell").rows()
    assert [place for _, place in links(book)] == places
    for shown, (sheet, cell) in links(book):
        assert shown == cell
        assert book[sheet][cell].comment


def test_the_list_is_the_sheet_that_opens_and_the_only_one_selected(returned):
    book = opened(returned)
    assert book.active.title == LIST["sheet"]
    assert [s.title for s in book if s.sheet_view.tabSelected] == [LIST["sheet"]]


def test_the_corrected_workbook_can_be_loaded_with_its_list(returned, warehouse, tmp_path):
    """What is written into the workbook must not look like a form or like persons."""
    book = opened(returned)
    for (sheet, cell), value in RIGHT.items():
        book[sheet][cell] = value
    book.save(tmp_path / YEARLY)
    found_again = check([tmp_path / YEARLY], warehouse).findings.filter(file=YEARLY)
    assert found_again.filter(severity="error")["message"].to_list() == []


def test_headings_that_the_list_quotes_are_not_taken_for_headings(exports):
    path = exports.xlsx("Biểu 2023.xlsx", {"Nữ": [["Họ và tên", "Số"], ["A", 1]], "Tổng số": GRID})
    place = Place(path.name, "Tổng số")
    told = [found("missing_column", place, value="Nữ", column="Nữ", form="") for _ in range(9)]
    told += [personal("Nữ", path.name)]
    told += [negative("Tổng số", f"A{row}", path.name, value=str(row)) for row in range(3, 15)]
    exports.raw(path.name, annotated(path.read_bytes(), path.name, to_frame(told)))
    found_again = exports.check(path).filter(sheet=LIST["sheet"])
    assert found_again["rule"].to_list() == ["sheet_without_table"]


def test_the_same_file_gives_the_same_parts(spoilt, returned):
    path, findings = spoilt
    again, first = parts(annotated(path.read_bytes(), path.name, findings)), parts(returned)
    assert again.keys() == first.keys()
    assert [n for n in first if again[n] != first[n]] in ([], ["docProps/core.xml"])


# ---- Cells ----


def test_a_cell_inside_a_merged_range_is_marked_at_its_top_left_cell(mine):
    book, path = mine
    book["Số"].merge_cells("A3:B4")
    book.save(path)
    after = back(path, negative(cell="B4"))
    assert coloured(after).keys() == comments(after).keys() == {("Số", "A3")}
    assert links(after) == [("B4", ("Số", "A3"))]
    assert [str(area) for area in after["Số"].merged_cells.ranges] == ["A3:B4"]


def test_a_comment_of_the_sender_stays_above_ours(mine):
    book, path = mine
    book["Số"]["A4"].comment = Comment("Đã hỏi lại xã", "Văn phòng")
    book["Số"]["A3"].comment = Comment("Số này đúng", "Văn phòng")
    book.save(path)
    said = comments(back(path, negative()))
    assert said["Số", "A3"] == "Số này đúng"
    assert said["Số", "A4"] == f"Đã hỏi lại xã\n\n{ERROR}: {negative().message}"


def test_an_error_outweighs_a_warning_and_is_said_first(mine):
    warned = found("unread_heading", Place(MINE, "Số"), "A4", heading="Khác")
    after = back(mine[1], warned, negative(), negative())
    assert coloured(after) == {("Số", "A4"): "error"}
    assert comments(after)["Số", "A4"].split("\n\n") == [
        f"{ERROR}: {negative().message}",
        f"{WARNING}: {warned.message}",
    ]


def test_light_letters_turn_dark_on_the_fill_and_stay_as_bold_as_they_were(mine):
    book, path = mine
    book["Số"]["A4"].font = Font(name="Arial", bold=True, color="FFFFFF")
    book["Số"]["A4"].fill = PatternFill("solid", fgColor="00003366")
    book.save(path)
    cell = back(path, negative())["Số"]["A4"]
    assert (cell.font.name, cell.font.bold, cell.font.color.rgb[2:]) == (
        "Arial",
        True,
        COLOURS["text"],
    )


def brightness(colour):
    """Relative luminance of RRGGBB, 0 to 1."""
    shares = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return sum(w * s for w, s in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_both_colours_carry_letters_and_differ_in_lightness():
    error, warning, text = (brightness(COLOURS[c]) for c in ("error", "warning", "text"))
    assert min(error, warning) + 0.05 >= 7 * (text + 0.05)
    assert (warning + 0.05) / (error + 0.05) > 1.5


def test_words_in_several_colours_stay_so(mine):
    book, path = mine
    book["Số"]["B2"] = CellRichText("Ghi ", TextBlock(InlineFont(b=True), "chú"))
    book.save(path)
    assert back(path, negative())["Số"]["B2"].value == book["Số"]["B2"].value


@pytest.mark.parametrize("cell", ["", "XFE1", "A1048577", "F0", "cột B"])
def test_what_has_no_cell_stands_in_the_list_only(mine, cell):
    after = back(mine[1], negative(cell=cell))
    assert (coloured(after), comments(after), links(after)) == ({}, {}, [])
    assert [row[2] for row in listed(after)] == [cell]


def test_a_sheet_that_is_not_there_or_the_whole_file_stands_in_the_list_only(mine):
    after = back(mine[1], negative(sheet="Khác"), found("nothing_to_load", Place(MINE)))
    assert coloured(after) == {}
    assert [row[1] for row in listed(after)] == ["Khác", ""]


def test_findings_on_other_files_do_not_count(mine):
    after = back(mine[1], negative(file="Khác.xlsx"))
    assert listed(after) == []
    assert coloured(after) == {}
    assert LIST["nothing"] in head(after)


def test_a_file_without_findings_comes_back_with_an_empty_list(mine):
    after = opened(annotated(mine[1].read_bytes(), MINE, pl.DataFrame(schema=SCHEMA)))
    assert after.sheetnames == [LIST["sheet"], "Số"]


def test_the_folder_of_a_file_is_not_told_to_its_sender(mine):
    label = str(mine[1])
    content = annotated(mine[1].read_bytes(), label, to_frame([negative(file=label)]))
    assert coloured(opened(content)) == {("Số", "A4"): "error"}
    assert [n for n, text in parts(content).items() if mine[1].parent.name in text] == []


def test_the_list_takes_another_name_when_its_own_is_taken(tmp_path):
    path = tmp_path / MINE
    workbook_of(path, {"CẦN SỬA": GRID, "Cần sửa (2)": GRID})
    after = back(path, negative(sheet="CẦN SỬA"))
    assert after.sheetnames == ["Cần sửa (3)", "CẦN SỬA", "Cần sửa (2)"]
    assert links(after) == [("A4", ("CẦN SỬA", "A4"))]


def test_links_survive_an_apostrophe_in_the_name_of_a_sheet(tmp_path):
    path = tmp_path / MINE
    workbook_of(path, {"Đắk R'lấp": GRID})
    assert links(back(path, negative(sheet="Đắk R'lấp"))) == [("A4", ("Đắk R'lấp", "A4"))]


@pytest.mark.parametrize("typed", ["=1+1", "+84", "-x", "@x", "=HYPERLINK(0)"])
def test_what_looks_like_a_formula_stays_text_in_the_list(mine, typed):
    told = found("not_a_whole_number", Place(MINE, "Số"), "A4", typed)
    after = back(mine[1], told)
    cell = after.worksheets[0].cell(after.worksheets[0].max_row, 4)
    assert cell.data_type == "s"
    assert cell.value.strip("“”") == typed


def test_control_characters_and_endless_texts_do_no_harm(mine):
    told = found(
        "unknown_unit", Place(MINE, "Số"), "A4", name="\x0b\x01" * 9, where="", nearest="y" * 40_000
    )
    after = back(mine[1], told)
    assert coloured(after) == {("Số", "A4"): "error"}
    assert len(comments(after)["Số", "A4"]) <= 32_767


# ---- Files that cannot be written back ----


def texts_of(path):
    """(sheet, cell) -> text, as the loader reads the file."""
    return {
        (sheet.name, f"{letter}{row['row']}"): row[letter]
        for sheet in read_sheets(path.read_bytes(), path.name)
        for row in sheet.rows.iter_rows(named=True)
        for letter in sheet.letters
        if row[letter] is not None
    }


def written(exports, kind):
    grid = [["XẾP LOẠI", ""], ["Số", "Ghi chú"], ["", "=1+1"], ["-1", "07"], ["#N/A", "4.482"]]
    if kind == "csv":
        return exports.csv("Số.csv", grid, delimiter=";")
    return getattr(exports, kind)(
        f"Số.{kind}", {"Số": grid, "Trang hai": [["A", "B"], ["@x", "-"]]}
    )


@pytest.mark.parametrize("kind", ["csv", "xls", "ods"])
def test_other_kinds_come_back_as_the_same_texts_in_the_same_cells(exports, kind):
    path = written(exports, kind)
    after = back(path, negative(file=path.name))
    held = {place: cell for place, cell in cells(after).items() if cell.value is not None}
    assert {place: cell.value for place, cell in held.items()} == texts_of(path)
    assert {cell.data_type for cell in held.values()} == {"s"}
    assert coloured(after) == {("Số", "A4"): "error"}
    assert comments(after) == {("Số", "A4"): f"{ERROR}: {negative().message}"}
    assert WORDS["notes"]["copied"] in head(after)


def test_errors_of_old_workbooks_come_back_as_texts(exports):
    path = exports.workbook(only="member_flow", member_flow={"I14": "=1/0"})
    damaged = exports.raw("Biểu 2023.xlsx", with_unknown_view(path))
    after = back(damaged, negative("Tăng giảm", "I14", path.name))
    assert after["Tăng giảm"]["I14"].value == "#DIV/0!"
    assert comments(after).keys() == {("Tăng giảm", "I14")}
    assert WORDS["notes"]["copied"] in head(after)


def with_unknown_view(path):
    """The workbook as only a lenient reader opens it."""
    content = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<sheetView ", b'<sheetView view="khac" '))
    return content.getvalue()


def test_names_that_a_sheet_cannot_bear_are_made_so(exports):
    path = exports.csv(f"[2022] {'Tên rất dài ' * 5}.csv", GRID)
    after = back(path, negative(path.stem, "A4", path.name))
    assert len(after.sheetnames[1]) <= 31
    assert links(after) == [("A4", (after.sheetnames[1], "A4"))]


@pytest.mark.parametrize("name", ["Biểu.xlsx", "Biểu.xls", "Biểu.ods", "Biểu.csv"])
@pytest.mark.parametrize("content", [b"", b"khong phai bang tinh", b"\xd0\xcf\x11\xe0" * 9])
def test_a_file_that_cannot_be_opened_comes_back_as_the_list_alone(exports, name, content):
    path = exports.raw(name, content)
    told = found("unreadable_file", Place(name), reason="tệp hỏng")
    after = back(path, told)
    assert after.sheetnames == [LIST["sheet"]]
    assert WORDS["notes"]["unreadable"] in head(after)
    assert [row[4:] for row in listed(after)] == [
        ("Không đọc được tệp: tệp hỏng.", load_declarations().rules[told.rule].remedy)
    ]


def test_a_file_that_is_far_too_large_comes_back_as_the_list_alone(exports, tmp_path):
    wide = exports.csv("Rộng.csv", [["1"] * 1_001] * 500)
    heavy = tmp_path / MINE
    workbook_of(heavy, {"Số": GRID})
    with zipfile.ZipFile(heavy, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/nen.bin", bytes(21_000_000))
    for path in (wide, heavy):
        after = back(path, negative(file=path.name))
        assert after.sheetnames == [LIST["sheet"]]
        assert WORDS["notes"]["too_large"] in head(after)


def test_a_file_without_a_byte_comes_back_as_the_list_alone():
    after = opened(annotated(b"", MINE, to_frame([negative()])))
    assert after.sheetnames == [LIST["sheet"]]
    assert len(listed(after)) == 1


# ---- Personal data ----


@pytest.fixture
def with_people(tmp_path):
    """A workbook whose sheet of people is repeated all over another sheet."""
    path = tmp_path / MINE
    book = workbook_of(path, {"Danh sách": PEOPLE, "Số": GRID, "Biểu đồ": GRID})
    sheet = book["Số"]
    sheet["C1"], sheet["C2"] = "='Danh sách'!A2", "=SUM(A3:A4)"
    sheet["C3"] = ArrayFormula("C3:C4", "='danh sách'!A2:A3")
    book["Danh sách"]["B2"].comment = Comment("Người thứ C", "Người thứ D")
    book.defined_names["ten"] = DefinedName("ten", attr_text="'Danh sách'!$A$2")
    book.defined_names["so"] = DefinedName("so", attr_text="'Số'!$A$3")
    rule = DataValidation("list", formula1="='Danh sách'!$A$2:$A$3")
    sheet.add_data_validation(rule)
    rule.add("D1")
    red = PatternFill(bgColor="FF0000")
    sheet.conditional_formatting.add("A3", FormulaRule(["'Danh sách'!$B$2>1"], fill=red))
    sheet.conditional_formatting.add("A4", FormulaRule(["$A$4>1"], fill=red))
    book._external_links.append(link_to_other_workbook())
    chart = BarChart()
    chart.add_data(Reference(book["Danh sách"], min_col=2, min_row=1, max_row=3))
    book["Biểu đồ"].add_chart(chart, "E1")
    book.save(path)
    return path


def link_to_other_workbook():
    """A link that keeps a copy of the cells it was to fetch."""
    copied = ExternalCell(r="A2", t="str", v="Người thứ A")
    data = ExternalSheetData(sheetId=0, row=[ExternalRow(r=2, cell=[copied])])
    names = ExternalSheetNames(sheetName=["Trang"])
    held = ExternalSheetDataSet(sheetData=[data])
    link = ExternalLink(externalBook=ExternalBook(sheetNames=names, sheetDataSet=held, id="rId1"))
    link.file_link = Relationship(
        type="externalLinkPath", Target="Khac.xlsx", TargetMode="External"
    )
    return link


def test_nothing_of_a_sheet_with_a_personal_column_goes_back(with_people):
    told = to_frame([personal("Danh sách"), negative()])
    content = annotated(with_people.read_bytes(), MINE, told)
    assert sheet_names(content) == [LIST["sheet"], "Số", "Biểu đồ"]
    assert [name for name, text in parts(content).items() if "Người thứ" in text] == []
    assert [name for name in parts(content) if "chart" in name] == []
    assert any("Người thứ" in t for n, t in parts(with_people.read_bytes()).items() if "ext" in n)
    after = opened(content)
    assert coloured(after) == {("Số", "A4"): "error"}
    assert WORDS["notes"]["withheld"].format(sheet="Danh sách") in head(after)
    assert {row[1] for row in listed(after)} == {"Danh sách", "Số"}
    assert [place for _, place in links(after)] == [("Số", "A4")]


def test_what_took_something_from_the_sheet_says_that_it_is_lost(with_people):
    after = back(with_people, personal("Danh sách"))
    sheet = after["Số"]
    assert [sheet[cell].value for cell in ("C1", "C2", "C3")] == ["=#REF!", "=SUM(A3:A4)", "=#REF!"]
    assert list(after.defined_names) == ["so"]
    assert sheet.data_validations.dataValidation == []
    assert [str(shown.sqref) for shown in sheet.conditional_formatting] == ["A4"]
    assert WORDS["notes"]["references"] in head(after)


def test_of_a_refused_sheet_only_the_reason_is_listed(with_people):
    quoting = found(
        "unknown_unit", Place(MINE, "Danh sách"), "A2", name="Người thứ A", where="", nearest=""
    )
    content = annotated(with_people.read_bytes(), MINE, to_frame([quoting, personal("Danh sách")]))
    assert [name for name, text in parts(content).items() if "Người thứ" in text] == []
    assert len(listed(opened(content))) == 1


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_copies_leave_the_sheet_out_too(exports, kind):
    path = getattr(exports, kind)(f"Biểu.{kind}", {"Danh sách": PEOPLE, "Số": [["Số"], [7]]})
    content = annotated(path.read_bytes(), path.name, to_frame([personal("Danh sách", path.name)]))
    assert sheet_names(content) == [LIST["sheet"], "Số"]
    assert [name for name, text in parts(content).items() if "Người thứ" in text] == []


def test_a_file_of_people_only_comes_back_as_the_list_alone(exports):
    path = exports.csv("Danh sách.csv", PEOPLE)
    findings = exports.check(path)
    assert set(findings["rule"]) == {"personal_column"}
    content = annotated(path.read_bytes(), path.name, findings)
    assert sheet_names(content) == [LIST["sheet"]]
    assert [name for name, text in parts(content).items() if "Người thứ" in text] == []


def test_no_sheet_goes_back_when_the_refused_one_is_not_among_them(with_people):
    after = back(with_people, personal("Tên khác"))
    assert after.sheetnames == [LIST["sheet"]]
    assert WORDS["notes"]["all_withheld"] in head(after)
