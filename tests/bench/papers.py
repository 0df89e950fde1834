"""(g) Each paper of the district beside the same content written bare; (h) all organisations."""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import bare_papers

KINDS = tuple(bare_papers.WRITERS)
YEAR = 2023
AT = datetime(2024, 1, 15, 9, 30)
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Bench:
    """What `run.py` measures with: pairs of seconds, a whole process, a line of the result."""

    soket: Path
    pairs: Callable
    process: Callable
    tell: Callable


def bench_papers(warehouse: Path, bench: Bench) -> None:
    """(g) inside a process, the snapshot opened anew each time; then as whole processes."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in KINDS:
            _bench_kind(kind, warehouse, Path(folder), bench)


def _bench_kind(kind: str, warehouse: Path, folder: Path, bench: Bench) -> None:
    contents = bare_papers.contents_of(kind, _paper(warehouse, kind))
    given, output = folder / f"{kind}.json", folder / f"a.{kind}"
    given.write_text(json.dumps(contents), encoding="utf-8")
    bare = bare_papers.WRITERS[kind]
    timed = bench.pairs(
        lambda: _seconds(lambda: _paper(warehouse, kind)), lambda: _seconds(lambda: bare(contents))
    )
    bench.tell(f"(g) {kind} of the district ÷ bare library", timed, 2)
    words = [*_command(bench, warehouse, kind), "--output", output]
    floor = [sys.executable, HERE / "bare_papers.py", kind, given, output]
    timed = bench.pairs(lambda: bench.process(*words), lambda: bench.process(*floor))
    bench.tell("    the same, whole processes", timed, 2)


def bench_all_units(warehouse: Path, bench: Bench) -> None:
    """(h) A zip of all organisations' reports in Word against as many single commands."""
    words = _command(bench, warehouse, KINDS[0])
    with tempfile.TemporaryDirectory() as folder:
        written = ["--output", Path(folder) / "a"]
        together = bench.process(*words, "--all-units", *written)
        units = _organisations(warehouse)
        single = sum(bench.process(*words, "--unit", unit, *written) for unit in units)
    bench.tell(
        f"(h) reports of {len(units)} units in one command ÷ single", [(together, single)], 1
    )


def _command(bench: Bench, warehouse: Path, kind: str) -> list[object]:
    return [bench.soket, "report", "--year", YEAR, "--kind", kind, "--warehouse", warehouse]


def _paper(warehouse: Path, kind: str) -> bytes:
    from dashboard.report.opened import opened
    from dashboard.report.order import Order, written

    with opened(warehouse) as source:
        return written(Order(YEAR, kind, AT), source, lambda stage, done, total: None)


def _organisations(warehouse: Path) -> list[str]:
    from dashboard.report.opened import opened
    from pipelines import queries

    with opened(warehouse) as source:
        found = source.ask(queries.progress, year=YEAR, level="organisation")
    return found["unit_id"].unique(maintain_order=True).to_list()


def _seconds(write: Callable[[], object]) -> float:
    started = time.perf_counter()
    write()
    return time.perf_counter() - started
