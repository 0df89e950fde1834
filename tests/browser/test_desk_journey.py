"""A district loaded in the browser alone: year by year, mistakes mended, taken back, restored."""

import csv
import io
import re
import subprocess
from pathlib import Path

import openpyxl
import pytest
from at_the_desk import block, bring, publish, workbook_of
from openpyxl.workbook import Workbook
from playwright.sync_api import Page, expect
from servers import dashboard

from pipelines.warehouse import published_id

pytestmark = pytest.mark.browser
SAMPLES = Path(__file__).parents[1] / "samples"
REGISTER = "Danh muc to chuc dang.xlsx"
YEAR_2022 = "Bieu tong hop 2022.xlsx"
YEARS = range(2020, 2026)
PLANTED = {
    ("Xếp loại TCĐ", "E272"): 47,
    ("Xếp loại đảng viên", "H13"): 19,
    ("Tăng giảm đảng viên", "P20"): 92,
    ("Cơ cấu cấp ủy", "L72"): 381,
    ("Cán bộ công chức", "Q12"): 9,
}


def results(soket, warehouse: Path) -> list[dict[str, str]]:
    text = soket("results", "--format", "csv", "--warehouse", warehouse)
    return list(csv.DictReader(io.StringIO(text)))


def messy_files(year: int) -> list[Path]:
    """What the office sends for a year: a workbook or five CSVs; the register with the first."""
    files = [path for path in sorted((SAMPLES / "messy").iterdir()) if str(year) in path.name]
    return [*files, *([SAMPLES / "messy" / REGISTER] if year == YEARS[0] else [])]


def spoilt(folder: Path) -> Path:
    book = openpyxl.load_workbook(SAMPLES / "office" / YEAR_2022)
    for (sheet, cell), wrong in PLANTED.items():
        book[sheet][cell] = wrong
    book.save(folder / YEAR_2022)
    return folder / YEAR_2022


def opened_in_libreoffice(marked: Path) -> Workbook:
    """The workbook as LibreOffice understood it: opened there and saved again."""
    profile = f"-env:UserInstallation={(marked.parent / 'profile').as_uri()}"
    place = marked.parent / "again"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", place, marked]
    subprocess.run(command, check=True, capture_output=True)
    return openpyxl.load_workbook(place / marked.name)


def test_a_district_in_the_browser_alone(tab: Page, tmp_path: Path, messy, soket):
    warehouse, truth = tmp_path / "kho", results(soket, messy)
    with dashboard(warehouse) as address:
        tab.goto(f"{address}/tong-quan")
        expect(tab.locator('[data-state="no_snapshot"]')).to_be_visible()
        tab.get_by_role("link", name="Nạp dữ liệu").click()
        expect(tab.locator(".drop")).to_be_visible()
        for number, year in enumerate(YEARS, start=1):
            bring(tab, address, *messy_files(year))
            expect(tab.locator("[data-run=ready]")).to_be_visible()
            publish(tab, f"{number:04}", f"Năm {year}")
            assert results(soket, warehouse) == [r for r in truth if int(r["year"]) <= year]
        expect(block(tab, "cac-ban-so-lieu")).to_contain_text("Năm 2025")
        tab.get_by_role("link", name="Tổng quan").click()
        expect(tab.locator(".tile")).to_have_count(8)
        mistakes_are_marked(tab, address, tmp_path)
        assert results(soket, warehouse) == truth
        mended_and_taken_back(tab, address)
        assert results(soket, warehouse) == truth
        assert published_id(warehouse).startswith("0006-")
        with tab.expect_download() as download:
            tab.get_by_role("link", name="Tải bản sao lưu").click()
        download.value.save_as(tmp_path / "sao luu.zip")
    restored_on_an_empty_machine(tab, tmp_path)
    assert results(soket, tmp_path / "moi") == truth


def mistakes_are_marked(tab: Page, address: str, folder: Path) -> None:
    """All five are told with their cells, and marked in the sender's own workbook."""
    bring(tab, address, spoilt(folder))
    expect(tab.locator("[data-run=has_errors]")).to_contain_text("1 tệp")
    expect(tab.get_by_role("button", name="Công bố")).to_have_count(0)
    rows = block(tab, "loi-va-canh-bao").locator("tbody tr")
    told = [tuple(row.locator("td, th").all_inner_texts()) for row in rows.all()]
    assert set(PLANTED) <= {(row[2], row[3]) for row in told if row[0] == "✕ Lỗi"}
    with tab.expect_download() as download:
        tab.get_by_role("link", name=YEAR_2022).click()
    clean = openpyxl.load_workbook(SAMPLES / "office" / YEAR_2022)
    download.value.save_as(folder / "can sua.xlsx")
    for marked in (workbook_of(download.value), opened_in_libreoffice(folder / "can sua.xlsx")):
        for sheet, cell in PLANTED:
            assert "LỖI" in marked[sheet][cell].comment.text
            assert marked[sheet][cell].fill.fgColor.rgb != clean[sheet][cell].fill.fgColor.rgb


def mended_and_taken_back(tab: Page, address: str) -> None:
    bring(tab, address, SAMPLES / "office" / YEAR_2022)
    publish(tab, "0007")
    tab.goto(f"{address}/du-lieu")
    back = block(tab, "cac-ban-so-lieu").locator('[data-key^="lay-lai-0006-"]')
    back.click()
    tab.get_by_role("button", name="Lấy lại bản này").click()
    expect(tab.get_by_role("status").get_by_text("Đang công bố bản số 0006")).to_be_visible()


def restored_on_an_empty_machine(tab: Page, folder: Path) -> None:
    with dashboard(folder / "moi") as address:
        tab.goto(f"{address}/du-lieu")
        with tab.expect_file_chooser() as chooser:
            tab.get_by_role("button", name="Chọn tệp").click()
        chooser.value.set_files([folder / "sao luu.zip"])
        tab.get_by_role("button", name="Khôi phục").click()
        said = tab.get_by_role("status").get_by_text(re.compile("Đang công bố bản số 0001"))
        expect(said).to_be_visible()
