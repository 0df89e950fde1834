"""Xã, tổ chức in the browser: from the list to a unit, its figures, its links, its files."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from pipelines import formatting
from pipelines.declarations import load_declarations

COMMUNE = "TS14"
pytestmark = pytest.mark.browser


def _rows(soket: Callable[..., str], demo: Path, question: str, **asked: str) -> list[dict]:
    words = [word for name, value in asked.items() for word in (f"--{name}", value)]
    text = soket(question, *words, "--warehouse", demo, "--format", "csv")
    return list(csv.DictReader(io.StringIO(text)))


def _open(tab: Page, address: str, query: str) -> None:
    tab.goto(f"{address}/don-vi?{query}")
    expect(tab.locator("section.block").first).to_be_visible()


def _block(tab: Page, name: str):
    return tab.locator(f'[data-block="{name}"]')


def test_from_the_list_to_a_unit_and_to_another_year(tab: Page, demo_address: str):
    _open(tab, demo_address, "nam=2024")
    expect(_block(tab, "danh-sach").locator("li")).to_have_count(58)
    by_score = tab.get_by_role("link", name="Theo số chỉ tiêu đạt")
    by_score.click()
    expect(by_score).to_have_attribute("aria-current", "true")
    expect(tab).to_have_url(re.compile("thu-tu=chi-tieu-dat"))
    first = _block(tab, "danh-sach").locator("section").first.locator("li a b")
    met = [int(text.split("/")[0]) for text in first.all_inner_texts()]
    assert met == sorted(met, reverse=True)
    tab.get_by_role("link", name="Đảng bộ xã Bình Nghi").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(".unit-head h2")).to_have_text("Đảng bộ xã Bình Nghi")
    expect(tab.locator(".unit-score")).to_have_text("đạt 4/8 chỉ tiêu năm 2024")
    tab.locator('[data-key="nam-2022"]').click()
    expect(tab.locator(".unit-score")).to_contain_text("năm 2022")
    expect(
        tab.get_by_role("img", name="Biến động đảng viên năm 2022")
        .or_(tab.locator(".js-plotly-plot"))
        .first
    ).to_be_visible()


def test_the_figures_are_those_of_the_command_line(
    tab: Page, demo_address: str, demo: Path, soket: Callable[..., str]
):
    _open(tab, demo_address, f"nam=2024&to-chuc={COMMUNE}")
    expect(_block(tab, "cap-uy")).to_be_visible()
    targets, verdicts = load_declarations().targets, load_declarations().verdicts
    results = _rows(soket, demo, "results", level="organisation")
    own = {(r["target_id"], r["year"]): r for r in results if r["unit_id"] == COMMUNE}
    shown = (
        _block(tab, "tam-chi-tieu")
        .locator("tbody tr")
        .evaluate_all("lines => lines.map(line => [...line.cells].map(cell => cell.innerText))")
    )
    lines = {cells[0].split("\n")[0]: cells[1:] for cells in shown}
    assert len(own) == 48
    for (target_id, year), row in own.items():
        text = lines[targets[target_id].name][int(year) - 2020]
        k, n = int(row["numerator"]), int(row["denominator"])
        assert formatting.percent(100 * k / n) in text
        assert f"{formatting.count(k)}/{formatting.count(n)}" in text
        assert verdicts[row["verdict"]].name in text
    people = _rows(soket, demo, "composition", level="organisation", year="2024", dimension="age")
    said = _block(tab, "cap-uy").inner_text()
    for row in (row for row in people if row["unit_id"] == COMMUNE and row["count"] != "0"):
        assert f": {row['count']} ({formatting.percent(float(row['share_pct']))})" in said


def test_a_link_opens_the_same_in_another_browser(tab: Page, browser: Browser, demo_address: str):
    _open(tab, demo_address, f"nam=2023&to-chuc={COMMUNE}")
    block = _block(tab, "doi-chieu")
    block.get_by_role("link", name="Bảng", exact=True).click()
    expect(block.locator("table caption")).to_be_attached()
    said = block.locator("tbody").inner_text()
    other = browser.new_context(locale="en-US").new_page()
    other.goto(tab.url)
    expect(_block(other, "doi-chieu").locator("table caption")).to_be_attached()
    assert _block(other, "doi-chieu").locator("tbody").inner_text() == said
    other.context.close()


def test_figures_bars_and_names_lead_on(tab: Page, demo_address: str):
    _open(tab, demo_address, f"nam=2024&to-chuc={COMMUNE}")
    bar = tab.locator(".js-plotly-plot .bars .point").nth(1)
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(tab).to_have_url(re.compile(r"/nguon\?.*so=member_flow"))
    tab.go_back()
    tab.locator(".unit-cells tbody th a").first.click()
    expect(tab).to_have_url(re.compile(r"/chi-bo\?.*chi-bo=TS14"))
    tab.go_back()
    tab.locator(".unit-links a").first.click()
    expect(tab).to_have_url(re.compile(r"/so-sanh\?nam=2024&so=TS14"))


def test_files_hold_the_same_numbers(tab: Page, demo_address: str):
    _open(tab, demo_address, f"nam=2024&to-chuc={COMMUNE}")
    with tab.expect_download() as download:
        _block(tab, "bien-dong").get_by_role("link", name="CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "303" in text
    assert "315" in text
