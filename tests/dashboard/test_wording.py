"""Every sentence that code asks for exists, and every sentence that exists is asked for."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from dashboard.wording import texts

DASHBOARD = Path(__file__).parents[2] / "dashboard"
MODULES = sorted(DASHBOARD.rglob("*.py"))


def asked_for() -> Iterator[str]:
    """Dotted names in the code; a name that is put together (`goal.{kind}`) gives its section."""
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def sentences(section: dict, prefix: str = "") -> Iterator[str]:
    for name, value in section.items():
        if isinstance(value, dict):
            yield from sentences(value, f"{prefix}{name}.")
        else:
            yield prefix + name


def _beginnings(name: str) -> set[str]:
    """What code may begin a name with when it puts the rest together: `goal.`, `problem.unit_`."""
    ends = [i + 1 for i, letter in enumerate(name) if letter in "._"]
    return {name[:end] for end in ends if "." in name[:end]}


def test_every_sentence_is_used():
    names = set(asked_for())
    style = "".join(path.read_text(encoding="utf-8") for path in DASHBOARD.glob("style/**/*.css"))
    unused = [
        name
        for name in sentences(texts())
        if name not in names
        and not names & _beginnings(name)
        and name.rpartition(".")[2] not in names
        and f"--say-{name.rpartition('.')[2].replace('_', '-')}" not in style
        and not name.startswith("state.")
    ]
    assert unused == []


def test_every_sentence_asked_for_exists():
    known = set(sentences(texts()))
    sections = set(texts())
    asked = {
        name
        for name in asked_for()
        if name.partition(".")[0] in sections and name.count(".") and " " not in name
    }
    files = {name for name in asked if name.endswith((".py", ".js", ".css"))}
    put_together = {name for name in asked if name.endswith((".", "_"))}
    assert asked - files - put_together - known == set()


def test_no_module_shadows_the_standard_library():
    assert {module.stem for module in DASHBOARD.glob("*.py")}.isdisjoint(sys.stdlib_module_names)


def test_pages_stay_thin():
    for page in (DASHBOARD / "app_pages").glob("*.py"):
        assert len(page.read_text(encoding="utf-8").splitlines()) <= 50, page.name
