"""The upper part of the first page, and the last lines: two columns without borders."""

from lxml.etree import _Element

from dashboard.report.chapters.document import Close, Head
from dashboard.report.layouts import Layout
from dashboard.report.word.markup import mm, paragraph, run, w
from dashboard.report.word.styles import CELL, TITLE

LEFT, RIGHT = 72, 93  # millimetres of the two columns
ROOM_FOR_NAME = 4  # empty lines for stamp and signature


def head(head: Head, layout: Layout) -> list[_Element]:
    """Issuer and number on the left, motto and date on the right; kind, subject, dashes."""
    left = [
        _line(head.superior, layout.issuer_pt),
        _line(head.issuer, layout.issuer_pt, bold=True),
        _line(layout.star, layout.issuer_pt),
        _line(head.number, layout.issuer_pt),
        _line(head.draft, layout.issuer_pt, bold=True, before=6),
    ]
    right = [
        _line(layout.motto, layout.motto_pt, bold=True, underline=True),
        _line(head.date, layout.issuer_pt, italic=True, before=6),
    ]
    if head.mark:
        right.append(_line(head.mark, layout.issuer_pt, bold=True, before=6))
    return [_columns(left, right), *_title(head, layout)]


def _title(head: Head, layout: Layout) -> list[_Element]:
    return [
        paragraph(run(head.kind, size=layout.kind_pt), style=TITLE, before=18),
        paragraph(run(head.subject, bold=True, size=layout.subject_pt), style=CELL, align="center"),
        paragraph(run(layout.dashes, size=layout.body_pt), style=CELL, align="center", after=6),
    ]


def close(close: Close, layout: Layout) -> list[_Element]:
    """Recipients on the left, authority and office on the right, room for a name."""
    size, small = layout.signature_pt, layout.recipients_pt
    left = [paragraph(run(close.heading, underline=True, size=size), style=CELL)]
    left += [paragraph(run(f"- {name}", size=small), style=CELL) for name in close.recipients]
    right = [
        _line(close.authority, size, bold=layout.authority_bold),
        _line(close.office, size, bold=layout.office_bold),
        *(_line("", size) for _ in range(ROOM_FOR_NAME)),
    ]
    return [paragraph(style=CELL, before=6), _columns(left, right)]


def _line(text: str, size: float, *, before: float = 0, **look: bool) -> _Element:
    return paragraph(run(text, size=size, **look), style=CELL, align="center", before=before)


def _columns(left: list[_Element], right: list[_Element]) -> _Element:
    """A table that only places: it is one row, its cells keep together."""
    widths = (LEFT, RIGHT)
    cells = [
        w("tc", w("tcPr", w("tcW", w=mm(width), type="dxa")), *lines)
        for width, lines in zip(widths, (left, right), strict=True)
    ]
    properties = w(
        "tblPr",
        w("tblW", w=mm(LEFT + RIGHT), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblCellMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa")),
    )
    grid = w("tblGrid", *(w("gridCol", w=mm(width)) for width in widths))
    return w("tbl", properties, grid, w("tr", w("trPr", w("cantSplit")), *cells))
