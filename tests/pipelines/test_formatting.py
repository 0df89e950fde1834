"""Numbers and dates as people in Vietnam write them, whatever the locale of the PC."""

import datetime as dt

import pytest

from pipelines import formatting


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (100 * 73 / 351, "20,8%"),
        (100.0, "100,0%"),
        (0.0, "0,0%"),
        (12.25, "12,3%"),  # a tie goes up
        (100 * 0.1225, "12,3%"),  # also when the float lies a hair beside it
        (12.249, "12,2%"),
        (1234.56, "1.234,6%"),
        (None, "—"),
    ],
)
def test_percent(value, written):
    assert formatting.percent(value) == written


@pytest.mark.parametrize(
    ("value", "written"), [(4482, "4.482"), (0, "0"), (1234567, "1.234.567"), (None, "—")]
)
def test_count(value, written):
    assert formatting.count(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1.24, "+1,2 điểm %"),
        (-1.25, "−1,3 điểm %"),
        (0.04, "0,0 điểm %"),
        (-0.04, "0,0 điểm %"),
        (None, "—"),
    ],
)
def test_points(value, written):
    assert formatting.points(value) == written


@pytest.mark.parametrize(("value", "written"), [(80.0, "80%"), (12.5, "12,5%")])
def test_goal(value, written):
    assert formatting.goal(value) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (dt.date(2023, 12, 31), "31/12/2023"),
        (dt.date(2025, 6, 30), "30/6/2025"),
        (dt.date(2025, 2, 3), "03/02/2025"),
        (None, "—"),
    ],
)
def test_date(value, written):
    assert formatting.date(value) == written


def test_datetime():
    assert formatting.datetime(dt.datetime(2025, 1, 14, 8, 12, 59)) == "14/01/2025 08:12"
