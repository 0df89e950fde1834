"""The grid of units and years: icon and value in every cell, words where there is none."""

import re

import pytest

from dashboard.charts.target.heatmap import heatmap

YEARS = [(2022, "chi-tieu?nam=2022"), (2023, "chi-tieu?nam=2023")]
EMPTY = {
    f"{name}_{year}": None
    for name in ("verdict", "value_pct", "numerator", "denominator")
    for year in (2022, 2023)
}


def unit(unit_id: str, name: str, **more: object) -> dict:
    known = {"unit_id": unit_id, "unit_name": name, "href": f"don-vi?to-chuc={unit_id}"}
    return EMPTY | known | {"first_year": 2020, "last_year": 2025} | more


@pytest.fixture
def markup(declared) -> str:
    met = {"verdict_2022": "met", "value_pct_2022": 5.94, "numerator_2022": 13}
    short = {"verdict_2023": "not_met", "value_pct_2023": 2.2, "numerator_2023": 4}
    rows = [
        unit("A", "Xã <A>", **met, **short, denominator_2022=219, denominator_2023=185),
        unit("B", "Xã B", verdict_2022="not_reported", verdict_2023="not_applicable"),
        unit("C", "Xã C", first_year=2023, verdict_2023="met", value_pct_2023=20.0),
        unit("D", "Xã D", last_year=2022),
    ]
    return heatmap(
        rows,
        YEARS,
        declared,
        chosen=2023,
        own="B",
        to_unit=lambda unit_id, year: f"don-vi?nam={year}&to-chuc={unit_id}",
        heading="Đơn vị",
    )


def cells(markup: str) -> list[list[str]]:
    body = markup.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr.*?</tr>", body)
    return [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in rows
    ]


def test_every_cell_has_icon_and_value_or_says_why_not(markup):
    assert cells(markup) == [
        ["Xã &lt;A&gt;", "✓ 5,9%", "✕ 2,2%"],
        ["Xã B", "… chưa báo cáo", "○ không áp dụng"],
        ["Xã C", "chưa thành lập", "✓ 20,0%"],
        ["Xã D", "không tính", "đã kết thúc"],
    ]


def test_cells_lead_to_the_unit_in_their_year_and_say_everything(markup):
    assert 'href="don-vi?nam=2022&amp;to-chuc=A"' in markup
    assert 'title="Xã &lt;A&gt;, năm 2022: 5,9% (13/219), Đạt"' in markup
    assert 'title="Xã B, năm 2022: Chưa báo cáo"' in markup


def test_years_are_links_and_the_chosen_one_is_marked(markup):
    assert 'href="chi-tieu?nam=2022"' in markup
    assert re.findall(r'<th scope="col" aria-current="true"><a[^>]*>(\d+)', markup) == ["2023"]


def test_the_unit_of_the_page_is_marked(markup):
    assert re.findall(r'<tr aria-current="true"><th scope="row"><a[^>]*>([^<]*)', markup) == [
        "Xã B"
    ]


def test_the_legend_has_the_verdicts_that_occur_in_their_order(markup):
    legend = markup.partition("heat-legend")[2]
    assert re.findall(r'data-verdict="(\w+)"', legend) == [
        "met",
        "not_met",
        "not_reported",
        "not_applicable",
    ]
