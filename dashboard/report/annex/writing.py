"""Sheets into a workbook: looks, formulas, frozen headings, what a printer needs."""

import textwrap

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dashboard.downloads.workbook import A4, FONT, HEADING, LABEL, LINED
from dashboard.report.annex.sheet import COUNT, POINTS, SHARE, Cell, Points, Share, Sheet
from dashboard.report.brief import Brief
from dashboard.wording import say

LOOKS = {
    COUNT: {"num_format": "#,##0"},
    SHARE: {"num_format": "0.0%"},
    POINTS: {"num_format": "+0.0;-0.0;0.0"},
}
TITLE = {"bold": True, "font_size": 14}
WRAPPED = {"text_wrap": True}
LINE = 16.5  # points of a line of size 12


class Writing:
    """A workbook that sheets are written into; every look is made once."""

    def __init__(self, book: Workbook, brief: Brief) -> None:
        self.book, self.brief = book, brief
        self.looks: dict[tuple, Format] = {}

    def add(self, sheet: Sheet, name: str) -> None:
        """Write one sheet under a name."""
        written = self.book.add_worksheet(name)
        for at, column in enumerate(sheet.columns):
            written.set_column(at, at, column.width)
        header = self._head(written, sheet)
        self._rows(written, sheet, header)
        self._page(written, header - 1 if _has_groups(sheet) else header, header)

    def look(self, **properties: object) -> Format:
        """A format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self.looks:
            self.looks[key] = self.book.add_format(properties)
        return self.looks[key]

    # ---- Above the rows ----

    def _head(self, written: Worksheet, sheet: Sheet) -> int:
        """Title, notes, headings; the row of the headings, from 0."""
        illustrative = self.brief.illustrative
        written.write_string(0, 0, sheet.title, self.look(**(FONT | TITLE)))
        written.write_string(1, 0, illustrative, self.look(**LABEL)) if illustrative else None
        lines = [note for note in sheet.notes if note]
        for at, note in enumerate(lines, start=2):
            written.write_string(at, 0, note, self.look(**FONT, italic=True))
        header = len(lines) + (4 if _has_groups(sheet) else 3)
        form = self.look(**HEADING, **WRAPPED)
        self._groups(written, sheet, header - 1, form)
        for at, column in enumerate(sheet.columns):
            written.write_string(header, at, column.heading, form)
        written.set_row(header, 2 * LINE)
        return header

    def _groups(self, written: Worksheet, sheet: Sheet, row: int, form: Format) -> None:
        """Headings of several columns, above them."""
        overs = [column.over for column in sheet.columns]
        for at, over in enumerate(overs):
            if over and (not at or overs[at - 1] != over):
                last = at + next(
                    (i for i, o in enumerate(overs[at:]) if o != over), len(overs) - at
                )
                written.merge_range(row, at, row, last - 1, "", form)
                written.write_string(row, at, over, form)

    # ---- Rows ----

    def _rows(self, written: Worksheet, sheet: Sheet, header: int) -> None:
        strong, plain = (self._looks(sheet, bold=bold) for bold in (True, False))
        for at, cells in enumerate(sheet.rows):
            row, forms = header + 1 + at, strong if at < sheet.strong else plain
            for column, (cell, form) in enumerate(zip(cells, forms, strict=True)):
                self._cell(written, row, column, cell, form)
            written.set_row(row, _height(sheet, cells))
        if not sheet.rows:
            written.write_string(header + 1, 0, sheet.empty, self.look(**FONT))
        last = header + max(len(sheet.rows), 1)
        written.autofilter(header, 0, last, len(sheet.columns) - 1)
        written.freeze_panes(header + 1, 1)

    def _looks(self, sheet: Sheet, *, bold: bool) -> list[Format]:
        """The look of every column."""
        looks = (LOOKS.get(column.kind, WRAPPED) for column in sheet.columns)
        return [self.look(**LINED, **look, bold=bold) for look in looks]

    def _cell(self, written: Worksheet, row: int, column: int, cell: Cell, form: Format) -> None:
        match cell:
            case None | "":
                written.write_blank(row, column, None, form)
            case str():
                written.write_string(row, column, cell, form)
            case Share():
                value = "" if cell.value_pct is None else cell.value_pct / 100
                written.write_formula(row, column, _share(row, cell), form, value)
            case Points():
                value = "" if cell.value is None else cell.value
                written.write_formula(row, column, _points(row, cell), form, value)
            case _:
                written.write_number(row, column, cell, form)

    # ---- Page ----

    def _page(self, written: Worksheet, first: int, last: int) -> None:
        written.set_landscape()
        written.set_paper(A4)
        written.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        written.fit_to_pages(1, 0)
        written.repeat_rows(first, last)
        page, footer = say("download.page"), _plain(self.brief.footer)
        written.set_header(f"&L{_plain(self.brief.scope.name)}&R{page}")
        written.set_footer(f"&L&9{footer}")


def _share(row: int, cell: Share) -> str:
    of, by = (xl_rowcol_to_cell(row, at) for at in (cell.of, cell.by))
    return f'=IF(N({by})=0,"",{of}/{by})'


def _points(row: int, cell: Points) -> str:
    now, before = (xl_rowcol_to_cell(row, at) for at in (cell.now, cell.before))
    return f'=IF(OR({now}="",{before}=""),"",({now}-{before})*100)'


def _has_groups(sheet: Sheet) -> bool:
    return any(column.over for column in sheet.columns)


def _height(sheet: Sheet, cells: tuple[Cell, ...]) -> float:
    """Points for the words that take the most lines."""
    lines = (
        len(textwrap.wrap(cell, column.width))
        for cell, column in zip(cells, sheet.columns, strict=True)
        if isinstance(cell, str) and len(cell) > column.width
    )
    return LINE * max(lines, default=1)


def _plain(text: str) -> str:
    """Text of a footer in which `&` is a letter."""
    return text[:150].replace("&", "&&")
