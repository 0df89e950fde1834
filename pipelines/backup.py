"""The whole state as one file: the published snapshot, what people wrote and confirmed."""

import io
import json
import zipfile
from contextlib import closing
from pathlib import Path

from pipelines import warehouse
from pipelines.aliases import add, as_csv, from_csv
from pipelines.declarations import ALIASES, fresh_declarations, load_declarations
from pipelines.declared_forms import Alias
from pipelines.notebook.exchange import bring_in, entries_of, exported

MANIFEST, SNAPSHOT, NOTEBOOK = "soket.json", "snapshot.duckdb", "ghi-chep.jsonl"
VERSION = 1
LARGEST = 2_000_000_000  # bytes of a snapshot; what a zip says of itself is not believed


class BackupError(warehouse.WarehouseError):
    """A file that is no backup of this programme, or a warehouse with nothing to back up."""


def backup(folder: Path) -> bytes:
    """A zip of the published snapshot and the notebook. Raises BackupError when there is none."""
    snapshot_id = warehouse.published_id(folder)
    if snapshot_id is None:
        raise BackupError(f"Kho {folder} chưa có số liệu để sao lưu.")
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(MANIFEST, json.dumps(_manifest() | {"snapshot": snapshot_id}))
        packed.write(warehouse.file_of(folder, snapshot_id), SNAPSHOT)
        packed.writestr(NOTEBOOK, "".join(exported(folder)))
        packed.writestr(ALIASES, as_csv(fresh_declarations().aliases))
    return whole.getvalue()


def _manifest() -> dict:
    return {"soket": "sao-luu", "version": VERSION, "programme": load_declarations().id}


def is_backup(content: bytes) -> bool:
    """Whether a file is a backup, of whatever programme."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return MANIFEST in packed.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def restore(folder: Path, content: bytes) -> str:
    """Publish the snapshot of a backup as a new one, and add what people wrote; its id.

    What is published, written and confirmed already stays. Raises BackupError,
    warehouse.WarehouseError, NotebookError.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check(json.loads(packed.read(MANIFEST)))
            return _restored(folder, packed)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, RuntimeError) as error:
        raise BackupError("Tệp sao lưu hỏng hoặc không phải của chương trình này.") from error


def _check(manifest: dict) -> None:
    held = {name: manifest.get(name) for name in _manifest()}
    if held != _manifest():
        raise BackupError("Tệp sao lưu thuộc chương trình hoặc phiên bản khác; chưa khôi phục gì.")


def _restored(folder: Path, packed: zipfile.ZipFile) -> str:
    """All is checked before anything changes; the figures last, so that they never stand alone."""
    entries, spellings = entries_of(packed.read(NOTEBOOK), NOTEBOOK), _spellings(packed)
    with warehouse.one_loader(folder):
        built = warehouse.building(folder, "restored")
        with packed.open(SNAPSHOT) as file:
            built.write_bytes(file.read(LARGEST))
        with closing(warehouse.open_results(folder, built.stem)):
            digest = warehouse.digest_of(folder, built.stem)
        add(spellings)
        bring_in(folder, entries)
        return warehouse.publish(built, folder, digest)


def _spellings(packed: zipfile.ZipFile) -> list[Alias]:
    """Those that were confirmed; a backup of an earlier version has none."""
    return from_csv(packed.read(ALIASES)) if ALIASES in packed.namelist() else []
