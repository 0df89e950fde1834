"""Tables whose heading repeats on every page and whose rows do not break across pages."""

from copy import deepcopy

from docx.oxml.ns import qn
from lxml.etree import _Element

from dashboard.report.chapters.document import Column, Table
from dashboard.report.word.markup import mm, paragraph, run, w
from dashboard.report.word.styles import CAPTION, CELL, COLUMN, NOTE

INK = "808080"
HEAD_SHADE = "F2F2F2"
PADDING_MM = 1
WORDS = qn("w:t")
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


class Moulds:
    """Cells of a table: one of each look is made, the others are copies with other words."""

    def __init__(self, columns: tuple[Column, ...], widths: list[int], size: float | None) -> None:
        self.columns, self.widths, self.size = columns, widths, size
        self.made: dict[tuple[int, int, bool], _Element] = {}

    def cell(self, at: int, text: str, *, bold: bool) -> _Element:
        """The cell of column `at`; a line break at each new line."""
        lines = text.split("\n")
        look = (at, len(lines), bold)
        if look not in self.made:
            self.made[look] = self._mould(at, text, bold)
        cell = deepcopy(self.made[look])
        for words, line in zip(cell.iter(WORDS), lines, strict=True):
            words.text = line
        return cell

    def _mould(self, at: int, text: str, bold: bool) -> _Element:
        words = run(text, bold=bold, size=self.size)
        align = self.columns[at].align
        return _cell(paragraph(words, style=CELL, align=align), self.widths[at])


def table(table: Table, label: str, width_mm: float, size: float | None) -> list[_Element]:
    """The caption above, the table, its notes below; `label`: "Bảng 2. …".

    size: points of the letters; None: as the styles have them.
    """
    widths = _widths(table.columns, width_mm)
    moulds = Moulds(table.columns, widths, size)
    rows = [_row(row, moulds, bold=index in table.strong) for index, row in enumerate(table.rows)]
    drawn = w("tbl", _properties(table, widths), _grid(widths), _head(table, widths, size), *rows)
    notes = [paragraph(run(note, size=size), style=NOTE) for note in table.notes]
    return [paragraph(run(label), style=CAPTION), drawn, *notes]


def _widths(columns: tuple[Column, ...], width_mm: float) -> list[int]:
    whole = sum(column.width for column in columns)
    return [mm(width_mm * column.width / whole) for column in columns]


def _properties(table: Table, widths: list[int]) -> _Element:
    edges = [w(side, val="single", sz=4, space=0, color=INK) for side in SIDES]
    padding = [w(side, w=mm(PADDING_MM), type="dxa") for side in ("left", "right")]
    return w(
        "tblPr",
        w("tblW", w=sum(widths), type="dxa"),
        w("jc", val="center"),
        w("tblBorders", *edges),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *padding),
        w("tblLook", firstRow=1, noVBand=1, noHBand=1),
        w("tblCaption", val=table.caption),
    )


def _grid(widths: list[int]) -> _Element:
    return w("tblGrid", *(w("gridCol", w=width) for width in widths))


def _head(table: Table, widths: list[int], size: float | None) -> _Element:
    cells = [
        _cell(
            paragraph(run(column.heading, size=size), style=COLUMN, keep_next=True),
            width,
            shade=HEAD_SHADE,
        )
        for column, width in zip(table.columns, widths, strict=True)
    ]
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def _row(row: tuple[str, ...], moulds: Moulds, *, bold: bool) -> _Element:
    cells = [moulds.cell(at, text, bold=bold) for at, text in enumerate(row)]
    return w("tr", w("trPr", w("cantSplit")), *cells)


def _cell(content: _Element, width: int, *, shade: str = "") -> _Element:
    properties = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("shd", val="clear", color="auto", fill=shade) if shade else None,
        w("vAlign", val="center"),
    )
    return w("tc", properties, content)
