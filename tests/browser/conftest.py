"""A real browser at the real dashboard, which may ask nobody but this PC."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from servers import CHROMIUM, CHROMIUM_PATH, dashboard


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM_PATH, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile whose requests are all written down; each must go to this PC."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-US")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context
    context.close()
    assert asked
    outside = [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))]
    assert outside == []


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture(scope="session")
def demo_address(demo: Path) -> Iterator[str]:
    """The dashboard of the invented district."""
    with dashboard(demo) as address:
        yield address


@pytest.fixture
def soket() -> object:
    """Run the command line; its standard output."""
    import sys

    def run(*words: object) -> str:
        command = [Path(sys.executable).with_name("soket"), *map(str, words)]
        done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
        return done.stdout

    return run
