"""The data-as-of line: complete, or what is missing."""

import datetime as dt

import polars as pl

from dashboard.components.as_of import as_of

SNAPSHOT = {
    "snapshot_id": "0003-20250114-081200-ab",
    "created_at": dt.datetime(2025, 1, 14, 8, 12),
}


def reporting(**reported: int) -> pl.DataFrame:
    return pl.DataFrame(
        {"form_id": list(reported), "expected": 58, "reported": list(reported.values())},
        schema={"form_id": pl.String, "expected": pl.Int64, "reported": pl.Int64},
    )


def complete(units: int, of_all: int) -> pl.DataFrame:
    return pl.DataFrame({"units": [of_all], "complete": [units]})


def test_complete(declared):
    units = complete(1, of_all=1)
    line = as_of(SNAPSHOT, reporting(org_rating=58, committee=58), units, 2024, declared)
    assert line == (
        "Số liệu đến 31/12/2024 · nạp 14/01/2025 08:12 · đủ 2/2 biểu, 1/1 tổ chức · bản số 0003"
    )


def test_missing_forms_are_named(declared):
    known = reporting(org_rating=58, committee=57)
    line = as_of(SNAPSHOT, known, complete(1, of_all=2), 2025, declared)
    assert "Số liệu đến 30/6/2025" in line
    assert "có đủ 1/2 biểu, 1/2 tổ chức" in line
    assert "thiếu: Cơ cấu, trình độ cấp ủy viên cơ sở (1 tổ chức)" in line


def test_nothing_reported_at_all(declared):
    line = as_of(SNAPSHOT, reporting(), complete(0, of_all=0), 2024, declared)
    assert "0/0 biểu, 0/0 tổ chức" in line
