"""Native charts: what they draw, hold in their workbooks and say aloud are the results."""

import io
from datetime import datetime
from xml.etree import ElementTree

import openpyxl
import polars as pl
import pytest
from docx.oxml.ns import qn
from word_file import WordFile

from dashboard.report.opened import brief_of, opened
from dashboard.report.word import drawing
from dashboard.report.word.document import word
from pipelines import formatting, queries

MADE = datetime(2026, 11, 24, 9, 5)
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CASES = [(year, unit) for year in (2020, 2023, 2025) for unit in ("district", "TS14", "TS20")]


class NativeChart:
    """One chart of a file: series from the XML, the sheet behind it, the alternative text."""

    def __init__(self, file, number, alt):
        self.root = ElementTree.fromstring(file.zip.read(f"word/charts/chart{number}.xml"))
        self.alt = alt
        relations = file.zip.read(f"word/charts/_rels/chart{number}.xml.rels").decode()
        external = self.root.find(f"{C}externalData")
        related = external.get(f"{{{external.keys()[0].strip('{}').split('}')[0]}}}id")
        assert f'Id="{related}"' in relations
        book = file.zip.read(f"word/embeddings/bieu-do-{number}.xlsx")
        self.sheet = [list(row) for row in openpyxl.load_workbook(io.BytesIO(book)).active.values]

    @property
    def categories(self):
        series = self.root.find(f".//{C}ser")
        return [v.text for v in series.findall(f"{C}cat//{C}v")]

    @property
    def series(self):
        return {
            one.find(f"{C}tx//{C}v").text: {
                int(point.get("idx")): float(point.find(f"{C}v").text)
                for point in one.findall(f"{C}val//{C}pt")
            }
            for one in self.root.iter(f"{C}ser")
        }

    @property
    def labels(self):
        return ["".join(t.itertext()) for t in self.root.iter(f"{C}rich")]


@pytest.fixture(scope="module")
def made(demo):
    with opened(demo) as source:
        found = {}
        for year, unit in CASES:
            brief = brief_of(source, year, unit, made_at=MADE)
            file = WordFile(word(brief, lambda *_: None))
            alts = [p.get("descr") for p in file.document.element.iter(qn("wp:docPr"))]
            found[year, unit] = brief, [NativeChart(file, n, a) for n, a in enumerate(alts, 1)]
        yield found


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def case(request, made):
    return made[request.param]


def test_the_workbook_holds_what_the_chart_draws(case):
    _, charts = case
    assert len(charts) >= 2
    for chart in charts:
        head, *rows = chart.sheet
        assert head[1:] == list(chart.series)
        assert [row[0] for row in rows] == chart.categories
        for at, values in enumerate(chart.series.values(), 1):
            held = {n: row[at] for n, row in enumerate(rows) if row[at] is not None}
            assert held == pytest.approx(values, abs=1e-12)


def test_the_score(case):
    brief, (chart, *_) = case
    rows = [row for row in brief.results().to_dicts() if row["value_pct"] is not None]
    shares = [row["value_pct"] for row in rows]
    assert list(chart.series["Đạt được"].values()) == pytest.approx(shares, abs=1e-9)
    goals = [brief.declared.targets[row["target_id"]].goal_pct for row in rows]
    assert list(chart.series["Mục tiêu"].values()) == goals
    assert chart.labels[: len(rows)] == [formatting.percent(share) for share in shares]


def test_the_years_of_each_target(case):
    brief, charts = case
    lines = [chart for chart in charts if chart.root.find(f".//{C}lineChart") is not None]
    expected = []
    for target in brief.targets:
        rows = brief.history(target).filter(pl.col("year") <= brief.year)
        if rows["value_pct"].drop_nulls().len() > 1:
            expected.append((target, rows))
    assert len(lines) == len(expected)
    for chart, (target, rows) in zip(lines, expected, strict=True):
        shares = dict(enumerate(rows["value_pct"]))
        known = {at: share for at, share in shares.items() if share is not None}
        assert chart.series["Đạt được"] == pytest.approx(known, abs=1e-9)
        assert [c[:8] for c in chart.categories] == [f"Năm {year}" for year in rows["year"]]
        goal = chart.series[f"Mục tiêu {formatting.goal(target.goal_pct)}"]
        assert set(goal.values()) == {target.goal_pct}


def test_the_committees(case):
    brief, charts = case
    rows = brief.ask(
        queries.composition_since,
        year=brief.year,
        since=2020,
        level=brief.scope.level,
        unit_id=brief.scope.unit_id,
    ).filter(~pl.col("is_remainder"), pl.col("body") == "committee")
    drawn = charts[-1].series[f"Năm {brief.year}"]
    assert sorted(drawn.values()) == pytest.approx(sorted(rows["share_pct"]), abs=1e-9)
    if brief.year > 2020:
        before = charts[-1].series["Năm 2020"]
        assert sorted(before.values()) == pytest.approx(sorted(rows["since_share_pct"]), abs=1e-9)


def test_what_is_read_aloud_says_the_numbers(case):
    _, charts = case
    for chart in charts:
        assert chart.alt.startswith("Biểu đồ ")
        assert [label for label in chart.labels if label not in chart.alt] == []


def test_labels_are_vietnamese_whatever_the_office(case):
    _, charts = case
    for chart in charts:
        assert all(label.endswith("%") and "." not in label for label in chart.labels)
        assert chart.root.find(f"{C}lang").get("val") == "vi-VN"
        languages = {e.get("lang") for e in chart.root.iter() if e.get("lang")}
        assert languages <= {"vi-VN"}
        assert chart.root.find(f"{C}roundedCorners").get("val") == "0"


def test_nothing_stays_on_the_scratch_slide(case):
    slide = drawing._scratch()
    assert len(slide) == 0
    assert len(slide.part.rels) == 1


def test_no_text_is_in_another_letter(case):
    _, charts = case
    fonts = {latin.get("typeface") for chart in charts for latin in chart.root.iter(f"{A}latin")}
    assert fonts == {"Times New Roman"}
