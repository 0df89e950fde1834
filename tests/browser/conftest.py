"""A real browser at the real dashboard, which may ask nobody but this PC."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from servers import CHROMIUM, CHROMIUM_PATH, dashboard

LAPTOP = {"viewport": {"width": 1366, "height": 768}, "locale": "en-US"}


@pytest.fixture(scope="session")
def asked() -> list[str]:
    """The address of every request of every browser profile since the test began."""
    return []


@pytest.fixture(scope="session")
def browser(asked: list[str]) -> Iterator[Browser]:
    """Chromium; whatever profile a test opens, its requests are written down."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM_PATH, args=CHROMIUM)
        open_profile = browser.new_context

        def watched(**options: object) -> BrowserContext:
            context = open_profile(**options)
            context.on("request", lambda request: asked.append(request.url))
            return context

        browser.new_context = watched
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def only_this_pc(asked: list[str]) -> Iterator[None]:
    """Each request of the test must go to this PC."""
    asked.clear()
    yield
    assert asked
    outside = [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:", "blob:"))]
    assert outside == []


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile."""
    context = browser.new_context(**LAPTOP)
    yield context
    context.close()


@pytest.fixture(scope="session")
def used_profile(browser: Browser) -> Iterator[BrowserContext]:
    """A profile that has seen the dashboard before: most visits of an office are such."""
    context = browser.new_context(**LAPTOP)
    yield context
    context.close()


@pytest.fixture
def tab(request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab of the fresh profile where a test asks for it, else of the used one."""
    is_fresh = "context" in request.fixturenames
    tab = request.getfixturevalue("context" if is_fresh else "used_profile").new_page()
    yield tab
    tab.close()


@pytest.fixture(scope="session")
def demo_address(demo: Path) -> Iterator[str]:
    """The dashboard of the invented district."""
    with dashboard(demo) as address:
        yield address
