"""(c) The first visit in Chromium: until eight tiles can be read, against a bare Streamlit page."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from servers import CHROMIUM, CHROMIUM_PATH, dashboard, served

BARE_PAGE = 'import streamlit as st\nst.title("Trang trống")\nst.write("Một dòng.")\n'
VISITS = 9
STARTS = 5


def bench_visit(warehouse: Path, tell: Callable) -> None:
    """Warm servers, a fresh browser profile each visit; then fresh servers as well."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        (Path(folder) / "bare.py").write_text(BARE_PAGE, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM_PATH, args=CHROMIUM)
        with dashboard(warehouse) as page, bare(Path(folder)) as floor:
            pair(browser, page, floor)
            timed = [pair(browser, page, floor) for _ in range(VISITS)]
        tell("(c) first visit: eight tiles ÷ bare page, servers warm", timed, 1.5)
        timed = []
        for _ in range(STARTS):
            with dashboard(warehouse) as page, bare(Path(folder)) as floor:
                timed.append(pair(browser, page, floor))
        tell("    the same, first visit since the servers started", timed, 1.5)
        browser.close()


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
    tab.locator(readable).nth(count - 1).wait_for(state="visible")
    seconds = time.perf_counter() - started
    context.close()
    return seconds


@contextmanager
def bare(folder: Path) -> Iterator[str]:
    """A Streamlit page with a title and one line."""
    options = ["--server.headless=true", "--browser.gatherUsageStats=false"]
    command = ["-m", "streamlit", "run", "bare.py", "--server.address=127.0.0.1", *options]
    with served(command, folder, dict(os.environ)) as address:
        yield address
