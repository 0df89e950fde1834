"""A sender's workbook to mail back: offending cells coloured and commented, a list in front."""

import io

import polars as pl
from openpyxl.workbook import Workbook
from openpyxl.workbook.properties import CalcProperties

from pipelines.declarations import load_declarations
from pipelines.returned.front_list import write_list
from pipelines.returned.marking import mark
from pipelines.returned.opening import PERSONAL, opened


def annotated(content: bytes, label: str, findings: pl.DataFrame) -> bytes:
    """The file as an .xlsx with its findings in it: a list in front, cells coloured and commented.

    content: the sender's file. label: its name in the column `file` of `findings`,
    a frame of findings.SCHEMA of which only those rows count; it ends in the kind of the file. An
    .xlsx stays the sender's own workbook; other kinds come back as their texts; a file that cannot
    be opened as the list alone. Sheets that hold persons are left out. Never raises for what
    is wrong with the file.
    """
    told = _told(findings, label)
    book = opened(content, label, told)
    mark(book.sheets, told)
    write_list(book, told, label)
    return _saved(book.workbook)


def _told(findings: pl.DataFrame, label: str) -> list[dict]:
    """The findings of the file, errors first; of a refused sheet only why it is refused."""
    own = findings.filter(pl.col("file") == label).with_columns(pl.col(pl.String).fill_null(""))
    refused = own.filter(rule=PERSONAL)["sheet"].implode()
    kept = own.filter((pl.col("rule") == PERSONAL) | ~pl.col("sheet").is_in(refused))
    unlike = kept.unique(["severity", "sheet", "cell", "value", "message"], maintain_order=True)
    return unlike.sort(pl.col("severity") != "error", maintain_order=True).to_dicts()


def _saved(workbook: Workbook) -> bytes:
    workbook.properties.lastModifiedBy = load_declarations().name
    workbook.calculation = workbook.calculation or CalcProperties()
    workbook.calculation.fullCalcOnLoad = True  # formulas are written without their last values
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()
