"""Stacked shares: classes, order, fills, labels, gaps, groups; from literal rows."""

import pytest

from dashboard import theme
from dashboard.charts.shares.across_units import MOST, Bar, Group, key, shares_across_units
from dashboard.charts.shares.over_years import (
    Year,
    looks,
    shares_over_years,
    side_places,
    spoken,
)
from dashboard.charts.shares.small_multiples import Panel, small_multiples
from dashboard.theme import LIGHT


@pytest.fixture(scope="module")
def education(declared):
    return declared.bodies["staff"].dimensions["education"]


@pytest.fixture(scope="module")
def sex(declared):
    return declared.bodies["committee"].dimensions["sex"]


def year(number, female, male, **more):
    total = female + male
    counts = {"female": female, "male": male}
    shares = {name: 100 * count / total for name, count in counts.items()}
    return Year(number, total, counts, shares, f"?nam={number}", **more)


def gap(number):
    return Year(number, None, {}, {}, f"?nam={number}", missing="chưa báo cáo")


def bar(name, female, male, **more):
    counts, total = {"female": female, "male": male}, female + male
    shares = {category: 100 * count / total for category, count in counts.items()}
    return Bar(name, "?u", total, counts, shares, female, shares["female"], "?nguon", **more)


def test_two_classes_are_a_pair_with_the_one_looked_at_first(sex):
    drawn = looks(sex, LIGHT)
    assert [(look.name, look.fill) for look in drawn] == [("Nữ", LIGHT.deep), ("Nam", LIGHT.pale)]
    assert not any(look.is_unknown for look in drawn)


def test_ordered_classes_run_down_a_ramp_and_what_is_left_over_is_last(education):
    drawn = looks(education, LIGHT)
    assert [look.id for look in drawn] == [
        *("doctor", "master", "bachelor", "college", "secondary"),
        "unknown",
    ]
    assert [look.is_unknown for look in drawn] == [False] * 5 + [True]
    assert (drawn[0].fill, drawn[4].fill) == (LIGHT.deep, LIGHT.pale)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_words_are_read_on_every_fill(education, colours):
    for look in looks(education, colours)[:-1]:
        assert theme.contrast(look.ink, look.fill) >= 4.5, look


def test_columns_stack_shares_and_a_year_without_figures_is_a_gap_with_words(sex):
    figure = shares_over_years(
        [year(2020, 73, 278), gap(2021), year(2022, 78, 260)], looks(sex, LIGHT), 2022, LIGHT
    )
    women, men = figure["data"]
    assert women["y"] == [pytest.approx(20.7977, abs=1e-4), None, pytest.approx(23.0769, abs=1e-4)]
    assert women["text"] == ["20,8%", "", "23,1%"]
    assert men["customdata"] == ["?nam=2020", "?nam=2021", "?nam=2022"]
    assert "Nữ<br>20,8% (73/351)" in women["hovertemplate"][0]
    assert figure["layout"]["xaxis"]["ticktext"] == [
        "2020<br>n = 351",
        "2021<br>",
        "<b>2022</b><br>n = 338",
    ]
    told = [note["text"] for note in figure["layout"]["annotations"]]
    assert told == ["Nữ 23,1%", "Nam 76,9%", "chưa báo<br>cáo"]


def test_a_goal_is_a_line_and_the_share_it_looks_at_stands_above(sex):
    years = [year(2024, 290, 14, summed=95.4)]
    goal = (100.0, "chỉ tiêu 100% đến 2025")
    layout = shares_over_years(years, looks(sex, LIGHT), 2024, LIGHT, goal)["layout"]
    assert layout["shapes"][0]["y0"] == 100.0
    told = [note["text"] for note in layout["annotations"]]
    assert told[0] == "chỉ tiêu 100% đến 2025"
    assert "<b>95,4%</b>" in told


def test_a_class_that_nobody_belongs_to_is_not_drawn(sex):
    figure = shares_over_years([year(2024, 3, 0)], looks(sex, LIGHT), 2024, LIGHT)
    assert [trace["name"] for trace in figure["data"]] == ["Nữ"]


def test_no_year_with_figures_draws_only_words(sex):
    figure = shares_over_years([gap(2024)], looks(sex, LIGHT), 2024, LIGHT)
    assert [trace["y"] for trace in figure["data"]] == [[None], [None]]
    assert len(figure["layout"]["annotations"]) == 1


def test_labels_keep_apart_and_inside():
    places = side_places([0.3, 1.0, 50, 99.0, 99.8], [7] * 5)
    assert all(b - a >= 7 - 1e-9 for a, b in zip(places, places[1:], strict=False))
    assert places[0] == 3.5
    assert places[2] == 50
    assert places[-1] == 96.5


def test_a_year_is_said_with_its_counts(sex):
    assert spoken(year(2020, 73, 278), looks(sex, LIGHT)) == (
        "Nữ 20,8% (73/351), Nam 79,2% (278/351)"
    )


def test_bars_hold_counts_and_end_with_k_of_n(sex):
    drawn = shares_across_units(
        [Group("", [bar("Xã <A>", 7, 8)]), Group("Ít", [bar("B", 1, 2)], "vì ít")],
        looks(sex, LIGHT),
        2,
        "?bang",
    )
    assert "Xã &lt;A&gt;" in drawn
    assert 'aria-label="Nữ: 46,7% (7/15), Nam: 53,3% (8/15)"' in drawn
    assert ">7/15<" in drawn and ">46,7%<" in drawn
    assert drawn.index("Xã &lt;A&gt;") < drawn.index("Ít") < drawn.index("vì ít")
    assert "xem bảng" not in drawn


def test_a_part_too_narrow_for_words_has_them_in_its_title_only(sex):
    drawn = shares_across_units([Group("", [bar("A", 1, 99)])], looks(sex, LIGHT), 1, "")
    assert 'title="Nữ: 1,0% (1/100)"></span>' in drawn


def test_no_more_bars_than_can_be_read(sex):
    bars = [bar(f"Xã {i}", 7, 8) for i in range(MOST)]
    drawn = shares_across_units([Group("", bars), Group("Ít", bars)], looks(sex, LIGHT), 1970, "?b")
    assert drawn.count('class="shares-row"') == MOST
    assert "1.910 đơn vị khác: xem bảng" in drawn
    assert "Ít" not in drawn


def test_the_key_ranks_by_a_class(sex):
    links = [("female", "Nữ", "?a", True), ("male", "Nam", "?b", False)]
    drawn = key(looks(sex, LIGHT), links, "Xếp theo")
    assert drawn.count("swatch") == 2
    assert drawn.count('aria-current="true"') == 1


def test_small_columns_share_one_scale_and_name_their_classes(sex):
    panel = Panel("Giới tính", "?x", looks(sex, LIGHT), [year(2020, 73, 278), gap(2021)])
    drawn = small_multiples([panel], 2020)
    assert "height:20.798%" in drawn
    assert "chưa báo cáo" in drawn
    assert ">20,8</span>" in drawn
    assert "<b>20,8%</b><span>Nữ</span>" in drawn
    assert "Năm 2020: Nữ 20,8% (73/351), Nam 79,2% (278/351)." in drawn
