"""The meeting driven by its keys: what the back row sees, at every size, with the cable out."""

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect
from servers import dashboard
from variants import all_zero, published

from pipelines import formatting
from pipelines.declarations import load_declarations

SIZES = [(1920, 1080), (1366, 768), (1280, 720), (1024, 768)]
VIEWS = {
    "district": "nam=2023&cac-don-vi=TS14,TS30",
    "first year": "nam=2020",
    "part of a year": "nam=2025&loai-hinh=xa",
    "19 cells": "nam=2023&to-chuc=TS01",
    "a cell of its own": "nam=2023&to-chuc=TS33",
}
SCREEN = ".screen:not([hidden])"
ENGLISH = re.compile(r"\b(Next|Back|Page|None|null|nan|undefined|True|False|year|target)\b")
DECIMAL_POINT = re.compile(r"\d\.\d(?!\d\d)")
NEXT = ["PageDown", "ArrowRight", "Space", "ArrowDown", "Enter"]
each = pytest.mark.parametrize
pytestmark = pytest.mark.browser

# What is wrong with the screen that is seen: something scrolls, leaves its room or its row.
WRONG = """() => {
  const found = [], screen = document.querySelector('.screen:not([hidden])');
  const root = document.documentElement, room = screen.getBoundingClientRect();
  const drawing = screen.querySelector('.drawing').getBoundingClientRect();
  const say = (what, e) => found.push(`${what}: ${e.className} ${e.textContent.slice(0, 40)}`);
  for (const e of [root, document.body, screen])
    if (e.scrollHeight > e.clientHeight || e.scrollWidth > e.clientWidth) say('scrolls', e);
  if (Math.abs(room.height - innerHeight) > 1 || Math.abs(room.width - innerWidth) > 1)
    say('not the window', screen);
  const within = (e, box, what) => {
    const r = e.getBoundingClientRect();
    if (!r.width || !r.height) return;
    if (r.left < box.left - 1.5 || r.right > box.right + 1.5
      || r.top < box.top - 1.5 || r.bottom > box.bottom + 1.5) say(what, e);
  };
  for (const e of screen.querySelectorAll('*')) within(e, room, 'outside the screen');
  for (const e of screen.querySelectorAll('.drawing *')) {
    if (!e.matches('.text')) within(e, drawing, 'outside its room');
    const row = e.parentElement.closest('.row');
    if (row) within(e, row.getBoundingClientRect(), 'outside its row');
    const style = getComputedStyle(e);
    if (style.display !== 'inline' && !e.matches('.track, .text, .goal-label')
      && e.scrollWidth > e.clientWidth + 1 && e.clientWidth) say('cut', e);
  }
  return found;
}"""

SMALLEST = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let smallest = Infinity;
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.matches('script') || !walker.currentNode.data.trim()) continue;
    smallest = Math.min(smallest, parseFloat(getComputedStyle(parent).fontSize));
  }
  return smallest;
}"""


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    """A fresh profile each time: the wall remembers light or dark."""
    return context.new_page()


def begin(tab: Page, address: str, query: str) -> int:
    """Open the meeting; how many screens it has."""
    tab.goto(f"{address}/trinh-chieu?{query}")
    expect(tab.locator(SCREEN)).to_have_count(1)
    return tab.locator(".screen").count()


def number(tab: Page) -> str:
    return tab.locator(f"{SCREEN} .number").inner_text()


@each("view", VIEWS)
@each("size", SIZES, ids=str)
def test_the_whole_agenda_with_the_cable_out(tab, context, demo_address, view, size):
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    count = begin(tab, demo_address, VIEWS[view])
    context.set_offline(True)
    year = re.search(r"nam=(\d+)", tab.url).group(1)
    for at in range(1, count + 1):
        assert number(tab) == f"{at}/{count}"
        assert tab.url.endswith(f"#{at}")
        told = tab.locator(f"{SCREEN} .context").inner_text()
        assert f"năm {year} · số liệu đến" in told
        assert "Số liệu minh họa" in told
        assert (at, tab.evaluate(WRONG)) == (at, [])
        tab.keyboard.press(NEXT[at % len(NEXT)])
    assert number(tab) == f"{count}/{count}"
    if size == (1920, 1080):
        assert tab.evaluate(SMALLEST) >= 24
    tab.keyboard.press("Home")
    assert number(tab) == f"1/{count}"


# ---- The numbers ----


def results(soket, warehouse: Path, level: str) -> list[dict[str, str]]:
    words = ["--year", 2023, "--level", level, "--format", "csv", "--warehouse", warehouse]
    return list(csv.DictReader(io.StringIO(soket("results", *words))))


def told(row: dict[str, str]) -> list[str]:
    """Share, counts and verdict of a result of the command line, as they are written."""
    verdict = load_declarations().verdicts[row["verdict"]]
    word = f"{verdict.icon} {verdict.name}"
    if not row["denominator"] or int(row["denominator"]) == 0:
        return ["—", "—", word]
    k, n = int(row["numerator"]), int(row["denominator"])
    counts = f"{formatting.count(k)}/{formatting.count(n)}"
    if n < load_declarations().small_n:
        counts += " (ít)"
    return [formatting.percent(100 * k / n), counts, word]


def shown(tab: Page, screen: str) -> dict[str, list[str]]:
    """Name → share, counts and verdict of every row of a screen."""
    rows = tab.locator(f'[data-screen="{screen}"] .row[data-verdict]').evaluate_all(
        """rows => rows.map(row => ['.name', '.value', '.counts', '.told'].map(name => {
             const found = row.querySelector(name);
             return (found.querySelector('b') ?? found).textContent; }))"""
    )
    return {name: rest for name, *rest in rows}


def test_the_numbers_are_those_of_the_command_line(tab, demo_address, demo, soket):
    begin(tab, demo_address, VIEWS["district"])
    targets = load_declarations().targets
    district = results(soket, demo, "district")
    units = results(soket, demo, "organisation")
    named = {targets[row["target_id"]].name: told(row) for row in district}
    assert shown(tab, "diem") == named
    for unit in ("TS14", "TS30"):
        own = [row for row in units if row["unit_id"] == unit]
        named = {targets[row["target_id"]].name: told(row) for row in own}
        assert shown(tab, f"don-vi.{unit}") == named
    for target_id in targets:
        bars = shown(tab, f"chi-tieu.{target_id}")
        assert len(bars) == 15
        for name, seen in bars.items():
            rows = [r for r in units if r["target_id"] == target_id]
            (row,) = [r for r in rows if re.search(rf"(xã|thị trấn) {name}$", r["unit_name"])]
            assert (target_id, name, seen) == (target_id, name, told(row))


def test_a_load_changes_nothing_until_it_is_asked_for(
    tab: Page, context: BrowserContext, demo: Path, tmp_path: Path
):
    warehouse = tmp_path / "warehouse"
    shutil.copytree(demo, warehouse)
    with dashboard(warehouse) as address:
        count = begin(tab, address, "nam=2023&to-chuc=TS14")
        before = tab.locator("main").inner_html()
        rate = shown(tab, "diem")["Cấp ủy viên cơ sở có trình độ đại học"]
        link = tab.url
        published(warehouse, all_zero("TS14", "committee"))
        for _ in range(count):
            tab.keyboard.press("PageDown")
        assert tab.locator("main").inner_html().replace(' hidden=""', "") == before.replace(
            ' hidden=""', ""
        )
        tab.reload()
        assert number(tab) == f"{count}/{count}"
        expect(tab.locator(f"{SCREEN} .context")).to_contain_text("bản số 0001")
        tab.keyboard.press("u")
        expect(tab.locator(f"{SCREEN} .context")).to_contain_text("bản số 0002")
        assert number(tab) == f"{count}/{count}"
        assert shown(tab, "diem")["Cấp ủy viên cơ sở có trình độ đại học"][:2] == ["—", "—"]
        tab.goto(link)
        expect(tab.locator(f"{SCREEN} .context")).to_contain_text("bản số 0001")
        assert shown(tab, "diem")["Cấp ủy viên cơ sở có trình độ đại học"] == rate
    tab.keyboard.press("u")
    expect(tab.locator(".notice")).to_be_visible()
    assert number(tab) == f"1/{count}"


# ---- The keys ----


def test_the_keys(tab: Page, demo_address: str):
    count = begin(tab, demo_address, VIEWS["district"])
    tab.keyboard.press("1")
    tab.keyboard.press("0")
    expect(tab.locator(".typed")).to_have_text("10")
    tab.keyboard.press("Enter")
    assert number(tab) == f"10/{count}"
    expect(tab.locator(".typed")).to_be_hidden()
    tab.keyboard.press("PageUp")
    assert number(tab) == f"9/{count}"
    tab.keyboard.press("End")
    tab.keyboard.press("PageDown")
    assert number(tab) == f"{count}/{count}"
    for key in ("b", "."):
        tab.keyboard.press(key)
        expect(tab.locator(".blank")).to_be_visible()
        tab.keyboard.press(key)
        expect(tab.locator(".blank")).to_be_hidden()
    tab.keyboard.press("b")
    tab.keyboard.press("PageUp")  # a remote has no Esc: any key brings the light back
    expect(tab.locator(".blank")).to_be_hidden()
    assert number(tab) == f"{count}/{count}"
    tab.keyboard.press("f")
    expect(tab.locator("html:fullscreen")).to_have_count(1)
    tab.keyboard.press("F5")  # a remote's start key must not reload
    expect(tab.locator(":fullscreen")).to_have_count(0)
    tab.mouse.click(10, 300)
    assert number(tab) == f"{count - 1}/{count}"
    tab.mouse.click(1300, 300)
    assert number(tab) == f"{count}/{count}"


def test_the_place_is_in_the_link(tab: Page, demo_address: str):
    count = begin(tab, demo_address, VIEWS["district"])
    tab.goto(re.sub(r"#.*", "", tab.url) + "#4")
    tab.reload()
    assert number(tab) == f"4/{count}"
    expect(tab.locator(".said")).to_contain_text(f"Màn hình 4 trên {count}: Hoàn thành")


@each("mode", ["light", "dark"])
def test_every_reader_and_in_vietnamese(tab: Page, demo_address: str, mode: str):
    other = {"light": "dark", "dark": "light"}[mode]
    tab.emulate_media(color_scheme=other)
    begin(tab, demo_address, VIEWS["district"])
    tab.keyboard.press("t")
    assert tab.evaluate("document.documentElement.dataset.mode") == mode
    # all screens and the list of keys at once
    tab.evaluate("document.querySelectorAll('.screen, .keys').forEach(e => { e.hidden = false })")
    tab.add_style_tag(content="html,body{overflow:visible!important}.keys{position:static}")
    issues = Axe().run(tab).response["violations"]
    assert [(i["id"], i["nodes"][0]["html"][:150]) for i in issues] == []
    text = tab.locator("body").inner_text()
    assert ENGLISH.findall(re.sub(r"PageDown|PageUp", "", text)) == []
    assert DECIMAL_POINT.findall(text) == []
