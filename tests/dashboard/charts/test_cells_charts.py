"""The small line of a row: where it breaks, what is marked, what is said."""

import re

import pytest

from dashboard.charts.cells.spark import HEIGHT, cell_spark
from dashboard.theme import DARK, LIGHT


def spark(series: dict, goal: float = 50.0, chosen: int = 2021, spoken: str = "x") -> str:
    return cell_spark(series, goal, chosen, spoken, LIGHT)


def line(html: str) -> str:
    """The steps of the line of values; the first path is the goal."""
    return re.findall(r"d='([^']*)'", html)[1]


def dots(html: str) -> list[str]:
    return re.findall(r"cx='(\d+)'", html)


def test_neighbouring_years_are_joined():
    assert line(spark({2020: 0.0, 2021: 100.0})) == "M4 20L80 4"


def test_a_missing_year_is_a_gap_and_never_zero():
    steps = line(spark({2020: 80.0, 2021: None, 2022: 90.0, 2023: 95.0}))
    assert steps.count("M") == 2
    assert steps.count("L") == 1
    assert str(HEIGHT - 4) not in re.findall(r" (\d+)", steps)


def test_the_chosen_year_and_lonely_years_are_dots():
    assert dots(spark({2020: 80.0, 2021: 85.0, 2022: 90.0})) == ["42"]
    assert len(dots(spark({2020: 80.0, 2021: None, 2022: 90.0}, chosen=2022))) == 2
    assert dots(spark({2020: 80.0, 2021: None})) == ["4"]


def test_values_equal_to_the_goal_lie_on_its_line():
    html = spark({2020: 50.0, 2021: 50.0})
    assert line(html) == f"M4 {HEIGHT // 2}L80 {HEIGHT // 2}"


@pytest.mark.parametrize("series", [{}, {2020: None, 2021: None}])
def test_without_any_value_there_is_no_drawing(series):
    assert spark(series) == ""


def test_one_year_alone_can_be_drawn():
    assert dots(spark({2021: 80.0})) == ["4"]


def test_what_is_said_is_escaped_and_the_colours_are_those_of_the_mode():
    html = spark({2021: 80.0}, spoken='a "b" <c>')
    assert 'alt="a &quot;b&quot; &lt;c&gt;"' in html
    assert LIGHT.accent.replace("#", "%23") in html
    dark = cell_spark({2021: 80.0}, 50.0, 2021, "x", DARK)
    assert DARK.accent.replace("#", "%23") in dark
    assert "#" not in dark.partition("alt=")[0]
