"""What a person does at the data desk, in a real browser."""

import io
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from playwright.sync_api import Download, Locator, Page, expect


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
