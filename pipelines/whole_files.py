"""Files as a whole: put in place in one step, and zips that say nothing of the time of day."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a zip


def write_whole(file: Path, content: bytes) -> None:
    """Write a file so that a half-written one is never seen. Raises OSError; then nothing is."""
    part = file.with_name(f".{file.name}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def packed(files: dict[str, bytes]) -> bytes:
    """Files as one zip in the order given; the same files give the same bytes."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as kept:
        for name, content in files.items():
            kept.writestr(_entry(name), content)
    return whole.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
