"""The written .docx: its numbers are those of the queries, whatever the year and the unit."""

import re
from contextlib import ExitStack
from datetime import datetime
from functools import cache

import polars as pl
import pytest
from word_file import WordFile

from dashboard.report.opened import brief_of, opened
from dashboard.report.word.document import word
from pipelines import formatting, queries

MADE = datetime(2026, 11, 24, 9, 5)
YEARS = range(2020, 2026)
UNITS = ("district", "TS14")
CASES = [(year, unit) for year in YEARS for unit in UNITS] + [(2023, "TS20"), (2023, "TS16")]
SHARE = re.compile(r"(?<![\d,.])(\d[\d.]*,\d)%")
COUNTS = re.compile(r"(?<![\d/.,])(\d[\d.]*)/(\d[\d.]*)(?![\d/])")
DECIMAL_POINT = re.compile(r"\d\.\d{1,2}(?!\d)|\d\.\d{4,}")
BROKEN = ("None", "nan", "NaN", "{", "}", "—", "Decimal", "[]", "  .")
each = pytest.mark.parametrize(("year", "unit"), CASES)


@pytest.fixture(scope="module")
def source(demo):
    with ExitStack() as stack:
        yield stack.enter_context(opened(demo))


@pytest.fixture(scope="module")
def brief(source):
    @cache
    def made(year, unit):
        return brief_of(source, year, unit, made_at=MADE)

    return made


@pytest.fixture(scope="module")
def file(brief):
    """The file of a year and a unit, written and parsed once."""

    @cache
    def written(year, unit):
        return WordFile(word(brief(year, unit), lambda *_: None))

    return written


@pytest.fixture(scope="module")
def known(source):
    """Every share and every pair of counts that any question answers."""
    progress = source.ask(queries.progress)
    composition = source.ask(queries.composition)
    shares = {formatting.percent(v) for v in progress["value_pct"].drop_nulls()}
    shares |= {formatting.percent(v) for v in composition["share_pct"].drop_nulls()}
    printed = source.ask(queries.baseline)
    shares |= {formatting.percent(v) for v in printed["computed_pct"].drop_nulls()}
    shares |= {formatting.goal(v) for v in printed["printed_pct"].drop_nulls()}
    pairs = set(progress.select("numerator", "denominator").drop_nulls().iter_rows())
    pairs |= set(progress.select("reported", "expected").iter_rows())
    scores = source.ask(queries.scores)
    pairs |= set(scores.select("met", "judged").iter_rows())
    for year in YEARS:
        forms = source.ask(queries.reporting, year=year)
        pairs |= set(forms.select("reported", "expected").iter_rows())
    return shares, pairs


def rows_of(brief, **narrowed):
    scope = brief.scope
    narrowed = {"year": brief.year, "level": scope.level, "unit_id": scope.unit_id} | narrowed
    return brief.ask(queries.progress, **narrowed).to_dicts()


def counted(row):
    return f"{formatting.count(row['numerator'])}/{formatting.count(row['denominator'])}"


def stacked(row):
    if row["verdict"] == "not_reported":
        return "chưa báo cáo"
    return f"{formatting.percent(row['value_pct'])} {counted(row)}"


def table(file, beginning):
    return next(rows for caption, rows in file.tables.items() if caption.startswith(beginning))


def numbers(text):
    return re.sub(r"\b\d{1,2}/\d{1,2}/\d{4}\b|\d{4}-\d{8}-\S+", "", text)


@each
def test_every_share_and_every_pair_of_counts_is_an_answer_of_the_queries(year, unit, file, known):
    shares, pairs = known
    text = numbers(file(year, unit).text)
    written = {f"{share}%" for share in SHARE.findall(text)}
    assert len(written) >= 5
    assert written - shares == set()
    found = {tuple(int(n.replace(".", "")) for n in pair) for pair in COUNTS.findall(text)}
    assert found - pairs == set()


@each
def test_no_gap_and_no_decimal_point(year, unit, file):
    text = file(year, unit).text
    assert [broken for broken in BROKEN if broken in text] == []
    assert DECIMAL_POINT.findall(numbers(text)) == []


@each
def test_the_first_table_and_the_sentences_say_the_results(year, unit, file, brief):
    written = file(year, unit)
    rows = table(written, f"Kết quả các chỉ tiêu năm {year}")[1:]
    targets = brief(year, unit).declared.targets
    for row, result in zip(rows, rows_of(brief(year, unit)), strict=True):
        share = formatting.percent(result["value_pct"])
        assert row[1] == targets[result["target_id"]].name
        assert f"{share} {counted(result)}" in row
        told = f"Năm {year} đạt {share} ({counted(result)} "
        assert any(paragraph.startswith(told) for paragraph in written.paragraphs), told


@each
def test_the_last_annexes_hold_every_year_and_every_unit(year, unit, file, brief):
    annex = table(file(year, unit), "Các chỉ tiêu của")
    named = {row[1]: row for row in annex[1:]}
    own = brief(year, unit)
    for target in own.targets:
        history = own.history(target).filter(pl.col("year") <= year)
        cells = [stacked(row) for row in history.to_dicts()]
        assert named[target.name][3 : 3 + len(cells)] == cells
    assert [c for c in annex[0] if c.startswith(f"Năm {year + 1}")] == []


@pytest.mark.parametrize("year", YEARS)
def test_the_annex_of_units_holds_every_commune(year, file, brief):
    rows = table(file(year, "district"), f"Kết quả năm {year} của từng xã, thị trấn")
    own = brief(year, "district")
    assert len(rows) == 1 + 1 + 15
    for at, target in enumerate(own.targets, 2):
        below = own.below(target, communes=True).sort("unit_id").to_dicts()
        cells = [stacked(row) for row in below]
        assert [row[at] for row in rows[2:]] == cells


@pytest.mark.parametrize("year", YEARS)
def test_units_of_a_target_stand_beside_the_year_before(year, file, brief):
    own = brief(year, "district")
    target = own.declared.targets["admissions"]
    rows = table(file(year, "district"), f"{target.name}: từng")
    now = {row["unit_name"]: row for row in own.below(target).to_dicts()}
    shown = [row for row in now.values() if row["is_short"] or row["commune_code"]]
    assert len(rows) == 1 + 1 + len(shown)
    for row in rows[2:]:
        name = row[1].rstrip("*")
        result = now.get(name) or now[f"Đảng bộ {name[:1].lower()}{name[1:]}"]
        share = f"{formatting.percent(result['value_pct'])} ({counted(result)})"
        assert row[2 if year == 2020 else 3] == share


@each
def test_the_committees_stand_beside_the_base_year(year, unit, file, brief):
    own, body = brief(year, unit), next(iter(brief(year, unit).declared.bodies.values()))
    rows = own.ask(
        queries.composition_since,
        year=year,
        since=2020,
        level=own.scope.level,
        unit_id=own.scope.unit_id,
    ).filter(pl.col("body") == body.id)
    written = table(file(year, unit), "Cơ cấu cấp ủy viên cơ sở năm")
    for row in rows.to_dicts():
        now = f"{formatting.count(row['count'])} ({formatting.percent(row['share_pct'])})"
        assert any(line[0] == row["category_name"] and now in line[1:] for line in written), row
    assert len(written[0]) == (2 if year == 2020 else 4)


def test_the_district_shows_the_printed_baseline(file, source):
    rows = table(file(2023, "district"), "Số in trong Chương trình")
    baseline = source.ask(queries.baseline)
    assert len(rows) == 1 + baseline.height
    minority = rows[4]
    assert minority[1:] == ["14 (3,98%)", "14 (4,0%)", "0"]
    assert not [c for c in file(2023, "TS14").tables if c.startswith("Số in")]


def test_short_units_are_named_with_what_they_lack(file, brief):
    own = brief(2023, "district")
    below = own.below(own.declared.targets["admissions"])
    short = below.filter(is_short=True).drop_nulls("commune_code")
    assert short.height > 0
    lines = [p for p in file(2023, "district").paragraphs if p.startswith("- Tỷ lệ kết nạp")]
    named = next(line for line in lines if "(còn thiếu" in line)
    for name, count in short.select("unit_name", "shortfall").iter_rows():
        assert f"{name.removeprefix('Đảng bộ ')} (còn thiếu {count:02} đảng viên)" in named


def test_a_part_of_a_year_says_until_when(file):
    paragraphs = file(2025, "district").paragraphs
    assert any("năm 2025 (đến 30/6/2025)" in p for p in paragraphs)
    assert any("cấp huyện kết thúc hoạt động" in p for p in paragraphs)


def test_stages_are_told(brief):
    told = []
    word(brief(2023, "TS20"), lambda *stage: told.append(stage))
    assert [(done, total) for _, done, total in told] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert told[0][0] == "Đọc số liệu"
