"""One table with every kind of column, a gap in each, and a name that wants to be a formula."""

from dataclasses import replace

import polars as pl
import pytest

from dashboard.downloads.about import About
from dashboard.tables.table import Column, Table

COLUMNS = (
    Column("unit", "Đơn vị"),
    Column("year", "Năm", "year"),
    Column("members", "Đảng viên", "count"),
    Column("value", "Tỷ lệ", "percent"),
    Column("change", "Tăng, giảm", "points"),
    Column("verdict", "Đánh giá", "verdict"),
    Column("bar", "Thanh", "drawing"),
)
SCHEMA = {
    "unit": pl.String,
    "year": pl.Int32,
    "members": pl.Int64,
    "value": pl.Float64,
    "change": pl.Float64,
    "verdict": pl.String,
    "bar": pl.String,
}
ROWS = [
    ("Đảng bộ xã Bình Hòa", 2024, 4482, 100 * 2 / 3, 1.25, "met", "<svg>"),
    ("=1+1", 2023, None, None, None, "not_reported", None),
    (None, None, 0, 0.0, -0.4, None, None),
]


@pytest.fixture
def table() -> Table:
    rows = pl.DataFrame(ROWS, schema=SCHEMA, orient="row")
    note = "Tỷ lệ = số đảng viên hoàn thành tốt / số đảng viên được xếp loại."
    return Table("xep-hang", "Xếp hạng: đảng bộ/chi bộ cơ sở [2024]", COLUMNS, rows, note)


@pytest.fixture
def about() -> About:
    return About("Số liệu minh họa", "Số liệu đến 31/12/2024", "20250114-0812", "Huyện ủy R&D")


@pytest.fixture
def true(about: About) -> About:
    """What files of real data say."""
    return replace(about, illustrative="")
