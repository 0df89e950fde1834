"""The line of a target: values and gaps, a hollow part year, goal, pace and projection."""

import pytest

from dashboard.charts.target.years import HALF, INSIDE, MARGIN, target_line, words_at
from dashboard.theme import LIGHT

PLAIN = {"numerator": 1, "denominator": 2, "verdict": "speed_up", "shortfall": 3, "surplus": None}
VALUES = {2020: 88.5, 2021: 90.9, 2023: 92.9, 2024: 96.0, 2025: 97.4}


@pytest.fixture
def draw(declared):
    """The figure of a target for values by year; 2024 is chosen and goes on to 97.9."""

    def build(target_id: str = "committee_degree", values: dict = VALUES, chosen: int = 2024):
        rows = [
            PLAIN
            | {"year": year, "value_pct": value, "base_pct": values.get(2020)}
            | {"projected_pct": 97.9 if year == 2024 else None, "href": f"?nam={year}"}
            for year, value in values.items()
        ]
        return target_line(rows, declared.targets[target_id], declared, LIGHT, chosen)

    return build


def trace(figure: dict, **look: object) -> list[dict]:
    return [t for t in figure["data"] if all(t.get(k) == v for k, v in look.items())]


def dashes(figure: dict) -> list[str | None]:
    return [t["line"].get("dash") for t in figure["data"] if "line" in t]


def words(figure: dict) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def test_values_are_labelled_and_the_chosen_year_stands_out(draw):
    (points,) = trace(draw(), mode="markers+text")
    assert points["text"] == ["88,5%", "90,9%", "92,9%", "<b>96,0%</b>", "97,4%"]
    assert points["marker"]["size"] == [9, 9, 9, 15, 9]
    assert points["customdata"][0] == "?nam=2020"


def test_a_part_year_is_hollow_dashed_and_said(draw):
    figure = draw()
    (points,) = trace(figure, mode="markers+text")
    assert points["marker"]["color"] == [LIGHT.ink] * 4 + [LIGHT.paper]
    assert "4px,4px" in dashes(figure)
    assert figure["layout"]["xaxis"]["ticktext"][-1] == "2025<br>đến 30/6/2025"


def test_a_missing_year_is_a_gap(draw):
    whole = next(t for t in draw()["data"] if t.get("connectgaps") is False)
    assert whole["x"] == [2020, 2021, 2022, 2023, 2024, 2025]
    assert whole["y"] == [88.5, 90.9, None, 92.9, 96.0, None]


def test_goal_pace_and_projection_are_said_in_words(draw):
    figure = draw()
    assert words(figure) == [
        "chỉ tiêu 100%<br>đến 2025",
        "nhịp đường thẳng đến 2025",
        "nếu giữ nhịp<br>bình quân 2020–2024:<br><b>97,9%</b>",
    ]
    assert [(t["x"], t["y"]) for t in figure["data"] if t.get("line", {}).get("dash") == "dot"] == [
        ([2020, 2025], [88.5, 100.0])
    ]
    assert figure["layout"]["shapes"][0]["y0"] == 100.0


def test_a_yearly_target_has_no_pace_and_a_ceiling_says_both(draw):
    assert words(draw("orgs_excellent", chosen=2025)) == ["chỉ tiêu 20%,<br>đồng thời là trần"]
    assert "dot" not in dashes(draw("admissions"))


def test_no_pace_from_a_base_that_had_reached_the_goal(draw):
    assert "dot" not in dashes(draw(values={2020: 100.0, 2021: 98.0}))


def test_no_value_at_all_still_draws_the_goal(draw):
    figure = draw(values={2020: None, 2021: None}, chosen=2020)
    assert words(figure) == ["chỉ tiêu 100%<br>đến 2025"]
    low, high = figure["layout"]["yaxis"]["range"]
    assert low < 100 < high


def test_one_year_alone(draw):
    (points,) = trace(draw(values={2022: 93.0}, chosen=2022), mode="markers+text")
    assert points["text"] == ["<b>93,0%</b>"]


def test_labels_stand_above_peaks_below_troughs_and_off_the_slopes(draw):
    values = {2020: 3.0, 2021: 5.0, 2022: 3.5, 2023: 3.8, 2024: 4.2}
    (points,) = trace(draw("admissions", values=values, chosen=2020), mode="markers+text")
    assert points["textposition"] == [
        "bottom right",
        "top center",
        "bottom center",
        "bottom right",
        "top center",
    ]


def test_the_words_of_goal_and_projection_never_meet():
    heights = range(0, INSIDE + 1, 10)
    places = {(end, goal): words_at(end, goal, 58) for end in heights for goal in heights}
    assert all(abs(place - goal) >= 58 for (_, goal), place in places.items())
    highest, lowest = HALF - MARGIN["t"], INSIDE
    near_edges = [place for place in places.values() if not highest <= place <= lowest]
    assert near_edges == []
