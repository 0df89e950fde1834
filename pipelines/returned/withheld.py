"""Sheets that may not go back to their sender, taken out with everything that repeats them."""

import re

from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

_REFERENCE_LOST = "=#REF!"


def drop_sheets(workbook: Workbook, titles: list[str]) -> int:
    """Take the sheets out, and everything elsewhere that repeats or names what they hold.

    Charts, pivot tables and links to other workbooks keep copies of cells. Gives the number of
    formulas elsewhere that took something from the sheets and now say #REF!.
    """
    gone = _naming([workbook[title] for title in titles])
    for title in titles:
        workbook.remove(workbook[title])
    for sheet in workbook.chartsheets:
        workbook.remove(sheet)
    for link in workbook._external_links:
        if link.externalBook:
            link.externalBook.sheetDataSet = None
    _drop_names(workbook.defined_names, gone)
    for sheet in workbook.worksheets:
        sheet._charts, sheet._pivots = [], []
        _drop_names(sheet.defined_names, gone)
        _drop_rules(sheet, gone)
    return sum(_drop_formulas(sheet, gone) for sheet in workbook.worksheets)


def _naming(sheets: list[Worksheet]) -> re.Pattern:
    """What a formula says when it takes something from one of the sheets or their tables."""
    titles = [re.escape(sheet.title.replace("'", "''")) for sheet in sheets]
    tables = [re.escape(table) for sheet in sheets for table in sheet.tables]
    spoken = [rf"(?:{'|'.join(titles)})(?::[^!]*)?'?!", *(rf"{table}\b" for table in tables)]
    return re.compile(rf"(?<![\w.])(?:{'|'.join(spoken)})", re.IGNORECASE)


def _drop_names(names: dict, gone: re.Pattern) -> None:
    for name in [name for name, meaning in names.items() if gone.search(meaning.attr_text or "")]:
        del names[name]


def _drop_rules(sheet: Worksheet, gone: re.Pattern) -> None:
    validations = sheet.data_validations
    validations.dataValidation = [
        rule
        for rule in validations.dataValidation
        if not gone.search(f"{rule.formula1} {rule.formula2}")
    ]
    for shown in list(sheet.conditional_formatting):
        if any(gone.search(formula) for rule in shown.rules for formula in rule.formula):
            del sheet.conditional_formatting[str(shown.sqref)]


def _drop_formulas(sheet: Worksheet, gone: re.Pattern) -> int:
    lost = [cell for cell in cells_of(sheet) if gone.search(_formula(cell))]
    for cell in lost:
        cell.value = _REFERENCE_LOST
    return len(lost)


def _formula(cell: Cell) -> str:
    """The formula of a cell, empty when it has none."""
    formula = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
    return formula if cell.data_type == "f" and isinstance(formula, str) else ""


def cells_of(sheet: Worksheet) -> list[Cell]:
    """The cells that the sheet holds; of merged ranges only the top-left ones."""
    return [cell for cell in sheet._cells.values() if isinstance(cell, Cell)]
