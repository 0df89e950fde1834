"""Does things to copies of warehouses, each in a process of its own that has a fault.

    python victim.py   < what to do, one a line   > what became of each, one a line

A line is JSON: {"warehouse", "folder": the copy, "batch", "words", "fault"}. The words are those of
`soket`, or `note TEXT`. The fault is one of these:
{} none, timed from "since" on · {"steps": true} none, the steps are told · {"step": […]} killed at
that step · {"alarm": n} killed n seconds after it said the words of "since" · {"bytes": n} no file
grows beyond that; with "at" only from that step on · {"mode": n} the folder has that mode.
With "since" calls and lines are steps from then on only: to watch them is dear.

A process is forked from one that has imported everything and started no thread of Polars or DuckDB:
a second of imports is paid once.
"""

import ctypes
import gc
import hashlib
import importlib
import io
import json
import linecache
import os
import re
import resource
import shutil
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pipelines
from pipelines import cli
from pipelines.declarations import load_declarations
from pipelines.notebook.notes import add_note
from pipelines.warehouse import published_id

for late in ("fastexcel", "numpy", "pyarrow", "pipelines.backup", "pipelines.load"):
    importlib.import_module(late)

ROOT = Path(pipelines.__file__).parent
MODULES = {str(p): ".".join(p.relative_to(ROOT).with_suffix("").parts) for p in ROOT.rglob("*.py")}
CHANGES = ("os.", "fcntl.", "shutil.", "sqlite3.", "tempfile.")
READS = ("os.listdir", "os.scandir", "os.walk", "os.putenv", "os.unsetenv", "os.fork")
BY_LINE = ("snapshot", "warehouse", "backup", "whole_files")
BY_LINE += ("notebook.file", "notebook.notes", "notebook.exchange")
CONTENTS: dict[tuple, str] = {}
TO_A_DATABASE = (".connect(", ".begin(", ".execute(", ".executescript(", ".commit(")
"""A line that says one of these is a statement."""


class Steps:
    """Tells every step of this process just before it is taken: [kind, what, how often by now]."""

    def __init__(self, told: Callable[[list], None], since: str):
        self.told, self.times = told, Counter()
        sys.addaudithook(self.event)
        if since:
            sys.stderr = Heard(since, self.trace)
        else:
            self.trace()

    def trace(self) -> None:
        threading.settrace(self.call)
        sys.settrace(self.call)

    def meet(self, kind: str, what: str) -> None:
        self.times[kind, what] += 1
        self.told([kind, what, self.times[kind, what]])

    def event(self, name: str, args: tuple) -> None:
        """Everything that changes files, and every lock: before it, and when it is done."""
        writes = name == "open" and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if writes or (name.startswith(CHANGES) and name not in READS):
            at = Path(os.fsdecode(args[0])).name if isinstance(args[0], str | bytes | Path) else ""
            what = f"{name} {masked(at)}".strip()
            self.meet("event", what)
            sys.setprofile(partial(self.done, what))

    def done(self, what: str, frame: object, event: str, arg: object) -> None:
        """The first moment after it: a file that was opened has nothing written to it yet."""
        if frame.f_code.co_filename != __file__:
            sys.setprofile(None)
            self.meet("done", what)

    def call(self, frame: object, event: str, arg: object) -> Callable | None:
        """The first call of every function of the product."""
        module = MODULES.get(frame.f_code.co_filename)
        if module is None:
            return None
        what = f"{module}.{frame.f_code.co_qualname}"
        if not self.times["call", what]:
            self.meet("call", what)
        return self.line if module in BY_LINE else None

    def line(self, frame: object, event: str, arg: object) -> Callable:
        """Every line of the modules that write; those that speak to a database apart."""
        module = MODULES[frame.f_code.co_filename]
        text = linecache.getline(frame.f_code.co_filename, frame.f_lineno).strip()
        is_statement = any(said in text for said in TO_A_DATABASE)
        if event == "line":
            self.meet("statement" if is_statement else "line", f"{module}: {text}")
        return self.line


class Heard(io.StringIO):
    """What is said, listened to: acts once the words were said."""

    def __init__(self, words: str = "", act: Callable[[], object] | None = None):
        super().__init__()
        self.words, self.act = words, act

    def reconfigure(self, **how: str) -> None:
        """Text needs no encoding here."""

    def write(self, text: str) -> int:
        if self.words and self.words in text:
            self.words = ""
            self.act()
        return super().write(text)


def masked(name: str) -> str:
    """A name without process, time and the chance of a temporary folder."""
    return "tmp" if name.startswith("tmp") else re.sub(r"\d+", "#", name)


# ---- One process ----


def suffer(fault: dict, folder: Path, words: list[str], tell: Path) -> None:
    """Do it under the fault, in this process; never returns."""
    told = {"steps": [], "writing": None}
    sys.stdout, sys.stderr = Heard(), Heard()
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        _prepare(fault, told, folder)
        told["ended"] = _done(folder, words)
    except BaseException as error:
        told["ended"] = f"{type(error).__name__}: {error}"
    sys.settrace(None)
    resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    told |= {"said": sys.stderr.getvalue(), "answered": sys.stdout.getvalue()}
    told["writing"] = told["writing"] and time.monotonic() - told["writing"]
    tell.write_text(json.dumps(told), encoding="utf-8")
    os._exit(0)


def _prepare(fault: dict, told: dict, folder: Path) -> None:
    since = fault.get("since", "")
    match fault:
        case {"steps": True}:
            Steps(told["steps"].append, since)
        case {"step": step}:
            _at(step, since, lambda: os.kill(os.getpid(), signal.SIGKILL))
        case {"bytes": limit, "at": step}:
            _at(step, since, lambda: _let_no_file_grow_beyond(limit))
        case {"bytes": limit}:
            _let_no_file_grow_beyond(limit)
        case {"alarm": seconds}:
            sys.stderr = Heard(since, lambda: signal.setitimer(signal.ITIMER_REAL, seconds))
        case {"mode": mode}:
            _bind_to_mode(folder, mode)
        case _:
            sys.stderr = Heard(since, lambda: told.update(writing=time.monotonic()))


def _at(step: list, since: str, act: Callable[[], object]) -> None:
    Steps(lambda met: act() if met == step else None, since)


def _let_no_file_grow_beyond(limit: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))


def _bind_to_mode(folder: Path, mode: int) -> None:
    """A folder of that mode, to which root too is bound: without its capabilities."""
    folder.chmod(mode)
    version_3, of_this_thread, none = 0x20080522, 0, (ctypes.c_uint32 * 6)()
    ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(version_3, of_this_thread), none)


def _done(folder: Path, words: list[str]) -> int:
    """The exit code of the command."""
    if words[0] == "note":
        add_note(folder, published_id(folder), words[1], load_declarations().roles[0])
        return 0
    sys.argv = ["soket", *words, "--warehouse", str(folder)]
    try:
        cli.main()
    except SystemExit as end:
        return end.code


# ---- One after the other ----


def suffered(asked: dict) -> dict:
    """Do what is asked to a copy of the warehouse; how it ended, and what it said."""
    warehouse, folder = Path(asked["warehouse"]), Path(asked["folder"])
    shutil.copytree(warehouse, folder, copy_function=_copied)
    tell = folder.with_suffix(".json")
    pid = os.fork()
    if pid == 0:
        suffer(asked["fault"], folder, asked["words"], tell)
    died = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    folder.chmod(0o755)
    told = json.loads(tell.read_text(encoding="utf-8")) if died == 0 else {"ended": died}
    return {"fault": asked["fault"], "remains": remains(folder, warehouse), **told}


def _copied(file: str, copy: str) -> None:
    """A snapshot never changes: a second name for it is enough, and shows if it did."""
    (os.link if file.endswith(".duckdb") else shutil.copy2)(file, copy)


def remains(folder: Path, warehouse: Path) -> str:
    """What a folder is now: each file, whether it is as before, and else its length."""
    before = {file.name: _content(file) for file in warehouse.iterdir()}
    files = {}
    for file in sorted(folder.iterdir()):
        size = "" if file.name == "loading.json" else file.stat().st_size
        is_same = file.name in before and _content(file) == before[file.name]
        files[masked(file.name)] = "same" if is_same else size
    return json.dumps(files)


def _content(file: Path) -> str:
    """A digest, taken once of what has several names."""
    held = file.stat()
    known = held.st_ino, held.st_size, held.st_mtime_ns
    if known not in CONTENTS:
        CONTENTS[known] = hashlib.sha256(file.read_bytes()).hexdigest()
    return CONTENTS[known]


def main() -> None:
    """One after the other; of folders of a batch that are left alike, the first one is kept."""
    kept: dict[tuple, str] = {}
    gc.freeze()  # what was imported is not gone through again in every process
    for asked in map(json.loads, sys.stdin):
        told = suffered(asked)
        folder = kept.setdefault((asked["batch"], told["remains"]), asked["folder"])
        if folder != asked["folder"]:
            shutil.rmtree(asked["folder"])
        print(json.dumps(told | {"folder": folder}), flush=True)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()
    os._exit(0)  # the libraries that were only imported have nothing to tidy up
