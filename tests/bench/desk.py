"""(i) six office workbooks at the data desk, from choosing the files to the published snapshot."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from at_the_desk import publish
from playwright.sync_api import Browser, expect, sync_playwright
from servers import CHROMIUM, CHROMIUM_PATH, dashboard

PAIRS = 5


def bench_desk(exports: Path, fresh_load: Callable[[Path], float], tell: Callable) -> None:
    """Files are sent, looked at and published by a real browser; the floor is `soket load`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM_PATH, args=CHROMIUM)
        at_the_desk(browser, exports), fresh_load(exports)
        timed = [(at_the_desk(browser, exports), fresh_load(exports)) for _ in range(PAIRS)]
        browser.close()
    tell("(i) six workbooks at the desk, to published ÷ soket load", timed, 3)


def at_the_desk(browser: Browser, exports: Path) -> float:
    """Seconds from the chosen files to the sentence that they are published; nobody thinks."""
    with tempfile.TemporaryDirectory() as folder, dashboard(Path(folder) / "kho") as address:
        tab = browser.new_page()
        tab.goto(f"{address}/du-lieu")
        with tab.expect_file_chooser() as chooser:
            tab.get_by_role("button", name="Chọn tệp").click()
        started = time.perf_counter()
        chooser.value.set_files(sorted(exports.iterdir()))
        expect(tab.locator("[data-run=ready]")).to_be_visible(timeout=60_000)
        publish(tab, "0001")
        seconds = time.perf_counter() - started
        tab.close()
        return seconds
