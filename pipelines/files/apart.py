"""Files whose size cannot be told before they are read: read in another process, bounded.

A damaged or hostile .xls or .ods can make the library ask for more memory than there is, which ends
the process it runs in. That process is this module; it is started for the first such file, reads
those that follow, and is started again when one has ended it.
"""

import atexit
import pickle
import struct
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock, Timer
from typing import BinaryIO

from pipelines.files.beside_ods import beside_of_ods
from pipelines.files.beside_xlsx import WORKBOOK, beside_of
from pipelines.files.delimited import table_of
from pipelines.files.exports import limits
from pipelines.files.packed import is_packed, parts_of
from pipelines.files.persons import without_persons
from pipelines.files.sheet import Beside, Sheet, UnreadableFileError
from pipelines.files.workbooks import read_workbook

_NOT_FINISHED = "tệp hỏng, hoặc quá lớn để đọc"
_LENGTH = struct.Struct(">Q")
"""What stands before every message: how long it is."""

Answer = list[Sheet] | str
"""The sheets of a file, or the reason why there are none."""


def read_apart(content: bytes, label: str) -> list[Sheet]:
    """The sheets of a workbook of any kind, without its columns of persons.

    Raises UnreadableFileError, also when reading takes more time or memory than declared.
    """
    if not content:
        raise UnreadableFileError("tệp rỗng")
    answer = _reader.ask(content, Path(label).suffix.lower())
    if isinstance(answer, str):
        raise UnreadableFileError(answer)
    return [replace(sheet, file=label) for sheet in answer]


class _Reader:
    """The process that reads, one file at a time; it ends when this one does."""

    def __init__(self) -> None:
        self.process: subprocess.Popen | None = None
        self.lock = Lock()

    def ask(self, content: bytes, kind: str) -> Answer:
        """The answer; a process that had read other files before gets a second chance afresh."""
        with self.lock:
            is_used = self.process is not None and self.process.poll() is None
            answer, is_late = self._asked(content, kind)
            if answer is None and is_used and not is_late:
                answer, _ = self._asked(content, kind)
            return _NOT_FINISHED if answer is None else answer

    def _asked(self, content: bytes, kind: str) -> tuple[Answer | None, bool]:
        """The answer, None where the process ended over it; and whether it took too long."""
        process = self._started()
        late = Timer(limits().apart_seconds, process.kill)
        late.start()
        try:
            _send(process.stdin, (content, kind))
            return _received(process.stdout), False
        except (OSError, EOFError, pickle.UnpicklingError):
            self.end()
            return None, late.finished.is_set()
        finally:
            late.cancel()

    def end(self) -> None:
        """Stop the process, if there is one; the next file starts another."""
        if self.process:
            self.process.kill()
            self.process.wait()
            with suppress(OSError):  # what was still to be written to it
                self.process.stdin.close()
            self.process.stdout.close()
            self.process = None

    def _started(self) -> subprocess.Popen:
        if self.process is None or self.process.poll() is not None:
            self.end()
            self.process = subprocess.Popen(
                [sys.executable, "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self.process


def _send(pipe: BinaryIO, message: object) -> None:
    packed = pickle.dumps(message)
    pipe.write(_LENGTH.pack(len(packed)) + packed)
    pipe.flush()


def _received(pipe: BinaryIO) -> object:
    """The next message. Raises EOFError when there will be none."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    return pickle.loads(pipe.read(_LENGTH.unpack(head)[0]))


_reader = _Reader()
atexit.register(_reader.end)


# ---- In the process that reads ----


def _answer(content: bytes, kind: str) -> Answer:
    try:
        return [_impersonal(sheet) for sheet in read_workbook(content, kind, _beside(content))]
    except UnreadableFileError as error:
        return str(error)


def _beside(content: bytes) -> dict[str, Beside]:
    """What the sheets say beside their texts, as far as the kind of file lets that be seen."""
    parts = parts_of(content) if is_packed(content) else {}
    return beside_of(parts) if WORKBOOK in parts else beside_of_ods(parts)


def _impersonal(sheet: Sheet) -> Sheet:
    """The sheet without columns of persons; one that is too large has no rows to look at."""
    if sheet.beside.extent:
        return sheet
    persons: dict[str, str] = {}
    texts = sheet.rows.select(sheet.letters).fill_null("").rows()
    kept = list(without_persons(map(list, texts), persons))
    beside = replace(sheet.beside, persons=persons)
    return replace(sheet, rows=table_of(kept), beside=beside) if persons else sheet


def _bound_memory() -> None:
    """Let this process have no more memory than declared, where the system knows such bounds."""
    try:
        import resource
    except ImportError:
        return
    most = limits().apart_bytes
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def main() -> None:
    """Answer each file of standard input on standard output, until there are no more."""
    _bound_memory()
    while True:
        try:
            content, kind = _received(sys.stdin.buffer)
        except EOFError:
            return
        _send(sys.stdout.buffer, _answer(content, kind))


if __name__ == "__main__":
    main()
