"""One visit in Chromium as numbers: seconds, bytes, seconds of a change of year."""

import base64
import time
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

DRAWN = """document.querySelector('[data-test-script-state="notRunning"]')
  && [...document.querySelectorAll('.stPlotlyChart')].every(c => c.querySelector('.main-svg'))"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
PATIENCE = 15_000  # ms until a page counts as one that does not answer
SETTLED = 400  # ms after the last chart, for what is still on its way


@dataclass(frozen=True)
class Kind:
    """How to know that a kind of page is ready for a year, and what to click for another one."""

    ready: str
    shows: str
    link: str


OURS = Kind(
    ready="document.querySelectorAll('[data-block]').length > 0",
    shows="document.querySelector('.as-of[data-year=\"{year}\"]')",
    link='.filters a[data-year="{year}"]',
)
REFERENCE = Kind(
    ready="document.querySelectorAll('.stPlotlyChart').length === 3",
    shows="""[...document.querySelectorAll('.stPlotlyChart')]
      .every(c => c.querySelector('.gtitle')?.textContent.includes('{year}'))""",
    link='[data-testid="stButtonGroup"] button:has-text("{year}")',
)


@dataclass
class Traffic:
    """Bytes as the browser counts them."""

    files: float = 0
    received: int = 0
    sent: int = 0

    def watch(self, tab: Page) -> None:
        """Count from now on."""
        session = tab.context.new_cdp_session(tab)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._file)
        session.on("Network.webSocketFrameReceived", lambda e: self._frame("received", e))
        session.on("Network.webSocketFrameSent", lambda e: self._frame("sent", e))

    def _file(self, event: dict) -> None:
        self.files += event["encodedDataLength"]

    def _frame(self, way: str, event: dict) -> None:
        frame = event["response"]
        data = frame["payloadData"]
        size = len(data) if frame["opcode"] == 1 else len(base64.b64decode(data))
        setattr(self, way, getattr(self, way) + size)

    @property
    def wire(self) -> float:
        """Everything, in both directions."""
        return self.files + self.received + self.sent


@dataclass(frozen=True)
class Visit:
    """What one visit cost: seconds to the last chart, bytes, seconds per change of year."""

    seconds: float
    wire: float
    data: int
    redraws: list[float] = field(default_factory=list)


def visit(browser: Browser, address: str, kind: Kind, years: list[int]) -> Visit:
    """Open an address with an empty cache, in the first year; then change to the others in turn."""
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.set_default_timeout(PATIENCE)
    try:
        tab, traffic = context.new_page(), Traffic()
        traffic.watch(tab)
        started = time.perf_counter()
        tab.goto(address, wait_until="commit")
        _wait(tab, kind, years[0])
        seconds, data = time.perf_counter() - started, traffic.received
        tab.wait_for_timeout(SETTLED)
        wire = traffic.wire
        return Visit(seconds, wire, data, [_redraw(tab, kind, year) for year in years[1:]])
    finally:
        context.close()


def _redraw(tab: Page, kind: Kind, year: int) -> float:
    started = time.perf_counter()
    tab.locator(kind.link.format(year=year)).first.click()
    _wait(tab, kind, year)
    seconds = time.perf_counter() - started
    tab.wait_for_timeout(SETTLED)
    return seconds


def _wait(tab: Page, kind: Kind, year: int) -> None:
    """Until the script has ended, every chart is drawn, and the browser has painted that."""
    shows = kind.shows.format(year=year)
    tab.wait_for_function(f"() => {kind.ready} && {shows} && {DRAWN}")
    tab.evaluate(PAINTED)
