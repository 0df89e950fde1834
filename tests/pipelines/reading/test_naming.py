"""A row of which nobody knows whose it is: one finding; the sums still tell what else is wrong."""

import pytest

ROWS = range(5, 16)
WITHOUT_CODES = {f"B{row}": None for row in ROWS}
WITHOUT_NUMBERS = {f"A{row}": None for row in ROWS if row not in (5, 13)}
FORMS = ["org_rating", "member_rating", "member_flow"]
STRANGE = "Đảng bộ xã Vĩnh Quang"


def told(exports, *, form, **edits):
    """Rules and cells of the findings on a workbook with these cells changed."""
    found = exports.check(exports.workbook(**{form: edits}))
    return sorted(found.select("rule", "cell").rows())


@pytest.mark.parametrize("form", FORMS)
def test_an_unknown_committee_is_one_finding_and_its_cells_wait(exports, form):
    edits = WITHOUT_CODES | {"C9": STRANGE}
    assert told(exports, form=form, **edits) == [("unknown_unit", "C9")]


@pytest.mark.parametrize("form", FORMS)
def test_cells_with_codes_below_an_unknown_committee_are_its_own(exports, form):
    assert told(exports, form=form, B9="BN9") == [("unknown_code", "B9")]


@pytest.mark.parametrize("form", FORMS)
def test_an_unknown_cell_stands_in_the_sum_of_its_committee(exports, form):
    edits = {"B11": None, "C11": "Chi bộ thôn 9"}
    assert told(exports, form=form, **edits) == [("unknown_unit", "C11")]


def test_without_numbers_of_rows_the_name_tells_a_committee(exports):
    edits = WITHOUT_CODES | WITHOUT_NUMBERS | {"C9": STRANGE}
    assert told(exports, form="member_flow", **edits) == [("unknown_unit", "C9")]


def test_in_forms_of_committees_each_row_is_one(exports):
    edits = {"B6": None, "C6": STRANGE}
    found = exports.check(exports.workbook(committee=edits))
    assert found["rule"].to_list() == ["unknown_unit"]
    assert "của" not in found["message"][0].partition(".")[0]


@pytest.mark.parametrize("row", [9, 10, 11])
def test_a_wrong_count_below_an_unknown_committee_is_told_at_its_cell(exports, row):
    edits = WITHOUT_CODES | {"C9": STRANGE, f"I{row}": 47}
    assert set(told(exports, form="member_flow", **edits)) >= {
        ("unknown_unit", "C9"),
        ("flow_does_not_balance", f"I{row}"),
    }


def test_an_unknown_committee_that_counts_nothing_hides_no_cell(exports):
    blank = {f"{letter}9": None for letter in "DEFGHIJKLMNOP"}
    rules = told(exports, form="member_flow", **WITHOUT_CODES, **blank, C9=STRANGE)
    assert ("unit_without_counts", "C9") in rules
    assert {("unknown_unit", f"C{row}") for row in (10, 11, 12)} <= set(rules)


def test_the_next_group_ends_what_stands_under_an_unknown_committee(exports):
    edits = WITHOUT_CODES | {"C9": STRANGE, "C14": "Chi bộ Kho bạc"}
    assert told(exports, form="member_flow", **edits) == [
        ("unknown_unit", "C14"),
        ("unknown_unit", "C9"),
    ]


def test_another_name_of_a_cell_whose_committee_is_not_registered_is_told(exports):
    path = exports.workbook(register={"A6": "BN9"}, member_flow={"C10": "Chi bộ thôn Một"})
    found = exports.check(path).filter(rule="code_and_name_disagree")
    assert found["cell"].to_list() == ["C10"]
