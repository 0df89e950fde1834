"""The long run: `python tests/fuzz/run.py --count 20000 --seed 1 --jobs 2`.

Every violating case is saved with its files; `--replay SEED` runs one case again and tells it all.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "support")]

from cases import case_of, mutator_names, saved  # noqa: E402
from worker import Outcome, run_case  # noqa: E402
from workers import run_all  # noqa: E402

SEEDS_EACH = 1_000_000
"""`--seed 2` begins here behind `--seed 1`."""


def main() -> int:
    """Run, or replay; 1 when anything was violated."""
    asked = _asked()
    if asked.replay is not None:
        return _replay(asked.replay, asked.only)
    folder = Path(asked.folder or tempfile.mkdtemp(prefix="fuzz-"))
    started = time.perf_counter()
    outcomes = []
    for outcome in run_all(_seeds(asked), asked.jobs):
        outcomes.append(outcome)
        if outcome.violations and outcome.result == "harness":
            print(outcome, flush=True)
        elif outcome.violations:
            _keep(outcome, folder, asked.only)
        if len(outcomes) % 500 == 0:
            print(f"{len(outcomes)} …", file=sys.stderr, flush=True)
    _summarise(outcomes, time.perf_counter() - started, asked.jobs)
    print(f"violating cases: {folder}")
    return int(any(outcome.violations for outcome in outcomes))


def _asked() -> argparse.Namespace:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--count", type=int, default=20_000)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--jobs", type=int, default=2)
    words.add_argument("--replay", type=int)
    words.add_argument("--only", nargs="+", choices=mutator_names(), help="these mutators")
    words.add_argument("--without", nargs="+", default=[], help="leave these mutators out")
    words.add_argument("--folder", help="where violating cases are saved")
    return words.parse_args()


def _seeds(asked: argparse.Namespace) -> Iterator[tuple[int, list[str] | None]]:
    first = asked.seed * SEEDS_EACH
    left_out = set(asked.without)
    for seed in range(first, first + asked.count):
        if not left_out or not left_out & set(case_of(seed, asked.only).names):
            yield seed, asked.only


def _replay(seed: int, only: list[str] | None) -> int:
    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{seed}-"))
    saved(case_of(seed, only), folder)
    outcome = run_case(seed, only)
    print(json.dumps(asdict(outcome), ensure_ascii=False, indent=1))
    print(folder)
    return int(bool(outcome.violations))


def _keep(outcome: Outcome, folder: Path, only: list[str] | None) -> None:
    case = folder / f"{outcome.seed}-{'-'.join(outcome.mutators)}"
    saved(case_of(outcome.seed, only), case)
    told = json.dumps(asdict(outcome), ensure_ascii=False, indent=1)
    (case / "outcome.json").write_text(told, encoding="utf-8")
    kinds = sorted({kind for kind, _ in outcome.violations})
    first = outcome.violations[0][1]
    print(
        f"{outcome.seed} {outcome.kind} {'+'.join(outcome.mutators)} {kinds}: {first[:150]}",
        flush=True,
    )


def _summarise(outcomes: list[Outcome], seconds: float, jobs: int) -> None:
    slowest = max(outcomes, key=lambda o: o.seconds)
    largest = max(outcomes, key=lambda o: o.bytes_grown)
    print(
        f"{len(outcomes)} cases in {seconds:.0f} s,"
        f" {len(outcomes) / seconds / jobs:.1f} per second and job"
    )
    quick = sorted(o.seconds for o in outcomes)
    median, late = quick[len(quick) // 2] * 1000, quick[-len(quick) // 20] * 1000
    print(f"median {median:.0f} ms, 95 % within {late:.0f} ms")
    print("results", dict(Counter(o.result for o in outcomes)))
    print("kinds", dict(Counter(o.kind for o in outcomes)))
    print(
        "violations", dict(Counter(kind for o in outcomes for kind in {k for k, _ in o.violations}))
    )
    print(f"slowest {slowest.seconds:.1f} s: {slowest.seed} {'+'.join(slowest.mutators)}")
    print(
        f"largest {largest.bytes_grown / 1e6:.0f} MB: {largest.seed} {'+'.join(largest.mutators)}"
    )
    _tell_mutators(outcomes)


def _tell_mutators(outcomes: list[Outcome]) -> None:
    """One line a mutator: cases, how they ended, violations, false alarms."""
    print(f"{'mutator':<32} cases clean warned refused violated false-alarms")
    for name in mutator_names():
        mine = [o for o in outcomes if name in o.mutators]
        results = Counter(o.result for o in mine)
        violated = sum(bool(o.violations) for o in mine)
        alarms = sum(o.is_harmless and o.result == "refused" for o in mine)
        counts = [
            len(mine),
            *(results[r] for r in ("clean", "warned", "refused")),
            violated,
            alarms,
        ]
        print(f"{name:<32} " + " ".join(f"{count:>7}" for count in counts))


if __name__ == "__main__":
    sys.exit(main())
