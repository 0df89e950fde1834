"""The small line: dots, gaps, the goal, the years."""

from urllib.parse import unquote

from dashboard.charts.sparkline import Goal, sparkline
from dashboard.theme import LIGHT
from pipelines.formatting import percent

GOAL = Goal(4.0, "4%")


def drawn(series: dict, chosen: int = 2021) -> str:
    return unquote(sparkline(series, GOAL, chosen, {2025}, percent, LIGHT))


def test_a_missing_year_leaves_a_gap():
    svg = drawn({2020: 3.0, 2021: 3.5, 2022: None, 2023: 4.1, 2024: 4.3})
    assert svg.count("<circle") == 4
    assert svg.count("<line") == 1 + 2


def test_the_way_to_a_part_year_is_broken_and_its_dot_hollow():
    svg = drawn({2024: 4.3, 2025: 2.0}, chosen=2024)
    assert "stroke-dasharray='3 3'" in svg
    assert f"fill='{LIGHT.paper}'" in svg


def test_first_chosen_and_last_year_are_named():
    svg = drawn({2020: 3.0, 2021: 3.5, 2022: 3.6, 2023: 4.1})
    assert [svg.count(f">{year}</span>") for year in (2020, 2021, 2022, 2023)] == [1, 1, 0, 1]
    assert 'class="year chosen"' in svg


def test_the_series_is_spoken():
    assert 'alt="2020 3,0%, 2021 —"' in drawn({2020: 3.0, 2021: None})


def test_no_value_at_all_and_one_year_only():
    assert "<circle" not in drawn({2020: None, 2021: None})
    assert drawn({2021: 4.0}).count("<circle") == 1
