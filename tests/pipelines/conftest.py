"""A tiny invented district, and the files in which its offices might send it.

Two communes with two and three cells, one cell of the district's own; every form of 2023 agrees
with every other. Tests change single cells: `exports.workbook(member_flow={"O14": 2})`.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from faults import Victims, victims
from hypothesis import settings

from pipelines import warehouse
from pipelines.declarations import load_declarations
from pipelines.load import Loaded, assemble, check, load

settings.register_profile("soket", deadline=None, derandomize=True, database=None)
settings.load_profile("soket")

SHEETS = {
    "register": "Danh mục",
    "org_rating": "XL TCĐ",
    "member_rating": "XL ĐV",
    "member_flow": "Tăng giảm",
    "committee": "Cấp ủy",
    "commune_staff": "CBCC",
}
UNITS = {
    "TG": "Đảng bộ Xã Tây Giang",
    "TG.1": "Chi bộ thôn 1",
    "TG.2": "Chi bộ thôn 2",
    "BN": "Đảng bộ Xã Bình Nghi",
    "BN.1": "Chi bộ thôn 1",
    "BN.2": "Chi bộ thôn 2",
    "BN.3": "Chi bộ Quân sự",
    "NH": "Chi bộ Ngân hàng Chính sách xã hội",
}
# Row of each organisation in the forms that have all of them; the sums stand around them.
ROWS = {"TG": 6, "TG.1": 7, "TG.2": 8, "BN": 9, "BN.1": 10, "BN.2": 11, "BN.3": 12, "NH": 14}
REGISTER = [
    ["DANH MỤC TỔ CHỨC ĐẢNG"],
    [
        "Mã tổ chức",
        "Tên tổ chức đảng",
        "Loại tổ chức",
        "Loại hình",
        "Mã cấp trên",
        "Mã xã",
        "Ngày thành lập",
        "Ngày kết thúc",
        "Mã kế thừa",
    ],
    ["TG", UNITS["TG"], "Đảng bộ cơ sở", "Xã", None, "21820"],
    ["TG.1", UNITS["TG.1"], "Chi bộ trực thuộc", "Xã", "TG"],
    ["TG.2", UNITS["TG.2"], "Chi bộ trực thuộc", "Xã", "TG"],
    ["BN", UNITS["BN"], "Đảng bộ cơ sở", "Xã", None, "21847"],
    ["BN.1", UNITS["BN.1"], "Chi bộ trực thuộc", "Xã", "BN"],
    ["BN.2", UNITS["BN.2"], "Chi bộ trực thuộc", "Xã", "BN"],
    ["BN.3", UNITS["BN.3"], "Chi bộ trực thuộc", "Quân đội", "BN"],
    ["NH", UNITS["NH"], "Chi bộ cơ sở", "Doanh nghiệp"],
]
HEADERS = {
    "org_rating": [
        "TT|Mã tổ chức|Tên tổ chức đảng|Kết quả xếp loại||||Chưa xếp loại|Ghi chú",
        "|||HTXSNV|HTTNV|HTNV|KHTNV",
    ],
    "member_rating": [
        "TT|Mã tổ chức|Tên tổ chức đảng|Tổng số đảng viên|Số đảng viên được đánh giá, xếp loại"
        "|HTXSNV||HTTNV||HTNV||KHTNV||Chưa xếp loại",
        "|||||SL|TL %|SL|TL %|SL|TL %|SL|TL %",
    ],
    "member_flow": [
        "TT|Mã tổ chức|Tên tổ chức đảng|Đảng viên đầu năm|Kết nạp||||Chuyển đến|Phục hồi đảng tịch"
        "|Từ trần|Khai trừ|Xóa tên|Xin ra khỏi Đảng|Chuyển đi|Đảng viên cuối năm",
        "||||Tổng số|Nữ|Dân tộc thiểu số|Đoàn viên",
    ],
    "committee": [
        "TT|Mã tổ chức|Tên tổ chức đảng|Tổng số cấp ủy viên|Nữ|Dân tộc thiểu số|Độ tuổi|||Trình độ"
        " chuyên môn|||||Trình độ lý luận chính trị|||Người hoạt động không chuyên trách",
        "||||||Dưới 40|Từ 40 đến 50|Trên 50|Trung cấp|Cao đẳng|Đại học|Thạc sĩ|Tiến sĩ|Sơ cấp"
        "|Trung cấp|Cao cấp, cử nhân|Tổng số|Đại học trở lên|LLCT trung cấp trở lên",
    ],
    "commune_staff": [
        "TT|Mã xã|Xã, thị trấn|Cán bộ cấp xã||||||||Công chức cấp xã",
        "|||Tổng số|Nữ|Dân tộc thiểu số|Trung cấp|Cao đẳng|Đại học|Thạc sĩ|Tiến sĩ"
        "|Tổng số|Nữ|Dân tộc thiểu số|Trung cấp|Cao đẳng|Đại học|Thạc sĩ|Tiến sĩ",
    ],
}
TITLES = {
    "org_rating": "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI TỔ CHỨC ĐẢNG",
    "member_rating": "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI ĐẢNG VIÊN",
    "member_flow": "TĂNG, GIẢM ĐẢNG VIÊN",
    "committee": "CƠ CẤU, TRÌNH ĐỘ CẤP ỦY VIÊN CƠ SỞ",
    "commune_staff": "TRÌNH ĐỘ CÁN BỘ, CÔNG CHỨC CẤP XÃ",
}
RATINGS = {"TG": 0, "TG.1": 1, "TG.2": 1, "BN": 1, "BN.1": 1, "BN.2": 2, "BN.3": 1, "NH": 1}
# total, rated, four levels, not rated
MEMBER_RATING = {
    "TG.1": [20, 18, 2, 14, 2, 0, 2],
    "TG.2": [12, 12, 1, 10, 1, 0, 0],
    "BN.1": [20, 20, 4, 12, 3, 1, 0],
    "BN.2": [16, 15, 0, 15, 0, 0, 1],
    "BN.3": [10, 10, 1, 8, 1, 0, 0],
    "NH": [9, 8, 1, 7, 0, 0, 1],
}
# opening, admitted (all, women, minorities, youth), in, reinstated,
# died, expelled, struck off, left, out, closing
MEMBER_FLOW = {
    "TG.1": [20, 2, 1, 0, 1, 1, 0, 1, 0, 0, 0, 2, 20],
    "TG.2": [12, 1, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 12],
    "BN.1": [20, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 20],
    "BN.2": [16, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1, 16],
    "BN.3": [10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10],
    "NH": [9, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 9],
}
# total, women, minorities, three ages, five qualifications, three of theory,
# part-time: all, with a degree, with theory
COMMITTEE = {
    "TG": [13, 4, 1, 3, 6, 4, 1, 1, 10, 1, 0, 2, 8, 3, 2, 1, 1],
    "BN": [14, 5, 0, 4, 7, 3, 0, 2, 10, 2, 0, 1, 9, 4, 1, 1, 1],
    "NH": [3, 1, 0, 1, 2, 0, 0, 0, 3, 0, 0, 0, 2, 1, 0, 0, 0],
}
# cadres and then officials: total, women, minorities, five qualifications
STAFF = {
    "21820": [10, 3, 0, 1, 0, 8, 1, 0, 9, 4, 0, 0, 1, 8, 0, 0],
    "21847": [11, 4, 1, 0, 1, 9, 1, 0, 10, 5, 0, 1, 0, 8, 1, 0],
}

Grid = list[list]


@dataclass
class Exports:
    """Writes the district into files of its folder, and reads them through the product."""

    folder: Path
    warehouse: Path

    def grid(self, form: str, year: int = 2023, **edits: object) -> Grid:
        """One form as rows of cells; `edits`: address -> value."""
        return _edited(REGISTER if form == "register" else _form(form, year), edits)

    def workbook(
        self,
        name: str | None = None,
        *,
        year: int = 2023,
        only: str = " ".join(SHEETS),
        sheets: dict[str, Grid] | None = None,
        **edits: dict,
    ) -> Path:
        """A workbook of the forms of a year, some of their cells changed, and of further sheets."""
        grids = {SHEETS[f]: self.grid(f, year, **edits.get(f, {})) for f in only.split()}
        return self.xlsx(name or f"Biểu {year}.xlsx", grids | (sheets or {}))

    def xlsx(self, name: str, sheets: dict[str, Grid], hidden: str = "") -> Path:
        path = self.folder / name
        with xlsxwriter.Workbook(path) as book:
            for title, grid in sheets.items():
                sheet = book.add_worksheet(title)
                sheet.hide() if title == hidden else None
                for address, value in _cells(grid):
                    if str(value).startswith("="):
                        sheet.write_formula(address, value, None, "#DIV/0!")
                    else:
                        sheet.write(address, value)
        return path

    def csv(
        self, name: str, grid: Grid, delimiter: str = ",", encoding: str = "utf-8", bom: bytes = b""
    ) -> Path:
        lines = io.StringIO()
        csv.writer(lines, delimiter=delimiter).writerows(grid)
        return self.raw(name, bom + lines.getvalue().encode(encoding))

    def xls(self, name: str, sheets: dict[str, Grid]) -> Path:
        import xlwt

        book = xlwt.Workbook()
        for title, grid in sheets.items():
            sheet = book.add_sheet(title)
            for row, values in enumerate(grid):
                for column, value in enumerate(values):
                    sheet.write(row, column, value)
        book.save(str(self.folder / name))
        return self.folder / name

    def ods(self, name: str, sheets: dict[str, Grid]) -> Path:
        from odf.opendocument import OpenDocumentSpreadsheet
        from odf.table import Table, TableRow

        book = OpenDocumentSpreadsheet()
        for title, grid in sheets.items():
            table = Table(name=title)
            for values in grid:
                row = TableRow()
                for value in values:
                    row.addElement(_ods_cell(value))
                table.addElement(row)
            book.spreadsheet.addElement(table)
        book.save(str(self.folder / name))
        return self.folder / name

    def raw(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def check(self, *paths: Path, year: int | None = None) -> pl.DataFrame:
        """The findings on the files, or on the whole folder."""
        return check(list(paths) or [self.folder], self.warehouse, year=year).findings

    def load(self, *paths: Path) -> Loaded:
        return load(list(paths) or [self.folder], self.warehouse)

    def ask(self, question: Callable, **filters: object) -> pl.DataFrame:
        """The answer to a question of `pipelines.queries` about what is published."""
        published = warehouse.published_id(self.warehouse)
        with closing(warehouse.open_snapshot(self.warehouse, published)) as connection:
            return question(connection, **filters)

    def counts(self, form: str, *paths: Path) -> dict[str, list[int]]:
        """Organisation -> its counts of a form in the order they are declared, as published."""
        state = assemble(list(paths) or [self.folder], self.warehouse).after
        assert state.findings.filter(severity="error")["message"].to_list() == []
        order = [measure.id for measure in load_declarations().measures_of(form)]
        counts: dict[str, dict[str, int]] = {}
        kept = state.measures.filter(form_id=form).select("unit_id", "measure_id", "value")
        for unit, measure, value in kept.iter_rows():
            counts.setdefault(unit, {})[measure] = value
        return {unit: [held[m] for m in order if m in held] for unit, held in counts.items()}


def _form(form: str, year: int) -> Grid:
    header = [row.split("|") for row in HEADERS[form]]
    width = max(map(len, header))
    return [
        [f"{TITLES[form]} NĂM {year}"],
        *header,
        [f"({i})" for i in range(1, width + 1)],
        *_BODIES[form](),
    ]


def _org_rating() -> Grid:
    counts = {unit: [int(i == rating) for i in range(5)] for unit, rating in RATINGS.items()}
    return [
        [*row[:3], *(_mark(v) for v in row[3:])] if row[1] else row
        for row in _grouped(counts, ["TG", "BN"])
    ]


def _mark(value: int) -> str | None:
    return "x" if value else None


def _member_rating() -> Grid:
    rows = _grouped(_with_parents(MEMBER_RATING), ["TG", "BN"])
    return [[*row[:5], *_with_shares(row[4], row[5:9]), row[9]] for row in rows]


def _with_shares(rated: int, levels: list[int]) -> list:
    return [value for level in levels for value in (level, round(100 * level / rated, 2))]


def _committee() -> Grid:
    return [row for row in _grouped(COMMITTEE, ["TG", "BN"]) if "." not in (row[1] or "")]


def _staff() -> Grid:
    names = {"21820": "Xã Tây Giang", "21847": "Xã Bình Nghi"}
    rows = [[i, code, names[code], *STAFF[code]] for i, code in enumerate(STAFF, 1)]
    return [*rows, [None, None, "Tổng cộng", *_sum(STAFF.values())]]


_BODIES = {
    "org_rating": _org_rating,
    "member_rating": _member_rating,
    "member_flow": lambda: _grouped(_with_parents(MEMBER_FLOW), ["TG", "BN"]),
    "committee": _committee,
    "commune_staff": _staff,
}


def _with_parents(leaves: dict[str, list[int]]) -> dict[str, list[int]]:
    parents = ("TG", "BN")
    sums = {p: _sum(v for unit, v in leaves.items() if unit.startswith(f"{p}.")) for p in parents}
    return {unit: (leaves | sums)[unit] for unit in UNITS}


def _grouped(counts: dict[str, list[int]], communes: list[str]) -> Grid:
    """Roman group rows with their sums, the organisations below them and the total at the end."""
    first = _sum(counts[unit] for unit in communes)
    rows = [["I", None, "Đảng bộ xã, thị trấn", *first]]
    for number, unit in enumerate(communes, 1):
        cells = [c for c in counts if c.startswith(f"{unit}.")]
        rows.append([number, unit, UNITS[unit], *counts[unit]])
        rows += [[f"{number}.{i}", c, UNITS[c], *counts[c]] for i, c in enumerate(cells, 1)]
    rows.append(["II", None, "Chi bộ cơ sở", *counts["NH"]])
    rows.append([1, "NH", UNITS["NH"], *counts["NH"]])
    return [*rows, [None, None, "Tổng cộng", *_sum([first, counts["NH"]])]]


def _sum(rows: object) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def _edited(grid: Grid, edits: dict[str, object]) -> Grid:
    rows = [list(row) for row in grid]
    for address, value in edits.items():
        column, row = _position(address)
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = value
    return rows


def _position(address: str) -> tuple[int, int]:
    letter, row = re.fullmatch(r"([A-Z])(\d+)", address).groups()
    return ord(letter) - ord("A"), int(row) - 1


def _cells(grid: Grid) -> list[tuple[str, object]]:
    return [
        (f"{chr(65 + column)}{row}", value)
        for row, values in enumerate(grid, 1)
        for column, value in enumerate(values)
        if value not in (None, "")
    ]


def _ods_cell(value: object) -> object:
    from odf.table import TableCell
    from odf.text import P

    if value in (None, ""):
        return TableCell()
    if isinstance(value, int | float):
        return TableCell(valuetype="float", value=value)
    cell = TableCell(valuetype="string")
    cell.addElement(P(text=value))
    return cell


@pytest.fixture
def exports(tmp_path: Path) -> Exports:
    """The builder, with an empty folder for files and an empty warehouse."""
    return _builder(tmp_path)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    """The same, for all tests of a module."""
    return _builder(tmp_path_factory.mktemp("lasting"))


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Victims]:
    """Processes that may be killed."""
    with victims(tmp_path_factory.mktemp("victims")) as ready:
        yield ready


def _builder(place: Path) -> Exports:
    folder = place / "exports"
    folder.mkdir()
    return Exports(folder, place / "warehouse")
