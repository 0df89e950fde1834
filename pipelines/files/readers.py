"""One file as its sheets, whatever its kind; what could end the process is read in another one."""

from collections.abc import Iterator
from pathlib import Path

from pipelines.files.apart import read_apart
from pipelines.files.beside_xlsx import WORKBOOK, beside_of
from pipelines.files.delimited import read_delimited
from pipelines.files.exports import MB, limits
from pipelines.files.packed import TOO_MANY, is_packed, parts_of
from pipelines.files.sheet import Sheet, UnreadableFileError
from pipelines.files.workbooks import read_workbook

_OTHER = ("mimetype", "xl/workbook.bin")


def read_sheets(content: bytes, label: str) -> Iterator[Sheet]:
    """The sheets of one file that hold anything; its label ends in its kind (".xlsx").

    Columns of persons are not among them. Raises UnreadableFileError.
    """
    if len(content) > limits().file_bytes:
        raise UnreadableFileError(f"tệp lớn hơn {limits().file_bytes // MB} MB")
    is_empty, room = True, limits().cells
    for sheet in _sheets(content, label):
        room -= sheet.rows.height * len(sheet.letters)
        if room < 0:
            raise UnreadableFileError(TOO_MANY)
        if sheet.letters or sheet.beside.extent:
            is_empty = False
            yield sheet
    if is_empty:
        raise UnreadableFileError("tệp rỗng")


def _sheets(content: bytes, label: str) -> Iterator[Sheet]:
    if Path(label).suffix.lower() == ".csv":
        return iter([read_delimited(content, label)])
    if not is_packed(content):
        return iter(read_apart(content, label))
    parts = parts_of(content)
    if WORKBOOK in parts and not any(name in parts for name in _OTHER):
        return read_workbook(content, label, beside_of(parts))
    return iter(read_apart(content, label))
