"""Sơ kết in the browser: compose an agenda, keep it by name, show it, take the papers along."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from servers import dashboard

from dashboard.report.order import WRITERS

pytestmark = pytest.mark.browser
NAME = "Hội nghị Ban Thường vụ quý IV"


def begin(tab: Page, address: str, query: str) -> None:
    tab.goto(f"{address}/so-ket?{query}")
    expect(tab.locator('[data-block="chuong-trinh-da-luu"]')).to_be_visible()


def test_an_agenda_is_composed_shown_and_kept(tab: Page, demo: Path, tmp_path: Path):
    warehouse = tmp_path / "kho"
    shutil.copytree(demo, warehouse)
    with dashboard(warehouse) as address:
        begin(tab, address, "nam=2023")
        expect(tab.locator(".screens li")).to_have_count(12)
        tab.get_by_role("switch", name="Tỷ lệ kết nạp đảng viên").click()
        expect(tab.locator(".screens li")).to_have_count(11)
        tab.get_by_role("button", name="Thêm đơn vị").click()
        tab.keyboard.type("binh nghi")
        tab.keyboard.press("Enter")
        expect(tab.locator(".screens li")).to_have_count(12)
        expect(tab.locator(".screens")).to_contain_text("Đảng bộ xã Bình Nghi năm 2023 đạt")
        composed = tab.locator(".screens").inner_text()
        with tab.context.expect_page() as opened:
            tab.get_by_role("link", name="Mở trình chiếu").click()
        wall = opened.value
        expect(wall.locator(".screen")).to_have_count(12)
        for heading in wall.locator("h1").all():
            assert heading.text_content() in composed
        tab.get_by_role("link", name="Lưu chương trình này").click()
        tab.get_by_label("Tên chương trình").fill(NAME)
        tab.get_by_role("button", name="Lưu", exact=True).click()
        expect(tab.locator(".named")).to_contain_text(NAME)
        begin(tab, address, "nam=2020")
        tab.get_by_role("link", name=NAME).click()
        expect(tab.locator(".screens")).to_have_text(re.compile("Bình Nghi"))
        assert tab.locator(".screens").inner_text() == composed


@pytest.mark.parametrize("kind", WRITERS)
def test_a_paper_is_made_and_taken_along(tab: Page, demo_address: str, tmp_path: Path, kind: str):
    begin(tab, demo_address, "nam=2023&to-chuc=TS20")
    snapshot = tab.locator(".as-of").get_attribute("data-snapshot")
    tab.get_by_role("button", name=re.compile(r"^Lập")).nth(list(WRITERS).index(kind)).click()
    take = tab.get_by_role("button", name=re.compile(r"^Tải .*-2023-TS20"))
    expect(take).to_be_visible(timeout=30_000)
    with tab.expect_download() as download:
        take.click()
    file = tmp_path / "file"
    download.value.save_as(file)
    assert download.value.suggested_filename.endswith(f"-2023-TS20.{kind}")
    with zipfile.ZipFile(file) as packed:
        text = b"".join(packed.read(name) for name in packed.namelist()).decode("utf-8", "replace")
    assert snapshot in text


def test_the_report_is_read_before_it_is_made(tab: Page, demo_address: str):
    begin(tab, demo_address, "nam=2023&to-chuc=TS14")
    tab.get_by_role("link", name="Báo cáo Word", exact=True).click()
    sheet = tab.locator(".sheet")
    expect(sheet).to_contain_text("ĐẢNG ỦY XÃ BÌNH NGHI")
    expect(sheet).to_contain_text("KẾT QUẢ THỰC HIỆN")
    expect(sheet).to_contain_text("Số liệu minh họa")


def test_a_cell_has_no_agenda_of_its_own(tab: Page, demo_address: str):
    tab.goto(f"{demo_address}/so-ket?nam=2023&chi-bo=TS03.01")
    expect(tab.get_by_role("alert")).to_contain_text("không lập riêng cho chi bộ trực thuộc")
