"""What every test may use: the samples, and warehouses that they were loaded into."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.load import load

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with the office samples; read it only."""
    return _loaded(tmp_path_factory.mktemp("office"), SAMPLES / "office")


@pytest.fixture(scope="session")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with the messy samples; read it only."""
    return _loaded(tmp_path_factory.mktemp("messy"), SAMPLES / "messy")


def _loaded(folder: Path, exports: Path) -> Path:
    loaded = load([exports], folder)
    assert not loaded.has_errors, loaded.findings
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with the invented district; read it only."""
    return _loaded(tmp_path_factory.mktemp("demo"), SAMPLES.parents[1] / "data" / "demo")


@pytest.fixture
def soket() -> object:
    """Run the command line; its standard output."""

    def run(*words: object) -> str:
        command = [Path(sys.executable).with_name("soket"), *map(str, words)]
        done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
        return done.stdout

    return run
