"""Chi bộ as a person uses it: figures against the command line, choices, the open cell."""

import csv
import io
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from pipelines import formatting
from pipelines.declarations import load_declarations

TABLE, DETAIL = '[data-block="chi-bo"]', '[data-block="mot-chi-bo"]'
TARGETS = ("members_good", "admissions")
pytestmark = pytest.mark.browser


def _results(soket, warehouse: Path, year: int) -> dict[tuple[str, str], dict[str, str]]:
    """Unit and target → row of the command line."""
    words = ["--level", "cell", "--year", year, "--format", "csv", "--warehouse", warehouse]
    rows = csv.DictReader(io.StringIO(soket("results", *words)))
    return {(row["unit_id"], row["target_id"]): row for row in rows}


def _open(tab: Page, address: str, query: str) -> None:
    tab.goto(f"{address}/chi-bo?{query}")
    expect(tab.locator(f"{TABLE} h2")).to_be_visible()


def _rows(tab: Page) -> Locator:
    return tab.locator(f"{TABLE} tbody tr:not(.group)")


def _asked(tab: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(tab.url).query).items()}


def _figures(row: dict[str, str]) -> list[str]:
    k, n = int(row["numerator"]), int(row["denominator"])
    if n == 0:
        return ["—", "—"]
    return [formatting.percent(100 * k / n), f"{formatting.count(k)}/{formatting.count(n)}"]


def _check_rows(tab: Page, results: dict, count: int) -> None:
    verdicts = load_declarations().verdicts
    for shown in _rows(tab).all()[:count]:
        href = shown.locator("th a").get_attribute("href")
        unit_id = parse_qs(urlsplit(href).query)["mo"][0]
        cells = [cell.rstrip("*") for cell in shown.locator("td").all_inner_texts()]
        for place, target in enumerate(TARGETS):
            row, own = results[unit_id, target], cells[4 * place : 4 * place + 3]
            assert own[:2] == _figures(row)
            assert verdicts[row["verdict"]].name in own[2]


@pytest.mark.parametrize(
    ("year", "query"), [(2020, "to-chuc=TS09"), (2024, ""), (2025, "xa=21847")]
)
def test_figures_are_those_of_the_command_line(
    tab: Page, demo_address: str, demo: Path, soket, year: int, query: str
):
    _open(tab, demo_address, f"nam={year}&{query}".rstrip("&"))
    _check_rows(tab, _results(soket, demo, year), 12)


def test_choices_narrow_sort_and_turn_the_table_and_the_link_shows_the_same(
    tab: Page, browser: Browser, demo_address: str, demo: Path, soket
):
    _open(tab, demo_address, "nam=2024")
    results = _results(soket, demo, 2024)
    below = [r for (_, target), r in results.items() if target == TARGETS[1]]
    missed = sum(row["verdict"] == "not_met" for row in below)
    tab.get_by_role("link", name=f"Chưa đạt {missed}", exact=False).click()
    expect(tab.locator(f"{TABLE} .parts")).to_contain_text(f"trong {missed} dòng")
    tab.get_by_role("link", name="Danh sách chung").click()
    expect(tab.locator(f"{TABLE} tr.group")).to_have_count(0)
    tab.locator('[data-key="sort-chi-bo-members"]').click()
    expect(tab.locator(f"{TABLE} [aria-sort=descending]")).to_have_count(1)
    assert _asked(tab) == {
        "nam": "2024",
        "danh-gia": f"{TARGETS[1]}.not_met",
        "nhom": "khong",
        "sap-xep": "chi-bo.members.giam",
    }
    tab.locator('[data-key="part-chi-bo-next"]').click()
    expect(tab.locator(f"{TABLE} .parts")).to_contain_text("Trang 2/3")
    names = _rows(tab).locator("th").all_inner_texts()
    assert len(names) == 50
    fresh = browser.new_context(viewport={"width": 1366, "height": 768})
    again = fresh.new_page()
    again.goto(tab.url)
    expect(_rows(again)).to_have_count(50)
    assert _rows(again).locator("th").all_inner_texts() == names
    fresh.close()


def test_a_cell_opens_beside_the_table_which_stays_where_it_was(tab: Page, demo_address: str):
    _open(tab, demo_address, "nam=2024&loai-hinh=xa")
    frame, row = tab.locator(f"{TABLE} .table-frame"), _rows(tab).nth(45)
    link = row.locator("th a")
    link.scroll_into_view_if_needed()
    before, name = frame.evaluate("e => e.scrollTop"), link.inner_text()
    assert before > 0
    link.focus()
    tab.keyboard.press("Enter")
    detail = tab.locator(DETAIL)
    expect(detail.locator("h2")).to_have_text(name)
    assert frame.evaluate("e => e.scrollTop") == before
    expect(link).to_be_focused()
    assert _asked(tab).keys() == {"nam", "loai-hinh", "mo"}
    shown, panel = frame.bounding_box(), detail.bounding_box()
    assert shown["x"] + shown["width"] <= panel["x"]
    assert panel["x"] + panel["width"] <= 1366
    tab.locator('[data-key="close"]').click()
    expect(detail).to_have_count(0)
    assert frame.evaluate("e => e.scrollTop") == before
    assert "mo" not in _asked(tab)


def test_the_panel_says_what_the_command_line_says(tab: Page, demo_address: str, demo: Path, soket):
    _open(tab, demo_address, "nam=2024&mo=TS11.03")
    results = _results(soket, demo, 2024)
    for target in TARGETS:
        lines = tab.locator(f'{DETAIL} table[data-target="{target}"] tr')
        expect(lines).to_have_count(6)
        chosen = lines.and_(tab.locator(".chosen"))
        expect(chosen.locator("th")).to_have_text("2024")
        figures = chosen.locator("td").all_inner_texts()[:2]
        assert figures == _figures(results["TS11.03", target])
    tab.locator(f"{DETAIL} .cell-ways a").first.click()
    expect(tab).to_have_url(re.compile(r"/nguon\?.*chi-bo=TS11\.03"))


def test_a_cell_of_the_filter_bar_is_open_among_its_neighbours(tab: Page, demo_address: str):
    _open(tab, demo_address, "nam=2022&chi-bo=TS09.05")
    expect(tab.locator(DETAIL)).to_contain_text("Sáp nhập vào Chi bộ thôn 4 từ 31/12/2022")
    expect(tab.locator(TABLE)).to_contain_text("Đảng bộ xã Tây Bình")
    assert _rows(tab).count() > 5
    _rows(tab).first.locator("th a").click()
    expect(tab.locator(f"{DETAIL} h2")).not_to_have_text("Chi bộ thôn 5")
    assert _asked(tab).keys() == {"nam", "to-chuc", "mo"}


def test_what_is_unknown_or_absent_is_said(tab: Page, demo_address: str):
    _open(tab, demo_address, "nam=2024&mo=zzz&danh-gia=abc&nhom=abc")
    expect(tab.locator("[role=alert]")).to_have_count(3)
    _open(tab, demo_address, "nam=2024&mo=TS09.05")
    expect(tab.locator(DETAIL)).to_contain_text("Năm 2024 không có chi bộ này")
    _open(tab, demo_address, "nam=2024&to-chuc=TS47")
    expect(tab.locator(f"{TABLE} .empty")).to_contain_text("Không có chi bộ trực thuộc")


def test_names_stay_seen_while_the_rest_is_moved(tab: Page, demo_address: str):
    _open(tab, demo_address, "nam=2024&nhom=khong&mo=TS11.03")
    frame = tab.locator(f"{TABLE} .table-frame")
    frame.evaluate("e => { e.scrollLeft = 400; e.scrollTop = 300 }")
    box = frame.bounding_box()
    name = _rows(tab).nth(20).locator("th").bounding_box()
    organisation = _rows(tab).nth(20).locator("td").first.bounding_box()
    heading = tab.locator(f"{TABLE} thead").bounding_box()
    assert name["x"] == pytest.approx(box["x"], abs=1)
    assert organisation["x"] == pytest.approx(name["x"] + name["width"], abs=1)
    assert heading["y"] == pytest.approx(box["y"], abs=3)
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
