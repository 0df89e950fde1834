"""What a load would change, worked out by hand on literal frames."""

from dataclasses import replace
from datetime import date

import polars as pl

from pipelines.changes import (
    count_changes,
    finding_changes,
    result_changes,
    unit_changes,
    value_changes,
)
from pipelines.findings import SCHEMA
from pipelines.reading.register import UNITS
from pipelines.snapshot import MEASURES, SOURCES, State


def state(*counts: tuple[str, int, str, int]) -> State:
    """unit, year, measure, value; all of one form."""
    plain = {"form_id": "f", "file": "a", "sheet": "b", "cell": "C1"}
    rows = [
        {"unit_id": unit, "year": year, "measure_id": measure, "value": value} | plain
        for unit, year, measure, value in counts
    ]
    empty = (pl.DataFrame(schema=schema) for schema in (UNITS, SOURCES, SCHEMA))
    units, sources, findings = empty
    return State(units, pl.DataFrame(rows, schema=MEASURES), sources, findings)


def test_counts_are_new_other_or_gone():
    before = state(("A", 2020, "m", 1), ("B", 2020, "m", 2), ("C", 2021, "m", 3))
    after = state(("A", 2020, "m", 1), ("B", 2020, "m", 5), ("C", 2022, "m", 3))
    assert count_changes(before, after).rows() == [
        ("f", 2020, 0, 1, 0),
        ("f", 2021, 0, 0, 1),
        ("f", 2022, 1, 0, 0),
    ]
    assert count_changes(before, before).is_empty()


def result(unit: str, numerator: int | None, verdict: str) -> dict:
    return {
        "year": 2020,
        "level": "organisation",
        "unit_id": unit,
        "unit_name": f"Đảng bộ {unit}",
        "target_id": "t",
        "numerator": numerator,
        "denominator": 10,
        "value_pct": numerator and numerator * 10.0,
        "verdict": verdict,
    }


def test_flipped_verdicts_come_first_and_equal_results_are_left_out():
    before = pl.DataFrame([result("A", 5, "met"), result("B", 6, "met"), result("C", 7, "met")])
    after = pl.DataFrame(
        [
            result("A", 5, "met"),
            result("B", 7, "met"),
            result("C", 1, "not_met"),
            result("D", 9, "met"),
        ]
    )
    found = result_changes(before, after).select(
        "unit_id", "unit_name", "before_numerator", "numerator", "is_flipped"
    )
    assert set(found.rows()) == {
        ("C", "Đảng bộ C", 7, 1, True),
        ("D", "Đảng bộ D", None, 9, True),
        ("B", "Đảng bộ B", 6, 7, False),
    }
    assert found["is_flipped"].to_list() == [True, True, False]
    gone = result_changes(before, before.filter(pl.col("unit_id") != "A"))
    assert gone.select("unit_name", "before_numerator", "numerator").row(0) == (
        "Đảng bộ A",
        5,
        None,
    )


def test_single_counts_are_told_of_forms_and_years_that_both_states_have():
    before = state(("A", 2020, "m", 1), ("B", 2020, "m", 2), ("C", 2021, "m", 3))
    after = state(("A", 2020, "m", 4), ("D", 2020, "m", 5), ("C", 2022, "m", 3))
    told = value_changes(before, after)
    assert told.select("unit_id", "change", "before_value", "after_value", "after_cell").rows() == [
        ("A", "changed", 1, 4, "C1"),
        ("B", "removed", 2, None, None),
        ("D", "added", None, 5, "C1"),
    ]


def test_a_count_at_another_cell_is_the_same_count():
    before = state(("A", 2020, "m", 1))
    moved = before.measures.with_columns(cell=pl.lit("D7"), file=pl.lit("b"))
    assert value_changes(before, replace(before, measures=moved)).is_empty()
    assert count_changes(before, replace(before, measures=moved)).is_empty()


def finding(message: str, **more: object) -> dict:
    place = {"file": "a.xlsx", "sheet": "s", "cell": "C1", "form_id": None, "year": None}
    return {"severity": "warning", "rule": "r", "value": "", "message": message} | place | more


def test_warnings_come_and_go_whatever_the_file_is_called():
    empty = state()
    before = replace(empty, findings=pl.DataFrame([finding("x"), finding("y")], schema=SCHEMA))
    kept = [finding("y", file="b.xlsx"), finding("z", form_id="f", year=2020)]
    after = replace(empty, findings=pl.DataFrame(kept, schema=SCHEMA))
    told = finding_changes(before, after).select("message", "change", "year").rows()
    assert set(told) == {("x", "removed", None), ("z", "added", 2020)}


def test_organisations_come_go_and_are_merged():
    def registered(*units: dict) -> State:
        return replace(state(), units=pl.DataFrame(list(units), schema=UNITS))

    a, b = ({"unit_id": unit, "unit_name": f"Chi bộ {unit}"} for unit in "AB")
    merged = b | {"closed_on": date(2022, 12, 31), "successor_id": "A"}
    told = unit_changes(registered(a, b), registered(a | {"row": 9}, merged))
    columns = ("unit_id", "change", "before_closed_on", "after_closed_on", "after_successor_id")
    assert told.select(columns).rows() == [("B", "changed", None, date(2022, 12, 31), "A")]
    come = unit_changes(registered(a), registered(b)).select("unit_id", "change").rows()
    assert come == [("A", "removed"), ("B", "added")]


def test_results_that_move_stay_in_the_order_in_which_they_come():
    was = pl.DataFrame([result(unit, 1, "met") for unit in ("Z", "B", "A")])
    now = was.with_columns(numerator=pl.lit(2, dtype=pl.Int64))
    assert result_changes(was, now)["unit_id"].to_list() == ["Z", "B", "A"]
