"""Chỉ tiêu as a person uses it: figures against the command line, choices, links, keyboard."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from pipelines import formatting
from pipelines.declarations import load_declarations

TARGET = "admissions"
TABLES = "bang=dien-bien,xep-hang-chi-tieu"  # both charts as tables: no chart library to wait for
DRAWN = """() => document.querySelectorAll('.js-plotly-plot')[1]
  ?.data?.[0]?.customdata?.[0].includes('nam=2021')"""
SETTLED = """() => document.querySelector('[data-test-script-state="notRunning"]')
  && [...document.querySelectorAll('.stPlotlyChart')].every(c => c.querySelector('.main-svg'))"""
each = pytest.mark.parametrize


def _results(soket, warehouse: Path, level: str, target: str = TARGET) -> list[dict[str, str]]:
    words = ["--level", level, "--target", target, "--format", "csv", "--warehouse", warehouse]
    return list(csv.DictReader(io.StringIO(soket("results", *words))))


def _value(row: dict[str, str]) -> str:
    return formatting.percent(100 * int(row["numerator"]) / int(row["denominator"]))


def _open(tab: Page, address: str, query: str) -> None:
    tab.goto(f"{address}/chi-tieu?{query}")
    expect(tab.locator(".target-status")).to_be_visible()


def _line(tab: Page) -> str:
    return tab.locator(".target-status .line").text_content()


def _block(tab: Page, name: str) -> Locator:
    return tab.locator(f'section[data-block="{name}"]')


def _click_on(tab: Page, mark: Locator) -> None:
    """Click in the middle of a mark of a chart: Plotly listens on a layer above it."""
    expect(mark).to_be_visible(timeout=20_000)
    tab.wait_for_function(SETTLED)
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    tab.mouse.move(box["x"] + box["width"] / 2 - 3, box["y"] + box["height"] / 2)
    tab.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(tab.locator(".hoverlayer .hovertext").first).to_be_visible()
    tab.mouse.down()
    tab.mouse.up()


@pytest.mark.browser
def test_the_figures_are_those_of_the_command_line(tab: Page, demo_address: str, demo: Path, soket):
    _open(tab, demo_address, f"nam=2024&chi-tieu={TARGET}&{TABLES}")
    years = _block(tab, "dien-bien").locator("tbody tr")
    expect(years).to_have_count(6)
    for shown, row in zip(years.all(), _results(soket, demo, "district"), strict=True):
        expect(shown.locator("th")).to_have_text(row["year"])
        expect(shown).to_contain_text(_value(row))
        expect(shown).to_contain_text(formatting.count(int(row["numerator"])))
        expect(shown).to_contain_text(formatting.count(int(row["denominator"])))
        verdict = load_declarations().verdicts[row["verdict"]].name
        expect(shown.locator(".verdict")).to_contain_text(verdict)
    units = {
        r["unit_name"]: r for r in _results(soket, demo, "organisation") if r["year"] == "2024"
    }
    ranked = _block(tab, "xep-hang-chi-tieu").locator("tbody tr")
    expect(ranked).to_have_count(15)
    for shown in ranked.all():
        row = units[shown.locator("th").inner_text()]
        expect(shown).to_contain_text(_value(row))


@pytest.mark.browser
def test_the_grid_holds_every_unit_and_year_of_the_command_line(
    tab: Page, demo_address: str, demo: Path, soket
):
    _open(tab, demo_address, f"nam=2024&chi-tieu={TARGET}&{TABLES}")
    rows = _block(tab, "bang-mau").locator("tbody tr")
    expect(rows).to_have_count(15)
    shown = rows.evaluate_all("rows => rows.map(r => [...r.cells].map(c => c.innerText.trim()))")
    expected: dict[str, list[str]] = {}
    for row in _results(soket, demo, "organisation"):
        expected.setdefault(row["unit_name"], []).append(_value(row))
    for name, *values in shown:
        assert [value.split()[-1] for value in values] == expected[name]


@pytest.mark.browser
def test_the_page_is_walked_by_clicking_and_its_link_shows_the_same(
    tab: Page, browser: Browser, demo_address: str
):
    _open(tab, demo_address, f"nam=2024&chi-tieu={TARGET}&{TABLES}")
    tab.get_by_role("link", name="2023").first.click()
    expect(tab.locator(".target-status h2")).to_have_text("Đảng bộ huyện Tây Sơn, năm 2023")
    tab.get_by_role("group", name="Đơn vị").get_by_role("link", name="Tổ chức cơ sở đảng").click()
    expect(_block(tab, "bang-mau").locator("tbody tr")).to_have_count(40)
    tab.get_by_role("link", name="Theo tên").click()
    expect(tab).to_have_url(re.compile(r"nhom=to-chuc.*thu-tu=ten"))
    first = _block(tab, "bang-mau").locator("tbody tr").first
    expect(first).to_contain_text("Chi bộ Ban Dân vận Huyện ủy")
    with browser.new_context(locale="vi-VN") as fresh:
        other = fresh.new_page()
        other.goto(tab.url)
        other_first = _block(other, "bang-mau").locator("tbody tr").first
        expect(other_first).to_have_text(first.text_content())
        assert _line(other) == _line(tab)


@pytest.mark.browser
def test_another_target_is_found_by_keyboard_without_accents(tab: Page, demo_address: str):
    _open(tab, demo_address, f"nam=2024&chi-tieu={TARGET}&{TABLES}")
    tab.locator('.target-status button[data-key="chi-tieu"]').focus()
    tab.keyboard.press("Enter")
    tab.keyboard.type("llct")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("chi-tieu=committee_theory"))
    expect(_block(tab, "phieu-chi-tieu").locator("h2")).to_contain_text("LLCT từ trung cấp")


@pytest.mark.browser
def test_chart_and_table_change_places(tab: Page, demo_address: str):
    _open(tab, demo_address, f"nam=2024&chi-tieu={TARGET}")
    expect(tab.locator(".js-plotly-plot")).to_have_count(2, timeout=20_000)
    _block(tab, "dien-bien").get_by_role("link", name="Bảng", exact=True).click()
    expect(tab.locator(".js-plotly-plot")).to_have_count(1)
    expect(_block(tab, "dien-bien").locator("tbody tr")).to_have_count(6)


@pytest.mark.browser
def test_a_cell_of_the_grid_leads_to_the_unit_in_its_year(tab: Page, demo_address: str):
    _open(tab, demo_address, f"nam=2024&chi-tieu={TARGET}&{TABLES}")
    row = _block(tab, "bang-mau").locator("tbody tr", has_text="Đảng bộ xã Bình Nghi")
    row.locator("td a").nth(2).click()
    expect(tab).to_have_url(re.compile(r"/don-vi\?nam=2022&to-chuc=TS14\b"))


@pytest.mark.browser
def test_a_bar_leads_to_its_unit_and_a_point_to_its_year(tab: Page, demo_address: str):
    _open(tab, demo_address, f"nam=2024&chi-tieu={TARGET}")
    points = tab.locator(".js-plotly-plot").first.locator(".scatterlayer .plotly-customdata")
    _click_on(tab, points.nth(1))
    expect(tab).to_have_url(re.compile(r"nam=2021"))
    expect(tab.locator(".target-status h2")).to_contain_text("năm 2021")
    expect(_block(tab, "xep-hang-chi-tieu").locator("h2")).to_contain_text("năm 2021")
    tab.wait_for_function(DRAWN)
    _click_on(tab, tab.locator(".js-plotly-plot").nth(1).locator(".barlayer .point path").first)
    expect(tab).to_have_url(re.compile(r"/don-vi\?nam=2021&to-chuc=TS\d\d"))


@pytest.mark.browser
@each("size", [(1920, 1080), (1366, 768)])
def test_nothing_runs_over_the_edge(tab: Page, demo_address: str, size: tuple[int, int]):
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    _open(tab, demo_address, "nam=2024&chi-tieu=committee_degree")
    expect(_block(tab, "phieu-chi-tieu")).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    over = tab.locator(".heat-frame, .sheet, .table-frame").evaluate_all(
        "found => found.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.className)"
    )
    assert over == []
