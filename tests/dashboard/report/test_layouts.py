"""The layout of a document follows from the day on which it is made."""

from datetime import date

import pytest

from dashboard.report.layouts import layout_on, layouts


@pytest.mark.parametrize(
    ("day", "layout"),
    [
        (date(2018, 4, 3), "36-HD/VPTW"),
        (date(2026, 5, 26), "36-HD/VPTW"),
        (date(2026, 5, 27), "05-HD/VPTW"),
        (date(2031, 1, 1), "05-HD/VPTW"),
        (date(2010, 1, 1), "36-HD/VPTW"),
    ],
)
def test_the_layout_of_a_day(day, layout):
    assert layout_on(day).id == layout


def test_the_paper_is_that_of_the_party():
    for layout in layouts():
        assert layout.paper_mm == (210, 297)
        assert layout.margins_mm == {"top": 20, "bottom": 20, "left": 30, "right": 15}
        assert (layout.text_mm(), layout.text_mm(landscape=True)) == (165, 252)
        assert layout.font == "Times New Roman"
