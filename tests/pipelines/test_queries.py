"""Questions about a snapshot, on the tiny district and with answers worked out by hand."""

import time
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from pipelines import queries
from pipelines.declarations import load_declarations
from pipelines.warehouse import open_snapshot, published_id


@pytest.fixture
def published(exports):
    """The tiny district with 2023 published."""
    exports.workbook()
    assert exports.load().is_new
    return exports


@pytest.fixture
def invented(demo: Path):
    """An open snapshot of the invented district."""
    with closing(open_snapshot(demo, published_id(demo))) as connection:
        yield connection


def _row(frame: pl.DataFrame, *columns: str) -> tuple:
    return frame.select(columns).row(0)


# ---- Results ----


def test_progress_of_the_cells_of_an_organisation(published):
    frame = published.ask(
        queries.progress, level="cell", organisation_id="BN", target_id="members_good"
    )
    places = frame.select("unit_id", "numerator", "denominator", "rank", "ranked").rows()
    assert places == [("BN.1", 16, 20, 5, 5), ("BN.2", 15, 15, 1, 5), ("BN.3", 9, 10, 3, 5)]


def test_progress_of_a_sector(published):
    frame = published.ask(queries.progress, sector_id="doanh_nghiep", target_id="admissions")
    assert frame["level"].to_list() == ["sector", "organisation"]


@pytest.mark.parametrize(
    ("unit_id", "score"),
    [
        ("district", (4, 8, 8)),  # three of people and one over its ceiling are not reached
        ("TG", (5, 8, 8)),
        ("NH", (4, 4, 4)),  # has no cells and no commune
    ],
)
def test_scores(published, unit_id: str, score: tuple):
    frame = published.ask(queries.scores, unit_id=unit_id)
    assert _row(frame, "met", "judged", "declared") == score


def test_targets_of_the_cells_and_how_many_are_behind(published):
    frame = published.ask(queries.open_targets, year=2023, level="cell", organisation_id="BN")
    assert frame.rows() == [("members_good", 0), ("admissions", 1)]


def test_organisations_of_which_nothing_is_missing(published):
    assert published.ask(queries.complete, year=2023).row(0) == (3, 3)


def test_one_missing_form_leaves_its_organisations_incomplete(exports):
    exports.workbook(only="register member_rating")
    exports.load()
    assert exports.ask(queries.complete, year=2023).row(0) == (3, 0)


def test_what_is_not_reported_is_not_judged(exports):
    exports.workbook(only="register member_rating")
    exports.load()
    frame = exports.ask(queries.scores, year=2023, level="organisation", unit_id="NH")
    assert _row(frame, "met", "judged", "declared") == (1, 1, 4)


def test_kept_counts_as_reached(exports):
    exports.workbook(year=2020)
    exports.workbook(year=2021)
    exports.load()
    verdicts = exports.ask(queries.progress, year=2021, unit_id="NH")["verdict"].to_list()
    assert verdicts == ["met", "met", "kept", "kept"]
    assert exports.ask(queries.scores, year=2021, unit_id="NH")["met"].to_list() == [4]


def test_every_denominator_that_the_setting_allows(published):
    key = {"year": 2023, "level": "district", "unit_id": "district"}
    frame = published.ask(queries.variants, **key, target_id="orgs_excellent")
    assert frame.drop("value_pct").rows() == [
        ("good_only", True, 1, 2, "over_ceiling"),
        ("good_or_better", False, 1, 3, "over_ceiling"),
        ("rated", False, 1, 3, "over_ceiling"),
    ]
    assert frame["value_pct"].round(2).to_list() == [50.0, 33.33, 33.33]
    alone = published.ask(queries.variants, **key, target_id="members_good")
    assert alone.drop("value_pct").rows() == [("", True, 75, 83, "met")]


# ---- Counts ----


def test_counts_of_a_form_in_declared_order(published):
    frame = published.ask(queries.counts, level="cell", unit_id="TG.1", form_id="member_flow")
    assert frame["value"].to_list() == [20, 2, 1, 0, 1, 1, 0, 1, 0, 0, 0, 2, 20]
    assert _row(frame, "year", "measure_id", "measure_unit") == (
        2023,
        "members_opening",
        "đảng viên",
    )


def test_counts_balance_as_the_form_declares(published):
    frame = published.ask(
        queries.counts, level="district", unit_id="district", form_id="member_flow", year=2023
    )
    value = dict(frame.select("measure_id", "value").iter_rows())
    (balance,) = load_declarations().forms["member_flow"].balances
    assert value["members_opening"], value["members_closing"] == (87, 87)
    assert sum(value[m] for m in balance.plus) - sum(value[m] for m in balance.minus) == 87
    assert frame.select("expected", "reported").row(0) == (6, 6)


def test_own_rating_of_an_organisation(published):
    frame = published.ask(queries.own_ratings, unit_id="TG")
    assert frame.columns == ["unit_id", "year", "measure_id", "measure_name"]
    assert frame.drop("measure_name").rows() == [("TG", 2023, "org_excellent")]


def test_own_ratings_of_the_cells_of_an_organisation(published):
    frame = published.ask(queries.own_ratings, organisation_id="BN", year=2023)
    assert frame.select("unit_id", "measure_id").rows() == [
        ("BN.3", "org_good"),  # Quân sự stands before thôn 1 and thôn 2
        ("BN.1", "org_good"),
        ("BN.2", "org_fulfilled"),
    ]


def test_not_rated_is_a_rating_of_its_own(exports):
    marks = {"E14": None, "H14": "x", "E13": 0, "H13": 1, "E15": 1, "H15": 1}
    exports.workbook(org_rating=marks)
    assert exports.load().is_new
    assert exports.ask(queries.own_ratings, unit_id="NH")["measure_id"].to_list() == ["org_unrated"]


# ---- Organisations and sources ----


def test_units_stand_in_the_vietnamese_alphabet(exports):
    exports.workbook(register={"B4": "Chi bộ thôn 10"})
    exports.load()
    units = exports.ask(queries.units)
    assert units["unit_id"].to_list() == [
        *("NH", "BN", "TG"),
        *("BN.3", "BN.1", "BN.2"),
        *("TG.2", "TG.1"),  # thôn 2 before thôn 10
    ]
    assert units["name_order"].to_list() == list(range(1, 9))


def test_a_unit_knows_where_it_belongs(published):
    unit = published.ask(queries.units).filter(unit_id="BN.3")
    assert _row(unit, "level", "sector_id", "organisation_id", "organisation_name") == (
        "cell",
        "xa",
        "BN",
        "Đảng bộ Xã Bình Nghi",
    )
    assert _row(unit, "first_year", "last_year") == (2023, 2023)


def test_a_unit_knows_when_it_existed(invented):
    units = queries.units(invented)
    merged = units.filter(pl.col("successor_id").is_not_null())
    assert _row(merged, "unit_id", "successor_id", "first_year", "last_year") == (
        *("TS09.05", "TS09.04"),
        *(2020, 2022),
    )
    assert merged["successor_name"].null_count() == 0
    founded = units.filter(pl.col("first_year") > 2020)
    assert _row(founded, "unit_name", "first_year", "last_year") == (
        "Chi bộ Doanh nghiệp tư nhân",
        2023,
        2025,
    )


def test_sectors_that_have_organisations(published):
    assert published.ask(queries.sectors).rows() == [("xa", "Xã"), ("doanh_nghiep", "Doanh nghiệp")]


def test_sources_by_year_and_form(exports):
    exports.workbook()
    exports.workbook(year=2022, only="committee")
    exports.load()
    frame = exports.ask(queries.sources)
    assert frame.select("form_id", "year").rows() == [
        ("register", None),
        ("committee", 2022),
        *((form, 2023) for form in ("org_rating", "member_rating", "member_flow")),
        *((form, 2023) for form in ("committee", "commune_staff")),
    ]
    assert _row(frame, "form_title", "file") == ("Danh mục tổ chức đảng", "Biểu 2023.xlsx")


# ---- The programme's own figures ----


def test_printed_and_counted_side_by_side(invented):
    frame = queries.baseline(invented)
    assert frame["difference_count"].unique().to_list() == [0]
    minority = frame.filter(measure_id="committee_minority")
    assert _row(minority, "printed_count", "counted", "printed_pct", "note") == (
        *(14, 14, 3.98),
        "bản in cắt bớt chữ số, không làm tròn",
    )
    assert minority["computed_pct"].round(2).to_list() == [3.99]
    assert minority["difference_pct"].round(4).to_list() == [0.0086]


def test_only_cut_digits_have_a_note(invented):
    """What the note says holds: all other printed shares are rounded at their last digit."""
    shares = queries.baseline(invented).drop_nulls("printed_pct")
    rounded = {3.98: 2}
    for printed, computed, note in shares.select("printed_pct", "computed_pct", "note").rows():
        assert (round(computed, rounded.get(printed, 1)) != printed) == bool(note) or printed == 78


def test_without_the_base_year_nothing_is_counted(published):
    frame = published.ask(queries.baseline)
    assert frame["printed_count"].null_count() == 0
    assert frame["counted"].null_count() == frame.height


# ---- From a number to its cells ----


def _sums(connection, number_id: str) -> dict[str, float]:
    behind = queries.lineage(
        connection, year=2024, level="district", unit_id="district", number_id=number_id
    )
    terms = behind.group_by("part").agg((pl.col("coefficient") * pl.col("value")).sum())
    return dict(terms.iter_rows())


def test_every_result_is_traced(invented):
    results = queries.progress(invented, year=2024, level="district")
    for row in results.iter_rows(named=True):
        wanted = {"numerator": row["numerator"], "denominator": row["denominator"]}
        assert _sums(invented, row["target_id"]) == wanted


def test_every_class_is_traced(invented):
    for row in queries.composition(invented, year=2024, level="district").iter_rows(named=True):
        wanted = {"numerator": row["count"], "denominator": row["total"]}
        assert _sums(invented, row["number_id"]) == wanted
        total = f"{row['body']}.{row['dimension']}.total"
        assert _sums(invented, total) == {"numerator": row["total"]}


def test_every_count_is_traced(invented):
    key = {"level": "district", "unit_id": "district", "year": 2024}
    for form_id in load_declarations().forms:
        for row in queries.counts(invented, **key, form_id=form_id).iter_rows(named=True):
            assert _sums(invented, row["number_id"]) == {"numerator": row["value"]}


def test_a_class_is_traced_to_its_cells(published):
    key = {"year": 2023, "level": "organisation", "unit_id": "TG"}
    behind = published.ask(queries.lineage, **key, number_id="committee.sex.male")
    columns = ("part", "coefficient", "value", "source_name", "form_id", "file", "sheet", "cell")
    place = ("Đảng bộ Xã Tây Giang", "committee", "Biểu 2023.xlsx", "Cấp ủy")
    assert behind.select(columns).rows() == [
        ("numerator", -1.0, 4, *place, "E6"),
        ("numerator", 1.0, 13, *place, "D6"),
        ("denominator", 1.0, 13, *place, "D6"),
    ]


def test_lineage_of_the_district_answers_at_once(invented):
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        _sums(invented, "members_good")
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.1
