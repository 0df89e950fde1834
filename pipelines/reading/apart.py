"""Files whose size cannot be told before they are read: read in a process of their own, bounded.

A damaged or hostile .xls or .ods can make the library ask for more memory than there is, which ends
the process it runs in. That process is this module, started anew for each such file.
"""

import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from pipelines.reading.beside_ods import beside_of_ods
from pipelines.reading.delimited import table_of
from pipelines.reading.exports import limits
from pipelines.reading.packed import PACKED, parts_of
from pipelines.reading.persons import without_persons
from pipelines.reading.sheet import Beside, Sheet, UnreadableFileError
from pipelines.reading.workbooks import read_workbook

_NOT_FINISHED = "tệp hỏng, hoặc quá lớn để đọc"


def read_apart(content: bytes, label: str) -> list[Sheet]:
    """The sheets of a workbook of any kind, without its columns of persons.

    Raises UnreadableFileError, also when reading takes more time or memory than declared.
    """
    if not content:
        raise UnreadableFileError("tệp rỗng")
    command = [sys.executable, "-m", __name__, Path(label).suffix.lower()]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, timeout=limits().apart_seconds, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        raise UnreadableFileError(_NOT_FINISHED) from error
    answer = pickle.loads(done.stdout)
    if isinstance(answer, str):
        raise UnreadableFileError(answer)
    return [replace(sheet, file=label) for sheet in answer]


def _answer(content: bytes, kind: str) -> list[Sheet] | str:
    """The sheets, or the reason why there are none."""
    try:
        beside = beside_of_ods(parts_of(content)) if content.startswith(PACKED) else {}
        return [_impersonal(sheet) for sheet in read_workbook(content, kind, beside)]
    except UnreadableFileError as error:
        return str(error)


def _impersonal(sheet: Sheet) -> Sheet:
    """The sheet without columns of persons; one that is too large without rows."""
    most, height, width = limits(), sheet.rows.height, len(sheet.letters)
    if height > most.rows or width > most.columns or height * width > most.cells:
        return replace(sheet, rows=table_of([]), beside=Beside(extent=(height, width)))
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
    """Read the file of standard input, answer on standard output."""
    _bound_memory()
    sys.stdout.buffer.write(pickle.dumps(_answer(sys.stdin.buffer.read(), sys.argv[1])))


if __name__ == "__main__":
    main()
