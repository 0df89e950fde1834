"""One wrong digit in an office workbook: its sums give it away, and nothing is published."""

import random
from pathlib import Path

import openpyxl
import pytest

from pipelines.load import load
from pipelines.warehouse import published_id

SAMPLES = Path(__file__).parents[2] / "samples" / "office"
FIRST_ROW = {
    "Xếp loại TCĐ": 10,
    "Xếp loại đảng viên": 11,
    "Tăng giảm đảng viên": 11,
    "Cơ cấu cấp ủy": 10,
    "Cán bộ công chức": 10,
}


def _spoil(sheet: str, cell: str, value: int, folder: Path) -> Path:
    book = openpyxl.load_workbook(SAMPLES / "Bieu tong hop 2022.xlsx")
    book[sheet][cell] = value
    path = folder / "Bieu tong hop 2022.xlsx"
    book.save(path)
    return path


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all: what is refused leaves it as it was, which each test looks at."""
    folder = tmp_path_factory.mktemp("kho")
    load([SAMPLES / "Danh muc to chuc dang.xlsx", SAMPLES / "Bieu tong hop 2022.xlsx"], folder)
    return folder


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [
        ("Xếp loại TCĐ", "E272", 47),  # 46 in the total
        ("Xếp loại TCĐ", "D10", 3),  # 2 in a group
        ("Xếp loại đảng viên", "H13", 19),  # 17 in a cell: its row tells
        ("Xếp loại đảng viên", "D12", 388),  # 368 in a commune
        ("Xếp loại đảng viên", "N273", 194),  # 184 in the total
        ("Tăng giảm đảng viên", "P20", 92),  # 22 in a cell
        ("Tăng giảm đảng viên", "F12", 21),  # 11 women in a commune
        ("Tăng giảm đảng viên", "F17", 7),  # 1 woman in a cell, more than were admitted
        ("Tăng giảm đảng viên", "D11", 3592),  # 3.492 in a group
        ("Cơ cấu cấp ủy", "L72", 381),  # 281 in the total
        ("Cơ cấu cấp ủy", "D25", 25),  # 15 in a commune
        ("Cán bộ công chức", "D25", 165),  # 155 in the total
        ("Cán bộ công chức", "Q12", 9),  # 6 graduates of 8 officials
    ],
)
def test_the_finding_names_the_cell(
    warehouse: Path, tmp_path: Path, sheet: str, cell: str, value: int
):
    before = published_id(warehouse)
    loaded = load([_spoil(sheet, cell, value, tmp_path)], warehouse)
    errors = loaded.findings.filter(severity="error")
    assert (sheet, cell) in errors.select("sheet", "cell").rows()
    assert published_id(warehouse) == before


def _counts(sheet: str) -> list[tuple[str, int]]:
    book = openpyxl.load_workbook(SAMPLES / "Bieu tong hop 2022.xlsx")
    rows = book[sheet].iter_rows(min_row=FIRST_ROW[sheet], min_col=4)
    return [(c.coordinate, c.value) for row in rows for c in row if type(c.value) is int]


@pytest.mark.parametrize("sheet", FIRST_ROW)
def test_any_wrong_digit_is_an_error(warehouse: Path, tmp_path: Path, sheet: str):
    """Drawn by a fixed seed; the cell is named, or where sums cannot tell, one in its column."""
    before = published_id(warehouse)
    draw = random.Random(sheet)
    for cell, value in draw.sample(_counts(sheet), 2):
        digits = str(value)
        at = draw.randrange(len(digits))
        other = draw.choice([d for d in "123456789" if d != digits[at]])
        wrong = int(digits[:at] + other + digits[at + 1 :])
        errors = load([_spoil(sheet, cell, wrong, tmp_path)], warehouse).findings
        column = cell.rstrip("0123456789")
        told = errors.filter(severity="error")
        assert not told.is_empty(), (sheet, cell, value, wrong)
        assert any(
            c.rstrip("0123456789") == column or cell in m
            for c, m in told.select("cell", "message").rows()
        )
    assert published_id(warehouse) == before
