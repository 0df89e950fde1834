"""(e) Every page beside a plain reference page, in one browser; (f) with a province loaded."""

import os
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from browser import OURS, REFERENCE, Visit, visit
from playwright.sync_api import Browser, Error, sync_playwright
from servers import CHROMIUM, CHROMIUM_PATH, dashboard, served

HERE = Path(__file__).parent
PAGES = {
    "tong-quan": "",
    "chi-tieu": "",
    "don-vi": "&to-chuc=TS01",
    "chi-bo": "",
    "co-cau-cap-uy": "",
    "so-sanh": "&so=TS01,TS05,TS12,TS18",
    "so-ket": "",
    "nguon": "",
}
YEARS = [2024, 2023, 2022, 2024]
ROUNDS = 5
WIRE, DATA = 3.5, 150  # MB of a first visit, kB of data per page
OPTIONS = ["--server.address=127.0.0.1", "--server.headless=true"]
OPTIONS += ["--browser.gatherUsageStats=false"]
Round = dict[str, Visit]


@contextmanager
def plain(script: str, **variables: str) -> Iterator[str]:
    """A script of this folder as Streamlit serves it, uncompressed."""
    command = ["-m", "streamlit", "run", script, *OPTIONS]
    with served(command, HERE, os.environ | variables) as address:
        yield address


def bench_pages(warehouse: Path, snapshot: Path, tell: Callable, pages: dict = PAGES) -> None:
    """Each page against the reference page of the same round."""
    with (
        browsing() as browser,
        dashboard(warehouse) as product,
        plain("reference_page.py", SOKET_BENCH_SNAPSHOT=str(snapshot)) as reference,
    ):
        rounds = [
            everything(browser, product, pages) | {"": visit(browser, reference, REFERENCE, YEARS)}
            for _ in range(ROUNDS + 1)
        ][1:]
    compare("(e) first visit to the last chart ÷ reference", rounds, seconds, tell, 1.0)
    compare("    change of year ÷ reference", rounds, redraw, tell, 1.3)
    weigh("    first visit, MB over the wire", rounds, lambda v: v.wire / 1e6, WIRE)
    weigh("    data of a page, kB", rounds, lambda v: v.data / 1e3, DATA)


def bench_province(district: Path, province: Path, tell: Callable, pages: dict = PAGES) -> None:
    """Each page with 34 districts loaded against the same page with one."""
    with browsing() as browser, dashboard(district) as one, dashboard(province) as many:
        rounds = [
            (everything(browser, many, pages), everything(browser, one, pages))
            for _ in range(ROUNDS + 1)
        ][1:]
    print(f"(f) pages that answer for the province: {answered([m for m, _ in rounds], pages)}")
    for name, measure in (("change of year", redraw), ("first visit", seconds)):
        per_page = {
            page: [(measure(many[page]), measure(one[page])) for many, one in rounds]
            for page in pages
            if all(page in many and page in one for many, one in rounds)
        }
        tell_pages(f"    {name}: province ÷ district", per_page, tell, 2)


@contextmanager
def browsing() -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM_PATH, args=CHROMIUM)
        yield browser
        browser.close()


def everything(browser: Browser, address: str, pages: dict) -> Round:
    """One visit to every page; a page that does not answer is told and left out."""
    visits = {}
    for page, query in pages.items():
        try:
            visits[page] = visit(browser, f"{address}/{page}?nam={YEARS[0]}{query}", OURS, YEARS)
        except Error as silent:
            print(f"    /{page} does not get ready: {str(silent).splitlines()[0]}", flush=True)
    return visits


# ---- Telling ----


def seconds(one: Visit) -> float:
    """Seconds from the address to the last chart."""
    return one.seconds


def redraw(one: Visit) -> float:
    """Seconds of a change of year, the middle one of the visit."""
    return statistics.median(one.redraws)


def compare(
    name: str, rounds: list[Round], measure: Callable, tell: Callable, budget: float
) -> None:
    """Every page against the reference page of the same round."""
    pages = [page for page in rounds[0] if page and all(page in one for one in rounds)]
    per_page = {page: [(measure(one[page]), measure(one[""])) for one in rounds] for page in pages}
    tell_pages(name, per_page, tell, budget)


def tell_pages(name: str, per_page: dict[str, list], tell: Callable, budget: float) -> None:
    """One line a page, then the worst of them."""
    for page, timed in per_page.items():
        tell(f"{name}, /{page}", timed, budget)
    if per_page:
        worst = max(per_page, key=lambda page: statistics.median(a / b for a, b in per_page[page]))
        tell(f"{name}: WORST /{worst}", per_page[worst], budget)


def weigh(name: str, rounds: list[Round], measure: Callable, budget: float) -> None:
    """The median of every page, and the worst."""
    shared = [page for page in rounds[0] if page and all(page in one for one in rounds)]
    sizes = {p: statistics.median(measure(one[p]) for one in rounds) for p in shared}
    if sizes:
        told = ", ".join(f"/{page} {size:.2f}" for page, size in sizes.items())
        print(f"{name:<58} {max(sizes.values()):5.2f}  ({told})  budget {budget}", flush=True)


def answered(rounds: list[Round], pages: dict) -> str:
    """How many of the pages got ready in every round."""
    return f"{sum(all(page in one for one in rounds) for page in pages)} of {len(pages)}"
