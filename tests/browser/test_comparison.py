"""So sánh as a person walks it: units added and taken away, figures of the command line."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipelines import formatting
from pipelines.declarations import load_declarations

pytestmark = pytest.mark.browser


def _open(tab: Page, address: str, query: str) -> None:
    tab.goto(f"{address}/so-sanh?{query}")
    expect(tab.locator(".vs-choice")).to_be_visible()


def _rows(soket, warehouse: Path, command: str, *words: object) -> list[dict[str, str]]:
    told = soket(command, *words, "--format", "csv", "--warehouse", warehouse)
    return list(csv.DictReader(io.StringIO(told)))


def _written(row: dict[str, str]) -> tuple[str, str]:
    k, n = int(row["numerator"]), int(row["denominator"])
    return formatting.percent(100 * k / n), f"{formatting.count(k)}/{formatting.count(n)}"


def test_the_panels_say_what_the_command_line_says(tab: Page, demo_address: str, demo, soket):
    _open(tab, demo_address, "nam=2024&so=TS14,district")
    verdicts = load_declarations().verdicts
    for mark, level, unit in (("①", "organisation", "TS14"), ("②", "district", "district")):
        rows = _rows(soket, demo, "results", "--year", 2024, "--level", level)
        own = [row for row in rows if row["unit_id"] == unit]
        assert len(own) == 8
        for row in own:
            side = tab.locator(
                f'.vs-panel[data-target="{row["target_id"]}"] .vs-side[data-side="{mark}"]'
            )
            value, counts = _written(row)
            expect(side.locator(".vs-value")).to_have_text(value)
            expect(side.locator(".vs-counts")).to_have_text(counts)
            expect(side.locator(".verdict")).to_contain_text(verdicts[row["verdict"]].name)


def test_the_committees_are_those_of_the_command_line(tab: Page, demo_address: str, demo, soket):
    _open(tab, demo_address, "nam=2024&so=TS14,TS05&bang=so-sanh-co-cau")
    words = ["--year", 2024, "--level", "organisation", "--dimension", "age"]
    rows = _rows(soket, demo, "composition", *words)
    expected = {
        (row["unit_name"], row["count"]) for row in rows if row["unit_id"] in ("TS14", "TS05")
    }
    lines = tab.locator('[data-block="so-sanh-co-cau"] tbody tr', has_text="Độ tuổi")
    expect(lines).to_have_count(8)
    shown = {(text.split("\t")[0], text.split("\t")[3]) for text in lines.all_inner_texts()}
    assert expected == shown


def test_units_are_added_by_keyboard_and_taken_away(tab: Page, demo_address: str):
    _open(tab, demo_address, "nam=2024&to-chuc=TS14")
    expect(tab.locator(".vs-chip")).to_have_count(1)
    expect(tab.locator(".vs-todo")).to_be_visible()
    tab.locator(".filters .clear").click()
    expect(tab).to_have_url(re.compile(r"nam=2024$"))
    chips = tab.locator(".vs-chip")
    expect(chips).to_have_text(re.compile("Đảng bộ huyện Tây Sơn"))
    added = (("binh nghi", "district,TS14"), ("phu phong", "district,TS14,TS01"))
    for count, (typed, code) in enumerate(added, start=2):
        tab.locator('.pick[data-name="so"] > button').focus()
        tab.keyboard.press("Enter")
        expect(tab.locator(".pick-list li").nth(5)).to_be_visible()
        tab.keyboard.type(f"dang bo {typed}")
        tab.keyboard.press("Enter")
        expect(tab).to_have_url(re.compile(rf"so={code}$"))
        expect(chips).to_have_count(count)
        expect(tab.locator('.pick[data-name="so"] > button')).to_be_focused()
    tab.get_by_role("link", name="Bỏ Đảng bộ xã Bình Nghi").click()
    expect(tab).to_have_url(re.compile(r"so=district,TS01$"))
    expect(chips).to_have_count(2)


def test_a_proposal_opens_two_years(tab: Page, demo_address: str):
    _open(tab, demo_address, "nam=2024&to-chuc=TS14")
    tab.get_by_role("link", name="năm 2020 với năm 2025").click()
    expect(tab).to_have_url(re.compile(r"hai-nam=2020,2025"))
    expect(tab.locator("[data-block]")).to_have_count(4)
    tab.get_by_role("group", name="Năm sau").get_by_role("link", name="2024").click()
    expect(tab).to_have_url(re.compile(r"hai-nam=2020,2024"))
    line = tab.locator(".vs-differences tbody tr", has_text="Tỷ lệ kết nạp đảng viên")
    expect(line).to_contain_text("11/265")
    expect(line).to_contain_text("+1,1 điểm % (tử số +5, mẫu số +38)")


def test_table_years_and_a_fresh_browser(tab: Page, browser: Browser, demo_address: str):
    _open(tab, demo_address, "nam=2024&so=TS14,TS05,TS14.03")
    tab.get_by_role("link", name="qua các năm").click()
    expect(tab.locator(".vs-line").first).to_be_visible()
    block = tab.locator('[data-block="bang-chenh-lech"]')
    block.get_by_role("link", name="Bảng", exact=True).click()
    expect(block.locator("thead th")).to_have_count(1 + 4 + 5 + 5)
    fresh = browser.new_context(viewport={"width": 1366, "height": 768})
    other = fresh.new_page()
    other.goto(tab.url)
    expect(other.locator("[data-block]")).to_have_count(4)
    shown = tab.locator("body").inner_text()
    expect(other.locator("body")).to_have_text(shown, use_inner_text=True)
    fresh.close()


def test_a_bar_leads_to_its_unit_and_a_figure_to_its_source(tab: Page, demo_address: str):
    _open(tab, demo_address, "nam=2024&so=TS14,TS05")
    panel = tab.locator(".vs-panel").first
    panel.locator(".vs-value").first.click()
    expect(tab).to_have_url(re.compile(r"/nguon\?nam=2024&to-chuc=TS14&so=\w+$"))
    tab.go_back()
    panel.locator(".vs-track").nth(1).click()
    expect(tab).to_have_url(re.compile(r"/don-vi\?nam=2024&to-chuc=TS05"))


def test_what_cannot_be_shown_is_said_and_the_rest_is_drawn(tab: Page, demo_address: str):
    _open(tab, demo_address, "nam=2025&so=TS14,ZZ,TS09.05,TS05&xem=xyz")
    for told in ("“ZZ”", "không có trong năm 2025", "“xyz”"):
        expect(tab.locator("[role=alert]", has_text=told)).to_have_count(1)
    expect(tab.locator(".vs-chip")).to_have_count(2)
    expect(tab.locator("[data-block]")).to_have_count(4)


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
def test_six_long_names_fit(tab: Page, demo_address: str, size: tuple[int, int]):
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    _open(tab, demo_address, "nam=2024&so=TS14,TS17.07,TS17.05,TS39,TS33,district")
    expect(tab.locator(".vs-panel")).to_have_count(8)
    over = tab.locator(".table-frame, .vs-panel, .vs-name, .vs-chip").evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.className)"
    )
    assert over == []
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
