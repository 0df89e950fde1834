"""The page of compositions in a browser: choices by click, figures against the command line."""

import csv
import io
import re

import pytest
from playwright.sync_api import Browser, Page, expect

from pipelines import formatting

PAGE = "co-cau-cap-uy"
UNITS = '[data-block="giua-cac-to-chuc"]'


def _shares(soket, warehouse, dimension: str, level: str) -> list[dict[str, str]]:
    words = ["--dimension", dimension, "--level", level, "--format", "csv"]
    return list(csv.DictReader(io.StringIO(soket("composition", *words, "--warehouse", warehouse))))


def _open(tab: Page, address: str, query: str) -> None:
    tab.goto(f"{address}/{PAGE}?{query}")
    expect(tab.locator(".composition-choices")).to_be_visible(timeout=20_000)


@pytest.mark.browser
def test_the_figures_are_those_of_the_command_line(tab: Page, demo_address: str, demo, soket):
    _open(tab, demo_address, "nam=2024&chieu=education&bang=qua-cac-nam")
    lines = tab.locator('[data-block="qua-cac-nam"] tbody tr')
    expect(lines).to_have_count(6)
    known = _shares(soket, demo, "education", "district")
    for i, year in enumerate(range(2020, 2026)):
        mine = [row for row in known if row["year"] == str(year)]
        text = lines.nth(i).inner_text()
        for row in mine:
            assert formatting.count(int(row["count"])) in text
            assert formatting.percent(float(row["share_pct"])) in text
        assert len(mine) == 6


@pytest.mark.browser
def test_bars_of_units_end_with_the_counts_of_the_command_line(
    tab: Page, demo_address: str, demo, soket
):
    _open(tab, demo_address, "nam=2024")
    rows = _shares(soket, demo, "sex", "organisation")
    women = [row for row in rows if row["year"] == "2024" and row["category"] == "female"]
    ranked = [row for row in women if tab.get_by_text(row["unit_name"], exact=True).count()]
    assert len(ranked) >= 10
    for row in ranked[:15]:
        bar = tab.locator(".shares-row").filter(has=tab.get_by_text(row["unit_name"], exact=True))
        expect(bar.locator(".kn")).to_have_text(re.compile(rf"^{row['count']}/\d+$"))
        expect(bar.locator("b a")).to_have_text(formatting.percent(float(row["share_pct"])))


@pytest.mark.browser
def test_choices_change_the_address_and_a_link_shows_the_same(
    tab: Page, demo_address: str, browser: Browser
):
    _open(tab, demo_address, "nam=2024")
    tab.get_by_role("link", name="Cán bộ, công chức cấp xã", exact=True).click()
    expect(tab).to_have_url(re.compile("nhom-nguoi=staff"))
    education = tab.get_by_role("link", name="Trình độ chuyên môn", exact=True)
    expect(education).to_have_attribute("href", re.compile("nhom-nguoi=staff"))
    education.press("Enter")
    expect(tab).to_have_url(re.compile("chieu=education"))
    expect(tab.locator(f"{UNITS} .shares-row")).to_have_count(16)
    master = tab.locator(".shares-key a", has_text="Thạc sĩ").first
    expect(master).to_have_attribute("href", re.compile("nhom-nguoi=staff.*chieu=education"))
    master.click()
    expect(tab).to_have_url(re.compile("xep-theo="))
    as_table = tab.locator(f"{UNITS} .switch a", has_text="Bảng")
    expect(as_table).to_have_attribute("href", re.compile("xep-theo="))
    first = tab.locator(f"{UNITS} .shares-row").nth(1).inner_text()
    fresh = browser.new_context()
    again = fresh.new_page()
    again.goto(tab.url)
    expect(again.locator(f"{UNITS} .shares-row").nth(1)).to_have_text(
        re.compile(re.escape(first.split("\n")[0])), timeout=20_000
    )
    fresh.close()


@pytest.mark.browser
def test_without_part_time_members_the_goal_stands_in_the_chart(tab: Page, demo_address: str):
    _open(tab, demo_address, "nam=2024")
    tab.get_by_role("link", name="Không tính", exact=True).click()
    expect(tab).to_have_url(re.compile("khong-chuyen-trach=khong"))
    expect(tab.locator(".composition-choices + .note")).to_contain_text("Biểu không tách")
    goal = tab.locator(".js-plotly-plot text", has_text="chỉ tiêu 100% đến 2025")
    expect(goal.first).to_be_visible()
    expect(tab.locator(".js-plotly-plot")).to_have_count(1)


@pytest.mark.browser
def test_a_column_leads_to_its_year_and_a_name_to_its_unit(tab: Page, demo_address: str):
    _open(tab, demo_address, "nam=2024")
    tab.locator(".js-plotly-plot .bars .point").first.click(force=True)
    expect(tab).to_have_url(re.compile("nam=2020"))
    name = tab.locator(f"{UNITS} .unit-name").nth(1)
    expect(name).to_have_attribute("href", re.compile("nam=2020"))
    name.click()
    expect(tab).to_have_url(re.compile(r"/don-vi\?nam=2020&to-chuc=TS\d+"))


@pytest.mark.browser
def test_all_dimensions_switch_to_their_table_and_back(tab: Page, demo_address: str):
    _open(tab, demo_address, "nam=2024&chieu=tat-ca")
    block = tab.locator('[data-block="tat-ca-cac-chieu"]')
    expect(block.locator(".multiple")).to_have_count(5)
    block.get_by_role("link", name="Bảng", exact=True).click()
    expect(block.locator("tbody tr")).to_have_count(18)
    block.get_by_role("link", name="Biểu đồ", exact=True).click()
    expect(block.locator(".multiple")).to_have_count(5)
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
