"""Worker processes: asked a seed, watched while they answer, started again when they die."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from threading import Timer

from worker import SECONDS, Outcome

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES_EACH = 1_000
"""Cases after which a worker is replaced, so that one case's memory does not hide another's."""
PATIENCE = 15.0
"""Seconds after which a worker is stopped: more than `SECONDS`, for a machine that is busy."""


class Worker:
    """One process that runs cases."""

    def __init__(self, log: object = subprocess.DEVNULL) -> None:
        self.log = log
        self.process: subprocess.Popen | None = None
        self.left = 0
        self.is_late = False

    def run(self, seed: int, names: list[str] | None = None) -> Outcome:
        """The outcome of a case; a worker that died or hung is a violation."""
        return self._answer({"seed": seed, "names": names}) or self._lost(seed, names)

    def load(self, folder: Path) -> Outcome:
        """The outcome of loading the files of a folder."""
        asked = {"folder": str(folder)}
        return self._answer(asked) or Outcome(0, [], "folder", **self._why())

    def _answer(self, asked: dict) -> Outcome | None:
        if not self.left:
            self._start()
        self.left -= 1
        assert self.process and self.process.stdin and self.process.stdout
        late = Timer(PATIENCE, self.process.kill)
        late.start()
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        self.is_late = late.finished.is_set()
        late.cancel()
        return Outcome(**json.loads(answer)) if answer else None

    def _start(self) -> None:
        self.stop()
        path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        self.process = subprocess.Popen(
            [sys.executable, HERE / "worker.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            encoding="utf-8",
            env=os.environ | {"POLARS_MAX_THREADS": "1", "PYTHONPATH": path},
        )
        assert self.process.stdout and json.loads(self.process.stdout.readline()) == "ready"
        self.left = CASES_EACH

    def _lost(self, seed: int, names: list[str] | None) -> Outcome:
        from cases import case_of

        case = case_of(seed, names)
        return Outcome(seed, case.names, case.kind, **self._why())

    def _why(self) -> dict:
        """What happened to a worker that gave no answer."""
        code = self.process.wait() if self.process else None
        self.left = 0
        kind = "hang" if self.is_late else "crash"
        what = f"no answer in {SECONDS:.0f} s" if self.is_late else f"the process died ({code})"
        return {"result": kind, "seconds": PATIENCE, "violations": [(kind, what)]}

    def stop(self) -> None:
        """End the process."""
        if self.process and self.process.stdin:
            self.process.stdin.close()
            self.process.kill()
            self.process.wait()
            self.process.stdout.close()


def run_all(asked: Iterable[tuple[int, list[str] | None]], jobs: int) -> Iterator[Outcome]:
    """Outcomes of seeds, in any order; `jobs` processes at a time."""
    free: SimpleQueue[Worker] = SimpleQueue()
    workers = [Worker() for _ in range(jobs)]
    for worker in workers:
        free.put(worker)

    def run(case: tuple[int, list[str] | None]) -> Outcome:
        worker = free.get()
        try:
            return worker.run(*case)
        finally:
            free.put(worker)

    queue = iter(asked)
    try:
        with ThreadPoolExecutor(jobs) as threads:
            while batch := list(islice(queue, 20 * jobs)):
                yield from threads.map(run, batch)
    finally:
        for worker in workers:
            worker.stop()
