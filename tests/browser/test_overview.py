"""The overview as a person sees it: numbers read off the page, links, a load behind its back."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from servers import dashboard

from pipelines import formatting
from pipelines.declarations import load_declarations
from pipelines.load import load

SAMPLES = Path(__file__).parents[1] / "samples" / "office"
ENGLISH = re.compile(
    r"\b(Deploy|Rerun|Settings|Choose|Select|options|Search|Loading|Running|Stop|Made with|Error"
    r"|Menu|View|Download|Page|not found|Skip|main content)\b"
)
DECIMAL_POINT = re.compile(r"\d\.\d(?!\d\d)")


def _results(soket, warehouse: Path, year: int) -> list[dict[str, str]]:
    words = ["--year", year, "--level", "district", "--format", "csv", "--warehouse", warehouse]
    return list(csv.DictReader(io.StringIO(soket("results", *words))))


def _open(tab: Page, address: str, year: int) -> None:
    tab.goto(f"{address}/tong-quan?nam={year}")
    expect(tab.locator(".tile .value")).to_have_count(8)


def _check_tiles(tab: Page, results: list[dict[str, str]]) -> None:
    verdicts = load_declarations().verdicts
    for row in results:
        tile = tab.locator(f'.tile[data-target="{row["target_id"]}"]')
        k, n = int(row["numerator"]), int(row["denominator"])
        expect(tile.locator(".value")).to_have_text(formatting.percent(100 * k / n))
        expect(tile.locator(".kn")).to_have_text(f"{formatting.count(k)}/{formatting.count(n)}")
        expect(tile.locator(".verdict")).to_contain_text(verdicts[row["verdict"]].name)
        if row["shortfall"] != "0":
            expect(tile.locator(".gap")).to_contain_text(formatting.count(int(row["shortfall"])))


@pytest.mark.browser
@pytest.mark.parametrize("year", [2020, 2023, 2025])
def test_the_tiles_say_what_the_command_line_says(
    tab: Page, demo_address: str, demo: Path, soket, year: int
):
    _open(tab, demo_address, year)
    _check_tiles(tab, _results(soket, demo, year))
    assert re.search(rf"[?&]nam={year}\b", tab.url)


@pytest.mark.browser
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
def test_the_page_is_vietnamese_and_fits(tab: Page, demo_address: str, size: tuple[int, int]):
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    _open(tab, demo_address, 2024)
    expect(tab.locator(".js-plotly-plot").first).to_be_visible()
    skip_link = tab.get_by_test_id("stSkipToContent")  # English in the DOM, redrawn by our CSS
    text = tab.locator("body").inner_text().replace(skip_link.inner_text(), "")
    assert "Số liệu minh họa" in text
    assert ENGLISH.findall(text) == []
    assert DECIMAL_POINT.findall(text) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    bottoms = tab.locator(".tile").evaluate_all(
        "tiles => tiles.map(tile => tile.getBoundingClientRect().bottom)"
    )
    assert max(bottoms) <= size[1]


@pytest.mark.browser
def test_another_year_is_a_click_and_a_link(tab: Page, demo_address: str, demo: Path, soket):
    _open(tab, demo_address, 2024)
    tab.get_by_role("radio", name="2022").or_(tab.get_by_role("button", name="2022")).first.click()
    expect(tab).to_have_url(re.compile(r"nam=2022"))
    _check_tiles(tab, _results(soket, demo, 2022))
    tab.goto(tab.url)
    _check_tiles(tab, _results(soket, demo, 2022))


@pytest.mark.browser
def test_an_unknown_year_is_announced_and_nothing_else_is_shown(tab: Page, demo_address: str):
    tab.goto(f"{demo_address}/tong-quan?nam=2031")
    expect(tab.get_by_text("2031").first).to_be_visible()
    expect(tab.locator(".tile")).to_have_count(0)


@pytest.mark.browser
def test_part_year_is_marked(tab: Page, demo_address: str):
    _open(tab, demo_address, 2025)
    expect(tab.locator(".as-of")).to_contain_text("30/6/2025")
    expect(tab.locator('.tile[data-target="admissions"]')).to_contain_text("30/6/2025")


@pytest.mark.browser
def test_a_load_shows_at_the_next_run_without_a_restart(tab: Page, tmp_path: Path, soket):
    register, year = SAMPLES / "Danh muc to chuc dang.xlsx", SAMPLES / "Bieu tong hop 2020.xlsx"
    with dashboard(tmp_path) as address:
        tab.goto(f"{address}/tong-quan")
        expect(tab.get_by_text("soket load").first).to_be_visible()
        load([register, year], tmp_path)
        _open(tab, address, 2020)
        first = tab.locator(".as-of").get_attribute("data-snapshot")
        second = load([SAMPLES / "Bieu tong hop 2021.xlsx"], tmp_path).snapshot_id
        assert tab.locator(".as-of").get_attribute("data-snapshot") == first
        _open(tab, address, 2021)
        expect(tab.locator(".as-of")).to_have_attribute("data-snapshot", second)
        _check_tiles(tab, _results(soket, tmp_path, 2021))


@pytest.mark.browser
def test_a_broken_pointer_says_what_to_do(tab: Page, tmp_path: Path):
    loaded = load([SAMPLES / "Danh muc to chuc dang.xlsx"], tmp_path)
    (tmp_path / f"{loaded.snapshot_id}.duckdb").unlink()
    with dashboard(tmp_path) as address:
        tab.goto(f"{address}/tong-quan")
        expect(tab.get_by_text("soket history").first).to_be_visible()
        assert "Traceback" not in tab.locator("body").inner_text()
