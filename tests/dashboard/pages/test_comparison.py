"""So sánh: what the address puts side by side, and the tables of the four blocks."""

from pathlib import Path

import polars as pl
import pytest

from dashboard import options, views
from dashboard.blocks.comparison import choice as comparison_choice
from dashboard.blocks.comparison import page as comparison
from dashboard.blocks.comparison.differences import BLOCK as DIFFERENCES
from dashboard.blocks.comparison.people import PEOPLE
from dashboard.blocks.comparison.sides import asked
from dashboard.blocks.comparison.targets import BLOCK as TARGETS
from dashboard.blocks.comparison.targets import summary, wrong_choice
from dashboard.selection import Snapshot, View
from pipelines import queries, warehouse
from pipelines.load import load

COMPOSITION, MEMBERS = PEOPLE
SAMPLES = Path(__file__).parents[2] / "samples" / "office"


@pytest.fixture
def seen(demo, declared):
    """The view of an address of the comparison."""

    def view(folder: Path = demo, **query: str) -> View:
        at = Snapshot(str(folder), warehouse.published_id(folder))
        named = {name.replace("_", "-"): code for name, code in query.items()}
        return views.view_of(at, "so-sanh", named, declared)

    return view


@pytest.fixture
def asking(demo):
    connection = warehouse.open_snapshot(demo, warehouse.published_id(demo))
    yield lambda question, **narrowed: question(connection, **narrowed)
    connection.close()


def names(view: View) -> list[str]:
    return [side.label for side in asked(view).sides]


# ---- The address ----


def test_units_stand_in_the_order_of_the_address_whatever_their_level(seen):
    compared = asked(seen(nam="2024", so="TS05,TS14.03,xa,district"))
    assert [side.level for side in compared.sides] == ["organisation", "cell", "sector", "district"]
    assert [side.label for side in compared.sides] == [
        "Đảng bộ xã Tây Giang",
        "Chi bộ thôn 3 · Đảng bộ xã Bình Nghi",
        "Loại hình Xã",
        "Đảng bộ huyện Tây Sơn",
    ]
    assert compared.wrong == ()


def test_with_nothing_chosen_the_unit_of_the_filter_bar_is_the_first(seen):
    assert names(seen(nam="2024", to_chuc="TS14")) == ["Đảng bộ xã Bình Nghi"]
    assert not asked(seen(nam="2024", to_chuc="TS14")).is_enough


def test_an_unknown_code_is_named_and_the_others_are_shown(seen):
    compared = asked(seen(nam="2024", so="TS01,ZZ,<b>,TS05"))
    assert [side.unit_id for side in compared.sides] == ["TS01", "TS05"]
    assert compared.wrong == ("Không tìm thấy đơn vị trong liên kết: “ZZ”, “<b>”.",)


def test_only_unknown_codes_give_no_other_unit_instead(seen):
    compared = asked(seen(nam="2024", so="ZZ"))
    assert compared.sides == ()
    assert "ZZ" in compared.wrong[0]


def test_more_than_six_are_announced_and_the_first_six_shown(seen):
    compared = asked(seen(nam="2024", so="TS01,TS02,TS03,TS04,TS05,TS06,TS07,TS08"))
    assert [side.mark for side in compared.sides] == list("①②③④⑤⑥")
    assert compared.sides[-1].unit_id == "TS06"
    assert "Liên kết có 8 đơn vị" in compared.wrong[0]


def test_a_unit_that_the_year_does_not_have_is_announced(seen):
    compared = asked(seen(nam="2025", so="TS14,TS09.05"))
    assert [side.unit_id for side in compared.sides] == ["TS14"]
    assert "không có trong năm 2025" in compared.wrong[0]
    assert "từ năm 2020 đến năm 2022" in compared.wrong[0]


def test_a_code_twice_is_one_unit(seen):
    assert names(seen(nam="2024", so="TS05,TS05,,TS05")) == ["Đảng bộ xã Tây Giang"]


def test_two_years_of_the_unit_of_the_filter_bar_stand_in_their_order(seen):
    compared = asked(seen(nam="2024", to_chuc="TS14", hai_nam="2024,2020"))
    assert [(side.label, side.unit_id) for side in compared.sides] == [
        ("2020", "TS14"),
        ("2024", "TS14"),
    ]


@pytest.mark.parametrize(
    ("query", "told", "sides"),
    [
        ({"hai_nam": "2020,2031"}, "Không có số liệu của năm trong liên kết: “2031”", 1),
        ({"hai_nam": "2020,2021,2022"}, "Liên kết có 3 năm", 2),
        ({"hai_nam": "2020,2021", "so": "TS01"}, "Liên kết có cả đơn vị và hai năm", 2),
    ],
)
def test_years_that_cannot_be_shown_are_announced(seen, query, told, sides):
    compared = asked(seen(nam="2024", **query))
    assert len(compared.sides) == sides
    assert told in compared.wrong[0]


def test_an_unknown_way_of_seeing_is_announced(seen):
    assert "“xyz”" in wrong_choice(seen(nam="2024", xem="xyz"))
    assert wrong_choice(seen(nam="2024", xem="cac-nam")) == wrong_choice(seen(nam="2024")) == ""


# ---- The head ----


def head(view: View) -> str:
    return comparison_choice.choice(view, asked(view))


def test_a_chip_names_its_unit_and_can_be_taken_away(seen):
    shown = head(seen(nam="2024", so="TS14,TS05"))
    assert 'aria-label="Bỏ Đảng bộ xã Bình Nghi"' in shown
    assert 'href="so-sanh?nam=2024&amp;so=TS05"' in shown
    assert 'data-href="so-sanh?nam=2024&amp;so=TS14,TS05,~"' in shown


def test_six_are_full(seen):
    shown = head(seen(nam="2024", so="TS01,TS02,TS03,TS04,TS05,TS06"))
    assert "Đủ 6 đơn vị" in shown
    assert "Thêm đơn vị" not in shown


def test_the_list_to_add_is_narrowed_by_the_filter_bar(seen):
    view = seen(nam="2024", loai_hinh="thi_tran", so="TS05,xa")
    assert "lua-chon/so-sanh?nam=2024&amp;loai-hinh=thi_tran&amp;so=TS05,xa" in head(view)
    found = dict(options.compared(view))
    assert found["TS01"] == "Đảng bộ thị trấn Phú Phong"
    assert {"district", "thi_tran"} <= found.keys()
    assert not {"TS05", "xa", "TS15"} & found.keys()


def test_proposals_of_an_organisation(seen):
    view = seen(nam="2024", to_chuc="TS14", chi_tieu="admissions")
    found = comparison_choice.proposals(view, asked(view))
    addresses = [href for _, href in found]
    common = "so-sanh?nam=2024&to-chuc=TS14&chi-tieu=admissions"
    assert addresses[0] == f"{common}&so=TS14,district"
    assert addresses[1] == f"{common}&so=TS14,xa"
    assert addresses[-1] == f"{common}&hai-nam=2020,2025"


def test_neighbours_in_rank_are_proposed(seen, asking):
    view = seen(nam="2024", to_chuc="TS14", chi_tieu="admissions")
    rows = asking(queries.progress, year=2024, level="organisation", target_id="admissions").filter(
        pl.col("rank").is_not_null()
    )
    ids = rows.sort("rank", "unit_name")["unit_id"].to_list()
    at = ids.index("TS14")
    near = ids[max(at - 2, 0) : at] + ids[at + 1 : at + 3]
    found = [
        href for text, href in comparison_choice.proposals(view, asked(view)) if "đứng" in text
    ]
    assert [href.rpartition("so=")[2] for href in found] == [",".join(["TS14", *near])]


def test_the_district_is_proposed_with_the_first_and_the_last(seen):
    view = seen(nam="2024")
    texts = [text for text, _ in comparison_choice.proposals(view, asked(view))]
    assert "đơn vị đứng đầu và đơn vị đứng cuối" in texts[0]
    assert texts[-1] == "Đảng bộ huyện Tây Sơn: năm 2020 với năm 2025"


# ---- Targets ----


def test_targets_are_those_of_the_snapshot(seen, asking):
    rows = TARGETS.table(seen(nam="2024", so="TS14,district")).rows
    assert rows.height == 16
    for mark, level, unit in (("①", "organisation", "TS14"), ("②", "district", "district")):
        expected = asking(queries.progress, year=2024, level=level, unit_id=unit)
        columns = ["target_id", "numerator", "denominator", "value_pct", "verdict"]
        assert rows.filter(mark=mark).select(columns).rows() == expected.select(columns).rows()


def test_a_target_that_a_cell_does_not_have_says_so(seen):
    rows = TARGETS.table(seen(nam="2024", so="TS14,TS14.03")).rows.filter(mark="②")
    nothing = rows.filter(pl.col("value_pct").is_null())
    assert nothing["why"].unique().to_list() == ["không tính ở cấp chi bộ"]
    assert (rows.height, nothing.height) == (8, 6)


def test_over_the_years_every_year_has_a_row(seen):
    rows = TARGETS.table(seen(nam="2024", so="TS14,district", xem="cac-nam")).rows
    assert rows.height == 8 * 2 * 6
    assert rows.filter("is_now")["year"].unique().to_list() == [2024]


def test_the_message_counts_what_is_reached(seen, declared):
    table = TARGETS.table(seen(nam="2024", so="TS14,TS05"))
    told = summary(table, declared)
    assert told.startswith("Chỉ tiêu của 2 đơn vị năm 2024. Đảng bộ xã Bình Nghi đạt ")
    assert "16/303" in told


def test_a_unit_that_a_year_did_not_have_leaves_the_other_year(seen):
    view = seen(nam="2024", chi_bo="TS14.14", hai_nam="2020,2024")
    rows = TARGETS.table(view).rows
    assert set(rows.filter(mark="①")["why"]) == {"không có đơn vị này trong năm 2020"}
    assert rows.filter(mark="②")["value_pct"].count() == 2


# ---- Differences ----


def test_differences_are_to_the_first(seen, asking):
    rows = DIFFERENCES.table(seen(nam="2024", so="TS14,TS05,district")).rows
    own = asking(queries.progress, year=2024, level="organisation", unit_id="TS14")["value_pct"]
    whole = asking(queries.progress, year=2024, level="district", unit_id="district")["value_pct"]
    assert rows["difference_pct_3"].to_list() == pytest.approx((whole - own).to_list())
    assert rows["difference_pct_1"].to_list() == [0.0] * 8


def test_the_table_says_which_unit_a_number_stands_for(seen):
    table = DIFFERENCES.table(seen(nam="2024", so="TS14,TS05"))
    assert "① Đảng bộ xã Bình Nghi; ② Đảng bộ xã Tây Giang" in table.note
    headings = [column.heading for column in table.columns]
    assert "② so với ① (điểm %)" in headings
    assert "① so với ① (điểm %)" not in headings


def test_two_years_tell_the_change_of_the_counts(seen, asking):
    table = DIFFERENCES.table(seen(nam="2024", to_chuc="TS14", hai_nam="2020,2024"))
    row = table.rows.filter(target_id="admissions").row(0, named=True)
    assert (row["counts_1"], row["counts_2"]) == ("11/265", "16/303")
    assert (row["difference_numerator_2"], row["difference_denominator_2"]) == (5, 38)
    assert row["difference_pct_2"] == pytest.approx(100 * 16 / 303 - 100 * 11 / 265)
    assert "2024 thay đổi tử số" in [column.heading for column in table.columns]


def test_what_one_side_lacks_has_no_difference(seen):
    rows = DIFFERENCES.table(seen(nam="2024", so="TS14,TS14.03")).rows
    assert rows["difference_pct_2"].null_count() == 6


# ---- Committees and members ----


def test_composition_is_that_of_the_snapshot(seen, asking):
    rows = COMPOSITION.table(seen(nam="2024", so="TS14,district")).rows.filter(mark="②")
    expected = asking(
        queries.composition, year=2024, level="district", unit_id="district", body="committee"
    )
    columns = ["dimension", "category", "count", "share_pct"]
    assert (
        rows.sort(columns).select(columns).rows() == expected.sort(columns).select(columns).rows()
    )


def test_a_cell_has_no_committee_of_its_own_and_the_rest_is_there(seen):
    rows = COMPOSITION.table(seen(nam="2024", so="TS14,TS14.03")).rows
    assert rows.filter(mark="②")["why"].to_list() == ["không tính ở cấp chi bộ"]
    assert rows.filter(mark="①").height == 18


def test_few_people_are_marked(seen):
    rows = COMPOSITION.table(seen(nam="2024", so="TS14,TS20")).rows
    assert rows.filter(mark="②")["is_small"].all()
    assert not rows.filter(mark="①")["is_small"].any()


def test_members_come_and_go_as_counted(seen):
    row = MEMBERS.table(seen(nam="2024", so="TS14,district")).rows.row(1, named=True)
    assert (row["members_opening"], row["gain"], row["loss"]) == (4706, 336, 255)
    assert row["members_closing"] == 4787 == 4706 + 336 - 255


def test_with_one_year_and_one_form_missing_the_rest_is_drawn(seen, tmp_path):
    files = [SAMPLES / "Danh muc to chuc dang.xlsx", SAMPLES / "Bieu tong hop 2023.xlsx"]
    load(files, tmp_path)
    view = seen(tmp_path, nam="2023", so="TS14,district")
    for block in comparison.BLOCKS:
        assert not block.table(view).rows.is_empty()
    assert not any("hai-nam" in href for _, href in comparison_choice.proposals(view, asked(view)))
