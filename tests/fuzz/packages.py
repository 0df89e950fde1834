"""Parts of a zipped workbook: read, changed, written again; zips that are written by hand."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable

from cases import Case

Parts = dict[str, bytes]
SHEETS = r"xl/worksheets/sheet\d+\.xml"
STRINGS = r"xl/sharedStrings\.xml"
BOOK = r"xl/workbook\.xml"
CONTENT = r"content\.xml"


def parts_of(content: bytes) -> Parts:
    """Name → bytes of each part."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(parts: Parts, stored: bool = False, spaces: tuple[str, int] = ("", 0)) -> bytes:
    """The parts as a zip; behind parts whose name matches, that many spaces."""
    whole = io.BytesIO()
    how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(whole, "w", how) as file:
        for name, part in parts.items():
            with file.open(name, "w") as entry:
                entry.write(part)
                many = spaces[1] if re.fullmatch(spaces[0], name) else 0
                for _ in range(many // 1_000_000):
                    entry.write(b" " * 1_000_000)
    return whole.getvalue()


def if_whole(change: Callable[[Parts], bytes]) -> Callable[[bytes], bytes]:
    """A patch that makes new bytes of the parts; what is no zip any more stays as it is."""

    def patch(content: bytes) -> bytes:
        try:
            parts = parts_of(content)
        except _NO_ZIP:
            return content
        return change(parts)

    return patch


_NO_ZIP = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError)
_NO_ZIP += (RuntimeError, ValueError)


def with_parts(change: Callable[[Parts], Parts]) -> Callable[[bytes], bytes]:
    """A patch that changes the parts."""
    return if_whole(lambda parts: packed(change(parts)))


def with_text(pattern: str, change: Callable[[str], str]) -> Callable[[bytes], bytes]:
    """A patch that changes the text of the parts whose name matches."""

    def changed(parts: Parts) -> Parts:
        return {
            name: change(part.decode(errors="surrogateescape")).encode(errors="surrogateescape")
            if re.fullmatch(pattern, name)
            else part
            for name, part in parts.items()
        }

    return with_parts(changed)


def on_sheets(case: Case, change: Callable[[str], str]) -> None:
    """Change the XML of every sheet of an .xlsx."""
    case.patch(with_text(SHEETS, change))
