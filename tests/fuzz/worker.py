"""Runs cases one after another in a process of its own: a line in (seed), a line out (outcome).

The process may die of a case, or never answer: whoever started it sees that. Its memory is limited.
"""

import json
import os
import re
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

ADDRESS_SPACE = 6_000_000_000
"""Bytes that a worker may reserve; libraries reserve far more than they use."""
MEMORY = 1_000_000_000
"""Bytes by which a case may make its process grow."""
SECONDS = 10.0
"""A case that takes longer hangs."""
LOADED_EVERY = 50
"""Every n-th case goes all the way: published into DuckDB, and asked from there."""


@dataclass
class Outcome:
    """How a case ended. `result`: clean | warned | refused | crash | hang | harness."""

    seed: int
    mutators: list[str]
    kind: str
    result: str
    seconds: float = 0.0
    bytes_grown: int = 0
    violations: list[tuple[str, str]] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    is_harmless: bool = False


def run_case(seed: int, names: list[str] | None = None) -> Outcome:
    """Load the case of a seed and judge what is published."""
    from cases import MUTATORS, case_of

    try:
        case = case_of(seed, names)
        files = case.files()
    except Exception as error:
        return Outcome(seed, names or [], "", "harness", violations=[("harness", _short(error))])
    is_harmless = all(MUTATORS[name].is_harmless for name in case.names)
    outcome = Outcome(seed, case.names, case.kind, "crash", is_harmless=is_harmless)
    _watch(outcome, lambda: _load(case, files, outcome))
    return outcome


def run_folder(folder: str) -> Outcome:
    """Load and publish the files of a folder; only survival is judged."""
    outcome = Outcome(0, [], "folder", "crash")
    _watch(outcome, lambda: _load_folder(Path(folder), outcome))
    return outcome


def _watch(outcome: Outcome, work: Callable[[], None]) -> None:
    """Do the work; an exception, its time and its memory are part of the outcome."""
    before, started = _held(), time.perf_counter()
    try:
        work()
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        outcome.violations.append(("crash", _short(error)))
    outcome.seconds = time.perf_counter() - started
    outcome.bytes_grown = max(now - then for now, then in zip(_held(), before, strict=True))
    _judge_size(outcome)


def _load_folder(folder: Path, outcome: Outcome) -> None:
    from pipelines.load import load

    with tempfile.TemporaryDirectory() as warehouse:
        loaded = load([folder], Path(warehouse))
    outcome.rules = sorted(set(loaded.findings["rule"]))
    outcome.result = "refused" if loaded.has_errors else "warned" if outcome.rules else "clean"


def _load(case: object, files: dict[str, bytes], outcome: Outcome) -> None:
    import oracle

    from pipelines.files.exports import brought
    from pipelines.findings import has_errors
    from pipelines.load import assemble

    exports = brought(files)
    done = assemble(exports, Path("nowhere"), accepts_old_text=case.accepts_old_text)
    found = done.after.findings
    outcome.rules = sorted({f["rule"] for f in found.to_dicts() if _is_of(case, f)})
    outcome.result = "refused" if has_errors(found) else "warned" if outcome.rules else "clean"
    outcome.violations += [(v.kind, v.what) for v in oracle.judged(case, done)]
    goes_on = case.seed % LOADED_EVERY == 0 or "huge" in case.names
    if goes_on and outcome.result != "refused":
        outcome.violations += _published_otherwise(exports, done, case.accepts_old_text)


def _is_of(case: object, finding: dict) -> bool:
    """Whether a finding is more than that a form is missing which the case never had."""
    return finding["rule"] != "form_missing" or finding["form_id"] in case.forms


def _published_otherwise(exports: list, done: object, accepts_old_text: bool) -> list:
    """Load into a warehouse, and compare what is asked from there with what was assembled."""
    from pipelines import queries, warehouse
    from pipelines.load import load

    with tempfile.TemporaryDirectory() as folder:
        loaded = load(exports, Path(folder), accepts_old_text=accepts_old_text)
        with closing(warehouse.open_snapshot(Path(folder), loaded.snapshot_id)) as snapshot:
            queries.progress(snapshot)
            rows = snapshot.sql("select unit_id, year, measure_id, value from measures").fetchall()
    columns = ["unit_id", "year", "measure_id", "value"]
    same = sorted(rows) == sorted(done.after.measures.select(columns).iter_rows())
    return [] if same else [("wrong", "the snapshot differs from what was assembled")]


def _short(error: BaseException) -> str:
    where = traceback.extract_tb(error.__traceback__)
    inside = [f for f in where if "pipelines" in f.filename] or where
    place = f"{Path(inside[-1].filename).name}:{inside[-1].lineno}"
    return f"{type(error).__name__} in {place}: {str(error)[:200]}"


def _judge_size(outcome: Outcome) -> None:
    if outcome.bytes_grown > MEMORY:
        outcome.violations.append(("memory", f"{outcome.bytes_grown / 1e6:.0f} MB"))
    if outcome.seconds > SECONDS:
        outcome.violations.append(("hang", f"{outcome.seconds:.1f} s"))


def _held() -> tuple[int, int]:
    """The most memory that this process has held since the last call, and that a child ever has."""
    held = _high_water()
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return held, 1024 * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def _high_water() -> int:
    with suppress(OSError):
        status = Path("/proc/self/status").read_text()
        return 1024 * int(re.search(r"VmHWM:\s+(\d+)", status)[1])
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Answer seeds until there are no more."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    run_case(1, ["number_as_text"])
    print(json.dumps("ready"), file=answers, flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        outcome = run_folder(asked["folder"]) if "folder" in asked else run_case(**asked)
        print(json.dumps(asdict(outcome), ensure_ascii=False), file=answers, flush=True)


if __name__ == "__main__":
    sys.path.insert(1, str(Path(__file__).parents[1] / "support"))
    main()
