"""The drawings of the comparison, from literal rows: values, order, scale, words."""

import re

import polars as pl
import pytest

from dashboard.charts.side_by_side.differences import differences, signed
from dashboard.charts.side_by_side.flow import flows
from dashboard.charts.side_by_side.lines import small_line, spoken
from dashboard.charts.side_by_side.panels import panels, scale_of, share_of_scale
from dashboard.charts.side_by_side.shares import fills_of, shares
from dashboard.theme import DARK, LIGHT, contrast, on


@pytest.fixture
def target(declared):
    return next(iter(declared.targets.values()))


@pytest.fixture
def row(target):
    """One row of the panels; what a test does not name is plain."""
    plain = {"target_id": target.id, "target": target.name, "target_href": "chi-tieu?nam=2024"}
    plain |= {"mark": "①", "side": "A", "href": "don-vi?to-chuc=A", "source": "nguon?so=x"}
    plain |= {"verdict": "met", "why": "", "year": 2024, "is_now": True, "is_small": False}
    plain |= {"numerator": 9, "denominator": 10, "value_pct": 90.0, "goal_pct": target.goal_pct}
    return lambda **named: plain | named


def test_bars_of_a_panel_share_a_scale_from_zero_to_the_largest(row, target):
    rows = [row(value_pct=50.0), row(value_pct=80.0)]
    assert scale_of(rows, target, over_years=False) == (0.0, 100.0)
    assert scale_of(rows, target, over_years=True) == (50.0, 100.0)
    assert share_of_scale(75.0, (50.0, 100.0)) == 50.0
    assert share_of_scale(5.0, (5.0, 5.0)) == 0.0


def test_a_panel_has_a_bar_value_and_counts_per_side(row, declared):
    other = row(mark="②", side="B <b>", numerator=1, denominator=4, value_pct=25.0)
    shown = panels(pl.DataFrame([row(), other]), declared, LIGHT, over_years=False)
    assert re.findall(r'vs-fill" style="width:([\d.]+)%', shown) == ["90.00", "25.00"]
    assert re.findall(r'class="vs-value">([^<]+)<', shown) == ["90,0%", "25,0%"]
    assert re.findall(r'class="vs-counts">([^<]+)<', shown) == ["9/10", "1/4"]
    assert "B &lt;b&gt;" in shown
    assert "thang 0 đến 100,0%" in shown


def test_what_is_missing_is_said_and_has_no_bar(row, declared):
    missing = row(value_pct=None, source=None, verdict=None, why="không tính ở cấp chi bộ")
    shown = panels(pl.DataFrame([missing]), declared, LIGHT, over_years=False)
    assert "không tính ở cấp chi bộ" in shown
    assert "vs-fill" not in shown
    assert "0,0%" not in shown.replace("100,0%", "")


def test_a_small_line_leaves_a_gap(row):
    years = [
        row(year=year, value_pct=value, is_now=year == 2022)
        for year, value in ((2020, 50.0), (2021, None), (2022, 60.0), (2023, 70.0))
    ]
    shown = small_line(years, 80.0, (50.0, 80.0), {2023}, LIGHT)
    assert shown.count("%3Cline") == 2  # the goal, and 2022 to 2023
    assert shown.count("%3Ccircle") == 3
    assert spoken(years) == "2020: 50,0%, 2021: —, 2022: 60,0%, 2023: 70,0%"


def _sided(values: list[tuple[int, int, float]]) -> dict:
    sides = {}
    for i, (k, n, difference) in enumerate(values, start=1):
        own = {"value_pct": 100 * k / n if n else None, "verdict": "met" if n else None}
        own |= {"counts": f"{k}/{n}", "source": "nguon", "why": "chưa có", "is_small": n < 5}
        own |= {"difference_pct": difference, "difference_numerator": k - values[0][0]}
        own |= {"difference_denominator": n - values[0][1]}
        sides |= {f"{name}_{i}": value for name, value in own.items()}
    return {"target_id": "x", "target": "T", "target_href": "chi-tieu"} | sides


def test_a_difference_stands_under_every_side_but_the_first(declared):
    rows = pl.DataFrame([_sided([(9, 10, 0.0), (4, 8, -40.0)])])
    shown = differences(rows, [("①", "A", ""), ("②", "B", "")], False, declared)
    assert re.findall(r"<b>([^<]*điểm %)</b>", shown) == ["−40,0 điểm %"]
    assert shown.count("mốc so sánh") == 1
    assert "tử số" not in shown


def test_two_years_tell_the_counts_as_well(declared):
    rows = pl.DataFrame([_sided([(9, 10, 0.0), (4, 12, -40.0)])])
    shown = differences(rows, [("①", "2020", ""), ("②", "2024", "")], True, declared)
    assert "(tử số −5, mẫu số +2)" in shown


def test_a_side_without_a_figure_says_why(declared):
    rows = pl.DataFrame([_sided([(9, 10, 0.0), (0, 0, None)])])
    shown = differences(rows, [("①", "A", ""), ("②", "B", "")], False, declared)
    assert "chưa có" in shown
    assert 'vs-difference"' not in shown


def test_signed_counts():
    assert [signed(n) for n in (12, -3, 0, 1200)] == ["+12", "−3", "0", "+1.200"]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_words_can_be_read_on_every_class(declared, colours):
    for body in declared.bodies.values():
        for dimension in body.dimensions.values():
            fills = fills_of(dimension, colours)
            assert fills.keys() == dimension.names.keys()
            assert min(contrast(on(fill), fill) for fill in fills.values()) >= 4.5


def test_bars_of_hundred_per_cent_say_their_counts(declared):
    body = next(iter(declared.bodies.values()))
    dimension = next(iter(body.dimensions.values()))
    counts = dict(zip(dimension.names, (2, 1), strict=True))
    plain = {"mark": "①", "side": "A", "href": "don-vi", "why": "", "source": "nguon"}
    rows = [
        plain
        | {"dimension": dimension.id, "category": category, "category_name": name}
        | {"count": counts[category], "total": 3, "is_small": True}
        | {"share_pct": 100 * counts[category] / 3}
        for category, name in dimension.names.items()
    ]
    shown = shares(pl.DataFrame(rows), body, LIGHT, "Đơn vị")
    assert "ít người" in shown
    assert re.findall(r'style="width:([\d.]+)%;', shown) == ["66.67", "33.33"]
    assert "2/3 (66,7%), " in shown


def test_members_gained_and_lost_with_their_parts(declared):
    balance = declared.forms["member_flow"].balances[0]
    terms = dict.fromkeys((*balance.plus, *balance.minus, balance.total), 0)
    terms |= {balance.plus[0]: 100, balance.plus[1]: 5, balance.minus[0]: 2, balance.total: 103}
    row = {"mark": "①", "side": "A", "href": "don-vi", "why": "", "gain": 5, "loss": 2} | terms
    row |= {f"source_{name}": "nguon" for name in terms}
    shown = flows(pl.DataFrame([row]), balance, declared, "Đơn vị")
    assert re.findall(r'<b class="vs-value">([^<]+)<', shown) == ["+5", "−2"]
    assert declared.measures[balance.plus[1]].name in shown
    assert declared.measures[balance.plus[2]].name not in shown
