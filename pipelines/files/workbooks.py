"""Workbooks (.xlsx, .xls, .ods) as sheets of texts."""

import re
from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from pipelines.files.exports import limits
from pipelines.files.packed import DAMAGED
from pipelines.files.sheet import (
    Beside,
    Sheet,
    UnreadableFileError,
    column_index,
    column_letter,
    placed,
)

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
OLE = b"\xd0\xcf\x11\xe0"
"""How a .xls begins, and a workbook with a password."""

_LOOKS_GROUPED = r"^\d{1,3}(\.\d{3})+$"


def read_workbook(content: bytes, label: str, beside: dict[str, Beside]) -> Iterator[Sheet]:
    """The sheets of a workbook, without its columns of persons.

    beside: what each sheet says beside its texts, where that is known. A sheet too large to be read
    comes without rows. Raises UnreadableFileError.
    """
    import fastexcel

    try:
        workbook = fastexcel.read_excel(content)
        _check_names(workbook.sheet_names)
        for name in workbook.sheet_names:
            yield _bounded(_read_sheet(workbook, name, label, beside.get(name, Beside())))
    except BaseException as error:
        # the reader's library panics on some damaged files, and a panic is no Exception
        if isinstance(error, fastexcel.FastExcelError) or type(error).__name__ == _PANIC:
            raise UnreadableFileError(_reason(content, label, str(error))) from error
        raise


def _bounded(sheet: Sheet) -> Sheet:
    """The sheet, without rows where it turned out to have too many cells."""
    height, width = sheet.rows.height, len(sheet.letters)
    if limits().hold(height, width):
        return sheet
    return replace(
        sheet, rows=sheet.rows.clear().select("row"), beside=Beside(extent=(height, width))
    )


def _check_names(names: list[str]) -> None:
    if len(set(names)) < len(names):
        raise UnreadableFileError("hai trang mang cùng một tên")


def _reason(content: bytes, label: str, detail: str) -> str:
    if "password" in detail.lower() or "encrypt" in detail.lower():
        return "tệp có mật khẩu"
    if not content:
        return "tệp rỗng"
    if content.startswith(OLE) and label.lower().endswith(".xlsx"):
        return "tệp có mật khẩu, hoặc là .xls mang đuôi .xlsx"
    return DAMAGED


def _read_sheet(workbook: object, name: str, label: str, beside: Beside) -> Sheet:
    nothing = Sheet(label, name, pl.DataFrame({"row": []}), beside=beside)
    if beside.extent:
        return nothing
    loaded = _loaded(workbook, name, beside, "string")
    letters = [column_letter(c.absolute_index) for c in loaded.selected_columns]
    if not letters:
        return nothing
    batch, problems = loaded.to_arrow_with_errors()
    texts = pl.DataFrame(pl.from_arrow(batch)).rename(
        dict(zip(batch.schema.names, letters, strict=True))
    )
    errors = {_cell(e.position, letters): _excel_error(e.detail) for e in _errors(problems)}
    texts = _mark_numbers(workbook, name, beside, texts)
    rows = _with_titles(workbook, name, beside, texts.with_row_index("row", offset=1))
    return Sheet(label, name, rows, errors, beside)


def _with_titles(workbook: object, name: str, beside: Beside, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with what stands in columns of persons above every heading of persons: titles."""
    above = min((placed(head)[1] for head in beside.persons), default=1) - 1
    if not above:
        return rows
    hidden = {column_index(letters) for letters in beside.withheld}
    loaded = workbook.load_sheet(
        name,
        header_row=None,
        skip_rows=0,
        n_rows=above,
        dtypes="string",
        use_columns=lambda column: column.absolute_index in hidden,
    )
    titles = pl.DataFrame(pl.from_arrow(loaded.to_arrow_with_errors()[0]))
    titles.columns = [column_letter(c.absolute_index) for c in loaded.selected_columns]
    whole = rows.join(titles.with_row_index("row", offset=1), on="row", how="left")
    return whole.select("row", *sorted(whole.columns[1:], key=column_index))


def _loaded(workbook: object, name: str, beside: Beside, dtypes: str) -> object:
    """A sheet without the columns of persons: of these the library hands nothing over."""
    hidden = {column_index(letters) for letters in beside.withheld}
    columns = (lambda column: column.absolute_index not in hidden) if hidden else None
    return workbook.load_sheet(
        name, header_row=None, skip_rows=0, dtypes=dtypes, use_columns=columns
    )


def _errors(problems: object) -> list:
    return problems.errors if problems else []


def _cell(position: tuple[int, int], letters: list[str]) -> str:
    return f"{letters[position[1]]}{position[0] + 1}"


def _excel_error(detail: str) -> str:
    kind = re.search(r"Error\((\w+)\)", detail)
    return _EXCEL_ERRORS.get(kind.group(1), "#VALUE!") if kind else "#VALUE!"


def _mark_numbers(workbook: object, name: str, beside: Beside, texts: pl.DataFrame) -> pl.DataFrame:
    """Write 4.482 that Excel holds as a number as `4,482`: only the typed text `4.482` is 4482."""
    grouped = pl.all().str.contains(_LOOKS_GROUPED).fill_null(False)
    suspicious = [c for c, hit in texts.select(grouped.any()).row(0, named=True).items() if hit]
    if not suspicious:
        return texts
    typed = _loaded(workbook, name, beside, "int")
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
