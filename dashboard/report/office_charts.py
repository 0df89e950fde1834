"""Charts of Office as we need them: axes as the format allows, data that state no time of day."""

import io
from datetime import datetime

from lxml.etree import _Element
from pptx.chart.data import CategoryChartData
from xlsxwriter import Workbook

FIRST = 1
NAMED = ("{*}axId", "{*}crossAx")
TIME = datetime(1980, 1, 1)  # of the workbook behind a chart: that of the entries in its zip


class ChartData(CategoryChartData):
    """Categories and series; the same data give the same workbook."""

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook that Office opens to edit the data."""
        content = io.BytesIO()
        with Workbook(content, {"in_memory": True}) as book:
            book.set_properties({"created": TIME})
            self._workbook_writer._populate_worksheet(book, book.add_worksheet())
        return content.getvalue()


def number_axes(space: _Element) -> None:
    """Count the axes from FIRST on: the library writes them below zero, which is not allowed."""
    numbers: dict[str, str] = {}
    for element in space.iter(*NAMED):
        number = numbers.setdefault(element.get("val"), str(FIRST + len(numbers)))
        element.set("val", number)
