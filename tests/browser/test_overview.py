"""The overview as a person sees it: numbers read off the page, links, a load behind its back."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
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


def _results(
    soket, warehouse: Path, year: int, level: str = "district", *more: str
) -> list[dict[str, str]]:
    words = ["--year", year, "--level", level, "--format", "csv", "--warehouse", warehouse]
    return list(csv.DictReader(io.StringIO(soket("results", *words, *more))))


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
    tab.locator('.years a[data-year="2022"]').click()
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


def _told(row: dict[str, str]) -> tuple[str, str]:
    """k/n and the percentage of a result of the command line."""
    k, n = int(row["numerator"]), int(row["denominator"])
    return f"{formatting.count(k)}/{formatting.count(n)}", formatting.percent(100 * k / n)


@pytest.mark.browser
def test_map_list_and_files_say_what_the_command_line_says(
    tab: Page, demo_address: str, demo: Path, soket
):
    tab.goto(f"{demo_address}/tong-quan?nam=2024&chi-tieu=admissions")
    rows = _results(soket, demo, 2024, "organisation", "--target", "admissions")
    expect(tab.locator(".tile-map .place")).to_have_count(15)
    for row in rows:
        counts, value = _told(row)
        unit = tab.locator(f'[data-block="ban-do"] a[href*="to-chuc={row["unit_id"]}"]')
        expect(unit).to_contain_text(value)
        expect(unit).to_have_attribute("title", re.compile(re.escape(f"{value} ({counts})")))
    listed = tab.locator('[data-block="can-chu-y"] tbody tr')
    expect(listed).to_have_count(10)
    named = {row["unit_name"]: row for row in rows}
    for line in listed.all():
        row = named[line.locator("th").inner_text()]
        expect(line).to_contain_text(_told(row)[0])
        expect(line).to_contain_text(formatting.count(int(row["shortfall"])))


@pytest.mark.browser
def test_colouring_target_and_tables_are_chosen_by_keyboard_and_link(
    tab: Page, browser: Browser, demo_address: str
):
    tab.goto(f"{demo_address}/tong-quan?nam=2024&chi-tieu=admissions")
    tab.get_by_role("link", name="theo số chỉ tiêu đạt").click()
    expect(tab).to_have_url(re.compile("to-mau=so-dat"))
    expect(tab.locator('[data-block="ban-do"]')).to_contain_text("đạt mọi chỉ tiêu")
    tab.locator('.pick[data-name="chi-tieu"] > button').focus()
    tab.keyboard.press("Enter")
    tab.keyboard.type("can bo cong chuc")
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("chi-tieu=staff_degree"))
    assert "to-mau" not in tab.url
    expect(tab.locator('[data-block="ban-do"] h2')).to_contain_text("Cán bộ, công chức cấp xã")
    tab.locator('[data-block="ban-do"] .switch a', has_text="Bảng").click()
    expect(tab.locator('[data-block="ban-do"] tbody tr')).to_have_count(15)
    shown = tab.locator('[data-block="ban-do"] tbody').inner_text()
    with browser.new_context() as fresh:
        again = fresh.new_page()
        again.goto(tab.url)
        expect(again.locator('[data-block="ban-do"] tbody')).to_be_visible()
        assert again.locator('[data-block="ban-do"] tbody').inner_text() == shown


@pytest.mark.browser
def test_tiles_rows_and_bars_lead_to_their_units(tab: Page, demo_address: str):
    page = f"{demo_address}/tong-quan?nam=2024&chi-tieu=admissions"
    tab.goto(page)
    tab.locator(".tile-map .place", has_text="Tây Giang").click()
    expect(tab).to_have_url(re.compile(r"/don-vi\?nam=2024&to-chuc=TS05"))
    tab.goto(page)
    tab.locator('[data-block="can-chu-y"] tbody th a').first.click()
    expect(tab).to_have_url(re.compile(r"/don-vi\?nam=2024&to-chuc=TS05"))
    tab.goto(page)
    tab.locator('[data-block="can-chu-y"] .more a').click()
    expect(tab).to_have_url(re.compile(r"/chi-tieu\?nam=2024&chi-tieu=admissions"))
    tab.goto(page)
    bar = tab.locator(".st-key-block-xep-hang .bars .point path").first
    expect(bar).to_be_visible()
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.mouse.move(middle[0] - 3, middle[1])
    tab.mouse.move(*middle)
    expect(tab.locator(".hoverlayer .hovertext").first).to_be_visible()
    tab.mouse.down()
    tab.mouse.up()
    expect(tab).to_have_url(re.compile(r"/don-vi\?nam=2024&to-chuc=TS01"))
