"""The frame as a person works it: filters by keyboard, links that stay, addresses that hold."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser
FILTERS = ("loai-hinh", "xa", "to-chuc", "chi-bo")
UNKNOWN = "Không tìm thấy đơn vị trong liên kết"


def _open(tab: Page, address: str, rest: str = "tong-quan?nam=2024") -> None:
    tab.goto(f"{address}/{rest}")
    expect(tab.locator(".tile, .state, .vs-choice").first).to_be_visible()


def _button(tab: Page, name: str) -> Locator:
    return tab.locator(f'.pick[data-name="{name}"] > button')


def _tab_to(tab: Page, name: str) -> None:
    """Go to a filter with the Tab key alone."""
    for _ in range(60):
        if tab.evaluate("document.activeElement?.dataset?.key ?? ''") == name:
            return
        tab.keyboard.press("Tab")
    raise AssertionError(f"{name} is not reached with the Tab key")


def _choose(tab: Page, name: str, typed: str) -> None:
    """Open a filter with Enter, type, and take the first that is found."""
    _button(tab, name).focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(".pick-list li").first).to_be_visible()
    tab.keyboard.type(typed)
    tab.keyboard.press("Enter")
    expect(tab.locator(".pick-list")).to_have_count(0)


def test_the_keyboard_alone_reaches_and_works_every_filter(tab: Page, demo_address: str):
    _open(tab, demo_address)
    words = {"loai-hinh": "xa", "xa": "binh nghi", "to-chuc": "dang bo", "chi-bo": "thon 3"}
    shown = {"loai-hinh": "Xã", "xa": "Xã Bình Nghi", "to-chuc": "Đảng bộ", "chi-bo": "thôn 3"}
    codes = {"loai-hinh": "xa", "xa": "21847", "to-chuc": "TS14", "chi-bo": r"TS14\.03"}
    for name in FILTERS:
        _tab_to(tab, name)
        tab.keyboard.press("Enter")
        expect(tab.locator(".pick-list li").first).to_be_visible()
        expect(tab.locator(".pick-list input")).to_be_focused()
        tab.keyboard.type(words[name])
        tab.keyboard.press("Enter")
        expect(tab).to_have_url(re.compile(rf"[?&]{name}={codes[name]}(&|$)"))
        expect(_button(tab, name).locator("b")).to_contain_text(shown[name])  # drawn anew
        expect(_button(tab, name)).to_be_focused()
    expect(tab.locator(".pick.narrowed")).to_have_count(4)


def test_arrows_move_and_escape_closes(tab: Page, demo_address: str):
    _open(tab, demo_address)
    before = tab.url
    _tab_to(tab, "xa")
    tab.keyboard.press("Enter")
    rows = tab.locator(".pick-list li")
    expect(rows).to_have_count(16)
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowUp")
    expect(rows.nth(1)).to_have_class("active")
    field = tab.locator(".pick-list input")
    assert field.get_attribute("aria-activedescendant") == rows.nth(1).get_attribute("id")
    tab.keyboard.press("Escape")
    expect(tab.locator(".pick-list")).to_have_count(0)
    expect(_button(tab, "xa")).to_be_focused()
    assert tab.url == before


@pytest.mark.parametrize(
    ("name", "typed", "found"),
    [
        ("xa", "binh nghi", "Xã Bình Nghi"),
        ("xa", "BÌNH NGHI", "Xã Bình Nghi"),
        ("to-chuc", "dang bo xa binh hoa", "Đảng bộ xã Bình Hòa"),
        ("to-chuc", "TS14", "Đảng bộ xã Bình Nghi"),
    ],
)
def test_accents_are_not_needed(tab: Page, demo_address: str, name: str, typed: str, found: str):
    _open(tab, demo_address)
    _button(tab, name).click()
    expect(tab.locator(".pick-list li").nth(1)).to_be_visible()
    tab.locator(".pick-list input").fill(typed)
    expect(tab.locator(".pick-list li")).to_have_text([found])


def test_what_is_not_found_is_said(tab: Page, demo_address: str):
    _open(tab, demo_address)
    _button(tab, "xa").click()
    tab.locator(".pick-list input").fill("zzz")
    expect(tab.locator(".pick-list [role=status]")).to_have_text("Không có mục nào khớp")
    tab.keyboard.press("Enter")
    expect(tab.locator(".pick-list")).to_have_count(1)


def test_each_filter_narrows_the_next_and_a_wider_one_opens_it_again(tab: Page, demo_address: str):
    _open(tab, demo_address)
    _choose(tab, "loai-hinh", "thi tran")
    expect(tab).to_have_url(re.compile("loai-hinh=thi_tran"))
    expect(_button(tab, "loai-hinh")).to_contain_text("Thị trấn")
    _button(tab, "to-chuc").click()
    everything = tab.locator(".pick-list li")
    expect(everything).to_have_text(["Tất cả", "Đảng bộ thị trấn Phú Phong"])
    tab.keyboard.press("Escape")
    _choose(tab, "to-chuc", "phu phong")
    expect(tab).to_have_url(re.compile("to-chuc=TS01"))
    _choose(tab, "loai-hinh", "quan doi")
    expect(tab).to_have_url(re.compile("loai-hinh=quan_doi"))
    assert "to-chuc" not in tab.url


def test_a_list_stays_open_when_the_page_is_drawn_anew(tab: Page, demo_address: str):
    _open(tab, demo_address)
    _button(tab, "xa").click()
    tab.keyboard.type("binh ng")
    tab.evaluate("""() => {
      history.pushState({}, "", location.href.replace("nam=2024", "nam=2022"));
      dispatchEvent(new PopStateEvent("popstate"));
    }""")
    expect(tab.locator(".as-of")).to_have_attribute("data-year", "2022")
    expect(tab.locator(".pick-list input")).to_be_focused()
    tab.keyboard.type("hi")
    expect(tab.locator(".pick-list li")).to_have_text(["Xã Bình Nghi"])
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("nam=2022&xa=21847"))
    expect(_button(tab, "xa")).to_contain_text("Xã Bình Nghi")


def test_back_and_forward(tab: Page, demo_address: str):
    _open(tab, demo_address)
    tab.locator('.years a[data-year="2022"]').click()
    expect(tab.locator(".as-of")).to_have_attribute("data-year", "2022")
    _choose(tab, "xa", "binh nghi")
    expect(_button(tab, "xa")).to_contain_text("Xã Bình Nghi")
    tab.go_back()
    expect(_button(tab, "xa")).to_contain_text("Tất cả")
    expect(tab.locator(".as-of")).to_have_attribute("data-year", "2022")
    tab.go_back()
    expect(tab.locator(".as-of")).to_have_attribute("data-year", "2024")
    tab.go_forward()
    expect(tab.locator(".as-of")).to_have_attribute("data-year", "2022")
    tab.go_forward()
    expect(_button(tab, "xa")).to_contain_text("Xã Bình Nghi")


def test_links_of_the_header_keep_year_and_unit(tab: Page, demo_address: str):
    _open(tab, demo_address, "tong-quan?nam=2023&to-chuc=TS14")
    tab.locator(".masthead a", has_text="So sánh").click()
    expect(tab).to_have_url(re.compile(r"/so-sanh\?nam=2023&to-chuc=TS14$"))
    expect(tab.locator(".vs-chip")).to_have_text(re.compile("Đảng bộ xã Bình Nghi"))


def test_the_link_is_copied(tab: Page, demo_address: str):
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=demo_address)
    _open(tab, demo_address, "tong-quan?nam=2024&to-chuc=TS14")
    tab.locator(".copy-link").click()
    expect(tab.locator(".copy [role=status]")).to_have_text("Đã sao chép liên kết")
    assert tab.evaluate("navigator.clipboard.readText()") == tab.url


def test_the_link_is_copied_where_the_browser_has_no_clipboard(tab: Page, demo_address: str):
    """As at an address without https, where `navigator.clipboard` is missing."""
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=demo_address)
    tab.add_init_script(
        "window.kept = navigator.clipboard;"
        "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
    )
    _open(tab, demo_address, "tong-quan?nam=2024&to-chuc=TS05")
    tab.locator(".copy-link").click()
    expect(tab.locator(".copy [role=status]")).to_have_text("Đã sao chép liên kết")
    assert tab.evaluate("window.kept.readText()") == tab.url


def test_a_link_shows_the_same_to_a_colleague(tab: Page, browser: Browser, demo_address: str):
    rest = "so-sanh?nam=2023&loai-hinh=xa&to-chuc=TS14&chi-tieu=admissions&so=TS14,TS05,district"
    address = f"{rest}&xem=cac-nam&bang=bang-chenh-lech"
    _open(tab, demo_address, address)
    expect(tab.locator("[data-block]")).to_have_count(4)
    colleague = browser.new_context(viewport={"width": 1366, "height": 768})
    other = colleague.new_page()
    _open(other, demo_address, address)
    expect(other.locator("[data-block]")).to_have_count(4)
    assert other.locator("body").inner_text() == tab.locator("body").inner_text()
    colleague.close()


@pytest.mark.parametrize("name", FILTERS)
def test_an_unknown_unit_is_announced_and_nothing_else_shown(
    tab: Page, demo_address: str, name: str
):
    _open(tab, demo_address, f"tong-quan?nam=2024&{name}=ZZ")
    expect(tab.get_by_role("alert")).to_contain_text(UNKNOWN)
    expect(tab.locator(".tile, [data-block]")).to_have_count(0)
    expect(tab.locator(f'.pick.unknown[data-name="{name}"]')).to_contain_text("không tìm thấy")


@pytest.mark.parametrize("year", ["2031", "abc"])
def test_an_unknown_year_is_announced_and_nothing_else_shown(
    tab: Page, demo_address: str, year: str
):
    _open(tab, demo_address, f"tong-quan?nam={year}")
    alert = tab.locator('.state[data-state="no_year"]')
    expect(alert).to_contain_text(year)
    expect(tab.locator(".tile, [data-block]")).to_have_count(0)


def test_a_unit_that_the_year_did_not_have_leads_to_one_that_had_it(tab: Page, demo_address: str):
    _open(tab, demo_address, "tong-quan?nam=2021&chi-bo=TS14.14")
    expect(tab.get_by_role("alert")).to_contain_text("chưa có trong năm 2021")
    tab.get_by_role("link", name="Xem năm 2023").click()
    expect(tab).to_have_url(re.compile(r"nam=2023&chi-bo=TS14\.14"))
    expect(tab.locator(".tile").first).to_be_visible()


def test_the_bare_address_leads_to_the_overview(tab: Page, demo_address: str):
    _open(tab, demo_address, "")
    expect(tab).to_have_url(re.compile(r"/tong-quan\?nam=2025$"))
    expect(tab.locator(".masthead a[aria-current]")).to_have_text("Tổng quan")
