"""Names of sheets: what Excel forbids, what is too long, what stands already."""

import pytest

from pipelines.sheet_names import sheet_name


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("Số liệu", (), "Số liệu"),
        ("Xếp hạng: a/b [c]*?\\", (), "Xếp hạng a b c"),
        ("'Đơn vị'", (), "Đơn vị"),
        ("[]:*", (), "Trang"),
        ("a\x07b", (), "a b"),
        ("x" * 40, (), "x" * 31),
        ("Cần sửa", ("CẦN SỬA",), "Cần sửa (2)"),
        ("Cần sửa", ("Cần sửa", "cần sửa (2)"), "Cần sửa (3)"),
        ("x" * 40, ("X" * 31,), "x" * 27 + " (2)"),
    ],
)
def test_a_name_that_a_sheet_can_bear(wanted, taken, name):
    assert sheet_name(wanted, "Trang", taken) == name
