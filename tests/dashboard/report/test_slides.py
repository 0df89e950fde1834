"""The slides, read back: a slide a screen, numbers of the queries, charts that hold them."""

import io
from datetime import datetime

import pytest
from pptx import Presentation
from pptx.util import Pt

from dashboard.report.opened import brief_of, opened
from dashboard.report.screens.agenda import agenda
from dashboard.report.screens.screen import Bars, Changes, Composition, Results
from dashboard.report.slides.deck import slides
from pipelines import formatting, queries

AT = datetime(2024, 1, 15, 9, 30)
ASKED = [
    (2020, "district"),
    (2021, "TS05"),
    (2022, "TS20"),
    (2023, "district"),
    (2023, "TS01"),
    (2024, "TS14"),
    (2025, "district"),
    (2025, "TS11"),
]
each = pytest.mark.parametrize


def quiet(stage: str, done: int, total: int) -> None:
    assert done <= total


@pytest.fixture(scope="module", params=ASKED, ids=str)
def made(request, demo):
    """The brief, its screens, and its slides as they are read back."""
    year, unit = request.param
    with opened(demo) as source:
        brief = brief_of(source, year, unit, made_at=AT, unit_ids=("TS05",))
        yield brief, agenda(brief), Presentation(io.BytesIO(slides(brief, quiet)))


def table_of(slide):
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    return rows[1:]


def chart_of(slide):
    return next((shape for shape in slide.shapes if shape.has_chart), None)


def test_a_slide_a_screen_with_its_sentence_and_notes(made):
    brief, screens, deck = made
    assert len(deck.slides) == len(screens)
    for slide, screen in zip(deck.slides, screens, strict=True):
        assert slide.shapes.title.text_frame.text == screen.sentence
        notes = slide.notes_slide.notes_text_frame.text
        assert screen.sentence in notes
        assert all(source in notes for source in screen.sources)
        foot = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert brief.footer in foot
        assert f"năm {brief.year}" in foot


def test_the_numbers_are_those_of_the_queries(made):
    brief, screens, deck = made
    by_id = {screen.id: slide for screen, slide in zip(screens, deck.slides, strict=True)}
    results = brief.ask(
        queries.progress, year=brief.year, level=brief.scope.level, unit_id=brief.scope.unit_id
    )
    rows = {row["target_id"]: row for row in results.to_dicts()}
    score = table_of(by_id["diem"])
    values = chart_of(by_id["diem"]).chart.plots[0].series[0].values
    for line, target, value in zip(score, brief.targets, values, strict=True):
        row = rows[target.id]
        assert line[0].startswith(target.name)
        assert line[2] == formatting.percent(row["value_pct"])
        assert value == row["value_pct"]
        if row["denominator"]:
            counted = f"{formatting.count(row['numerator'])}/{formatting.count(row['denominator'])}"
            assert line[3].removesuffix(" (ít)") == counted


def test_every_chart_holds_the_shares_of_its_screen(made):
    _, screens, deck = made
    for slide, screen in zip(deck.slides, screens, strict=True):
        match screen.body:
            case Results(rows) | Bars(rows):
                expected = [[row.value_pct for row in rows]]
            case Changes(rows):
                expected = [[r.value_pct for r in rows], [r.before_pct for r in rows]]
            case Composition(dimensions):
                classes = [one for dimension in dimensions for one in dimension.classes]
                expected = [[c.value_pct for c in classes], [c.since_pct for c in classes]]
            case _:
                expected = []
        frame = chart_of(slide)
        if not any(expected):
            assert frame is None
            continue
        found = [list(series.values) for series in frame.chart.plots[0].series]
        assert found == expected
        assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == screen.alt


def test_nothing_is_missing_or_too_small(made):
    _, _, deck = made
    for slide in deck.slides:
        texts = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
        for shape in slide.shapes:
            if shape.has_table:
                texts += [cell.text_frame for row in shape.table.rows for cell in row.cells]
            assert shape.top + shape.height <= deck.slide_height
            assert shape.left + shape.width <= deck.slide_width
        runs = [run for text in texts for p in text.paragraphs for run in p.runs]
        assert min(run.font.size for run in runs) >= Pt(11)
        for run in runs:
            assert run._r.rPr.get("lang") == "vi-VN"
            assert not {"None", "nan", "{"} & set(run.text.split())


def test_nobody_is_its_author(made):
    brief, _, deck = made
    assert deck.core_properties.author == brief.declared.name
    assert brief.scope.name in deck.core_properties.title
