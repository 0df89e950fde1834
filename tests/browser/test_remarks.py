"""Remarks as a person writes them: entered by keyboard, carried over, done; nobody is named."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from servers import dashboard

from pipelines.declarations import load_declarations
from pipelines.load import load
from pipelines.notebook.remarks import history
from pipelines.notebook.remarks import standing as remarks

pytestmark = pytest.mark.browser
TARGET = list(load_declarations().targets)[4]
BLOCK = '[data-block="nhan-xet"]'
SAMPLES = Path(__file__).parents[1] / "samples" / "office"


@pytest.fixture(scope="module")
def warehouse(demo: Path, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("kho") / "kho"
    shutil.copytree(demo, folder)
    return folder


@pytest.fixture(scope="module")
def address(warehouse: Path) -> Iterator[str]:
    with dashboard(warehouse) as served:
        yield served


def begin(tab: Page, address: str, year: int, more: str = "") -> None:
    tab.goto(f"{address}/chi-tieu?nam={year}&to-chuc=TS14&chi-tieu={TARGET}{more}")
    expect(tab.locator(BLOCK)).to_be_visible()


def test_a_remark_is_written_carried_over_and_done(tab: Page, address: str, warehouse: Path):
    begin(tab, address, 2022)
    expect(tab.locator(BLOCK)).to_contain_text("Chưa ghi nhận xét nào")
    tab.get_by_role("link", name="Ghi nhận xét").focus()
    tab.keyboard.press("Enter")
    tab.get_by_label("Nguyên nhân").focus()
    tab.keyboard.type("Thiếu nguồn kết nạp ở thôn")
    tab.get_by_label("Giải pháp").focus()
    tab.keyboard.type("=HYPERLINK(1) mở lớp bồi dưỡng")
    tab.get_by_label("Đơn vị hoặc chức danh phụ trách").focus()
    tab.keyboard.type("Đảng ủy xã")
    tab.get_by_label("Thời hạn (ngày").focus()
    tab.keyboard.type("30/6/2023")
    tab.get_by_role("button", name="Ghi lại").focus()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("status").get_by_text("Đã ghi nhận xét")).to_be_visible()
    row = tab.locator(f"{BLOCK} tbody tr")
    expect(row).to_contain_text("◷ Đang theo dõi")
    expect(row).to_contain_text("30/6/2023, đã quá hạn")
    expect(tab.get_by_role("button", name="Ghi lại")).to_have_count(0)

    begin(tab, address, 2024)
    expect(row).to_contain_text("↻ Tồn đọng từ năm 2022")
    csv = tab.request.get(
        f"{address}/tai-ve/chi-tieu.nhan-xet.csv?nam=2024&to-chuc=TS14&chi-tieu={TARGET}"
    )
    assert "'=HYPERLINK(1) mở lớp" in csv.text()
    tab.goto(f"{address}/don-vi?nam=2023&to-chuc=TS14")
    expect(tab.locator('[data-block="nhan-xet-trong-nam"]')).to_contain_text("Thiếu nguồn kết nạp")

    loaded = load([SAMPLES], warehouse)
    begin(tab, address, 2024)
    expect(tab.locator(".as-of")).to_have_attribute("data-snapshot", loaded.snapshot_id)
    tab.get_by_role("link", name="Cập nhật").click()
    expect(tab.get_by_label("Nguyên nhân")).to_have_value("Thiếu nguồn kết nạp ở thôn")
    tab.get_by_text("Đã xong", exact=True).click()
    tab.get_by_role("button", name="Ghi lại").click()
    expect(tab.locator(BLOCK)).to_contain_text("Chưa ghi nhận xét nào")
    begin(tab, address, 2022)
    expect(row).to_contain_text("✓ Đã xong")
    (thread,) = remarks(warehouse, year=2022)["thread_id"]
    assert history(warehouse, thread)["state"].to_list() == ["open", "done"]


def test_a_person_is_refused_and_what_was_typed_stays(tab: Page, address: str, warehouse: Path):
    before = remarks(warehouse).height
    begin(tab, address, 2023, "&ghi=moi")
    tab.get_by_label("Giải pháp").fill("Giao đồng chí Phan Thị Minh theo dõi")
    tab.get_by_role("button", name="Ghi lại").click()
    expect(tab.get_by_role("alert")).to_contain_text("không ghi tên người")
    expect(tab.get_by_label("Giải pháp")).to_have_value("Giao đồng chí Phan Thị Minh theo dõi")
    tab.get_by_label("Giải pháp").fill("Mở lớp")
    tab.get_by_label("Thời hạn (ngày").fill("31/2/2024")
    tab.get_by_role("button", name="Ghi lại").click()
    expect(tab.get_by_role("alert")).to_contain_text("Không hiểu thời hạn “31/2/2024”")
    assert remarks(warehouse).height == before


def test_the_form_is_for_every_reader_and_in_vietnamese(tab: Page, address: str):
    begin(tab, address, 2023, "&ghi=moi")
    expect(tab.get_by_role("button", name="Ghi lại")).to_be_visible()
    tab.get_by_label("Nguyên nhân").fill("Thiếu nguồn")
    form = tab.locator('[data-testid="stForm"]')
    assert "Press" not in form.inner_text()
    found = Axe().run(tab, context='[data-testid="stForm"]').response["violations"]
    serious = [v["id"] for v in found if v["impact"] in ("serious", "critical")]
    assert serious == []


def test_a_thread_that_is_not_there_is_said(tab: Page, address: str):
    begin(tab, address, 2023, "&ghi=khong-co")
    expect(tab.get_by_role("alert")).to_contain_text("Không tìm thấy nhận xét")
