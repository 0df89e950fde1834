"""(c) The first visit in Chromium: until eight tiles can be read, against a bare Streamlit page."""

import time
from collections.abc import Callable
from pathlib import Path

from pages import browsing, plain
from playwright.sync_api import Browser
from servers import dashboard

# Asked at every frame: a locator that waits asks again only every half second.
READABLE = "([css, n]) => document.querySelectorAll(css)[n - 1]?.checkVisibility()"
VISITS = 9
STARTS = 5


def bench_visit(warehouse: Path, tell: Callable) -> None:
    """Warm servers, a fresh browser profile each visit; then fresh servers as well."""
    with browsing() as browser:
        with dashboard(warehouse) as page, plain("bare_page.py") as floor:
            pair(browser, page, floor)
            timed = [pair(browser, page, floor) for _ in range(VISITS)]
        tell("(c) first visit: eight tiles ÷ bare page, servers warm", timed, 1.5)
        timed = []
        for _ in range(STARTS):
            with dashboard(warehouse) as page, plain("bare_page.py") as floor:
                timed.append(pair(browser, page, floor))
        tell("    the same, first visit since the servers started", timed, 1.5)


def pair(browser: Browser, page: str, floor: str) -> tuple[float, float]:
    """Seconds to eight readable tiles, and to a bare page."""
    tiles = visit(browser, f"{page}/tong-quan", ".tile .value", 8)
    return tiles, visit(browser, floor, "[data-testid=stMarkdownContainer] p", 1)


def visit(browser: Browser, address: str, readable: str, count: int) -> float:
    """Seconds until so many elements are seen, in a browser profile without any cache."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    tab = context.new_page()
    started = time.perf_counter()
    tab.goto(address, wait_until="commit")
    tab.wait_for_function(READABLE, arg=[readable, count])
    seconds = time.perf_counter() - started
    context.close()
    return seconds
