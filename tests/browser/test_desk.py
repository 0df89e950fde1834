"""The data desk: what is brought, what it is taken for, what is asked, what is refused."""

import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from at_the_desk import block, bring, publish, workbook_of
from axe_playwright_python.sync_playwright import Axe
from old_text import typed
from playwright.sync_api import Page, expect
from servers import dashboard

from pipelines.declarations import PROGRAMME
from pipelines.load import load
from pipelines.warehouse import published_id

pytestmark = pytest.mark.browser
SAMPLES = Path(__file__).parents[1] / "samples"
REGISTER = "Danh muc to chuc dang.xlsx"
YEAR_2022 = "Bieu tong hop 2022.xlsx"


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    folder = tmp_path / "kho"
    office = SAMPLES / "office"
    load([office / REGISTER, office / "Bieu tong hop 2021.xlsx"], folder)
    return folder


def test_nothing_of_a_list_of_persons_is_kept_or_shown(tab: Page, warehouse: Path, tmp_path: Path):
    roster = tmp_path / "Danh sach 2022.csv"
    rows = ["TT;Họ và tên;Ngày sinh;Trình độ", "1;Mẫu Thử Nghiệm;01/01/1980;Đại học"]
    roster.write_text("\n".join(rows), encoding="utf-8")
    with dashboard(warehouse) as address:
        bring(tab, address, roster)
        expect(tab.locator("[data-run=has_errors]")).to_be_visible()
        assert "Mẫu Thử" not in tab.content()
        with tab.expect_download() as download:
            tab.get_by_role("link", name=roster.name).click()
        marked = workbook_of(download.value)
        held = [str(cell.value) for sheet in marked for row in sheet.iter_rows() for cell in row]
    assert not [text for text in held if "Mẫu Thử" in text]
    kept = [path for path in warehouse.rglob("*") if path.is_file()]
    assert not [path for path in kept if "Mẫu Thử".encode() in path.read_bytes()]


def test_blank_sheets_are_taken_along(tab: Page, demo_address: str):
    tab.goto(f"{demo_address}/du-lieu?nam=2023")
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Tải biểu mẫu năm 2023", exact=True).click()
    book = workbook_of(download.value)
    assert len(book.sheetnames) >= 5
    each = tab.get_by_role("link", name="Tải biểu mẫu năm 2023 cho từng tổ chức")
    expect(each).to_have_attribute("href", "bieu-mau/2023.zip")
    assert tab.request.get(f"{demo_address}/bieu-mau/1999.xlsx").status == 404


def test_old_text_is_shown_and_read_once_it_is_accepted(tab: Page, warehouse: Path, tmp_path: Path):
    book = openpyxl.load_workbook(SAMPLES / "office" / YEAR_2022)
    sheet = book["Cơ cấu cấp ủy"]
    for row in sheet.iter_rows(max_row=9):
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = typed(cell.value, "TCVN3")
    book.save(tmp_path / YEAR_2022)
    with dashboard(warehouse) as address:
        bring(tab, address, tmp_path / YEAR_2022)
        expect(tab.locator("[data-run=has_errors]")).to_be_visible()
        expect(block(tab, "loi-va-canh-bao")).to_contain_text("→")
        tab.get_by_role("button", name="Chấp nhận chữ đã đổi").click()
        expect(tab.locator("[data-run=ready]")).to_be_visible(timeout=60_000)
        expect(block(tab, "loi-va-canh-bao")).to_contain_text("△ Cảnh báo")


def misnamed(folder: Path) -> Path:
    """The year without codes, one organisation mistyped."""
    book = openpyxl.load_workbook(SAMPLES / "office" / YEAR_2022)
    sheet = book["Cơ cấu cấp ủy"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "Đảng bộ xã Tây Giang")
    cell.value = "Đảng bộ xã Tây Gianh"
    sheet.cell(cell.row, cell.column - 1).value = None
    book.save(folder / YEAR_2022)
    return folder / YEAR_2022


def test_a_name_is_asked_once_and_kept(tab: Page, warehouse: Path, tmp_path: Path, monkeypatch):
    programme = shutil.copytree(PROGRAMME, tmp_path / "chuong-trinh")
    monkeypatch.setenv("SOKET_PROGRAMME", str(programme))
    with dashboard(warehouse) as address:
        bring(tab, address, misnamed(tmp_path))
        expect(tab.locator("[data-run=has_errors]")).to_be_visible()
        asked = tab.get_by_role("radiogroup", name="“Đảng bộ xã Tây Gianh” là tổ chức nào?")
        asked.get_by_text("Đảng bộ xã Tây Giang").first.click()
        tab.get_by_role("button", name="Xác nhận và xem lại").click()
        expect(tab.locator("[data-run=ready]")).to_be_visible()
        expect(block(tab, "ten-goi")).to_contain_text("Đảng bộ xã Tây Gianh")
        bring(tab, address, tmp_path / YEAR_2022)
        expect(tab.locator("[data-run=ready]")).to_be_visible()
    assert "Tây Gianh" in (programme / "aliases.csv").read_text(encoding="utf-8")


def test_nobody_publishes_what_he_has_not_seen(tab: Page, warehouse: Path):
    with dashboard(warehouse) as address:
        bring(tab, address, SAMPLES / "office" / YEAR_2022)
        load([SAMPLES / "office" / "Bieu tong hop 2023.xlsx"], warehouse)
        tab.get_by_role("button", name="Công bố").click()
        said = tab.get_by_role("alert").get_by_text("số liệu đang công bố đã đổi")
        expect(said).to_be_visible()
        assert published_id(warehouse).startswith("0002-")
        publish(tab, "0003")


def test_what_cannot_be_taken_is_said(tab: Page, demo_address: str, tmp_path: Path):
    tab.goto(f"{demo_address}/du-lieu?luot=khong-co")
    expect(tab.get_by_role("alert")).to_contain_text("Lượt nạp trong liên kết không còn")
    tab.goto(f"{demo_address}/du-lieu?lay-lai=9999")
    expect(tab.get_by_role("alert")).to_contain_text("Không có bản số liệu “9999”")
    damaged = tmp_path / "a.zip"
    damaged.write_bytes(b"PK\x03\x04 not a zip")
    with tab.expect_file_chooser() as chooser:
        tab.get_by_role("button", name="Chọn tệp").click()
    chooser.value.set_files([damaged])
    expect(tab.locator(".drop-told")).to_contain_text("Không mở được tệp nén a.zip")
    answer = tab.request.post(f"{demo_address}/nap-tep")
    assert answer.status == 403


def test_the_desk_is_for_every_reader(tab: Page, demo_address: str, tmp_path: Path):
    text = tmp_path / "a.csv"
    text.write_text("không có bảng", encoding="utf-8")
    bring(tab, demo_address, text)
    found = Axe().run(tab, context="section[data-block]").response["violations"]
    serious = [v["id"] for v in found if v["impact"] in ("serious", "critical")]
    assert serious == []
    shown = tab.locator("main").inner_text()
    assert not re.search(r"\b(Browse|Drag|Limit|Upload|None|nan)\b", shown)
