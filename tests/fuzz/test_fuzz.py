"""Mutated files: no crash, no hang, no memory, no count that differs from the truth without a word.

The long run is `python tests/fuzz/run.py --count 20000`; what it found is kept here literally.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import base
import pytest
import writers
from cases import mutator_names, saved, untouched
from packages import packed, parts_of, with_text
from pages import Formula, Page
from small_run import small_run
from worker import Outcome
from workers import Worker, run_all

SHEET = r"xl/worksheets/sheet1\.xml"


# ---- The small run ----


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    """How each case of the small run ended."""
    return list(run_all(small_run(), jobs=1))


@pytest.mark.parametrize("name", mutator_names())
def test_files_with_something_wrong(outcomes: list[Outcome], name: str):
    mine = [o for o in outcomes if name in o.mutators]
    assert len(mine) == 1
    assert [(o.seed, o.mutators, o.violations) for o in mine if o.violations] == []


@pytest.mark.parametrize("kind", ["xlsx", "csv", "xls", "ods"])
def test_the_world_itself_gives_no_finding(worker: Worker, tmp_path: Path, kind: str):
    from random import Random

    saved(untouched(0, kind, list(base.FORMS), Random(0)), tmp_path)
    assert worker.load(tmp_path).rules == []


# ---- What was found, literally ----


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """A process that may die of what it is given."""
    started = Worker()
    yield started
    started.stop()


@pytest.fixture
def loaded(worker: Worker, tmp_path: Path) -> Callable[..., list[str]]:
    """Load files and the register; the rules of the findings, less those of missing forms."""

    def load(**files: bytes) -> list[str]:
        register = writers.csv_text(base.register()).encode()
        for name, content in {"register_csv": register, **files}.items():
            stem, _, suffix = name.rpartition("_")
            (tmp_path / f"{stem}.{suffix}").write_bytes(content)
        outcome = worker.load(tmp_path)
        assert outcome.violations == []
        return [rule for rule in outcome.rules if rule != "form_missing"]

    return load


def committee(has_sums: bool = False, **cells: dict[str, object]) -> Page:
    """The form of committees; organisation -> measure -> what stands in its cell."""
    page = next(page for page in base.pages(has_sums) if page.form == "committee")
    for line in page.units:
        for measure, value in cells.get(line.unit or "", {}).items():
            line.cells[page.keys.index(measure)] = value
    return page


def as_csv(page: Page) -> bytes:
    return writers.csv_text(page).encode()


def with_sheet(change: Callable[[str], str]) -> bytes:
    """The form of committees in a workbook, the XML of its sheet changed."""
    return with_text(SHEET, change)(writers.xlsx([committee()]))


def test_parts_over_their_whole_beside_a_cell_that_is_no_number(loaded):
    page = committee(TS53={"committee_under_40": "x", "committee_over_50": 9})
    assert "not_a_whole_number" in loaded(committee_csv=as_csv(page))


@pytest.mark.parametrize("digits", [19, 20, 300, 5000])
def test_number_larger_than_any_people(loaded, digits: int):
    page = committee(TS53={"committee_total": "9" * digits})
    assert "not_a_whole_number" in loaded(committee_csv=as_csv(page))


def test_numbers_whose_sum_is_larger_than_a_number(loaded):
    largest = {"committee_total": str(2**63 - 1)}
    loaded(committee_csv=as_csv(committee(TS53=largest, TS08=largest)))


def test_form_without_any_count_is_told(loaded):
    page = committee()
    for line in page.lines:
        line.cells[3:] = [None] * (len(line.cells) - 3)
    assert loaded(committee_csv=as_csv(page)) != []


def test_two_sheets_of_one_name(loaded):
    pages = [page for page in base.pages() if page.form in ("member_flow", "committee")]
    one_name = with_text(
        r"xl/workbook\.xml", lambda t: re.sub('<sheet name="[^"]*"', '<sheet name="A"', t)
    )
    assert loaded(both_xlsx=one_name(writers.xlsx(pages))) != []


@pytest.mark.parametrize("address", ["XFD1048576", "A1048576", "XFD1"])
def test_cell_far_from_the_others(loaded, address: str):
    row = re.sub("[A-Z]", "", address)
    cell = f'<row r="{row}"><c r="{address}"><v>1</v></c></row></sheetData>'
    loaded(committee_xlsx=with_sheet(lambda text: text.replace("</sheetData>", cell)))


@pytest.mark.parametrize("address", ["XFE1", "ZZZZZZZ1", "A99999999999"])
def test_address_that_excel_does_not_have(loaded, address: str):
    odd = f'<c r="{address}"'
    loaded(committee_xlsx=with_sheet(lambda t: re.sub('<c r="[A-Z]+[0-9]+"', odd, t, count=1)))


@pytest.mark.parametrize("times", [50_000, 1_048_576, 2**31])
def test_row_that_says_it_is_repeated(loaded, times: int):
    def repeated(text: str) -> str:
        head, mark, rest = text.rpartition("<table:table-row")
        return f'{head}{mark} table:number-rows-repeated="{times}"{rest}'

    assert (
        loaded(committee_ods=with_text(r"content\.xml", repeated)(writers.ods([committee()]))) != []
    )


def test_formula_without_a_value_is_told(loaded):
    page = committee(TS53={"committee_female": Formula("=1+1", None)})
    assert loaded(committee_xlsx=writers.xlsx([page])) != []


@pytest.mark.parametrize(("down", "right"), [(1, 0), (0, 1)])
def test_count_in_merged_cells_is_told(loaded, down: int, right: int):
    page = committee()
    row, column = 0, page.keys.index("committee_female")
    page.merged_body.append((row, column, row + down, column + right))
    page.lines[row + down].cells[column + right] = None
    assert loaded(committee_xlsx=writers.xlsx([page])) != []


def test_digit_that_the_checksum_of_its_part_denies(loaded):
    whole = packed(parts_of(writers.xlsx([committee()])), stored=True)
    changed = re.sub(rb'(<c r="D\d+"><v>)12<', rb"\g<1>13<", whole, count=1)
    assert changed != whole
    assert loaded(committee_xlsx=changed) != []


def test_total_named_in_cells_merged_with_the_numbers_column(loaded):
    page = committee(has_sums=True)
    total = page.lines[-1].cells
    total[0], total[2] = total[2], None
    page.merged_body.append((len(page.lines) - 1, 0, len(page.lines) - 1, 2))
    assert loaded(committee_xlsx=writers.xlsx([page])) == []
