"""The bridge of members from literal steps: where bars stand, their signs, a cut axis."""

import pytest

from dashboard import theme
from dashboard.charts.unit.member_bridge import (
    GAIN,
    LOSS,
    STOCK,
    Step,
    bridge,
    signed,
    spans,
    summary,
)

STEPS = [
    Step("Đầu năm", STOCK, 303, "nguon?so=a"),
    Step("Kết nạp", GAIN, 16, "nguon?so=b"),
    Step("Từ trần", LOSS, 3, "nguon?so=c"),
    Step("Khai trừ", LOSS, 0, "nguon?so=d"),
    Step("Cuối năm", STOCK, 316, "nguon?so=e"),
]
FEW = [Step("Đầu năm", STOCK, 15), Step("Chuyển đi", LOSS, 1), Step("Cuối năm", STOCK, 14)]
NEW = [Step("Đầu năm", STOCK, 0), Step("Chuyển đến", GAIN, 7), Step("Cuối năm", STOCK, 7)]
each = pytest.mark.parametrize


@pytest.fixture(params=[theme.LIGHT, theme.DARK], ids=["light", "dark"])
def colours(request):
    return request.param


def words(figure: dict) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def test_each_bar_begins_where_the_one_before_ended():
    assert spans(STEPS) == [(0, 303), (303, 319), (316, 319), (316, 316), (0, 316)]


@each(("step", "written"), list(zip(STEPS, ["303", "+16", "−3", "0", "316"], strict=True)))
def test_increases_and_decreases_are_told_by_their_sign(step, written):
    assert signed(step) == written


def test_direction_and_fill_tell_increases_from_decreases(colours):
    figure = bridge(STEPS, "đảng viên", colours)
    assert figure["layout"]["yaxis"]["ticktext"] == [
        "Đầu năm",
        "▲ Kết nạp",
        "▼ Từ trần",
        "▼ Khai trừ",
        "Cuối năm",
    ]
    fills = figure["data"][0]["marker"]["color"]
    assert len({fills[0], fills[1], fills[2]}) == 3
    assert fills[0] == fills[4]
    assert fills[2] == colours.paper


def test_an_axis_that_leaves_out_zero_says_so_and_marks_the_bars(colours):
    figure = bridge(STEPS, "đảng viên", colours)
    bars = figure["data"][0]
    start = figure["layout"]["xaxis"]["range"][0]
    assert 0 < start < 303
    assert [base + length for base, length in zip(bars["base"], bars["x"], strict=True)] == [
        303,
        319,
        319,
        316,
        316,
    ]
    assert words(figure) == [f"Trục không bắt đầu từ 0 mà từ {start} đảng viên (≈)", "≈", "≈"]


@each("steps", [FEW, NEW], ids=["few", "new"])
def test_few_members_are_drawn_from_zero(steps, colours):
    figure = bridge(steps, "đảng viên", colours)
    assert figure["layout"]["xaxis"]["range"][0] == 0
    assert words(figure) == []


def test_nobody_at_all(colours):
    nobody = [Step("Đầu năm", STOCK, 0), Step("Kết nạp", GAIN, 0), Step("Cuối năm", STOCK, 0)]
    assert bridge(nobody, "đảng viên", colours)["data"][0]["x"] == [0, 0, 0]


def test_counts_stand_at_the_bars_and_bars_lead_to_their_source(colours):
    bars, counts = bridge(STEPS, "đảng viên", colours)["data"]
    assert bars["customdata"] == [step.href for step in STEPS]
    assert [text.strip("\xa0") for text in counts["text"]] == [
        "<b>303</b>",
        "<b>+16</b>",
        "<b>−3</b>",
        "0",
        "<b>316</b>",
    ]


def test_names_from_files_are_escaped(colours):
    figure = bridge([Step("<b>", STOCK, 1), Step("<i>", STOCK, 1)], "người", colours)
    assert figure["layout"]["yaxis"]["ticktext"] == ["&lt;b&gt;", "&lt;i&gt;"]
    assert "<b>&lt;b&gt;</b>" in figure["data"][0]["hovertemplate"][0]


def test_the_message_leaves_out_what_did_not_happen():
    assert summary(STEPS, "Biến động 2024") == (
        "Biến động 2024: Đầu năm 303; Kết nạp +16, Từ trần −3; Cuối năm 316."
    )
    still = [STEPS[0], STEPS[3], Step("Cuối năm", STOCK, 303)]
    assert "không có tăng, giảm" in summary(still, "Biến động 2024")
