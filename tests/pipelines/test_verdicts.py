"""Verdicts and shortfalls as the contract defines them, on literal counts worked out by hand."""

from contextlib import closing
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines.declarations import load_declarations
from pipelines.findings import SCHEMA
from pipelines.reading.register import UNITS
from pipelines.snapshot import MEASURES, SOURCES, State, build

UNIT = {
    "unit_id": "A",
    "unit_name": "Đảng bộ A",
    "unit_type": "grassroots_committee",
    "sector_id": "xa",
    "parent_id": None,
    "commune_code": "21811",
    "founded_on": None,
    "closed_on": None,
    "successor_id": None,
    "file": "d.xlsx",
    "sheet": "s",
    "row": 1,
}


def _judge(folder: Path, counts: list[tuple], units: list[dict] | None = None) -> dict:
    """Results of literal counts (unit, year, measure, value): key -> row of `progress`."""
    forms = {m.id: m.form_id for m in load_declarations().measures.values()}
    measures = pl.DataFrame(
        [
            (unit, year, measure, forms[measure], value, "f.xlsx", "s", "A1")
            for unit, year, measure, value in counts
        ],
        schema=MEASURES,
        orient="row",
    )
    state = State(
        pl.DataFrame(units or [UNIT], schema=UNITS),
        measures,
        pl.DataFrame(schema=SOURCES),
        pl.DataFrame(schema=SCHEMA),
    )
    path = folder / "s.duckdb"
    assert build(path, state, load_declarations(), "digest", None)
    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        rows = connection.sql("select * from progress").pl().rows(named=True)
    return {(r["year"], r["level"], r["unit_id"], r["target_id"]): r for r in rows}


def _members(year: int, good: int, rated: int) -> list[tuple]:
    levels = {"members_excellent": 0, "members_good": good, "members_fulfilled": rated - good}
    levels |= {"members_not_fulfilled": 0, "members_unrated": 0}
    return [
        ("A", year, measure, value)
        for measure, value in (levels | {"members_total": rated, "members_rated": rated}).items()
    ]


def _flow(year: int, opening: int, admitted: int) -> list[tuple]:
    moved = ["admitted_female", "admitted_minority", "admitted_youth", "transferred_in"]
    moved += ["reinstated", "died", "expelled", "struck_off", "resigned", "transferred_out"]
    held = dict.fromkeys(moved, 0) | {"members_opening": opening, "admitted": admitted}
    held |= {"members_closing": opening + admitted}
    return [("A", year, measure, value) for measure, value in held.items()]


def _staff(year: int, degree: int, total: int) -> list[tuple]:
    names = ["female", "minority", "secondary", "college", "master", "doctor"]
    held = {f"cadres_{name}": 0 for name in names} | {"cadres_bachelor": degree}
    held |= {"cadres_total": total} | {f"officials_{name}": 0 for name in [*names, "bachelor"]}
    return [
        ("A", year, measure, value) for measure, value in (held | {"officials_total": 0}).items()
    ]


def _ratings(excellent: int, good: int, fulfilled: int, failed: int) -> tuple[list, list]:
    """Units and counts of an organisation with so many cells of each rating, in 2021."""
    marks = ["org_excellent"] * excellent + ["org_good"] * good
    marks += ["org_fulfilled"] * fulfilled + ["org_not_fulfilled"] * failed
    levels = ["org_excellent", "org_good", "org_fulfilled", "org_not_fulfilled"]
    cells = [
        UNIT | {"unit_id": f"A.{i}", "parent_id": "A", "unit_type": "subordinate_cell"}
        for i in range(len(marks))
    ]
    counts = [
        (f"A.{i}", 2021, level, int(level == mark))
        for i, mark in enumerate(marks)
        for level in levels
    ]
    return [UNIT, *cells], counts


def _outcome(row: dict) -> tuple:
    return row["verdict"], row["shortfall"]


# ---- Yearly goals ----


@pytest.mark.parametrize(
    ("good", "rated", "verdict", "shortfall"),
    [
        (80, 100, "met", 0),  # at least 80%: the goal itself meets it
        (79, 100, "near", 1),  # 79,0%, tolerance 2 points
        (78, 100, "near", 2),  # 78,0%: the edge of the tolerance
        (77, 100, "not_met", 3),
        (7, 9, "not_met", 1),  # ceil(7,2) = 8 needed; 77,8%
        (0, 0, "not_applicable", None),
    ],
)
def test_at_least(tmp_path: Path, good: int, rated: int, verdict: str, shortfall: int | None):
    results = _judge(tmp_path, _members(2021, good, rated))
    assert _outcome(results[2021, "organisation", "A", "members_good"]) == (verdict, shortfall)


@pytest.mark.parametrize(
    ("admitted", "opening", "verdict", "shortfall"),
    [
        (5, 100, "met", 0),
        (4, 100, "near", 1),  # above 4%: 4,0% itself is not enough, 5 are needed
        (3, 100, "not_met", 2),
        (180, 4482, "met", 0),  # 4% of 4.482 is 179,28
        (179, 4482, "near", 1),
        (0, 20, "not_met", 1),
    ],
)
def test_above(tmp_path: Path, admitted: int, opening: int, verdict: str, shortfall: int):
    results = _judge(tmp_path, _flow(2021, opening, admitted))
    assert _outcome(results[2021, "organisation", "A", "admissions"]) == (verdict, shortfall)


@pytest.mark.parametrize(
    ("ratings", "verdict", "shortfall"),
    [
        ((2, 10, 0, 0), "met", 0),  # floor(20% of 10) = 2
        ((2, 11, 0, 0), "met", 0),  # floor(2,2) = 2: the whole count that is possible
        ((3, 11, 0, 0), "over_ceiling", 1),
        ((1, 10, 0, 0), "not_met", 1),
        ((0, 4, 0, 0), "met", 0),  # floor(0,8) = 0: none is possible
        ((1, 4, 0, 0), "over_ceiling", 1),
        ((1, 0, 3, 0), "not_applicable", None),  # nobody is rated good
    ],
)
def test_goal_and_ceiling(tmp_path: Path, ratings: tuple, verdict: str, shortfall: int | None):
    units, counts = _ratings(*ratings)
    results = _judge(tmp_path, counts, units)
    assert _outcome(results[2021, "organisation", "A", "orgs_excellent"]) == (verdict, shortfall)


def test_rated_or_better_is_cumulative(tmp_path: Path):
    units, counts = _ratings(1, 5, 3, 1)
    results = _judge(tmp_path, counts, units)
    fulfilled = results[2021, "organisation", "A", "orgs_fulfilled"]
    good = results[2021, "organisation", "A", "orgs_good"]
    assert (fulfilled["numerator"], fulfilled["denominator"]) == (9, 10)
    assert (good["numerator"], good["denominator"]) == (6, 10)


# ---- Goals by 2025 ----


@pytest.mark.parametrize(
    ("base", "now", "year", "verdict"),
    [
        (50, 60, 2021, "on_track"),  # 10 of the expected 10 points
        (50, 69, 2022, "on_track"),  # 19 of 20: 0,95 exactly
        (50, 68, 2022, "speed_up"),  # 18 of 20: 0,90
        (50, 65, 2022, "speed_up"),  # 15 of 20: 0,75 exactly
        (50, 64, 2022, "behind"),  # 14 of 20: 0,70
        (50, 50, 2022, "behind"),
        (50, 49, 2022, "reversed"),
        (50, 100, 2022, "met"),
        (100, 100, 2022, "kept"),
        (100, 99, 2022, "slipped"),
        (50, 100, 2025, "met"),
        (100, 100, 2025, "met"),
        (50, 98, 2025, "near"),
        (50, 97, 2025, "not_met"),
    ],
)
def test_pace(tmp_path: Path, base: int, now: int, year: int, verdict: str):
    results = _judge(tmp_path, _staff(2020, base, 100) + _staff(year, now, 100))
    row = results[year, "organisation", "A", "staff_degree"]
    assert _outcome(row) == (verdict, 100 - now)


def test_base_year_is_where_the_line_begins(tmp_path: Path):
    results = _judge(tmp_path, _staff(2020, 50, 100))
    assert results[2020, "organisation", "A", "staff_degree"]["verdict"] == "on_track"


def test_without_a_base_the_year_alone_decides(tmp_path: Path):
    results = _judge(tmp_path, _staff(2022, 99, 100))
    assert results[2022, "organisation", "A", "staff_degree"]["verdict"] == "near"


# ---- Nothing, zero, not asked ----


def test_not_reported_is_not_zero(tmp_path: Path):
    results = _judge(tmp_path, _members(2021, 8, 10))
    row = results[2021, "organisation", "A", "admissions"]
    assert row["verdict"] == "not_reported"
    assert (row["numerator"], row["denominator"], row["value_pct"]) == (None, None, None)
    assert row["shortfall"] is None


def test_zero_of_some_is_a_result(tmp_path: Path):
    row = _judge(tmp_path, _members(2021, 0, 10))[2021, "organisation", "A", "members_good"]
    assert (row["value_pct"], row["verdict"]) == (0.0, "not_met")


def test_targets_that_do_not_apply_have_no_row(tmp_path: Path):
    cell = UNIT | {"unit_id": "B", "commune_code": None, "unit_type": "grassroots_cell"}
    results = _judge(tmp_path, _members(2021, 8, 10), [UNIT, cell])
    asked = {target for _, level, unit, target in results if (level, unit) == ("organisation", "B")}
    assert asked == {"members_good", "admissions", "committee_degree", "committee_theory"}


def test_organisations_count_in_the_years_they_existed(tmp_path: Path):
    import datetime as dt

    merged = UNIT | {"unit_id": "B", "closed_on": dt.date(2021, 1, 1)}
    founded = UNIT | {"unit_id": "C", "founded_on": dt.date(2021, 12, 31)}
    counts = _members(2020, 8, 10) + _members(2021, 8, 10) + _members(2022, 8, 10)
    results = _judge(tmp_path, counts, [UNIT, merged, founded])
    expected = {
        year: results[year, "district", "district", "members_good"]["expected"]
        for year in (2020, 2021, 2022)
    }
    assert expected == {2020: 2, 2021: 3, 2022: 2}


def test_surplus_and_change(tmp_path: Path):
    results = _judge(tmp_path, _members(2021, 80, 100) + _members(2022, 85, 100))
    row = results[2022, "organisation", "A", "members_good"]
    assert (row["surplus"], row["change_pct"]) == (5, 5.0)


# ---- Rank and projection ----


def _of(unit: str, counts: list[tuple]) -> list[tuple]:
    return [(unit, *rest) for _, *rest in counts]


def _ranks(folder: Path, rated: dict[str, tuple], sectors: dict[str, str]) -> dict[str, tuple]:
    """Places of organisations by (good, rated) members in 2021."""
    units = [UNIT | {"unit_id": u, "sector_id": sectors.get(u, "xa")} for u in [*rated, "Z"]]
    counts = [row for u, (good, n) in rated.items() for row in _of(u, _members(2021, good, n))]
    results = _judge(folder, counts, units)
    rows = {
        u["unit_id"]: results[2021, "organisation", u["unit_id"], "members_good"] for u in units
    }
    names = ("rank", "ranked", "sector_rank", "sector_ranked")
    return {unit: tuple(row[name] for name in names) for unit, row in rows.items()}


def test_equal_values_share_a_place(tmp_path: Path):
    rated = {"A": (8, 10), "B": (16, 20), "C": (9, 10), "D": (7, 10)}
    assert _ranks(tmp_path, rated, {"B": "khac", "D": "khac"}) == {
        "C": (1, 4, 1, 2),
        "A": (2, 4, 2, 2),
        "B": (2, 4, 1, 2),
        "D": (4, 4, 2, 2),
        "Z": (None, None, None, None),  # has not reported
    }


def test_a_share_of_few_is_marked_and_not_ranked(tmp_path: Path):
    rated = {"A": (4, 5), "B": (4, 4), "C": (0, 0)}
    places = _ranks(tmp_path, rated, {})
    assert places == {"A": (1, 1, 1, 1), **dict.fromkeys("BCZ", (None,) * 4)}


@pytest.mark.parametrize(("rated", "is_small"), [(5, False), (4, True), (0, False)])
def test_a_share_of_fewer_than_five_is_small(tmp_path: Path, rated: int, is_small: bool):
    row = _judge(tmp_path, _members(2021, 0, rated))[2021, "organisation", "A", "members_good"]
    assert row["is_small"] is is_small


@pytest.mark.parametrize(
    ("base", "now", "year", "projected"),
    [
        (50, 60, 2022, 75),  # 5 points a year, three years left
        (50, 40, 2022, 25),
        (50, 90, 2022, 100),  # 150 is no share
        (50, 20, 2022, 0),
        (50, 50, 2020, None),  # the base year has no change yet
        (50, 60, 2025, None),  # the last year is there
        (None, 60, 2022, None),
    ],
)
def test_projection_goes_on_at_the_average_pace(
    tmp_path: Path, base: int | None, now: int, year: int, projected: float | None
):
    before = _staff(2020, base, 100) if base is not None and year > 2020 else []
    results = _judge(tmp_path, before + _staff(year, now, 100))
    assert results[year, "organisation", "A", "staff_degree"]["projected_pct"] == projected


def test_each_level_says_where_it_belongs(tmp_path: Path):
    cell = UNIT | {"unit_id": "A.1", "parent_id": "A", "sector_id": "quan_doi"}
    cell |= {"unit_type": "subordinate_cell", "commune_code": None}
    counts = _of("A.1", _members(2021, 8, 10))
    results = _judge(tmp_path, counts, [UNIT, cell])
    places = {
        level: (row["sector_id"], row["organisation_id"])
        for (_, level, _, target), row in results.items()
        if target == "members_good"
    }
    assert places == {
        "district": (None, None),
        "sector": ("xa", None),
        "organisation": ("xa", "A"),
        "cell": ("xa", "A"),  # it counts in the sector of its organisation
    }


def test_one_fixture_row_is_a_register_row() -> None:
    assert set(UNIT) == set(UNITS)
