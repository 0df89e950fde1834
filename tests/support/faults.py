"""What becomes of a warehouse when a process dies or the disk is full: asked of real processes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

VICTIM = Path(__file__).with_name("victim.py")
AT_ONCE = 2


@dataclass(frozen=True)
class Outcome:
    """How one process ended, and what it left.

    `ended`: exit code, below 0 the signal, or an error; `folder`: its warehouse, or one that was
    left alike; `steps`: [kind, what, how often by then]; `writing`: seconds since "since".
    """

    fault: dict
    folder: Path
    ended: int | str
    remains: str
    said: str = ""
    answered: str = ""
    steps: list[list] | None = None
    writing: float | None = None


@dataclass
class Victims:
    """Processes that do the same to copies of a warehouse, once under every fault."""

    place: Path
    running: list[subprocess.Popen] = field(default_factory=list)
    batches: int = 0

    def suffer(self, warehouse: Path, words: list, faults: list[dict]) -> list[Outcome]:
        """What became of each, in the order of the faults."""
        self.batches += 1
        place = self.place / str(self.batches)
        place.mkdir()
        same = {"warehouse": str(warehouse), "batch": self.batches, "words": [*map(str, words)]}
        asked = [
            same | {"folder": str(place / str(number)), "fault": fault}
            for number, fault in enumerate(faults)
        ]
        parts = [asked[part::AT_ONCE] for part in range(AT_ONCE)]
        with ThreadPoolExecutor(AT_ONCE) as threads:
            told = [outcome for part in threads.map(_told, self.running, parts) for outcome in part]
        return sorted(told, key=lambda outcome: faults.index(outcome.fault))


@contextmanager
def victims(place: Path) -> Iterator[Victims]:
    """The processes, ready to be asked."""
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    with ExitStack() as running:
        started = [
            running.enter_context(
                subprocess.Popen([sys.executable, VICTIM], env=environment, **pipes)
            )
            for _ in range(AT_ONCE)
        ]
        yield Victims(place, started)


def _told(victim: subprocess.Popen, asked: list[dict]) -> list[Outcome]:
    told = []
    for question in asked:
        print(json.dumps(question), file=victim.stdin, flush=True)
        answer = json.loads(victim.stdout.readline())
        told.append(Outcome(**answer | {"folder": Path(answer["folder"])}))
    return told


def different(outcomes: list[Outcome]) -> list[Path]:
    """One folder of each kind that was left."""
    return list({outcome.remains: outcome.folder for outcome in outcomes}.values())
