"""Cells as they arrive from real offices: the right number, or a finding at the cell."""

from datetime import datetime

import openpyxl
import pytest

FLOW = "Tăng giảm"


def altered(exports, change):
    """The workbook of 2023 after a change of its sheet of flows."""
    path = exports.workbook()
    book = openpyxl.load_workbook(path)
    change(book[FLOW])
    book.save(path)
    return path


@pytest.mark.parametrize(
    "typed", ["\u202a20\u202c", "\u200f20\u200e", "\u206620\u2069", "20\u00a0"]
)
def test_marks_that_nobody_sees_do_not_change_a_number(exports, typed):
    before = exports.counts("member_flow", exports.workbook())
    path = exports.workbook(member_flow={"D7": typed})
    assert exports.counts("member_flow", path) == before


def test_a_number_that_became_a_date_is_an_error_at_its_cell(exports):
    def change(sheet):
        sheet["D7"] = datetime(2023, 5, 12)
        sheet["D7"].number_format = "dd/mm"

    found = exports.check(altered(exports, change)).filter(rule="not_a_whole_number")
    assert found.select("cell", "value").rows() == [("D7", "2023-05-12 00:00:00")]


def test_a_name_of_hundreds_of_letters_is_an_unknown_organisation(exports):
    name = "Đảng bộ xã " + "rất dài " * 60
    found = exports.check(exports.workbook(member_flow={"B9": None, "C9": name}))
    (told,) = found.filter(rule="unknown_unit").to_dicts()
    assert (told["cell"], len(told["value"])) == ("C9", 100)


def test_a_sheet_that_is_there_twice_is_told_for_every_organisation(exports):
    grid = exports.grid("member_flow")
    found = exports.check(exports.workbook(sheets={"Tăng giảm (2)": grid}))
    told = found.filter(rule="duplicate_row")
    assert sorted(told["value"]) == ["BN", "BN.1", "BN.2", "BN.3", "NH", "TG", "TG.1", "TG.2"]


def test_numbers_in_hidden_rows_and_columns_are_read_like_others(exports):
    before = exports.counts("member_flow", exports.workbook())

    def change(sheet):
        sheet.row_dimensions[7].hidden = True
        sheet.column_dimensions["F"].hidden = True

    path = altered(exports, change)
    assert exports.counts("member_flow", path) == before
    assert sorted(exports.check(path)["rule"]) == ["hidden_columns", "hidden_rows"]


def test_a_macintosh_register_keeps_its_days(exports):
    path = exports.workbook(register={"G10": "17/5/2020"})
    book = openpyxl.load_workbook(path)
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book["Danh mục"]["G10"] = datetime(2020, 5, 17)
    book.save(path)
    assert exports.check(path)["rule"].to_list() == []


def test_of_a_cell_of_several_lines_only_the_first_is_told(exports):
    path = exports.workbook(member_flow={"D7": " 20 người\nNgười ký tên"})
    (told,) = exports.check(path).filter(rule="not_a_whole_number").to_dicts()
    assert (told["cell"], told["value"]) == ("D7", "20 người …")
    assert "ký tên" not in told["message"]
