"""What is brought to be loaded: files of a folder or of a browser, zips unpacked, within limits."""

import io
import tomllib
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path, PurePosixPath

from pipelines.declarations import DECLARED

SUFFIXES = (".xlsx", ".xls", ".ods", ".csv")
"""Kinds of file that are read."""

ZIP = ".zip"
MB = 1_000_000


class TooMuchError(Exception):
    """More than one load may bring, or a packed file that cannot be opened; a sentence."""


@dataclass(frozen=True)
class Export:
    """One file: the label that findings show, and how its bytes are had."""

    label: str
    read: Callable[[], bytes]

    @property
    def suffix(self) -> str:
        """ ".xlsx", whatever the case."""
        return Path(self.label).suffix.lower()


Sources = list[Path] | list[Export]
"""Files and folders, or exports that are there already."""


@dataclass(frozen=True)
class Limits:
    """What one load may bring, and what goes back annotated; bytes, numbers of files, of cells.

    unpacked_bytes: of one file. rows, columns, cells: of one sheet; cells also of all
    sheets of one file, batch_cells: of one load. largest_count: in one cell. apart_*: what a
    process may take that reads a file whose size cannot be told before.
    """

    file_bytes: int
    batch_bytes: int
    files: int
    unpacked_bytes: int
    rows: int
    columns: int
    cells: int
    batch_cells: int
    largest_count: int
    apart_bytes: int
    apart_seconds: int
    returned_bytes: int
    returned_cells: int

    def hold(self, rows: int, columns: int) -> bool:
        """Whether a sheet of so many rows and columns is read."""
        is_near = rows <= self.rows and columns <= self.columns
        return is_near and rows * columns <= self.cells


@cache
def limits() -> Limits:
    """The declared limits."""
    declared = tomllib.loads((DECLARED / "limits.toml").read_text(encoding="utf-8"))
    load, returned = declared["load"], declared["returned"]
    return Limits(
        file_bytes=load["file_mb"] * MB,
        batch_bytes=load["batch_mb"] * MB,
        files=load["files"],
        unpacked_bytes=load["unpacked_mb"] * MB,
        rows=load["rows"],
        columns=load["columns"],
        cells=load["cells"],
        batch_cells=load["batch_cells"],
        largest_count=load["largest_count"],
        apart_bytes=load["apart_mb"] * MB,
        apart_seconds=load["apart_seconds"],
        returned_bytes=returned["unpacked_mb"] * MB,
        returned_cells=returned["cells"],
    )


def find_exports(paths: list[Path]) -> list[Export]:
    """The files that are named and the export files in folders, sorted by label.

    Two files of one name are told apart by their whole path.
    """
    found = {}
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if file == path or is_export(file.name):
                label = str(file.relative_to(path)) if path.is_dir() else file.name
                found.setdefault(file.resolve(), label)
    times = Counter(found.values())
    named = [(name if times[name] == 1 else str(file), file) for file, name in found.items()]
    return [Export(label, file.read_bytes) for label, file in sorted(named)]


def exports_of(sources: Sources) -> list[Export]:
    """The exports among files and folders; exports stay as they are."""
    held = [source for source in sources if isinstance(source, Export)]
    return held or find_exports([path for path in sources if isinstance(path, Path)])


def brought(files: dict[str, bytes]) -> list[Export]:
    """Files that are held in memory as exports, sorted by label."""
    return [Export(label, partial(bytes, content)) for label, content in sorted(files.items())]


def unpacked(name: str, content: bytes, room: int) -> dict[str, bytes]:
    """The files in a file: itself, or what a zip holds; together at most `room` bytes.

    Of files in a zip that are no exports only the names are taken. Raises TooMuchError for a zip
    that holds more, that has a password, or that is damaged.
    """
    if not name.lower().endswith(ZIP):
        return {name: content}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = [entry for entry in packed.infolist() if _is_file(entry)]
            return {entry.filename: data for entry, data in _each(name, packed, entries, room)}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise TooMuchError(f"Không mở được tệp nén {name}: tệp hỏng hoặc có mật khẩu.") from error


def _each(
    name: str, packed: zipfile.ZipFile, entries: list[zipfile.ZipInfo], room: int
) -> list[tuple[zipfile.ZipInfo, bytes]]:
    """Every entry with its bytes; what an entry says of its own size is not believed."""
    read = []
    for entry in entries:
        most = min(room, limits().file_bytes)
        data = _head(packed, entry, most + 1) if is_export(_last(entry.filename)) else b""
        if len(data) > most:
            raise TooMuchError(f"Tệp nén {name} giải ra quá lớn; chia nhỏ ra.")
        room -= len(data)
        read.append((entry, data))
    return read


def _head(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    with packed.open(entry) as file:
        return file.read(most)


def _is_file(entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is a file that somebody put there, not one of a system's own."""
    is_own = _last(entry.filename).startswith(("~$", ".")) or "__MACOSX/" in entry.filename
    return not entry.is_dir() and not is_own


def is_export(name: str) -> bool:
    """Whether a file of that name is of a kind that is read."""
    return Path(name).suffix.lower() in SUFFIXES and not name.startswith(("~$", "."))


def _last(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name
