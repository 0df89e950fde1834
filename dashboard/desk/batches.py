"""Files that were brought and are not published: in memory only, a few batches, for a few hours.

Nothing of them is written to the disk: a sheet that is refused leaves nothing behind.
"""

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from threading import Lock

from dashboard.wording import say
from pipelines.backup import is_backup
from pipelines.dry_run import DryRun
from pipelines.files.exports import MB, TooMuchError, limits, unpacked

KEPT = 6  # batches; the oldest makes room
HOURS = 4


@dataclass
class Batch:
    """Files by name, as they came; `run`: what a load of them would do, once it is known.

    accepts_old_text: whether text in TCVN3 or VNI is to be converted. year: of files that do not
    say theirs. backup: a whole state that
    was brought instead of files.
    """

    id: str
    begun: float
    files: dict[str, bytes] = field(default_factory=dict)
    run: DryRun | None = None
    accepts_old_text: bool = False
    year: int | None = None
    backup: bytes | None = None

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(map(len, self.files.values()))


_batches: OrderedDict[str, Batch] = OrderedDict()
_lock = Lock()


def begin() -> str:
    """A new batch without files; its id cannot be guessed."""
    with _lock:
        _forget_old()
        while len(_batches) >= KEPT:
            _batches.popitem(last=False)
        batch = Batch(secrets.token_urlsafe(12), time.monotonic())
        _batches[batch.id] = batch
        return batch.id


def add(batch_id: str, name: str, content: bytes) -> None:
    """Put a file into a batch, a zip as what it holds. Raises TooMuchError, KeyError."""
    with _lock:
        batch = _batches[batch_id]
        if is_backup(content):
            batch.backup = content
            return
        room = limits().batch_bytes - batch.size
        found = unpacked(name, content, room)
        if sum(map(len, found.values())) > room or len(batch.files) + len(found) > limits().files:
            told = {"mb": limits().batch_bytes // MB, "files": limits().files}
            raise TooMuchError(say("desk.too_much", **told))
        batch.files |= {_free(label, batch.files): data for label, data in found.items()}
        batch.run = None


def _free(label: str, taken: dict[str, bytes]) -> str:
    """The label, or with a number where a file of that name is there already."""
    path, number = PurePosixPath(label), 1
    while str(path) in taken:
        number += 1
        path = PurePosixPath(label).with_stem(f"{PurePosixPath(label).stem} ({number})")
    return str(path)


def get(batch_id: str | None) -> Batch | None:
    """The batch of that id, while it is kept."""
    with _lock:
        _forget_old()
        return _batches.get(batch_id or "")


def drop(batch_id: str) -> None:
    """Forget a batch."""
    with _lock:
        _batches.pop(batch_id, None)


def _forget_old() -> None:
    end = time.monotonic() - HOURS * 3600
    for batch_id in [b.id for b in _batches.values() if b.begun < end]:
        del _batches[batch_id]
