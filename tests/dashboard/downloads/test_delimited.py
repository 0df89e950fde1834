"""The CSV, byte by byte."""

from dataclasses import replace

import polars as pl
import pytest

from dashboard.downloads.about import About
from dashboard.downloads.delimited import delimited
from dashboard.tables.table import Column, Table


def _lines(table: Table, about: About) -> list[str]:
    return delimited(table, about).decode("utf-8-sig").split("\r\n")


def test_bytes_of_a_file(table: Table, about: About):
    expected = (
        "Đơn vị;Năm;Đảng viên;Tỷ lệ;Tăng, giảm;Đánh giá;Ghi chú\r\n"
        "Đảng bộ xã Bình Hòa;2024;4482;66,666667;1,25;Đạt;Số liệu minh họa\r\n"
        "'=1+1;2023;;;;Chưa báo cáo;Số liệu minh họa\r\n"
        ";;0;0;-0,4;;Số liệu minh họa\r\n"
    )
    assert delimited(table, about) == b"\xef\xbb\xbf" + expected.encode()


def test_true_data_have_no_column_more(table: Table, true: About):
    assert _lines(table, true)[0].endswith(";Đánh giá")
    assert _lines(table, true)[1].endswith(";Đạt")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@x", "\tx", "\rx"])
def test_a_text_that_would_be_computed_is_defused(text: str, true: About):
    table = Table("x", "x", (Column("a", text),), pl.DataFrame({"a": [text]}))
    content = delimited(table, true).decode("utf-8-sig")
    assert content.count(f"'{text}") == 2


@pytest.mark.parametrize("text", ["a;b", 'nói "a"', "hai\ndòng"])
def test_a_text_with_separators_is_quoted(text: str, true: About):
    table = Table("x", "x", (Column("a", "A"),), pl.DataFrame({"a": [text]}))
    doubled = text.replace('"', '""')
    assert delimited(table, true).decode("utf-8-sig") == f'A\r\n"{doubled}"\r\n'


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (20.77, "20,77"),
        (-1.25, "-1,25"),
        (100.0, "100"),
        (-0.0000001, "0"),
        (1234.5, "1234,5"),
        (float("nan"), ""),
        (None, ""),
    ],
)
def test_numbers_keep_six_places(value: float | None, written: str, true: About):
    rows = pl.DataFrame({"a": [value], "b": [1]}, schema={"a": pl.Float64, "b": pl.Int64})
    table = Table("x", "x", (Column("a", "A", "points"), Column("b", "B", "count")), rows)
    assert _lines(table, true)[1] == f"{written};1"


def test_no_rows_are_a_header(table: Table, about: About):
    assert len(_lines(replace(table, rows=table.rows.clear()), about)) == 2
