"""The ledger on a literal district of 2023: who has reported, is late, lacks or owes nothing."""

import shutil
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipelines import queries, warehouse
from pipelines.declarations import PROGRAMME, Declarations, load_declarations
from pipelines.findings import SCHEMA
from pipelines.load import load
from pipelines.reading.register import UNITS
from pipelines.snapshot import ARRIVALS, MEASURES, SOURCES, State, build, with_arrivals

DECLARED = load_declarations()
FORMS = ["org_rating", "member_rating", "member_flow", "committee", "commune_staff"]
FIRST = {form: DECLARED.measures_of(form)[0].id for form in FORMS}
IN_TIME, DUE, LATE = date(2024, 1, 20), date(2024, 1, 31), date(2024, 2, 5)
OFFICE = Path(__file__).parents[1] / "samples" / "office"
each = pytest.mark.parametrize

REGISTER = [
    {"unit_id": "A", "unit_name": "Đảng bộ xã A", "commune_code": "21811"},
    {"unit_id": "A.1", "unit_name": "Chi bộ thôn 1", "parent_id": "A"},
    {"unit_id": "A.2", "unit_name": "Chi bộ thôn 2", "parent_id": "A"},
    {"unit_id": "B", "unit_name": "Chi bộ B"},
    {"unit_id": "C", "unit_name": "Chi bộ C", "closed_on": date(2022, 12, 31), "successor_id": "B"},
    {"unit_id": "D", "unit_name": "Chi bộ D", "founded_on": date(2024, 1, 1)},
    {"unit_id": "E", "unit_name": "Chi bộ E", "closed_on": date(2022, 6, 30)},
]
Reports = dict[tuple[str, str], date]


def whole() -> Reports:
    """Everything that is owed for 2023, in time."""
    owed = {(unit, form): IN_TIME for unit in ("A", "A.1", "A.2", "B") for form in FORMS[:3]}
    return (
        owed
        | {("A", "committee"): IN_TIME, ("B", "committee"): IN_TIME}
        | {("A", "commune_staff"): IN_TIME}
    )


def state(reports: Reports, *findings: dict) -> State:
    """One count per report, in the row of its organisation on the sheet of its form."""
    rows = {unit["unit_id"]: number for number, unit in enumerate(REGISTER, 10)}
    plain = {"year": 2023, "value": 1, "file": "f.xlsx"}
    measures = [
        plain
        | {"unit_id": unit, "form_id": form, "measure_id": FIRST[form], "sheet": form}
        | {"cell": f"D{rows[unit]}"}
        for unit, form in reports
    ]
    arrivals = [(unit, form, 2023, day) for (unit, form), day in reports.items()]
    told = {"severity": "warning", "rule": "r", "file": "f.xlsx", "year": 2023, "message": "m"}
    return State(
        pl.DataFrame([{"sector_id": "xa"} | unit for unit in REGISTER], schema=UNITS),
        pl.DataFrame(measures, schema=MEASURES),
        pl.DataFrame(schema=SOURCES),
        pl.DataFrame([told | finding for finding in findings], schema=SCHEMA),
        pl.DataFrame(arrivals, schema=ARRIVALS, orient="row"),
    )


@pytest.fixture
def ledger(tmp_path: Path) -> object:
    """Rows of the ledger of a state on a day: (unit, form) → row."""

    def ask(held: State, today: date = LATE, **asked: object) -> dict[tuple[str, str], dict]:
        path = tmp_path / "s.duckdb"
        path.unlink(missing_ok=True)
        assert build(path, held, DECLARED, "digest", None)
        with closing(duckdb.connect(str(path), read_only=True)) as connection:
            rows = queries.ledger(connection, year=2023, today=today, **asked).to_dicts()
        return {(row["unit_id"], row["form_id"]): row for row in rows}

    return ask


def test_what_is_there_in_time_is_reported(ledger):
    rows = ledger(state(whole()))
    owed = [row for row in rows.values() if row["is_reported"] is not None]
    assert {row["state"] for row in owed} == {"reported"}
    assert len(owed) == 5 + 4
    assert {row["missing"] for row in rows.values()} == {0}


def test_who_owes_nothing_is_told_why(ledger):
    rows = ledger(state(whole()))
    states = {unit: rows[unit, "org_rating"]["state"] for unit in "CDE"}
    assert states == {"C": "merged", "D": "not_founded", "E": "closed"}
    assert rows["C", "org_rating"]["successor_name"] == "Chi bộ B"
    assert rows["B", "commune_staff"]["state"] == "not_owed"


@each(
    ("today", "expected"),
    [(DUE, "missing"), (date(2024, 2, 1), "overdue")],
)
def test_what_lacks_is_overdue_from_the_day_after(ledger, today, expected):
    reports = whole()
    del reports["B", "member_flow"]
    row = ledger(state(reports), today)["B", "member_flow"]
    assert (row["state"], row["missing"], row["due_on"]) == (expected, 1, DUE)


def test_a_row_that_arrived_after_the_day_is_late_and_its_day_is_told(ledger):
    reports = whole() | {("B", "member_flow"): LATE, ("B", "committee"): DUE}
    rows = ledger(state(reports))
    assert rows["B", "member_flow"]["state"] == "late"
    assert rows["B", "member_flow"]["arrived_on"] == LATE
    assert rows["B", "committee"]["state"] == "reported"


def test_nobody_is_judged_by_a_day_before_the_first_arrival(ledger):
    reports = dict.fromkeys(whole(), LATE)
    del reports["B", "member_flow"]
    rows = ledger(state(reports))
    assert rows["B", "member_flow"]["state"] == "missing"
    assert rows["B", "org_rating"]["state"] == "reported"
    assert (rows["B", "org_rating"]["is_judged"], rows["B", "org_rating"]["first_arrived_on"]) == (
        False,
        LATE,
    )


def test_an_organisation_is_complete_when_its_cells_are(ledger):
    reports = whole() | {("A.2", "member_rating"): LATE}
    del reports["A.1", "org_rating"], reports["A.2", "org_rating"], reports["A.1", "member_flow"]
    rows = ledger(state(reports))
    cells = {form: rows["A", form]["missing_cells"] for form in FORMS}
    assert cells == dict.fromkeys(FORMS, 0) | {"org_rating": 2, "member_flow": 1}
    row = rows["A", "org_rating"]
    assert (row["state"], row["cells"], row["is_own_missing"]) == ("overdue", 2, False)
    assert row["missing_names"] == "Chi bộ thôn 1, Chi bộ thôn 2"
    assert (row["missing"], row["lacking_cells"]) == (2, 2)
    assert (rows["A", "member_rating"]["state"], rows["A", "member_rating"]["arrived_on"]) == (
        "late",
        LATE,
    )


def test_cells_have_a_ledger_of_their_own(ledger):
    reports = whole()
    del reports["A.2", "member_flow"]
    rows = ledger(state(reports), level="cell")
    assert list(rows)[0][0] == "A.2"
    assert rows["A.2", "member_flow"]["state"] == "overdue"
    assert {form for _, form in rows} == set(FORMS[:3])


def test_a_warning_belongs_to_the_organisation_in_whose_row_it_stands(ledger):
    of_cell = {"form_id": "member_flow", "sheet": "member_flow", "cell": "K11", "value": "7"}
    of_code = {"form_id": "committee", "sheet": "committee", "cell": "", "value": "B"}
    of_sheet = {"form_id": "org_rating", "sheet": "org_rating", "cell": "D99", "value": "7"}
    numeric = {"form_id": "org_rating", "sheet": "org_rating", "cell": "D4", "value": "B"}
    rows = ledger(state(whole(), of_cell, of_cell | {"message": "n"}, of_code, of_sheet, numeric))
    counted = {key: row["warnings"] for key, row in rows.items() if row["warnings"]}
    assert counted == {("A", "member_flow"): 2, ("B", "committee"): 1}
    assert rows["A", "member_flow"]["state"] == rows["B", "committee"]["state"] == "warned"


def test_all_years_are_counted_and_unknown_where_nothing_came(tmp_path):
    reports = whole()
    del reports["A.1", "member_flow"]
    path = tmp_path / "s.duckdb"
    assert build(path, state(reports), DECLARED, "digest", None)
    with closing(duckdb.connect(str(path), read_only=True)) as connection:
        rows = queries.ledger_years(connection, today=LATE).to_dicts()
    told = {(row["year"], row["form_id"]): row for row in rows}
    assert {year for year, _ in told} == set(DECLARED.years)
    numbers = [told[2023, "member_flow"][n] for n in ("expected", "reported", "overdue", "late")]
    assert numbers == [2, 1, 1, 0]
    assert told[2023, "commune_staff"]["expected"] == 1
    assert told[2024, "member_flow"]["expected"] is None


# ---- Days ----


def test_the_first_day_of_a_row_is_kept():
    held = pl.DataFrame([("A", "f", 2023, IN_TIME)], schema=ARRIVALS, orient="row")
    plain = {"form_id": "f", "year": 2023, "measure_id": "m", "value": 1}
    plain |= {"file": "", "sheet": "", "cell": ""}
    measures = pl.DataFrame([plain | {"unit_id": u} for u in ("A", "B")], schema=MEASURES)
    after = with_arrivals(held, measures, LATE)
    assert after.rows() == [("A", "f", 2023, IN_TIME), ("B", "f", 2023, LATE)]
    assert with_arrivals(after, measures.clear(), DUE).equals(after)


def test_due_days_are_declared_for_every_year_some_with_one_of_their_own():
    assert DECLARED.due_days.keys() == set(DECLARED.years)
    assert DECLARED.due_days[2023] == DUE
    assert DECLARED.due_days[2025] == date(2025, 6, 30)


def test_a_programme_may_declare_no_due_day_and_none_that_does_not_exist(tmp_path: Path):
    def declared(name: str, old: str, new: str) -> Declarations:
        copy = shutil.copytree(PROGRAMME, tmp_path / name)
        text = (copy / "programme.toml").read_text(encoding="utf-8")
        (copy / "programme.toml").write_text(text.replace(old, new), encoding="utf-8")
        return load_declarations(copy)

    assert declared("none", "[reports]", "[unread]").due_days == {}
    with pytest.raises(ValueError, match="reports.due = '02-31'"):
        declared("wrong", 'due = "01-31"', 'due = "02-31"')


def test_a_load_keeps_the_days_and_an_earlier_snapshot_has_those_of_its_files(tmp_path: Path):
    register, year = OFFICE / "Danh muc to chuc dang.xlsx", OFFICE / "Bieu tong hop 2023.xlsx"
    first = load([register, year], tmp_path).snapshot_id
    with closing(duckdb.connect(str(warehouse.file_of(tmp_path, first)))) as connection:
        connection.execute("drop table arrivals")
        connection.execute("drop table due_days")
        connection.execute("update sources set read_at = $1", [datetime(2024, 1, 20, 9, 0)])
    with closing(warehouse.open_results(tmp_path, first)) as connection:
        rows = queries.ledger(connection, year=2023, today=LATE)
    assert (rows["due_on"].null_count(), set(rows["arrived_on"].drop_nulls())) == (290, {IN_TIME})
    before = warehouse.read_state(tmp_path, first).arrivals
    load([OFFICE / "Bieu tong hop 2022.xlsx"], tmp_path)
    after = warehouse.read_state(tmp_path, warehouse.published_id(tmp_path)).arrivals
    assert after.filter(year=2023).equals(before.filter(year=2023).sort(after.columns[:3]))
    assert set(after.filter(year=2022)["arrived_on"]) == {date.today()}
