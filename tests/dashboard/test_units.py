"""Units as the filters see them: whose each is, in which years it was there."""

from datetime import date

import polars as pl
import pytest

from dashboard.units import CELL, ORGANISATION, Unit, Units
from pipelines import queries, warehouse


def row(unit_id: str, level: str = ORGANISATION, **more: object) -> dict:
    plain = {
        "unit_name": f"Tên {unit_id}",
        "level": level,
        "sector_id": "xa",
        "organisation_id": unit_id.partition(".")[0],
        "organisation_name": f"Tên {unit_id.partition('.')[0]}",
        "first_year": 2020,
        "last_year": 2025,
    }
    return dict.fromkeys(Unit.__dataclass_fields__) | {"unit_id": unit_id} | plain | more


@pytest.fixture
def units() -> Units:
    rows = [
        row("B", commune_code="22"),
        row("A", sector_id="cong_an"),
        row("C", commune_code="33", last_year=2022, closed_on=date(2022, 12, 31)),
        row("B.2", CELL, first_year=2023),
        row("B.1", CELL),
        row("A.1", CELL, sector_id="cong_an"),
        row("C.9", CELL, first_year=None, last_year=None),
    ]
    return Units.of(pl.DataFrame(rows, infer_schema_length=None))


def ids(found) -> list[str]:
    return [unit.unit_id for unit in found]


def test_units_keep_the_order_of_the_rows(units):
    assert list(units.by_id) == ["B", "A", "C", "B.2", "B.1", "A.1", "C.9"]
    assert ids(units.organisations) == ["B", "A", "C"]


def test_columns_that_a_unit_does_not_have_are_left_out():
    frame = pl.DataFrame([row("A")], infer_schema_length=None).with_columns(name_order=pl.lit(1))
    assert Units.of(frame).by_id["A"].unit_name == "Tên A"


@pytest.mark.parametrize(
    ("year", "is_there"), [(2019, False), (2020, True), (2022, True), (2023, False)]
)
def test_a_unit_exists_from_its_first_to_its_last_year(units, year, is_there):
    assert units.by_id["C"].existed_in(year) is is_there


def test_a_unit_without_any_year_never_existed(units):
    assert not units.by_id["C.9"].existed_in(2022)


def test_a_commune_is_known_by_its_code(units):
    assert {code: unit.unit_id for code, unit in units.by_commune.items()} == {"22": "B", "33": "C"}


def test_a_scope_is_narrowed_by_year_sector_and_commune(units):
    assert ids(units.in_scope(2022, None, None)) == ["B", "A", "C"]
    assert ids(units.in_scope(2023, None, None)) == ["B", "A"]
    assert ids(units.in_scope(2022, "xa", None)) == ["B", "C"]
    assert ids(units.in_scope(2022, "xa", "33")) == ["C"]
    assert ids(units.in_scope(2022, "cong_an", "33")) == []


def test_cells_of_an_organisation_with_and_without_a_year(units):
    assert ids(units.cells_of("B")) == ["B.2", "B.1"]
    assert ids(units.cells_of("B", 2022)) == ["B.1"]
    assert units.cells_of("nobody") == []


def test_the_invented_district_is_in_the_vietnamese_alphabet(demo):
    connection = warehouse.open_snapshot(demo, warehouse.published_id(demo))
    units = Units.of(queries.units(connection))
    connection.close()
    assert len(units.organisations) == 58
    names = [unit.unit_name for unit in units.cells_of("TS14") if "thôn" in unit.unit_name]
    assert names == [f"Chi bộ thôn {n}" for n in range(1, len(names) + 1)]
