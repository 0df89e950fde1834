"""CSV files of any delimiter and encoding as a sheet of texts."""

import csv
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path

import polars as pl

from pipelines.files.exports import limits
from pipelines.files.persons import without_persons
from pipelines.files.sheet import Beside, Sheet, UnreadableFileError, column_letter


def read_delimited(content: bytes, label: str) -> Sheet:
    """A CSV file as its one sheet, without its columns of persons.

    A file with too many rows or columns comes without rows. Raises UnreadableFileError.
    """
    text, persons = _decode(content), {}
    try:
        lines = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=_delimiter(text))
        rows, extent = _bounded(without_persons(lines, persons))
    except csv.Error as error:
        raise UnreadableFileError("một ô dài bất thường hoặc dấu nháy không đóng") from error
    beside = Beside(extent=extent) if extent else Beside(persons=persons)
    return Sheet(label, Path(label).stem, table_of(rows), beside=beside)


def _bounded(rows: Iterable[list]) -> tuple[list[list], tuple[int, int] | None]:
    """The rows, or how far they go where they are too many."""
    kept, width, height = [], 0, 0
    for row in rows:
        height, width = height + 1, max(width, len(row))
        if limits().hold(height, width):
            kept.append(row)
    is_whole = len(kept) == height
    return (kept, None) if is_whole else ([], (height, width))


def table_of(rows: list[list[str | None]]) -> pl.DataFrame:
    """Rows of texts as the frame of a sheet; short rows are blank to the right."""
    letters = [column_letter(i) for i in range(max(map(len, rows), default=0))]
    columns = zip_longest(*rows) if rows else []
    frame = pl.DataFrame(
        dict(zip(letters, map(list, columns), strict=True)),
        schema=dict.fromkeys(letters, pl.String),
    )
    return frame.with_row_index("row", offset=1)


def _decode(raw: bytes) -> str:
    if raw.startswith((BOM_UTF32_LE, BOM_UTF32_BE)):
        return raw.decode("utf-32", errors="replace")
    if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return raw.decode("utf-16", errors="replace")
    if raw[1:200:2].count(0) > 50:
        return raw.decode("utf-16-le", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _delimiter(text: str) -> str:
    head = "\n".join(text.splitlines()[:30])

    def most_columns(delimiter: str) -> int:
        return max(
            (len(row) for row in csv.reader(io.StringIO(head), delimiter=delimiter)), default=0
        )

    return max(";\t,", key=most_columns)
