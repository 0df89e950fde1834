"""Blank sheets: who stands in them, what they lock and refuse, and that filled they load clean."""

import os
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import typer
from typer.testing import CliRunner

from pipelines import warehouse
from pipelines.commands.spoken import VietnameseCommand
from pipelines.commands.templates import templates
from pipelines.declarations import DATA, load_declarations
from pipelines.load import load
from pipelines.templates.book import TemplateError, template, template_of
from pipelines.templates.bundle import templates_of_all

DECLARED = load_declarations()
DEMO = DATA / "demo"
REGISTER = DEMO / "Danh muc to chuc dang.xlsx"
YEAR = 2023
SHEETS = [
    "Xếp loại TCĐ",
    "Xếp loại đảng viên",
    "Tăng giảm đảng viên",
    "Cơ cấu cấp ủy",
    "Cán bộ công chức",
]
COUNTS = ["unit_id", "year", "form_id", "measure_id", "value"]
FIRST_COUNT = 4
ERROR_BOX = 225  # characters that Excel shows in a refusal


@pytest.fixture(scope="module")
def units(demo):
    return warehouse.read_state(demo, warehouse.published_id(demo)).units


@pytest.fixture(scope="module")
def blank(units):
    return template(units, YEAR, DECLARED)


@pytest.fixture(scope="module")
def book(blank):
    return openpyxl.load_workbook(BytesIO(blank))


@pytest.fixture(scope="module")
def demo_rows():
    """Year -> sheet -> code -> the cells of the invented export, as an office has typed them."""
    return {year: _typed(DEMO / f"Bieu tong hop {year}.xlsx") for year in (2022, 2023)}


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """What the invented export of the year gives."""
    return _measures([DEMO / f"Bieu tong hop {YEAR}.xlsx"], tmp_path_factory.mktemp("expected"))


def _typed(path):
    held = openpyxl.load_workbook(path)
    return {
        sheet.title: {row[1].value: row for row in sheet.iter_rows(min_row=8) if row[1].value}
        for sheet in held
    }


def _measures(files, folder):
    """The counts that the files and the register give; nothing may be found wrong."""
    loaded = load([REGISTER, *files], folder)
    assert loaded.findings.to_dicts() == []
    return _counts(folder)


def _counts(folder):
    state = warehouse.read_state(folder, warehouse.published_id(folder))
    return state.measures.select(COUNTS).sort(COUNTS)


def _filled(content, typed, path):
    """The template with the cells that are open in it typed in, saved without cached values."""
    held = openpyxl.load_workbook(BytesIO(content))
    for sheet in held:
        for row in sheet.iter_rows(min_row=8):
            if row[1].value in typed[sheet.title]:
                for cell, given in zip(row, typed[sheet.title][row[1].value], strict=False):
                    if not cell.protection.locked:
                        cell.value = given.value
    held.save(path)
    return path


def _recalculated(files, folder):
    """The files as LibreOffice saves them: every formula has its value."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", folder, *files]
    subprocess.run(command, check=True, capture_output=True, env=os.environ)
    return [folder / file.name for file in files]


def _lead(sheet):
    """Number, code and name of every row of the table."""
    rows = list(sheet.iter_rows(max_col=3, values_only=True))
    start = next(i for i, row in enumerate(rows) if row[0] == "(1)")
    end = next((i for i, row in enumerate(rows) if str(row[0]).startswith("* Số liệu")), None)
    return [row for row in rows[start + 1 : end] if row[2]]


def _row_of(sheet, code):
    return next(row for row in sheet.iter_rows() if row[1].value == code)


# ---- Who and what stands in it ----


def test_one_sheet_for_each_form_but_the_register(book):
    assert book.sheetnames == SHEETS


@pytest.mark.parametrize("year", [2022, 2023])
def test_rows_are_those_of_an_office_in_its_order(units, year):
    held = openpyxl.load_workbook(BytesIO(template(units, year, DECLARED)))
    exported = openpyxl.load_workbook(DEMO / f"Bieu tong hop {year}.xlsx")
    for name in SHEETS:
        of_office = [row for row in _lead(exported[name]) if row[2] != "T/M BAN THƯỜNG VỤ"]
        assert _lead(held[name]) == of_office, name


def test_only_organisations_that_existed_in_the_year_stand_in_it(units):
    codes = {}
    for year in (2022, 2023):
        held = openpyxl.load_workbook(BytesIO(template(units, year, DECLARED)))
        codes[year] = {row[1] for row in _lead(held["Xếp loại TCĐ"]) if row[1]}
    assert codes[2022] - codes[2023] == {"TS09.05"}
    [founded] = codes[2023] - codes[2022]
    assert founded.startswith("TS14.")
    assert len(codes[2023]) == 267


def test_words_above_are_those_of_an_office(book):
    sheet = book["Xếp loại đảng viên"]
    assert [sheet["A1"].value, sheet["A2"].value] == ["ĐẢNG BỘ TỈNH BÌNH ĐỊNH", "HUYỆN ỦY TÂY SƠN"]
    assert sheet["A4"].value == "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI ĐẢNG VIÊN NĂM 2023"
    assert sheet["N1"].value == "Biểu số 6-BTCTW"
    assert "F7:M7" in {str(merged) for merged in sheet.merged_cells.ranges}
    assert [cell.value for cell in sheet[10]][:14] == [f"({n})" for n in range(1, 15)]


def test_a_blank_sheet_does_not_say_that_its_figures_are_illustrative(book):
    texts = [v for sheet in book for row in sheet.values for v in row if isinstance(v, str)]
    assert DECLARED.illustrative not in texts


def test_the_same_call_gives_the_same_bytes(units, blank):
    assert template(units, YEAR, DECLARED) == blank


def test_a_part_year_says_until_when_its_figures_run(units):
    held = openpyxl.load_workbook(BytesIO(template(units, 2025, DECLARED)))
    notes = [row[0] for row in held["Cơ cấu cấp ủy"].values if str(row[0]).startswith("*")]
    assert notes == ["* Số liệu tính đến ngày 30/6/2025."]


def test_organisations_of_no_group_stand_before_the_groups(units):
    stray = units.with_columns(
        unit_type=pl.when(pl.col("unit_id") == "TS58").then(None).otherwise("unit_type")
    )
    held = openpyxl.load_workbook(BytesIO(template(stray, YEAR, DECLARED)))
    rows = _lead(held["Cơ cấu cấp ủy"])
    assert [rows[0][1], rows[1][0]] == ["TS58", "I"]
    assert [row[1] for row in rows].count("TS58") == 1


# ---- What it locks, refuses and shows ----


def test_given_cells_are_locked_and_asked_cells_are_open_without_a_password(book):
    for sheet in book:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert min(cell.column for cell in _open(sheet)) == FIRST_COUNT
        assert not sheet["A5"].protection.locked, "number and date of the report"
    rating = _row_of(book["Xếp loại đảng viên"], "TS01.01")
    locked = [cell.protection.locked for cell in rating[:14]]
    assert locked == [True] * 3 + [False] * 3 + [True, False] * 4
    flow = book["Tăng giảm đảng viên"]
    groups = [row for row in flow.iter_rows(min_row=11) if row[0].value in ("I", "II", "III", "IV")]
    assert len(groups) == 4
    assert all(cell.protection.locked for row in groups for cell in row)


@pytest.mark.parametrize("name", SHEETS[1:])
def test_counts_are_whole_numbers_from_zero(book, name):
    [rule] = book[name].data_validations.dataValidation
    assert (rule.type, rule.operator, rule.formula1) == ("whole", "greaterThanOrEqual", "0")
    assert rule.error.startswith("Chỉ nhập số nguyên từ 0 trở lên")
    assert len(rule.error) <= ERROR_BOX
    _covers_open_cells(book[name], rule)


def test_marks_are_chosen_from_a_list(book):
    sheet = book["Xếp loại TCĐ"]
    [rule] = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1) == ("list", '"x"')
    assert rule.error.startswith("Chỉ chọn dấu x")
    _covers_open_cells(sheet, rule, but=sheet.max_column - 1)


def _covers_open_cells(sheet, rule, but=None):
    opened = {cell.coordinate for cell in _open(sheet) if cell.column != but}
    assert {c for box in rule.sqref for row in box.cells for c in _addresses(row)} == opened


def _open(sheet):
    """The cells of the table in which something may be typed."""
    rows = sheet.iter_rows(min_row=8)
    return [cell for row in rows for cell in row if not cell.protection.locked]


def _addresses(position):
    row, column = position
    return [f"{openpyxl.utils.get_column_letter(column)}{row}"]


def test_every_declared_equation_has_a_format_that_turns_red(book):
    forms = DECLARED.reported_forms
    for sheet, form in zip(book, forms, strict=True):
        rules = [rule for held in sheet.conditional_formatting for rule in held.rules]
        parents = 18 if form.sums == "every" else 0
        marks = 1 if form.kind == "marks" else 0
        told = 1
        assert len(rules) == len(form.balances) + len(form.limits) + parents + marks + told
        assert {rule.type for rule in rules} == {"expression"}
        assert {rule.dxf.fill.bgColor.rgb for rule in rules} == {"FFFFC7CE"}


def test_the_conditions_are_the_declared_equations(book):
    flow, rating = book["Tăng giảm đảng viên"], book["Xếp loại đảng viên"]
    assert _conditions(rating)["E12"] == "N($E12)<>N($F12)+N($H12)+N($J12)+N($L12)"
    assert _conditions(rating)["D12"] == "N($D12)<>N($E12)+N($N12)"
    assert _conditions(flow)["P12"] == (
        "N($P12)<>N($D12)+N($E12)+N($I12)+N($J12)-N($K12)-N($L12)-N($M12)-N($N12)-N($O12)"
    )
    assert _conditions(flow)["F12"] == "N($F12)>N($E12)"


def _conditions(sheet):
    """First cell of each conditional format -> its condition, those of parents left out."""
    held = {}
    for ranges in sheet.conditional_formatting:
        for rule in ranges.rules:
            held.setdefault(str(ranges.sqref).split(":")[0].split()[0], rule.formula[0])
    return held


def test_sheets_are_printed_like_an_offices(book):
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows.startswith("$7:")
        first = next(row[0].row for row in sheet.iter_rows() if row[0].value == "(1)") + 1
        assert sheet.freeze_panes == f"A{first}"
        assert sheet["C12"].font.name == "Times New Roman"


def test_hints_stand_beside_what_is_printed(book):
    sheet = book["Cơ cấu cấp ủy"]
    assert sheet["U6"].value == "Chỗ chưa khớp"
    assert sheet["U3"].value.startswith("Chỉ nhập vào ô nền vàng nhạt")
    assert str(sheet.print_area).split("!")[-1].startswith("$A$1:$T$")


def test_names_cannot_become_formulas_or_links(units):
    evil = units.with_columns(
        unit_name=pl.when(pl.col("unit_id") == "TS19")
        .then(pl.lit('=HYPERLINK("http://example.invalid","Chi bộ")'))
        .when(pl.col("unit_id") == "TS20")
        .then(pl.lit("https://example.invalid/"))
        .otherwise("unit_name")
    )
    held = openpyxl.load_workbook(BytesIO(template(evil, YEAR, DECLARED)))
    for code in ("TS19", "TS20"):
        name = _row_of(held["Xếp loại TCĐ"], code)[2]
        assert (name.data_type, name.hyperlink) == ("s", None)
        own = openpyxl.load_workbook(BytesIO(template_of(code, evil, YEAR, DECLARED)))
        assert {own["Xếp loại TCĐ"][cell].data_type for cell in ("A1", "A2", "C10")} == {"s"}


# ---- Blank, filled, loaded ----


def test_a_blank_template_brings_no_count_and_no_error(blank, tmp_path):
    path = tmp_path / "Bieu mau.xlsx"
    path.write_bytes(blank)
    loaded = load([REGISTER, path], tmp_path / "warehouse")
    assert set(loaded.findings["rule"]) == {"form_without_counts", "no_mark"}
    assert _counts(tmp_path / "warehouse").is_empty()


def test_filled_by_a_program_it_loads_clean_and_gives_the_same(
    blank, demo_rows, expected, tmp_path
):
    path = _filled(blank, demo_rows[YEAR], tmp_path / "filled.xlsx")
    assert _measures([path], tmp_path / "warehouse").equals(expected)


def test_filled_in_an_office_program_sums_and_shares_are_checked_too(
    blank, demo_rows, expected, tmp_path
):
    path = _filled(blank, demo_rows[YEAR], tmp_path / "filled.xlsx")
    [saved] = _recalculated([path], tmp_path / "saved")
    assert _measures([saved], tmp_path / "warehouse").equals(expected)
    values, exported = (
        openpyxl.load_workbook(file, data_only=True)
        for file in (saved, DEMO / f"Bieu tong hop {YEAR}.xlsx")
    )
    for name in SHEETS:
        assert _sums(values[name]) == _sums(exported[name]), name


def _sums(sheet):
    """Every group and total row; what stands beside the table is left out."""
    sums = ("I", "II", "III", "IV")
    width = sum(str(cell.value).startswith("(") for cell in _numbered(sheet))
    return [
        [value for value in row[3:width] if value not in (None, "")]
        for row in sheet.iter_rows(values_only=True)
        if row[0] in sums or row[2] in ("Tổng cộng", "Cộng")
    ]


def _numbered(sheet):
    return next(row for row in sheet.iter_rows() if row[0].value == "(1)")


def test_parents_are_added_up_from_their_cells(blank, demo_rows, expected, tmp_path):
    """Nobody types the row of a committee: the sum that stands in it is enough."""
    typed = {
        name: {c: row for c, row in rows.items() if not _is_summed(name, c)}
        for name, rows in demo_rows[YEAR].items()
    }
    path = _filled(blank, typed, tmp_path / "filled.xlsx")
    saved = _recalculated([path], tmp_path / "saved")
    assert _measures(saved, tmp_path / "warehouse").equals(expected)


def _is_summed(name, code):
    return name in SHEETS[1:3] and code in {f"TS{n:02}" for n in range(1, 19)}


def test_what_does_not_fit_is_said_beside_the_row(blank, demo_rows, tmp_path):
    path = _filled(blank, demo_rows[YEAR], tmp_path / "filled.xlsx")
    held = openpyxl.load_workbook(path)
    rating, flow = held["Xếp loại đảng viên"], held["Tăng giảm đảng viên"]
    rated = _row_of(rating, "TS19")[4]
    rated.value += 1
    _row_of(flow, "TS20")[5].value = 99
    _row_of(held["Xếp loại TCĐ"], "TS21")[3].value = "x"
    _row_of(held["Xếp loại TCĐ"], "TS21")[4].value = "x"
    _row_of(flow, "TS01")[7].value += 1
    held.save(path)
    [saved] = _recalculated([path], tmp_path / "saved")
    told = _told(saved)
    assert told == {
        ("Xếp loại TCĐ", "TS21"): "Chỉ được chọn một mức.",
        ("Xếp loại đảng viên", "TS19"): (
            "Cột (5) phải bằng (6) + (8) + (10) + (12). Cột (4) phải bằng (5) + (14)."
        ),
        ("Tăng giảm đảng viên", "TS20"): "Cột (6) không được quá (5).",
        ("Tăng giảm đảng viên", "TS01"): (
            "Các số phải bằng tổng của các chi bộ trực thuộc ở dưới."
        ),
    }


def _told(path):
    held = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, row[1]): row[-1]
        for sheet in held
        for row in sheet.iter_rows(min_row=11, values_only=True)
        if row[1] and row[-1]
    }


def test_nothing_is_said_beside_the_invented_rows(blank, demo_rows, tmp_path):
    path = _filled(blank, demo_rows[YEAR], tmp_path / "filled.xlsx")
    [saved] = _recalculated([path], tmp_path / "saved")
    assert _told(saved) == {}


# ---- One organisation each ----


def test_one_organisation_has_its_cells_and_no_sums_of_others(units):
    held = openpyxl.load_workbook(BytesIO(template_of("TS01", units, YEAR, DECLARED)))
    assert held.sheetnames == SHEETS
    sheet = held["Xếp loại đảng viên"]
    assert [sheet["A1"].value, sheet["A2"].value] == [
        "ĐẢNG BỘ HUYỆN TÂY SƠN",
        "ĐẢNG ỦY THỊ TRẤN PHÚ PHONG",
    ]
    codes = [row[1] for row in _lead(sheet) if row[1]]
    assert codes == ["TS01", *(f"TS01.{n:02}" for n in range(1, 16))]
    assert "Tổng cộng" not in [row[2] for row in _lead(sheet)]
    assert [row[1] for row in _lead(held["Cơ cấu cấp ủy"])] == ["TS01"]
    assert [row[2] for row in _lead(held["Cán bộ công chức"])] == ["Thị trấn Phú Phong"]


def test_an_organisation_without_a_commune_has_no_sheet_of_its_staff(units):
    held = openpyxl.load_workbook(BytesIO(template_of("TS58", units, YEAR, DECLARED)))
    assert held.sheetnames == SHEETS[:-1]


def test_one_organisations_file_alone_misses_the_others_only(units, demo_rows, tmp_path):
    content = template_of("TS01", units, YEAR, DECLARED)
    path = _filled(content, demo_rows[YEAR], tmp_path / "own.xlsx")
    loaded = load([REGISTER, path], tmp_path / "warehouse")
    assert not loaded.has_errors
    assert set(loaded.findings["rule"]) == {"unit_missing"}
    missing = set(loaded.findings["value"])
    assert not {code for code in missing if code.startswith("TS01")}


def test_all_files_of_the_zip_filled_and_loaded_together_are_the_district(
    units, demo_rows, expected, tmp_path
):
    stages = []
    content = templates_of_all(units, YEAR, DECLARED, lambda *told: stages.append(told))
    with zipfile.ZipFile(BytesIO(content)) as packed:
        names = packed.namelist()
        files = [_filled(packed.read(n), demo_rows[YEAR], tmp_path / n) for n in names]
    assert names == [f"Bieu mau 2023 - TS{n:02}.xlsx" for n in range(1, 59)]
    assert stages == [("Lập biểu mẫu", done, 58) for done in range(59)]
    assert _measures(files, tmp_path / "warehouse").equals(expected)


def test_what_cannot_be_made_is_said_in_a_sentence(units):
    with pytest.raises(TemplateError, match="Chương trình không có năm 2019"):
        template(units, 2019, DECLARED)
    with pytest.raises(TemplateError, match="không có tổ chức cơ sở đảng nào mang mã TS01.01"):
        template_of("TS01.01", units, YEAR, DECLARED)
    with pytest.raises(TemplateError, match="Danh mục không có tổ chức đảng nào"):
        templates_of_all(units.clear(), YEAR, DECLARED)


# ---- The command ----


def _run(*words):
    app = typer.Typer()
    app.command(cls=VietnameseCommand)(templates)
    return CliRunner().invoke(app, list(map(str, words)))


def test_command_writes_the_templates(demo, blank, units, tmp_path):
    words = ("--year", YEAR, "--warehouse", demo, "--output")
    assert _run(*words, tmp_path / "a.xlsx").exit_code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == blank
    assert _run(*words, tmp_path / "b.xlsx", "--unit", "TS01").exit_code == 0
    assert (tmp_path / "b.xlsx").read_bytes() == template_of("TS01", units, YEAR, DECLARED)
    assert _run(*words, tmp_path / "c.zip", "--all-units").exit_code == 0
    assert len(zipfile.ZipFile(tmp_path / "c.zip").namelist()) == 58


@pytest.mark.parametrize(
    ("further", "said"),
    [
        (["--unit", "TS01", "--all-units"], "không chọn cả hai"),
        (["--unit", "TS99"], "không có tổ chức cơ sở đảng nào mang mã TS99"),
    ],
)
def test_command_refuses_in_a_sentence_and_writes_nothing(demo, tmp_path, further, said):
    output = tmp_path / "a.xlsx"
    done = _run("--year", YEAR, "--warehouse", demo, "--output", output, *further)
    assert done.exit_code == 2
    assert said in done.stderr
    assert not output.exists()


def test_command_says_that_a_register_is_needed(tmp_path):
    done = _run("--year", YEAR, "--warehouse", tmp_path, "--output", Path(tmp_path / "a.xlsx"))
    assert isinstance(done.exception, warehouse.WarehouseError)
    assert "chưa có danh mục" in str(done.exception)
