"""A table as CSV for a spreadsheet with Vietnamese settings: `;` between cells, decimal comma."""

import csv
import io

from dashboard.downloads.about import About
from dashboard.downloads.cells import Value, values
from dashboard.tables.table import Table
from dashboard.wording import say

PLACES = 6  # decimals kept; the eighth of a percentage is noise of the division
COMPUTED = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings of a text that a spreadsheet would compute."""


def delimited(table: Table, about: About) -> bytes:
    """UTF-8 with a byte order mark; invented data say so in every row, so that no filter drops it.

    Percentages are 0–100, as on the screen: 20.77 is written `20,77`.
    """
    label = [about.illustrative] if about.illustrative else []
    headings = [column.heading for column in table.carried.columns]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_defused(h) for h in [*headings, *([say("download.note")] if label else [])]])
    writer.writerows([*map(_written, row), *label] for row in values(table))
    return text.getvalue().encode("utf-8-sig")


def _written(value: Value) -> str:
    if isinstance(value, str):
        return _defused(value)
    return "" if value is None else _number(value)


def _number(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    digits = f"{value:.{PLACES}f}".rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits.replace(".", ",")


def _defused(text: str) -> str:
    return f"'{text}" if text.startswith(COMPUTED) else text
