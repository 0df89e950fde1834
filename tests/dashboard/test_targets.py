"""Which target a page shows when the address names none, and which units a drawing keeps."""

import polars as pl

from dashboard.targets import first_open, furthest


def counted(**open_units: int) -> pl.DataFrame:
    """Rows of `queries.open_targets`."""
    return pl.DataFrame(
        {"target_id": list(open_units), "open": list(open_units.values())},
        schema={"target_id": pl.String, "open": pl.Int64},
    )


OWN = counted(orgs_fulfilled=1, orgs_excellent=0, admissions=1)


def test_first_a_target_where_a_unit_is_behind(declared):
    below = counted(orgs_fulfilled=0, orgs_excellent=3, admissions=2)
    assert first_open(OWN, below, declared) == "admissions"


def test_then_one_that_the_unit_has_not_reached(declared):
    assert first_open(OWN, counted(), declared) == "orgs_fulfilled"


def test_then_the_first_that_the_unit_is_counted_for(declared):
    assert first_open(counted(members_good=0), counted(), declared) == "members_good"


def test_the_first_of_all_where_nothing_is_counted(declared):
    assert first_open(counted(), counted(admissions=1), declared) == next(iter(declared.targets))


VALUES = pl.DataFrame({"goal_pct": [50.0] * 4, "value_pct": [90.0, 20.0, None, 45.0]})


def test_furthest_below_a_floor(declared):
    drawn = furthest(VALUES, declared.targets["members_good"], 2)
    assert drawn["value_pct"].to_list() == [20.0, 45.0]


def test_furthest_on_both_sides_of_a_ceiling(declared):
    drawn = furthest(VALUES, declared.targets["orgs_excellent"], 2)
    assert drawn["value_pct"].to_list() == [90.0, 20.0]


def test_all_where_there_is_room(declared):
    assert furthest(VALUES, declared.targets["members_good"], 4).equals(VALUES)
