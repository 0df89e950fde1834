"""The parts of a packed workbook, unpacked within limits; none declares a DTD."""

import io
import zipfile

from pipelines.files.exports import limits
from pipelines.files.sheet import UnreadableFileError

_CHUNK = 1 << 20
_CODES = ("utf-8", "utf-16-le", "utf-16-be")
_DTD = tuple(said.encode(coded) for said in ("<!DOCTYPE", "<!ENTITY") for coded in _CODES)

TOO_LARGE = "giải nén ra quá lớn"
TOO_MANY = "các trang có quá nhiều ô"
DAMAGED = "tệp hỏng hoặc không đúng định dạng của đuôi tệp"
ODD_VALUES = "có ô ghi giá trị theo cách mà Excel và LibreOffice không ghi"
WITH_DTD = "tệp chứa khai báo DTD, không phải do Excel hay LibreOffice ghi"


def is_packed(content: bytes) -> bool:
    """Whether a file is a zip, whatever stands before it: readers of workbooks look at its end."""
    return zipfile.is_zipfile(io.BytesIO(content))


def parts_of(content: bytes) -> dict[str, bytes]:
    """Every part of a packed workbook by its name, the way readers look for it (`part_name`).

    Raises UnreadableFileError for a damaged one, one that unpacks to more than the declared limit,
    one that has a part twice or that declares a DTD (entities, references to other files).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = _unpacked(packed)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
        raise UnreadableFileError(DAMAGED) from error
    except (ValueError, zipfile.zlib.error) as error:
        raise UnreadableFileError(DAMAGED) from error
    if any(said in part for name, part in parts.items() if _is_text(name) for said in _DTD):
        raise UnreadableFileError(WITH_DTD)
    return parts


def _unpacked(packed: zipfile.ZipFile) -> dict[str, bytes]:
    parts, room = {}, limits().unpacked_bytes
    for entry in packed.infolist():
        name = part_name(entry.filename)
        if name in parts:
            raise UnreadableFileError(DAMAGED)
        parts[name] = _part(packed, entry, room)
        room -= len(parts[name])
    return parts


def part_name(written: str) -> str:
    """The name of a part in small letters with slashes: readers take any for the same."""
    return written.replace("\\", "/").lower()


def _part(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    """One part; what it says of its own size is not believed."""
    if entry.file_size > room:
        raise UnreadableFileError(TOO_LARGE)
    content = bytearray()
    with packed.open(entry) as file:
        while chunk := file.read(_CHUNK):
            content += chunk
            if len(content) > room:
                raise UnreadableFileError(TOO_LARGE)
    return bytes(content)


def _is_text(name: str) -> bool:
    return name.endswith((".xml", ".rels"))
