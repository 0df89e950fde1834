"""The papers as an office opens them: valid for Microsoft's formats, printed by LibreOffice."""

import os
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from office import printed
from variants import published

from dashboard.report.opened import opened
from dashboard.report.order import WRITERS, Order, written
from pipelines import formatting, queries
from pipelines.declarations import load_declarations
from pipelines.notebook.remarks import add_remark
from pipelines.notebook.rules import Remark

AT = datetime(2024, 1, 15, 9, 30)
YEARS = range(2020, 2026)
UNITS = ("district", "TS14")
# a whole year of the district, and a commune in the year that was not whole; or every paper
EVERY = [(kind, year, unit) for kind in WRITERS for year in YEARS for unit in UNITS]
DAILY = [(kind, 2023, "district") for kind in WRITERS] + [("docx", 2025, "TS14")]
PRINTED = EVERY if os.environ.get("SOKET_EVERY_PAPER") == "1" else DAILY
PAGES = {"docx": range(12, 30), "pptx": range(12, 15), "xlsx": range(15, 100)}
BROKEN = re.compile(r"#(REF|NAME\?|VALUE|DIV/0|N/A|NUM|NULL)|Err:\d|###|\bnan\b|\bNone\b|[{}]")
DECIMAL_POINT = re.compile(r"(?<![\d.])\d+\.\d{1,2}(?![\d.])")
ENGLISH = re.compile(r"\b(Page|Sheet|Slide|Chart|Title|Table|Figure|Series|Click|Error)\b")
each = pytest.mark.parametrize


def quiet(stage: str, done: int, total: int) -> None:
    assert done <= total


@pytest.fixture(scope="module")
def results(demo):
    """Year, unit → rows of the eight targets."""
    with opened(demo) as source:
        found = source.ask(queries.progress).to_dicts()
    return {
        (year, unit): [r for r in found if (r["year"], r["unit_id"]) == (year, unit)]
        for year in YEARS
        for unit in UNITS
    }


@pytest.fixture(scope="module")
def pages(demo, tmp_path_factory):
    """Kind, year, unit → the printed pages of a paper."""
    folder = tmp_path_factory.mktemp("papers")
    papers = {asked: folder / "{0}-{1}-{2}.{0}".format(*asked) for asked in PRINTED}
    with opened(demo) as source:
        for (kind, year, unit), paper in papers.items():
            paper.write_bytes(written(Order(year, kind, AT, unit), source, quiet))
    told = printed(papers.values(), folder)
    return {asked: told[paper.name] for asked, paper in papers.items()}


@each(("kind", "year", "unit"), PRINTED)
def test_it_opens_and_prints_its_numbers(pages, results, kind, year, unit):
    told = pages[kind, year, unit]
    text = "\n".join(told)
    assert len(told) in PAGES[kind]
    rows = results[year, unit]
    assert len(rows) == len(load_declarations().targets)
    for row in rows:
        if row["denominator"]:
            assert formatting.percent(row["value_pct"]) in text, row["target_id"]
    assert BROKEN.findall(text) == []
    assert DECIMAL_POINT.findall(text) == []
    assert ENGLISH.findall(text) == []


@each(("kind", "year", "unit"), PRINTED)
def test_every_page_says_which_snapshot_and_that_it_is_invented(pages, demo, kind, year, unit):
    snapshot = (demo / "published").read_text(encoding="utf-8").strip()
    for page in pages[kind, year, unit]:
        assert snapshot in page
        assert "Sốliệuminhhọa" in "".join(page.split())  # letters that touch print as two words


@each(("kind", "unit"), [("docx", "district"), ("pptx", "district"), ("xlsx", "TS14")])
def test_microsofts_formats_allow_it(request, noted, tmp_path, kind, unit):
    paper = tmp_path / f"a.{kind}"
    with opened(noted) as source:
        paper.write_bytes(written(Order(2023, kind, AT, unit, unit_ids=("TS01",)), source, quiet))
    check: Callable[[Path], None] = request.getfixturevalue(f"assert_valid_{kind}")
    check(paper)


@pytest.fixture(scope="module")
def noted(tmp_path_factory):
    """The invented district with two remarks, one of them carried over."""
    folder = published(tmp_path_factory.mktemp("kho"), lambda state: state)
    declared = load_declarations()
    target, role = list(declared.targets)[4], declared.roles[1]
    for year, level, unit in ((2022, "organisation", "TS14"), (2023, "district", "district")):
        words = {"cause": "Thiếu nguồn\nở thôn", "remedy": "Mở lớp", "owner": "Đảng ủy xã"}
        day = date(2024, 6, 30)
        add_remark(folder, Remark(role, level, unit, year, target, due_on=day, **words))
    return folder
