"""Imports go one way, and what is declared or asked in SQL does not creep into the code."""

import ast
import re
import sys
from pathlib import Path

import pytest

from pipelines.declarations import load_declarations

ROOT = Path(__file__).parents[1]
ORDER = [
    "text",
    "whole_files",
    "stages",
    "disk",
    "sheet_names",
    "declared_forms",
    "declared_types",
    "declarations",
    "old_fonts",
    "declared_tables",
    "formatting",
    "findings",
    "files.exports",
    "files.sheet",
    "files.persons",
    "files.packed",
    "files.extent",
    "files.beside_xlsx",
    "files.beside_ods",
    "files.workbooks",
    "files.delimited",
    "files.apart",
    "files.readers",
    "reading.header",
    "reading.layout",
    "reading.old_text",
    "reading.titles",
    "reading.columns",
    "reading.recognise",
    "reading.cells",
    "reading.register",
    "reading.naming",
    "reading.rows",
    "reading.marks",
    "reading.harmonise",
    "rosters.forms",
    "rosters.header",
    "rosters.persons",
    "rosters.listed",
    "rosters.owners",
    "rosters.counts",
    "reading.incoming",
    "checking.suspects",
    "checking.arithmetic",
    "checking.validate",
    "snapshot",
    "merging",
    "warehouse",
    "queries",
    "notebook.rules",
    "notebook.file",
    "notebook.remarks",
    "notebook.agendas",
    "notebook.notes",
    "notebook.exchange",
    "aliases",
    "load",
    "returned.words",
    "returned.writing",
    "returned.withheld",
    "returned.marking",
    "returned.opening",
    "returned.front_list",
    "returned.annotated",
    "changes",
    "comparing",
    "dry_run",
    "backup",
    "templates.sheets",
    "templates.drawing",
    "templates.lines",
    "templates.formulas",
    "templates.guards",
    "templates.issuing",
    "templates.page",
    "templates.book",
    "templates.bundle",
    "demo",
    "commands.spoken",
    "commands.findings",
    "commands.loading",
    "commands.asking",
    "commands.snapshots",
    "commands.serving",
    "commands.ledger",
    "commands.compare",
    "commands.remarks",
    "commands.aliases",
    "commands.templates",
    "commands.backup",
    "commands.report",
    "cli",
]
"""Modules of `pipelines`, each free to import those before it; a new one takes its place here."""

SCREEN = {"streamlit", "plotly", "dashboard"}
SQL = re.compile(r"\bselect\b.+\bfrom\b", re.IGNORECASE | re.DOTALL)
ROOMS = ("pipelines", "dashboard")
MODULES = sorted(path.relative_to(ROOT) for name in ROOMS for path in (ROOT / name).rglob("*.py"))
# Where SQL may stand in the code: the questions, and the line that writes a frame as a table.
ASKING = ("queries.py", "snapshot.py")
in_pipelines = [path for path in MODULES if path.parts[0] == "pipelines"]
in_charts = [path for path in MODULES if path.parts[:2] == ("dashboard", "charts")]
outside_demo = [path for path in MODULES if path.parts[:2] != ("pipelines", "demo")]
each = pytest.mark.parametrize


def tree(path):
    return ast.parse((ROOT / path).read_text(encoding="utf-8"))


def imported(path):
    """Dotted names of everything that the file imports, at its top and inside functions."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def packages(path):
    return {name.split(".")[0] for name in imported(path)}


def texts(path):
    """Every text in the code with its line, docstrings left out."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = list(ast.walk(tree(path)))
    docstrings = {
        id(node.body[0].value)
        for node in nodes
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in nodes:
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in docstrings:
            yield node.lineno, node.value


def own_module(path):
    """The place of a file in ORDER: `text`, `reading.layout`; the demo is one place."""
    parts = path.with_suffix("").parts[1:]
    return parts[0] if parts[0] == "demo" else ".".join(parts)


def place_of(name):
    """The place in ORDER of an imported name like `pipelines.reading.layout.Layout`."""
    parts = name.split(".")[1:]
    return next((p for p in (".".join(parts[:2]), parts[0]) if p in ORDER), name)


def test_there_are_modules_to_look_at():
    assert len(in_pipelines) > 20
    assert in_charts


def test_every_module_has_its_place_in_the_order():
    places = {own_module(path) for path in in_pipelines if path.name != "__init__.py"}
    assert places == set(ORDER)


@each("path", in_pipelines, ids=str)
def test_pipelines_know_no_screen(path):
    assert not packages(path) & SCREEN


@each("path", in_charts, ids=str)
def test_charts_know_no_streamlit(path):
    assert "streamlit" not in packages(path)


@each("path", in_pipelines, ids=str)
def test_modules_import_earlier_modules_only(path):
    own = own_module(path)
    used = {place_of(name) for name in imported(path) if name.startswith("pipelines.")}
    allowed = {own, *ORDER[: ORDER.index(own)]} if own in ORDER else set()
    assert used <= allowed


def test_the_dashboard_knows_no_command_line():
    shown = [path for path in MODULES if path.parts[0] == "dashboard" and path.stem != "__main__"]
    used = {".".join(name.split(".")[:2]) for path in shown for name in imported(path)}
    assert not used & {"pipelines.cli", "pipelines.commands.spoken"}


@each("path", [path for path in MODULES if path.name not in ASKING], ids=str)
def test_sql_stands_in_sql_files_and_queries_only(path):
    assert [line for line, text in texts(path) if SQL.search(text)] == []


@each("path", outside_demo, ids=str)
def test_indicators_and_targets_are_not_named_in_code(path):
    declared = load_declarations()
    ids = declared.indicators.keys() | declared.targets.keys()
    assert [(line, text) for line, text in texts(path) if text in ids] == []


@each("path", MODULES, ids=str)
def test_module_is_named_for_what_it_does_and_not_too_long(path):
    assert path.stem not in {"utils", "helpers", "common", "misc", "tools", "lib"}
    assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) <= 400


@each("path", MODULES, ids=str)
def test_module_hides_no_standard_module(path):
    beside_the_page = path.parts[0] == "dashboard" and len(path.parts) == 2
    assert not (beside_the_page and path.stem in sys.stdlib_module_names)
