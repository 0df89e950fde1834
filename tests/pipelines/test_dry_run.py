"""A dry run says what a load would do, and does nothing."""

from pathlib import Path

from pipelines.dry_run import dry_run
from pipelines.files.exports import brought
from pipelines.load import load
from pipelines.warehouse import published_id

OFFICE = Path(__file__).parents[1] / "samples" / "office"
REGISTER, YEAR_2020 = "Danh muc to chuc dang.xlsx", "Bieu tong hop 2020.xlsx"


def files(*names: str) -> list:
    return brought({name: (OFFICE / name).read_bytes() for name in names})


def quiet(stage: str, done: int, total: int) -> None:
    assert 0 <= done <= total


def test_an_empty_warehouse_stays_empty(tmp_path: Path):
    run = dry_run(files(REGISTER, YEAR_2020), tmp_path, report=quiet)
    assert (run.has_errors, run.is_new, run.published) == (False, True, None)
    assert list(tmp_path.iterdir()) == []
    assert run.taken["form_id"].null_count() == 0
    assert set(run.taken["year"]) == {2020, None}
    assert set(run.counts["year"]) == {2020}
    assert run.counts.select("changed", "removed").sum().row(0) == (0, 0)
    assert run.results["before_verdict"].null_count() == run.results.height > 500


def test_the_same_files_again_change_nothing(tmp_path: Path):
    load(files(REGISTER, YEAR_2020), tmp_path)
    run = dry_run(files(YEAR_2020), tmp_path, report=quiet)
    assert (run.is_new, run.results.height, run.published) == (False, 0, published_id(tmp_path))


def test_mistakes_are_found_and_no_result_is_promised(tmp_path: Path):
    run = dry_run(files(YEAR_2020), tmp_path, report=quiet)
    assert run.has_errors
    assert "register_missing" in run.findings["rule"].to_list()
    assert run.results.is_empty()


def test_an_empty_form_replaces_nothing(exports):
    assert exports.load(exports.workbook()).is_new
    before = exports.counts("member_flow")
    blank = {f"{letter}{row}": None for letter in "DEFGHIJKLMNOP" for row in range(4, 16)}
    loaded = exports.load(exports.workbook(only="member_flow", member_flow=blank))
    assert loaded.findings["rule"].to_list().count("form_without_counts") == 1
    assert exports.counts("member_flow") == before


def test_columns_are_told_as_they_were_printed(exports):
    (columns,) = dry_run(
        [exports.workbook(only="register org_rating")], exports.warehouse, report=quiet
    ).taken.filter(form_id="org_rating")["columns"]
    assert columns.split("; ")[3:5] == [
        "D: Kết quả xếp loại › HTXSNV",
        "E: Kết quả xếp loại › HTTNV",
    ]
