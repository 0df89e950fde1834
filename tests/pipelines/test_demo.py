"""The invented exports, read back from the workbooks themselves."""

import csv
from collections import Counter

import fastexcel
import openpyxl
import pytest

from pipelines.declarations import DATA, PROGRAMME, load_declarations
from pipelines.demo import write_demo

DECLARED = load_declarations()
REGISTER = "Danh muc to chuc dang.xlsx"
SHEETS = {
    "org_rating": "Xếp loại TCĐ",
    "member_rating": "Xếp loại đảng viên",
    "member_flow": "Tăng giảm đảng viên",
    "committee": "Cơ cấu cấp ủy",
    "commune_staff": "Cán bộ công chức",
}
COUNTED = ("member_rating", "member_flow", "committee", "commune_staff")
MEMBER_FORMS = ("member_rating", "member_flow")
FIRST_COUNT = 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    written = tmp_path_factory.mktemp("demo")
    write_demo(written)
    return written


@pytest.fixture(scope="module")
def sheets(folder):
    """(form, year) -> rows of the sheet below the row of column numbers."""
    found = {}
    for year in DECLARED.years:
        book = openpyxl.load_workbook(folder / f"Bieu tong hop {year}.xlsx")
        for form, name in SHEETS.items():
            rows = list(book[name].iter_rows(values_only=True))
            start = next(i for i, row in enumerate(rows) if row[0] == "(1)")
            found[form, year] = [row for row in rows[start + 1 :] if row[1] or row[2]]
    return found


@pytest.fixture(scope="module")
def register(folder):
    sheet = openpyxl.load_workbook(folder / REGISTER).active
    rows = list(sheet.iter_rows(min_row=8, values_only=True))
    return {row[0]: row for row in rows}


def counts(form, row):
    """The counts of a row by measure; percentages stand to the right of theirs and are left out."""
    values = list(row[FIRST_COUNT:])
    if form == "member_rating":
        values = [*values[:2], *values[2:10:2], values[10]]
    return {m.id: v for m, v in zip(DECLARED.measures_of(form), values, strict=False)}


def by_code(form, rows):
    return {row[1]: counts(form, row) for row in rows if row[1]}


def added(rows):
    total = Counter()
    for row in rows:
        total.update({key: value or 0 for key, value in row.items()})
    return dict(total)


def every_row(sheets, forms):
    for (form, year), rows in sheets.items():
        if form in forms:
            for row in rows:
                found = counts(form, row)
                if found.get(DECLARED.measures_of(form)[0].id) is not None:
                    yield form, year, row, found


def grassroots(codes):
    return [code for code in codes if "." not in code]


def test_the_same_call_writes_the_same_bytes(folder, tmp_path):
    for path in write_demo(tmp_path):
        assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_committed_files_are_what_the_code_writes_now(folder):
    assert {p.name for p in (DATA / "demo").glob("*.xlsx")} == {p.name for p in folder.iterdir()}
    for path in folder.iterdir():
        committed, written = (openpyxl.load_workbook(f) for f in (DATA / "demo" / path.name, path))
        assert committed.sheetnames == written.sheetnames
        for name in written.sheetnames:
            assert list(committed[name].values) == list(written[name].values), (path.name, name)


def test_every_sheet_and_file_says_that_the_figures_are_illustrative(folder):
    for path in folder.iterdir():
        book = openpyxl.load_workbook(path)
        assert DECLARED.illustrative in book.properties.title
        for sheet in book:
            above = [value for row in sheet.iter_rows(max_row=5, values_only=True) for value in row]
            assert DECLARED.illustrative in above, (path.name, sheet.title)


def test_the_first_year_adds_up_to_the_programmes_baseline(sheets):
    totals = {}
    for form in ("member_flow", "committee"):
        totals |= counts(form, next(r for r in sheets[form, 2020] if r[2] == "Tổng cộng"))
    with (PROGRAMME / "baseline.csv").open(encoding="utf-8") as lines:
        baseline = {row["measure_id"]: int(row["printed_count"]) for row in csv.DictReader(lines)}
    assert {measure: totals[measure] for measure in baseline} == baseline


def test_register_holds_the_organisations_of_the_programme(register):
    types = Counter(row[2] for row in register.values())
    assert types["Đảng bộ cơ sở"] == 18
    assert types["Chi bộ cơ sở"] == 40
    assert 190 <= types["Chi bộ trực thuộc"] <= 220
    communes = {commune.code for commune in DECLARED.communes}
    assert {row[5] for row in register.values() if row[5]} == communes
    assert all(row[4] in register for row in register.values() if "." in row[0])


def test_one_cell_was_merged_and_one_founded(register):
    [merged] = [row for row in register.values() if row[7]]
    [founded] = [row for row in register.values() if row[6]]
    assert merged[7] == "31/12/2022"
    assert register[merged[8]][4] == merged[4]
    assert founded[6].endswith("2023")


def test_new_and_closed_cells_are_not_rated_and_come_and_go(sheets, register):
    [merged] = [code for code, row in register.items() if row[7]]
    [founded] = [code for code, row in register.items() if row[6]]
    marks = {year: by_code("org_rating", sheets["org_rating", year]) for year in DECLARED.years}
    assert marks[2022][merged]["org_unrated"] == "x"
    assert marks[2023][founded]["org_unrated"] == "x"
    assert merged not in marks[2023]
    assert founded not in marks[2022]


@pytest.mark.parametrize("form", MEMBER_FORMS)
def test_balances_hold_in_every_row(sheets, form):
    for _, year, row, found in every_row(sheets, [form]):
        for balance in DECLARED.forms[form].balances:
            expected = sum(found[m] for m in balance.plus) - sum(found[m] for m in balance.minus)
            assert found[balance.total] == expected, (year, row)


@pytest.mark.parametrize("form", COUNTED)
def test_no_part_is_over_its_whole(sheets, form):
    for _, year, row, found in every_row(sheets, [form]):
        assert min(found.values()) >= 0
        for limit in DECLARED.forms[form].limits:
            whole = sum(found[m] for m in limit.wholes)
            assert sum(found[m] for m in limit.parts) <= whole, (year, row, limit)


def test_no_indicator_passes_one_hundred_percent(sheets):
    for form, year, row, found in every_row(sheets, ["committee"]):
        for indicator in DECLARED.indicators.values():
            if indicator.numerator.keys() <= found.keys():
                top, bottom = (
                    sum(found[m] * factor for m, factor in terms.items())
                    for terms in (indicator.numerator, indicator.denominator.terms)
                )
                assert 0 <= top <= bottom, (form, year, row, indicator.id)


@pytest.mark.parametrize("form", MEMBER_FORMS)
@pytest.mark.parametrize("year", DECLARED.years)
def test_cells_add_up_to_their_committee(sheets, form, year):
    rows = by_code(form, sheets[form, year])
    for code in (f"TS{n:02}" for n in range(1, 19)):
        cells = [row for cell, row in rows.items() if cell.startswith(f"{code}.")]
        assert added(cells) == rows[code], code


@pytest.mark.parametrize("form", SHEETS)
@pytest.mark.parametrize("year", DECLARED.years)
def test_organisations_add_up_to_groups_and_total(sheets, form, year):
    inside, groups, everybody = [], [], []
    for row in sheets[form, year]:
        found = {m: 1 if v == "x" else v or 0 for m, v in counts(form, row).items()}
        if row[1] and "." not in row[1]:
            inside.append(found)
            everybody.append(found)
        elif row[0] and not row[1]:
            groups.append((found, inside := []))
        elif row[2] in ("Tổng cộng", "Cộng"):
            assert found == added(everybody)
    assert len(groups) == (0 if form == "commune_staff" else 4)
    for subtotal, members in groups:
        assert subtotal == added(members)


@pytest.mark.parametrize("year", DECLARED.years)
def test_every_grassroots_organisation_reports_every_form(sheets, year):
    for form in ("org_rating", "member_rating", "member_flow", "committee"):
        assert len(grassroots(by_code(form, sheets[form, year]))) == 58
    assert len(by_code("commune_staff", sheets["commune_staff", year])) == 15


def test_every_commune_has_cadres_and_officials(sheets):
    for _, year, row, found in every_row(sheets, ["commune_staff"]):
        if row[1]:
            assert 8 <= found["cadres_total"] <= 14, (year, row)
            assert 8 <= found["officials_total"] <= 14, (year, row)


def test_every_organisation_has_one_mark(sheets):
    for year in DECLARED.years:
        for row in sheets["org_rating", year]:
            if row[1]:
                assert Counter(row[3:8])["x"] == 1, (year, row)


def test_opening_members_are_last_years_closing(sheets):
    for year in DECLARED.years[1:]:
        last = by_code("member_flow", sheets["member_flow", year - 1])
        for code, row in by_code("member_flow", sheets["member_flow", year]).items():
            closing = last.get(code, {"members_closing": 0})["members_closing"]
            assert row["members_opening"] == closing, (year, code)


def test_rated_members_are_those_of_the_flow(sheets):
    for year in DECLARED.years:
        flow = by_code("member_flow", sheets["member_flow", year])
        rating = by_code("member_rating", sheets["member_rating", year])
        assert {c: r["members_closing"] for c, r in flow.items()} == {
            c: r["members_total"] for c, r in rating.items()
        }


def test_grassroots_cells_stay_below_thirty_members(sheets):
    for year in DECLARED.years:
        flow = by_code("member_flow", sheets["member_flow", year])
        assert all(3 <= flow[f"TS{n}"]["members_closing"] < 30 for n in range(19, 59))


def test_percentages_are_those_of_the_counts(sheets):
    for _, year, row, found in every_row(sheets, ["member_rating"]):
        rated = found["members_rated"]
        for count, percentage in zip(row[5:13:2], row[6:13:2], strict=True):
            assert percentage == (round(100 * count / rated, 2) if rated else None), (year, row)


def test_one_commune_is_late_with_one_form(sheets):
    blank = [
        (form, year, row[1])
        for (form, year), rows in sheets.items()
        for row in rows
        if row[1] and not any(value is not None for value in row[FIRST_COUNT:])
    ]
    assert blank == [("committee", 2024, "TS11")]


@pytest.mark.parametrize(
    ("year", "until"), [(2020, "31/12/2020"), (2024, "31/12/2024"), (2025, "30/6/2025")]
)
def test_note_says_until_when_the_figures_run(folder, year, until):
    book = openpyxl.load_workbook(folder / f"Bieu tong hop {year}.xlsx")
    notes = [row[0] for row in book["Cơ cấu cấp ủy"].values if str(row[0]).startswith("*")]
    assert notes == [f"* Ghi chú: số liệu tính đến ngày {until}."]


def test_sheets_print_on_a4_with_repeated_headers(folder):
    for sheet in openpyxl.load_workbook(folder / "Bieu tong hop 2022.xlsx"):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.print_title_rows.startswith("$7:")
        assert sheet["C12"].font.name == "Times New Roman"


def test_copies_make_a_province_with_codes_of_its_own(tmp_path):
    write_demo(tmp_path, copies=3)
    rows = fastexcel.read_excel(tmp_path / REGISTER).load_sheet(0, header_row=6).to_polars()
    codes = rows["Mã tổ chức"].to_list()
    assert len(codes) == len(set(codes)) == 3 * 268
    assert set(rows["Mã cấp trên"].drop_nulls()) <= set(codes)
    assert rows["Mã xã"].drop_nulls().n_unique() == 45
    committees = openpyxl.load_workbook(tmp_path / "Bieu tong hop 2021.xlsx")["Cơ cấu cấp ủy"]
    total = next(row for row in committees.values if row[2] == "Tổng cộng")
    assert total[3] == 3 * 351
