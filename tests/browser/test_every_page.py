"""Every page in the browser: in Vietnamese, inside the window, for every reader, by keyboard."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dashboard.navigation import PAGES

PATHS = [entry.url_path for entry in PAGES]
OTHERS = ["tong-quan", "so-ket", "nguon"]
"""Pages whose own tests do not open their link in a fresh browser."""

MORE = {"so-sanh": "&so=TS05,TS12,xa"}  # a comparison needs something to compare
WINDOWS = {
    "laptop": (1366, 768, "light", "nam=2024"),
    "projector": (1920, 1080, "dark", "nam=2025&to-chuc=TS12"),
}
ENGLISH = re.compile(
    r"\b(Deploy|Rerun|Settings|Choose|Select|options?|Search|Loading|Running|Stop|Made with|Error"
    r"|Menu|View|Download|Page|not found|Skip|main content|Close|Open|Clear|Fullscreen|Show|Hide"
    r"|None|null|nan|undefined|True|False)\b"
)
DECIMAL_POINT = re.compile(r"\d\.\d(?!\d\d)")
# Findings about Streamlit's own frame, which a page of ours cannot mend
STREAMLITS_OWN = '[data-testid="stSkipToContent"]'
SERIOUS = ("serious", "critical")
each = pytest.mark.parametrize
pytestmark = pytest.mark.browser


def opened(tab: Page, address: str) -> None:
    """Open an address and wait until every block of the page is drawn."""
    tab.goto(address)
    expect(tab.locator("[data-block]").first).to_be_visible()
    finished(tab)


def finished(tab: Page) -> None:
    """Wait until the script has ended and every chart is drawn."""
    tab.wait_for_function(
        """() => document.querySelector('[data-test-script-state="notRunning"]')
          && [...document.querySelectorAll('.stPlotlyChart')]
            .every(chart => chart.querySelector('.main-svg'))"""
    )


def words_of(tab: Page) -> str:
    """All text that is seen, and the words that only a screen reader says."""
    heard = tab.evaluate(
        """() => [...document.querySelectorAll('[aria-label], [title], [alt], [placeholder]')]
          .flatMap(e => ['aria-label', 'title', 'alt', 'placeholder'].map(n => e.getAttribute(n)))
          .filter(Boolean).join('\\n')"""
    )
    skip = tab.get_by_test_id("stSkipToContent").inner_text()  # redrawn by our style sheet
    return tab.locator("body").inner_text().replace(skip, "") + "\n" + heard


def in_cells(text: str) -> str:
    """The text without names of files, cells of workbooks and snapshot ids."""
    return re.sub(r"\S+\.(xlsx|csv|duckdb)\b|\b\d{4}-\d{8}-\S+", "", text)


@each("path", PATHS)
@each("window", WINDOWS)
def test_vietnamese_inside_the_window_and_for_every_reader(tab, demo_address, path, window):
    width, height, mode, scope = WINDOWS[window]
    tab.set_viewport_size({"width": width, "height": height})
    tab.emulate_media(color_scheme=mode)
    opened(tab, f"{demo_address}/{path}?{scope}{MORE.get(path, '')}")
    text = in_cells(words_of(tab))
    assert "Số liệu minh họa" in text
    assert ENGLISH.findall(text) == []
    assert DECIMAL_POINT.findall(text) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert not tab.locator(".notice").count()
    assert wrong_for_readers(tab) == []
    if window == "laptop":
        assert not_reached(tab) == set()


def wrong_for_readers(tab: Page) -> list[tuple]:
    """Serious findings of axe that are ours to mend."""
    return [
        (issue["id"], node["target"], node["html"][:120])
        for issue in Axe().run(tab).response["violations"]
        if issue["impact"] in SERIOUS
        for node in issue["nodes"]
        if STREAMLITS_OWN not in str(node["target"])
    ]


def not_reached(tab: Page) -> set[str]:
    """Filters and tables that the Tab key does not come to."""
    wanted = set(tab.locator(".pick > button, .years a, .table-frame").evaluate_all(REMEMBER))
    for _ in range(tab.locator("a[href], button, [tabindex='0']").count() + 10):
        tab.keyboard.press("Tab")
        wanted.discard(tab.evaluate("document.activeElement.dataset.n"))
        if not wanted:
            break
    return wanted


REMEMBER = "found => found.map((e, i) => (e.dataset.n = String(i)))"


@each("path", OTHERS)
def test_a_link_shows_the_same_in_a_fresh_browser(
    tab, browser: Browser, demo_address: str, path: str
):
    opened(tab, f"{demo_address}/{path}?nam=2023{MORE.get(path, '')}")
    tab.locator('.pick[data-name="to-chuc"] > button').click()
    tab.keyboard.type("tay giang")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile("to-chuc=TS05"))
    expect(tab.locator('.pick[data-name="to-chuc"]')).to_contain_text("Tây Giang")
    with browser.new_context(viewport={"width": 1366, "height": 768}) as fresh:
        again = fresh.new_page()
        opened(again, tab.url)
        shown = again.evaluate(f"({MARKUP})()")
    tab.wait_for_function(f"text => ({MARKUP})() === text", arg=shown)


# Everything but the inside of charts, whose words come and go while they are drawn
MARKUP = """() => [...document.querySelectorAll('[data-testid="stHtml"]')]
  .map(part => part.innerText).join()"""
