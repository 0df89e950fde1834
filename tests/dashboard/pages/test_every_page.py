"""Every page with something missing: it says so in words and draws the rest."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from variants import all_zero, only_year, published, without_cells, without_form

from dashboard.navigation import PAGES
from pipelines.declarations import load_declarations

APP = Path(__file__).parents[3] / "dashboard" / "app.py"
SCRIPTS = {entry.url_path: f"app_pages/{entry.script}" for entry in PAGES}
FORMS = [form.id for form in load_declarations().reported_forms]
YEARS = load_declarations().years
SOME_YEARS = (YEARS[0], YEARS[3], YEARS[-1])  # the base year, one in the middle, the part year
COMMUNE = "TS05"
MISSING = re.compile(r"chưa báo cáo|chưa có|không có|thiếu|không áp dụng|—", re.IGNORECASE)
each = pytest.mark.parametrize


@pytest.fixture(scope="module")
def app(demo) -> AppTest:
    """One session for all tests; its first run tells which pages there are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOKET_WAREHOUSE", str(demo))
        return AppTest.from_file(str(APP), default_timeout=60).run()


@pytest.fixture
def read(app, monkeypatch) -> Callable[..., str]:
    """The markup of a page of a warehouse; no block may have failed."""

    def run(folder: Path, path: str, **query: str) -> str:
        monkeypatch.setenv("SOKET_WAREHOUSE", str(folder))
        app.switch_page(SCRIPTS[path])
        app.query_params.clear()
        for name, value in query.items():
            app.query_params[name.replace("_", "-")] = value
        app.run()
        html = "".join(element.proto.body for element in app.get("html"))
        alts = " ".join(chart.proto.alt for chart in app.get("plotly_chart"))
        assert not app.exception
        assert "Không vẽ được" not in html
        assert 'data-state="failed"' not in html
        assert "None" not in re.sub(r"<script>.*?</script>", "", html, flags=re.S)
        return html + alts

    return run


@each("form_id", FORMS)
@each("year", SOME_YEARS)
def test_without_one_form_of_one_year(read, tmp_path, form_id, year):
    folder = published(tmp_path, without_form(form_id, year))
    for path in SCRIPTS:
        html = read(folder, path, nam=str(year), to_chuc=COMMUNE)
        assert path == "nguon" or "data-block" in html, path
        assert MISSING.search(html), path


def test_a_commune_without_cells(read, tmp_path):
    folder = published(tmp_path, without_cells(COMMUNE))
    for path in SCRIPTS:
        html = read(folder, path, nam="2024", to_chuc=COMMUNE)
        assert "data-block" in html or "không có chi bộ" in html.lower(), path


@each("form_id", ["committee", "member_flow", "org_rating"])
def test_a_denominator_of_zero(read, tmp_path, form_id):
    folder = published(tmp_path, all_zero("TS30", form_id))
    for path in SCRIPTS:
        html = read(folder, path, nam="2024", to_chuc="TS30")
        assert "data-block" in html, path
        assert "nan" not in re.findall(r">([^<]*)<", html), path


def test_one_year_only(read, tmp_path):
    folder = published(tmp_path, only_year(2022))
    for path in SCRIPTS:
        for scope in ({}, {"to_chuc": COMMUNE}, {"loai_hinh": "xa"}):
            assert "data-block" in read(folder, path, nam="2022", **scope), (path, scope)


@each("path", SCRIPTS)
@each("year", SOME_YEARS)
@each("scope", [{}, {"to_chuc": "TS01"}, {"loai_hinh": "xa"}, {"chi_bo": "TS03.01"}], ids=str)
def test_six_years(read, demo, path, year, scope):
    assert "data-block" in read(demo, path, nam=str(year), **scope)
