"""The annex, read back: counts of the queries, shares as formulas that give the snapshot's own."""

import io
import re
from datetime import datetime

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from dashboard.report.annex.sheet import SHARE, Column, Share, Sheet
from dashboard.report.annex.workbook import annex
from dashboard.report.annex.writing import Writing
from dashboard.report.brief import Brief
from dashboard.report.opened import brief_of, opened
from dashboard.wording import say
from pipelines import queries

AT = datetime(2024, 1, 15, 9, 30)
ASKED = [(2023, "district"), (2020, "TS14"), (2025, "TS11"), (2022, "TS20")]
FORMULA = re.compile(r'=IF\(N\(([A-Z]+\d+)\)=0,"",([A-Z]+\d+)/\1\)')
each = pytest.mark.parametrize


def quiet(stage: str, done: int, total: int) -> None:
    assert done <= total


@pytest.fixture(scope="module", params=ASKED, ids=str)
def made(request, demo):
    """The brief, the workbook with its formulas, and with the values that were kept beside them."""
    year, unit = request.param
    with opened(demo) as source:
        brief = brief_of(source, year, unit, made_at=AT)
        content = annex(brief, quiet)
        formulas = load_workbook(io.BytesIO(content))
        yield brief, formulas, load_workbook(io.BytesIO(content), data_only=True)


def header_of(sheet) -> int:
    """The row of the headings: just above the frozen edge."""
    return int(re.sub(r"\D", "", sheet.freeze_panes)) - 1


def rows_of(sheet) -> list[list]:
    rows = sheet.iter_rows(min_row=header_of(sheet) + 1, values_only=True)
    return [list(row) for row in rows if any(cell is not None for cell in row)]


def test_a_sheet_per_target_holds_the_counts_of_the_queries(made):
    brief, _, values = made
    names = values.sheetnames
    assert names[0] == "Mục lục"
    assert len(names) == 1 + len(brief.targets) + 7
    for at, target in enumerate(brief.targets, start=1):
        own, below = brief.result(target), brief.below(target).to_dicts()
        for line, row in zip(rows_of(values[names[at]]), [own, *below], strict=True):
            assert line[:3] == [row["unit_name"], row["numerator"], row["denominator"]]
            expected = row["value_pct"]
            assert line[3] in ("", None) if expected is None else line[3] == expected / 100


def test_every_share_is_a_formula_that_gives_what_is_kept_beside_it(made):
    _, formulas, values = made
    found = 0
    for sheet in formulas:
        for line in sheet.iter_rows():
            for cell in line:
                share = FORMULA.fullmatch(str(cell.value))
                if not share:
                    continue
                found += 1
                kept = values[sheet.title]
                by, of = (kept[place].value for place in share.groups())
                expected = of / by if by else None
                assert (kept[cell.coordinate].value or None) == pytest.approx(expected or None)
    assert found > 20


def test_composition_is_that_of_the_queries(made):
    brief, _, values = made
    rows = [row for row in rows_of(values[say("annex.composition_name")]) if row[6] is not None]
    found = brief.ask(
        queries.composition_since,
        year=brief.year,
        since=brief.declared.base_year,
        level=brief.scope.level,
        unit_id=brief.scope.unit_id,
    )
    expected = found.drop_nulls("count").select("count", "total").rows()
    assert [(row[6], row[7]) for row in rows] == expected


def test_every_cell_is_there(made):
    brief, _, values = made
    only = {} if brief.is_district else {"organisation_id": brief.scope.unit_id}
    cells = brief.ask(queries.progress, year=brief.year, level="cell", **only)
    rows = rows_of(values[say("annex.cells_name")])
    if cells.is_empty():
        assert rows == [[say("annex.no_cells"), *[None] * 6]]
    else:
        counts = cells.select("unit_name", "numerator", "denominator").rows()
        assert [(row[0], row[3], row[4]) for row in rows] == counts


def test_it_is_ready_to_be_printed_and_found(made):
    brief, formulas, _ = made
    assert len({name.casefold() for name in formulas.sheetnames}) == len(formulas.sheetnames)
    for sheet in formulas:
        assert len(sheet.title) <= 31
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert brief.about["snapshot_id"] in sheet.oddFooter.left.text
    for sheet in formulas.worksheets[1:]:
        assert sheet.auto_filter.ref
        first, last = map(int, re.findall(r"\d+", sheet.print_title_rows))
        assert first <= last == header_of(sheet)
        assert sheet["A2"].value == "Số liệu minh họa"
    links = [
        cell.hyperlink.location for row in formulas.worksheets[0] for cell in row if cell.hyperlink
    ]
    assert len(links) == len(formulas.sheetnames) - 1
    assert formulas.properties.creator == brief.declared.name


def test_a_name_never_becomes_a_formula(demo):
    sheet = Sheet(
        name="=1+1",
        title="=cmd|' /C calc'!A0",
        columns=(Column("@SUM(1)"), Column("k"), Column("n"), Column("%", SHARE)),
        rows=(("=1+1", 3, 0, Share(1, 2, None)), ("+1", 1, 4, Share(1, 2, 25.0))),
    )
    book = written(demo, sheet)
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    formulas = [cell.coordinate for cell in cells if cell.data_type == "f"]
    last = book.worksheets[0].max_row
    letter = get_column_letter(4)
    assert formulas == [f"{letter}{last - 1}", f"{letter}{last}"]
    assert "=1+1" in [cell.value for cell in cells]


def written(demo, sheet: Sheet):
    import xlsxwriter

    content = io.BytesIO()
    with opened(demo) as source, xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        brief: Brief = brief_of(source, 2023, "TS20", made_at=AT)
        Writing(book, brief).add(sheet, "a")
    return load_workbook(io.BytesIO(content.getvalue()))
