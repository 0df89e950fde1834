"""One sheet or CSV file as a table of texts that still knows its cells."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

_EXCEL_ERRORS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}
_PANIC = "PanicException"
_LOOKS_GROUPED = r"^\d{1,3}(\.\d{3})+$"


class UnreadableFileError(Exception):
    """The file cannot be opened as what its name says; the text is a Vietnamese reason."""


@dataclass(frozen=True)
class Sheet:
    """A sheet as texts. `rows`: column `row` (1-based) and one text column per Excel letter.

    `errors` maps the cells that hold an Excel error to that error (`F17` -> `#DIV/0!`).
    """

    file: str
    name: str
    rows: pl.DataFrame
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def letters(self) -> list[str]:
        """Excel letters of the columns, left to right."""
        return self.rows.columns[1:]


def read_sheets(content: bytes, label: str) -> Iterator[Sheet]:
    """The sheets of one file that hold anything; its label ends in its kind (".xlsx").

    Raises UnreadableFileError.
    """
    read = _read_csv if _suffix(label) == ".csv" else _read_workbook
    is_empty = True
    for sheet in read(content, label):
        if sheet.rows.width > 1 and sheet.rows.height:
            is_empty = False
            yield sheet
    if is_empty:
        raise UnreadableFileError("tệp rỗng")


def _suffix(label: str) -> str:
    return Path(label).suffix.lower()


def column_letter(index: int) -> str:
    """Excel's letter of a 0-based column: 0 -> A, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# ---- Workbooks ----


def _read_workbook(content: bytes, label: str) -> Iterator[Sheet]:
    import fastexcel

    try:
        workbook = fastexcel.read_excel(content)
        for name in workbook.sheet_names:
            yield _read_sheet(workbook, name, label)
    except BaseException as error:
        # the reader's library panics on some damaged files, and a panic is no Exception
        if isinstance(error, fastexcel.FastExcelError) or type(error).__name__ == _PANIC:
            raise UnreadableFileError(_reason(content, label, str(error))) from error
        raise


def _reason(content: bytes, label: str, detail: str) -> str:
    if "password" in detail.lower() or "encrypt" in detail.lower():
        return "tệp có mật khẩu"
    if not content:
        return "tệp rỗng"
    if content.startswith(b"\xd0\xcf\x11\xe0") and _suffix(label) == ".xlsx":
        return "tệp có mật khẩu, hoặc là .xls mang đuôi .xlsx"
    return "tệp hỏng hoặc không đúng định dạng của đuôi tệp"


def _read_sheet(workbook: object, name: str, label: str) -> Sheet:
    loaded = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    letters = [column_letter(c.absolute_index) for c in loaded.available_columns()]
    if not letters:
        return Sheet(label, name, pl.DataFrame({"row": []}))
    batch, problems = loaded.to_arrow_with_errors()
    texts = pl.DataFrame(pl.from_arrow(batch)).rename(
        dict(zip(batch.schema.names, letters, strict=True))
    )
    errors = {_cell(e.position, letters): _excel_error(e.detail) for e in _errors(problems)}
    texts = _mark_numbers(workbook, name, texts)
    return Sheet(label, name, texts.with_row_index("row", offset=1), errors)


def _errors(problems: object) -> list:
    return problems.errors if problems else []


def _cell(position: tuple[int, int], letters: list[str]) -> str:
    return f"{letters[position[1]]}{position[0] + 1}"


def _excel_error(detail: str) -> str:
    kind = re.search(r"Error\((\w+)\)", detail)
    return _EXCEL_ERRORS.get(kind.group(1), "#VALUE!") if kind else "#VALUE!"


def _mark_numbers(workbook: object, name: str, texts: pl.DataFrame) -> pl.DataFrame:
    """Write 4.482 that Excel holds as a number as `4,482`: only the typed text `4.482` is 4482."""
    grouped = pl.all().str.contains(_LOOKS_GROUPED).fill_null(False)
    suspicious = [c for c, hit in texts.select(grouped.any()).row(0, named=True).items() if hit]
    if not suspicious:
        return texts
    typed = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="int")
    _, problems = typed.to_arrow_with_errors()
    text_cells = {e.position for e in _errors(problems) if "String(" in e.detail}
    return texts.with_columns(
        _numbers_with_comma(texts[c], texts.columns.index(c), text_cells) for c in suspicious
    )


def _numbers_with_comma(column: pl.Series, index: int, text_cells: set) -> pl.Series:
    is_grouped = column.str.contains(_LOOKS_GROUPED).fill_null(False)
    values = [
        text.replace(".", ",") if hit and (row, index) not in text_cells else text
        for row, (text, hit) in enumerate(zip(column, is_grouped, strict=True))
    ]
    return pl.Series(column.name, values, dtype=pl.String)


# ---- CSV ----


def _read_csv(content: bytes, label: str) -> Iterator[Sheet]:
    text = _decode(content)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise UnreadableFileError("một ô dài bất thường hoặc dấu nháy không đóng") from error
    width = max(map(len, rows), default=0)
    columns = {
        column_letter(i): [row[i] or None if i < len(row) else None for row in rows]
        for i in range(width)
    }
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    yield Sheet(label, Path(label).stem, frame.with_row_index("row", offset=1))


def _decode(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
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
