"""Killed at any step, a warehouse is as it was before or as it is after, and doing it again works.

It is done in real processes, killed once at every step: before and after each change of a file, and
from where a load begins to write at each statement of SQL. The steps are those of an undisturbed
run, so that new code is covered by itself. `SOKET_EVERY_STEP=1` kills at the first call of every
function too, at every line of the modules that write, and in the first load of all.
"""

import os
import shutil
import signal
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from faults import Outcome, different

from pipelines import queries
from pipelines.backup import backup, restore
from pipelines.declarations import load_declarations
from pipelines.load import load
from pipelines.notebook.notes import add_note, notes
from pipelines.notebook.remarks import add_remark, standing
from pipelines.notebook.rules import Remark
from pipelines.warehouse import (
    history,
    is_locked,
    one_loader,
    open_results,
    published_id,
    snapshot_ids,
    switch,
)

FORMS = "org_rating member_rating member_flow committee commune_staff"
STAYS = {"published", "loading.lock", "ghi-chep.lock"}
STAYS |= {f"ghi-chep.sqlite{of_a_reader}" for of_a_reader in ("", "-shm", "-wal")}
WRITING = "Ghi bản số liệu"
DAILY = ("event", "done", "statement")
NEVER = "these words are never said"
NOTE = "Số liệu chốt"
ROLE = load_declarations().roles[0]
TARGET = next(iter(load_declarations().targets))
MOMENTS = 12
EVERY_STEP = os.environ.get("SOKET_EVERY_STEP") == "1"
DEEDS = ["load", "note", "roll-back", "restore", *(["first load"] if EVERY_STEP else [])]


@dataclass
class Deed:
    """What is done to a warehouse: as words of a command, and once more by this process.

    `since`: the words with which it begins to write; statements are steps from then on.
    """

    warehouse: Path
    words: list
    again: Callable[[Path], object]
    since: str = NEVER

    def __post_init__(self):
        self.kept = snapshots(self.warehouse)

    @property
    def watched(self) -> dict:
        return {} if EVERY_STEP else {"since": self.since}

    def faults(self, steps: list[list]) -> list[dict]:
        taken = [step for step in steps if EVERY_STEP or step[0] in DAILY]
        return [{"step": step} | self.watched for step in taken]


@dataclass(frozen=True)
class Deaths:
    """What a deed leaves when nothing disturbs it, and when it is killed."""

    deed: Deed
    undisturbed: Outcome
    killed: list[Outcome]


@pytest.fixture(scope="module")
def deeds(lasting, tmp_path_factory) -> dict[str, Deed]:
    """Everything that changes what is published or written, on a warehouse of two years."""
    register = lasting.workbook("Danh mục.xlsx", only="register")
    years = [lasting.workbook(year=year, only=FORMS) for year in (2022, 2023, 2024)]
    folder, empty = lasting.warehouse, tmp_path_factory.mktemp("empty")
    first = [register, years[0]]
    earlier = load(first, folder).snapshot_id
    load([years[1]], folder)
    _write(folder, "Thiếu nguồn")
    saved = tmp_path_factory.mktemp("saved") / "sao-luu.zip"
    saved.write_bytes(_saved(folder, years[2], saved.parent / "kho"))
    return {
        "load": Deed(folder, ["load", years[2]], lambda at: load([years[2]], at), WRITING),
        "first load": Deed(empty, ["load", *first], lambda at: load(first, at)),
        "note": Deed(folder, ["note", NOTE], _noted, since=""),
        "roll-back": Deed(folder, ["rollback", earlier], lambda at: _rolled_back(at, earlier)),
        "restore": Deed(folder, ["restore", saved], lambda at: restore(at, saved.read_bytes())),
    }


def _write(folder: Path, cause: str) -> None:
    add_remark(folder, Remark(ROLE, "organisation", "TG", 2022, TARGET, cause=cause))
    add_note(folder, published_id(folder), cause, ROLE)


def _saved(folder: Path, export: Path, elsewhere: Path) -> bytes:
    """A backup of another PC: a year more, and words of its own."""
    shutil.copytree(folder, elsewhere)
    load([export], elsewhere)
    _write(elsewhere, "Chuyển đi nhiều")
    return backup(elsewhere)


def _noted(folder: Path) -> None:
    add_note(folder, published_id(folder), NOTE, ROLE)


def _rolled_back(folder: Path, snapshot_id: str) -> None:
    with one_loader(folder):
        switch(folder, snapshot_id)


@pytest.fixture(scope="module", params=DEEDS)
def deaths(request, deeds, victim) -> Deaths:
    deed = deeds[request.param]
    (told,) = victim.suffer(deed.warehouse, deed.words, [{"steps": True} | deed.watched])
    return Deaths(deed, told, victim.suffer(deed.warehouse, deed.words, deed.faults(told.steps)))


# ---- What is there ----


def figures(folder: Path) -> tuple | None:
    """Every published count and result."""
    published = published_id(folder)
    if published is None:
        return None
    with closing(open_results(folder, published)) as connection:
        counts = connection.table("measures").order("all").fetchall()
        return counts, queries.progress(connection).rows()


def words(folder: Path) -> set[str]:
    """Everything written."""
    return {*standing(folder)["cause"], *notes(folder)["note"]}


def snapshots(folder: Path) -> dict[str, str]:
    """Each snapshot with a digest of its content."""
    files = folder.glob("[0-9]*.duckdb")
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in files}


def check_nothing_is_lost(folder: Path, deed: Deed) -> None:
    assert snapshots(folder).items() >= deed.kept.items()
    assert words(folder) >= words(deed.warehouse)
    told = history(folder)
    assert told["snapshot_id"].to_list() == sorted(snapshot_ids(folder), reverse=True)
    assert told["counts"].null_count() == 0
    assert not is_locked(folder)


def leftovers(folder: Path) -> list[str]:
    names = {file.name for file in folder.iterdir()} - STAYS
    return sorted(names - {f"{snapshot_id}.duckdb" for snapshot_id in snapshot_ids(folder)})


# ---- Killed at every step ----


def test_it_was_killed_at_every_step(deaths):
    assert deaths.undisturbed.ended == 0, deaths.undisturbed.said
    assert [died.fault for died in deaths.killed if died.ended != -signal.SIGKILL] == []
    assert len(deaths.killed) >= 10


def test_it_is_as_before_or_as_after(deaths):
    """Of a backup the words come first: figures never stand without what was written on them."""
    before, after = deaths.deed.warehouse, deaths.undisturbed.folder
    allowed = [(before, before), (before, after), (after, after)]
    known = [(figures(shown), words(written)) for shown, written in allowed]
    for folder in different(deaths.killed):
        check_nothing_is_lost(folder, deaths.deed)
        assert (figures(folder), words(folder)) in known


def test_doing_it_again_leads_to_the_same(deaths):
    after = deaths.undisturbed.folder
    known = figures(after), words(after)
    for folder in different(deaths.killed):
        deaths.deed.again(folder)
        check_nothing_is_lost(folder, deaths.deed)
        assert (figures(folder), words(folder)) == known
        assert leftovers(folder) == []


def test_killed_at_moments_within_the_writing(deeds, victim):
    """Where the database itself writes, there is no step of ours to be killed at."""
    deed = deeds["load"]
    (whole,) = victim.suffer(deed.warehouse, deed.words, [{"since": WRITING}])
    moments = [whole.writing * (n + 0.5) / MOMENTS for n in range(MOMENTS)]
    faults = [{"alarm": moment, "since": WRITING} for moment in moments]
    ended = victim.suffer(deed.warehouse, deed.words, faults)
    assert -signal.SIGALRM in {one.ended for one in ended} <= {0, -signal.SIGALRM}
    before, after = figures(deed.warehouse), figures(whole.folder)
    for folder in different(ended):
        check_nothing_is_lost(folder, deed)
        assert figures(folder) in (before, after)
        deed.again(folder)
        assert figures(folder) == after
        assert leftovers(folder) == []
