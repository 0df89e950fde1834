"""The ledger and the comparison of snapshots as a person walks them."""

import io
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from servers import dashboard
from variants import only_organisations, published, without_form

from pipelines.warehouse import snapshot_ids

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two snapshots of a small district; in the published one a form of 2024 is missing."""
    folder = tmp_path_factory.mktemp("kho")
    small = only_organisations("TS01", "TS05", "TS22")
    published(folder, small)
    return published(folder, lambda state: without_form("member_flow", 2024)(small(state)))


@pytest.fixture(scope="module")
def address(folder: Path) -> object:
    with dashboard(folder) as address:
        yield address


def block(tab: Page, name: str) -> Locator:
    return tab.locator(f'section[data-block="{name}"]')


def test_from_all_years_to_the_cells_that_lack_a_form(tab: Page, address: str):
    tab.goto(f"{address}/du-lieu?nam=2023")
    expect(block(tab, "can-don-doc")).to_contain_text("không tổ chức nào còn thiếu")
    block(tab, "tien-do-bao-cao").get_by_role("link", name="2024").click()
    calls = block(tab, "can-don-doc")
    expect(calls).to_contain_text("thiếu 1 biểu: Tăng, giảm đảng viên")
    expect(calls.locator("tbody tr")).to_have_count(3)
    with tab.expect_download() as download:
        calls.get_by_role("link", name="Tải bảng này thành tệp Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert "Tăng, giảm đảng viên" in [c.value for row in book.active for c in row][-1]
    block(tab, "so-theo-doi").get_by_role("link", name="15", exact=True).click()
    cells = block(tab, "so-theo-doi")
    expect(cells.locator("h2")).to_contain_text("từng chi bộ trực thuộc")
    expect(cells.locator("tbody tr")).to_have_count(15)
    expect(cells.locator("tbody tr").first).to_contain_text("… còn thiếu")


def test_two_snapshots_are_chosen_and_compared(tab: Page, address: str, folder: Path):
    first, _ = snapshot_ids(folder)
    tab.goto(f"{address}/du-lieu?nam=2024")
    link = block(tab, "cac-ban-so-lieu").get_by_role("link", name="Đối chiếu bản 0001")
    link.click()
    head = block(tab, "doi-chieu")
    expect(head.locator("h2")).to_have_text("Đối chiếu bản số 0001 với bản số 0002")
    counts = block(tab, "so-dem-hai-ban").locator("tbody tr")
    expect(counts).to_have_count(1)
    expect(counts).to_contain_text("Tăng, giảm đảng viên")
    expect(block(tab, "ket-qua-hai-ban").locator("tbody tr").first).to_be_visible()
    serious = [
        found["id"]
        for found in Axe().run(tab, context="section[data-block]").response["violations"]
        if found["impact"] in ("serious", "critical")
    ]
    assert serious == []
    head.get_by_role("button", name="Bản sau").click()
    tab.get_by_role("option", name="0001").click()
    expect(head).to_contain_text("Hai bên là cùng một bản")
    assert f"ban-sau={first}" in tab.url
    head.get_by_role("link", name="Thôi đối chiếu").click()
    expect(head).to_have_count(0)


def test_an_unknown_snapshot_is_told(tab: Page, address: str):
    tab.goto(f"{address}/du-lieu?ban-truoc=0009")
    expect(tab.get_by_role("alert")).to_contain_text("Không có bản số liệu “0009”")
