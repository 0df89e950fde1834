"""The data desk: from an empty warehouse to the overview, mistakes found, published, taken back."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from old_text import typed
from openpyxl.workbook import Workbook
from playwright.sync_api import Download, Locator, Page, expect
from servers import dashboard

from pipelines.load import load
from pipelines.warehouse import published_id

pytestmark = pytest.mark.browser
SAMPLES = Path(__file__).parents[1] / "samples"
REGISTER = "Danh muc to chuc dang.xlsx"
YEAR_2022 = "Bieu tong hop 2022.xlsx"
PLANTED = {
    ("Xếp loại TCĐ", "E272"): 47,
    ("Xếp loại đảng viên", "H13"): 19,
    ("Tăng giảm đảng viên", "P20"): 92,
    ("Cơ cấu cấp ủy", "L72"): 381,
    ("Cán bộ công chức", "Q12"): 9,
}


def bring(tab: Page, address: str, *files: Path) -> None:
    """Choose files on the page and wait until it says what a load would do."""
    tab.goto(f"{address}/du-lieu")
    with tab.expect_file_chooser() as chooser:
        tab.get_by_role("button", name="Chọn tệp").click()
    chooser.value.set_files(list(files))
    expect(tab.locator(".tally")).to_be_visible(timeout=60_000)


def publish(tab: Page, number: str, note: str = "") -> None:
    tab.get_by_label("Ghi chú cho bản số liệu").fill(note)
    tab.get_by_role("button", name="Công bố").click()
    said = tab.get_by_role("status").get_by_text(f"Đã công bố bản số {number}.")
    expect(said).to_be_visible(timeout=60_000)


def block(tab: Page, name: str) -> Locator:
    return tab.locator(f'section[data-block="{name}"]')


def workbook_of(download: Download) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(Path(download.path()).read_bytes()))


def results(soket, warehouse: Path) -> list[dict[str, str]]:
    text = soket("results", "--format", "csv", "--warehouse", warehouse)
    return list(csv.DictReader(io.StringIO(text)))


def test_an_empty_warehouse_is_filled_in_the_browser_alone(tab: Page, tmp_path: Path, messy, soket):
    warehouse = tmp_path / "kho"
    with dashboard(warehouse) as address:
        tab.goto(f"{address}/tong-quan")
        expect(tab.locator('[data-state="no_snapshot"]')).to_be_visible()
        tab.get_by_role("link", name="Nạp dữ liệu").click()
        expect(tab.locator(".drop")).to_be_visible()
        brought = sorted((SAMPLES / "messy").iterdir())
        bring(tab, address, *brought)
        expect(tab.locator("[data-run=ready]")).to_contain_text(f"{len(brought)} tệp")
        expect(block(tab, "so-dem-thay-doi").locator("tbody tr")).to_have_count(30)
        publish(tab, "0001", "Sáu năm đầu")
        expect(block(tab, "cac-ban-so-lieu")).to_contain_text("Sáu năm đầu", timeout=30_000)
        expect(block(tab, "so-theo-doi").locator("tbody tr")).not_to_have_count(0)
        tab.get_by_role("link", name="Tổng quan").click()
        expect(tab.locator(".tile")).to_have_count(8, timeout=30_000)
    assert results(soket, warehouse) == results(soket, messy)


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    folder = tmp_path / "kho"
    office = SAMPLES / "office"
    load([office / REGISTER, office / "Bieu tong hop 2021.xlsx"], folder)
    return folder


def test_mistakes_are_found_marked_mended_and_taken_back(
    tab: Page, warehouse: Path, tmp_path, soket
):
    before = results(soket, warehouse)
    first = published_id(warehouse)
    book = openpyxl.load_workbook(SAMPLES / "office" / YEAR_2022)
    for (sheet, cell), wrong in PLANTED.items():
        book[sheet][cell] = wrong
    spoilt = tmp_path / YEAR_2022
    book.save(spoilt)
    with dashboard(warehouse) as address:
        bring(tab, address, spoilt)
        expect(tab.locator("[data-run=has_errors]")).to_contain_text("1 tệp")
        expect(tab.get_by_role("button", name="Công bố")).to_have_count(0)
        rows = block(tab, "loi-va-canh-bao").locator("tbody tr")
        told = [tuple(row.locator("td, th").all_inner_texts()) for row in rows.all()]
        found = {(row[2], row[3]) for row in told if row[0] == "✕ Lỗi"}
        assert set(PLANTED) <= found
        with tab.expect_download() as download:
            tab.get_by_role("link", name=YEAR_2022).click()
        marked = workbook_of(download.value)
        for sheet, cell in PLANTED:
            assert marked[sheet][cell].comment.text.startswith("LỖI")
        assert published_id(warehouse) == first

        bring(tab, address, SAMPLES / "office" / YEAR_2022)
        expect(block(tab, "ket-qua-thay-doi").locator("tbody tr").first).to_be_visible()
        publish(tab, "0002")
        assert {row["year"] for row in results(soket, warehouse)} == {"2021", "2022"}
        bring(tab, address, SAMPLES / "office" / YEAR_2022)
        expect(tab.locator("[data-run=same]")).to_be_visible()

        tab.goto(f"{address}/du-lieu")
        block(tab, "cac-ban-so-lieu").get_by_role("link", name="Lấy lại").click()
        tab.get_by_role("button", name="Lấy lại bản này").click()
        expect(tab.get_by_role("status").get_by_text("Đang công bố bản số 0001")).to_be_visible()
    assert published_id(warehouse) == first
    assert results(soket, warehouse) == before


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


def test_a_backup_fills_an_empty_machine(tab: Page, demo_address: str, demo, tmp_path, soket):
    tab.goto(f"{demo_address}/du-lieu")
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Tải bản sao lưu").click()
    file = tmp_path / "sao luu.zip"
    download.value.save_as(file)
    warehouse = tmp_path / "moi"
    with dashboard(warehouse) as address:
        tab.goto(f"{address}/du-lieu")
        with tab.expect_file_chooser() as chooser:
            tab.get_by_role("button", name="Chọn tệp").click()
        chooser.value.set_files([file])
        tab.get_by_role("button", name="Khôi phục").click()
        expect(tab.get_by_role("status").get_by_text("Đang công bố bản số 0001")).to_be_visible()
    assert results(soket, warehouse) == results(soket, demo)


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
