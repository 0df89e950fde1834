"""Address ↔ view: links that hold, filters that narrow, and addresses that cannot be shown."""

from urllib.parse import parse_qsl, urlsplit

import polars as pl
import pytest

from dashboard.selection import KEPT, Snapshot, View, resolve
from dashboard.units import CELL, ORGANISATION, Unit, Units

SNAPSHOT = Snapshot("folder", "0001")
YEARS = (2020, 2021, 2022, 2023, 2024, 2025)
SECTORS = {"xa": "Xã", "cong_an": "Công an"}


def row(unit_id: str, level: str = ORGANISATION, **more: object) -> dict:
    organisation = unit_id.partition(".")[0]
    plain = {
        "unit_name": f"Tên {unit_id}",
        "level": level,
        "sector_id": "xa",
        "organisation_id": organisation,
        "organisation_name": f"Tên {organisation}",
        "first_year": 2020,
        "last_year": 2025,
    }
    return dict.fromkeys(Unit.__dataclass_fields__) | {"unit_id": unit_id} | plain | more


UNITS = Units.of(
    pl.DataFrame(
        [
            row("A", commune_code="11"),
            row("B", commune_code="22"),
            row("P", sector_id="cong_an"),
            row("A.1", CELL),
            row("A.2", CELL, last_year=2022, successor_id="A.1", successor_name="Tên A.1"),
            row("P.1", CELL, sector_id="cong_an", first_year=2023),
        ],
        infer_schema_length=None,
    )
)


def view(path: str = "chi-bo", **query: str) -> View:
    asked = {name.replace("_", "-"): code for name, code in query.items()}
    return resolve(SNAPSHOT, path, asked, YEARS, UNITS, SECTORS, "Huyện")


def query_of(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


# ---- The year ----


def test_without_a_year_the_latest_is_shown():
    assert (view().year, view().problem) == (2025, None)


def test_the_year_of_the_address_is_shown():
    assert view(nam="2021").year == 2021


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("2031", "year_unknown"),
        ("x", "year_unreadable"),
        ("", "year_unreadable"),
        ("２０２１", None),
    ],
)
def test_a_year_without_figures_is_a_problem(asked, kind):
    found = view(nam=asked).problem
    assert found.name == "nam"
    assert found.asked == asked
    assert kind is None or found.kind == kind


# ---- The unit ----


@pytest.mark.parametrize(
    ("query", "scope"),
    [
        ({}, ("district", "district")),
        ({"loai_hinh": "xa"}, ("sector", "xa")),
        ({"xa": "22"}, ("organisation", "B")),
        ({"to_chuc": "A"}, ("organisation", "A")),
        ({"chi_bo": "A.1"}, ("cell", "A.1")),
        ({"loai_hinh": "xa", "xa": "11", "to_chuc": "A", "chi_bo": "A.1"}, ("cell", "A.1")),
    ],
)
def test_the_narrowest_choice_is_the_scope(query, scope):
    found = view(**query)
    assert found.problem is None
    assert (found.scope.level, found.scope.unit_id) == scope


def test_the_scope_is_known_by_name():
    assert view().scope.name == "Huyện"
    assert view(loai_hinh="cong_an").scope.name == "Công an"
    assert view(chi_bo="A.1").scope.name == "Tên A.1"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"loai_hinh": "khong"}, "loai-hinh"),
        ({"xa": "99"}, "xa"),
        ({"to_chuc": "Z"}, "to-chuc"),
        ({"to_chuc": "A.1"}, "to-chuc"),
        ({"chi_bo": "A"}, "chi-bo"),
        ({"chi_bo": "<script>"}, "chi-bo"),
    ],
)
def test_an_unknown_code_is_a_problem_and_no_other_unit_is_taken(query, name):
    found = view(**query)
    assert (found.problem.kind, found.problem.name) == ("unit_unknown", name)
    assert found.problem.asked == next(iter(query.values()))
    assert found.scope.level == "district"


@pytest.mark.parametrize(
    "query",
    [
        {"loai_hinh": "cong_an", "to_chuc": "A"},
        {"loai_hinh": "xa", "chi_bo": "P.1"},
        {"xa": "22", "to_chuc": "A"},
        {"xa": "22", "chi_bo": "A.1"},
        {"to_chuc": "B", "chi_bo": "A.1"},
    ],
)
def test_a_unit_outside_the_wider_filters_is_a_problem(query):
    assert view(nam="2024", **query).problem.kind == "unit_elsewhere"


@pytest.mark.parametrize(("cell", "year"), [("A.2", "2023"), ("P.1", "2022")])
def test_a_unit_that_the_year_does_not_have_is_a_problem_with_the_unit(cell, year):
    found = view(nam=year, chi_bo=cell).problem
    assert found.kind == "unit_absent"
    assert found.unit.unit_id == cell


def test_in_its_last_year_a_unit_is_still_there():
    assert view(nam="2022", chi_bo="A.2").problem is None


def test_an_unknown_year_is_told_before_an_unknown_unit():
    assert view(nam="2031", chi_bo="Z").problem.name == "nam"


# ---- Links ----


def test_a_link_always_says_the_year():
    assert view().link() == "chi-bo?nam=2025"


def test_a_link_changes_and_takes_away():
    at = view(nam="2024", to_chuc="A", bang="x")
    changed = query_of(at.link({"to-chuc": None, "chi-bo": "A.1"}))
    assert changed == {"nam": "2024", "bang": "x", "chi-bo": "A.1"}


def test_on_the_same_page_everything_is_kept_and_elsewhere_only_the_view():
    at = view(nam="2024", to_chuc="A", chi_tieu="t", sap_xep="b.c.tang", mo="A.1")
    assert query_of(at.link(page="chi-bo")) == dict(at.query)
    elsewhere = query_of(at.link(page="don-vi"))
    assert elsewhere == {"nam": "2024", "to-chuc": "A", "chi-tieu": "t"}
    assert elsewhere.keys() <= set(KEPT)


def test_one_view_has_one_address_whatever_was_chosen_first():
    one = view(chi_bo="A.1", to_chuc="A", nam="2024").link()
    other = view(nam="2024", to_chuc="A", chi_bo="A.1").link()
    assert one == other == "chi-bo?nam=2024&to-chuc=A&chi-bo=A.1"


@pytest.mark.parametrize("code", ["Á & B=?#%", "a b+c", "“<>”", "~,.:"])
def test_any_code_survives_the_way_into_the_address_and_back(code):
    assert query_of(view().link({"mo": code}))["mo"] == code


def test_the_page_of_a_unit_forgets_every_other_unit():
    at = view(nam="2024", loai_hinh="xa", xa="11", to_chuc="A", chi_bo="A.1")
    assert at.to_unit("organisation", "B") == "chi-bo?nam=2024&to-chuc=B"
    assert at.to_unit("sector", "cong_an") == "chi-bo?nam=2024&loai-hinh=cong_an"
    assert at.to_unit("cell", "P.1", "don-vi") == "don-vi?nam=2024&chi-bo=P.1"
    assert at.to_unit("district", "district") == "chi-bo?nam=2024"


def test_a_source_names_year_unit_and_number():
    address = view(nam="2024", to_chuc="A").to_source(2022, "cell", "A.2", "form.count")
    assert address == "nguon?nam=2022&chi-bo=A.2&so=form.count"


# ---- Tables, sorting, parts ----


def test_a_block_is_switched_and_back():
    at = view(nam="2024", bang="one")
    assert at.is_table("one")
    assert not at.is_table("on")
    both = query_of(at.switched("two"))["bang"]
    assert both == "one,two"
    assert "bang" not in query_of(at.switched("one"))


def test_a_switch_starts_at_the_first_part():
    assert "trang" not in query_of(view(trang="one.3").switched("two"))


@pytest.mark.parametrize(
    ("asked", "sorting"),
    [
        ("block.value.giam", ("value", True)),
        ("block.value.tang", ("value", False)),
        ("other.value.giam", None),
        ("block.value.up", None),
        ("block.value", None),
        ("", None),
    ],
)
def test_sorting_of_a_block(asked, sorting):
    assert view(sap_xep=asked).sorting("block") == sorting


@pytest.mark.parametrize(
    ("asked", "part"),
    [("block.3", 3), ("block.0", 1), ("block.-1", 1), ("block.x", 1), ("other.3", 1), ("block", 1)],
)
def test_part_of_a_block(asked, part):
    assert view(trang=asked).part("block") == part


def test_what_the_address_does_not_say_is_none():
    assert view().asked("mo") is None
    assert view().sorting("block") is None
    assert view().part("block") == 1
