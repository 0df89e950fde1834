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
    """What one load may bring, and what goes back annotated; bytes, a number of files, of cells."""

    file_bytes: int
    batch_bytes: int
    files: int
    returned_bytes: int
    returned_cells: int


@cache
def limits() -> Limits:
    """The declared limits."""
    declared = tomllib.loads((DECLARED / "limits.toml").read_text(encoding="utf-8"))
    load, returned = declared["load"], declared["returned"]
    return Limits(
        file_bytes=load["file_mb"] * MB,
        batch_bytes=load["batch_mb"] * MB,
        files=load["files"],
        returned_bytes=returned["unpacked_mb"] * MB,
        returned_cells=returned["cells"],
    )


def find_exports(paths: list[Path]) -> list[Export]:
    """The export files among files and folders, sorted by label.

    Two files of one name are told apart by their whole path.
    """
    found = {}
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if _is_export(file.name):
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
    """The exports among files that are held in memory, sorted by label."""
    return [
        Export(label, partial(bytes, content))
        for label, content in sorted(files.items())
        if _is_export(PurePosixPath(label).name)
    ]


def unpacked(name: str, content: bytes, room: int) -> dict[str, bytes]:
    """The exports in a file: itself, or what a zip holds; together at most `room` bytes.

    Raises TooMuchError for a zip that holds more, that has a password, or that is damaged.
    """
    if not name.lower().endswith(ZIP):
        return {name: content}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = [entry for entry in packed.infolist() if _is_export(_last(entry.filename))]
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
        with packed.open(entry) as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise TooMuchError(f"Tệp nén {name} giải ra quá lớn; chia nhỏ ra.")
        room -= len(data)
        read.append((entry, data))
    return read


def _is_export(name: str) -> bool:
    return Path(name).suffix.lower() in SUFFIXES and not name.startswith(("~$", "."))


def _last(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/")).name
