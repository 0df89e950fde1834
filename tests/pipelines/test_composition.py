"""Bodies of people by class, on the tiny district and with results worked out by hand."""

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from pipelines import queries

SOKET = Path(sys.executable).with_name("soket")
PRINTED = """\
age,under_40,96,27.3504
age,40_to_50,170,48.433
age,over_50,85,24.2165
age,unknown,0,0.0
education,secondary,26,7.4074
education,college,7,1.9943
education,bachelor,277,78.9174
education,master,30,8.547
education,doctor,2,0.5698
education,unknown,9,2.5641
ethnicity,minority,14,3.9886
ethnicity,kinh,337,96.0114
sex,female,73,20.7977
sex,male,278,79.2023
theory,elementary,29,8.2621
theory,intermediate,274,78.0627
theory,advanced,42,11.9658
theory,unknown,6,1.7094
"""


@pytest.fixture
def published(exports):
    """The tiny district with 2023 published."""
    exports.workbook()
    assert exports.load().is_new
    return exports


def _counts(frame: pl.DataFrame) -> dict[str, int]:
    return dict(frame.select("number_id", "count").iter_rows())


def test_committees_without_part_time_people(published):
    frame = published.ask(queries.composition, unit_id="BN", body="committee_full_time")
    assert _counts(frame) == {
        "committee_full_time.education.degree": 11,  # 10 + 2 + 0, less 1 part-time
        "committee_full_time.education.below": 2,
        "committee_full_time.theory.intermediate_up": 12,  # 9 + 4, less 1 part-time
        "committee_full_time.theory.below": 1,
    }
    assert frame["total"].unique().to_list() == [13]
    assert frame.filter("is_remainder")["category"].to_list() == ["below", "below"]


def test_cadres_and_officials_together(published):
    frame = published.ask(queries.composition, level="district", body="staff")
    assert _counts(frame.filter(dimension="sex")) == {"staff.sex.female": 16, "staff.sex.male": 24}
    education = frame.filter(dimension="education")
    assert education["count"].to_list() == [2, 2, 33, 3, 0, 0]
    assert education["share_pct"].to_list() == [5.0, 5.0, 82.5, 7.5, 0.0, 0.0]


def test_cells_have_new_members_only(published):
    frame = published.ask(queries.composition, level="cell", organisation_id="TG")
    assert frame["body"].unique().to_list() == ["admitted"]
    assert _counts(frame.filter(unit_id="TG.1")) == {
        "admitted.ethnicity.minority": 0,
        "admitted.ethnicity.kinh": 2,
        "admitted.sex.female": 1,
        "admitted.sex.male": 1,
        "admitted.youth.youth": 1,
        "admitted.youth.other": 1,
    }
    assert frame["unit_id"].unique(maintain_order=True).to_list() == ["TG.1", "TG.2"]


def test_filters_by_sector(published):
    frame = published.ask(
        queries.composition, level="organisation", sector_id="doanh_nghiep", dimension="age"
    )
    assert frame["count"].to_list() == [1, 2, 0, 0]
    assert frame["is_small"].unique().to_list() == [True]  # three people


def test_parts_are_the_total_in_every_body(demo: Path, exports):
    exports.warehouse = demo
    frame = exports.ask(queries.composition)
    keys = ["year", "level", "unit_id", "body", "dimension"]
    sums = frame.group_by(keys).agg(pl.col("count").sum(), pl.col("total").first())
    assert sums.filter(pl.col("count") != pl.col("total")).is_empty()
    assert (frame["count"] >= 0).all()


@pytest.mark.parametrize(
    ("part_time_with_degree", "found"),
    [(1, ["L6"]), (2, [])],  # 13 of 13 have a degree: so have both who are part-time
)
def test_more_with_a_degree_than_people_is_stopped(
    exports, part_time_with_degree: int, found: list[str]
):
    row = {"J6": 0, "K6": 0, "L6": 12, "S6": part_time_with_degree}
    exports.workbook(committee=row)
    findings = exports.check().filter(rule="parts_over_total")
    assert findings["cell"].to_list() == found


def test_more_with_theory_than_people_is_stopped(exports):
    exports.workbook(committee={"O6": 0, "P6": 9, "Q6": 4, "T6": 0})
    findings = exports.check().filter(rule="parts_over_total")
    assert findings["cell"].to_list() == ["P6"]


def test_the_command_line_shows_the_committees_as_before(office: Path):
    words = ["composition", "--warehouse", office, "--year", "2020", "--level", "district"]
    run = subprocess.run(
        [SOKET, *words, "--format", "csv"], check=True, capture_output=True, encoding="utf-8"
    )
    header, *lines = run.stdout.splitlines()
    assert header == "year,level,unit_id,unit_name,dimension,category,count,share_pct"
    before = "2020,district,district,Đảng bộ huyện Tây Sơn,"
    assert lines == [before + line for line in PRINTED.splitlines()]
