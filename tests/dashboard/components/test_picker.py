"""Choosing by link: what the markup of a list and of a row of choices says."""

import json
import re
from html import unescape

import pytest

from dashboard.components.picker import choices, picker
from dashboard.selection import Scope, Snapshot, View

OPTIONS = [("TS01", "Đảng bộ A <b>"), ("TS02", "Đảng bộ B")]


@pytest.fixture
def at():
    scope = Scope("district", "district", "Huyện")

    def view(**query: str) -> View:
        return View(Snapshot("", "1"), "chi-bo", 2024, (2023, 2024), scope, query)

    return view


def data(shown: str, name: str) -> str:
    return unescape(re.search(rf'data-{name}="([^"]*)"', shown).group(1))


def test_the_list_carries_its_options_and_where_each_leads(at):
    shown = picker(at(), "to-chuc", OPTIONS, clears=["chi-bo"])
    assert json.loads(data(shown, "options")) == [list(option) for option in OPTIONS]
    assert data(shown, "href") == "chi-bo?nam=2024&to-chuc=~"
    assert "data-none" not in shown
    assert "<b>Tất cả</b>" in shown


def test_a_choice_takes_the_narrower_ones_away_and_can_be_undone(at):
    view = at(**{"to-chuc": "TS01", "chi-bo": "TS01.01"})
    shown = picker(view, "to-chuc", OPTIONS, clears=["chi-bo"], optional=True)
    assert data(shown, "href") == "chi-bo?nam=2024&to-chuc=~"
    assert data(shown, "none") == "chi-bo?nam=2024"
    assert "<b>Đảng bộ A &lt;b&gt;</b>" in shown
    assert 'class="pick narrowed"' in shown


def test_an_unknown_choice_is_shown_as_not_found(at):
    shown = picker(at(**{"to-chuc": "ZZ"}), "to-chuc", OPTIONS, problem=True)
    assert "<b>không tìm thấy</b>" in shown
    assert 'class="pick unknown"' in shown


def test_a_list_may_be_fetched_when_it_is_opened(at):
    view = at(**{"to-chuc": "TS01"})
    shown = picker(view, "to-chuc", "lua-chon/to-chuc?nam=2024", shown="Đảng bộ A")
    assert data(shown, "source") == "lua-chon/to-chuc?nam=2024"
    assert "data-options" not in shown
    assert "<b>Đảng bộ A</b>" in shown
    assert data(shown, "waiting")
    assert data(shown, "failed")


def test_a_list_may_add_to_an_address_of_its_own(at):
    view = at(so="TS01")
    shown = picker(view, "so", OPTIONS, adds=("Thêm đơn vị", "so-sanh?nam=2024&so=TS01,~"))
    assert data(shown, "href") == "so-sanh?nam=2024&so=TS01,~"
    assert data(shown, "label") == "Thêm đơn vị"
    assert 'data-chosen="' not in shown
    assert "<b>" not in shown


def test_choices_mark_the_present_one():
    shown = choices("Xem", [("một", "a?x=1", True), ("hai", "a?x=2", False)])
    assert re.findall(r'href="([^"]+)" aria-current="true"', shown) == ["a?x=1"]
    assert 'role="group" aria-label="Xem"' in shown
