"""Words on a slide: the sentence, lines, the table; every run is Vietnamese and of one font."""

from lxml.etree import _Element
from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Inches

from dashboard.report.colours import colour_of, paper_colour
from dashboard.report.drawingml import element
from dashboard.report.screens.screen import Screen
from dashboard.report.slides import places
from dashboard.report.slides.grid import Grid
from dashboard.report.slides.markup import cell, paragraph, run

PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no lines, no bands


def add_sentence(slide: Slide, screen: Screen) -> None:
    """The sentence in the title's place, so that an outline and a screen reader have it."""
    title = slide.shapes.title
    title.left, title.top = Inches(places.LEFT), Inches(places.TITLE_TOP)
    title.width, title.height = Inches(places.INNER), Inches(places.TITLE_HEIGHT)
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    size = places.title_pt(screen.sentence)
    spans = [
        run(
            span.text,
            size,
            colour_of(span.verdict) if span.verdict else paper_colour("ink"),
            bold=True,
        )
        for span in screen.message
    ]
    _write(title.text_frame, paragraph(*spans, size=size))


def add_line(
    slide: Slide, text: str, top: float, height: float, size: int, align: str = "left"
) -> None:
    """One line of quiet words over the whole width."""
    box = map(Inches, (places.LEFT, top, places.INNER, height))
    frame = slide.shapes.add_textbox(*box).text_frame
    _write(frame, paragraph(run(text, size, paper_colour("muted")), size=size, align=align))


def _write(frame: TextFrame, content: _Element) -> None:
    """The only paragraph of a frame, which has no margins of its own."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    body = frame._txBody
    for before in body.p_lst:
        body.remove(before)
    body.append(content)


def add_table(slide: Slide, grid: Grid, height: float, alt: str) -> None:
    """The words of a grid: a row of headings, then the rows."""
    edges = places.lefts(grid)
    box = map(Inches, (places.LEFT, places.TOP, places.INNER, height * (len(grid.rows) + 1)))
    frame = slide.shapes.add_table(1, len(grid.columns), *box)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    table = frame.table._tbl
    table.tblPr.find(f"{{{table.nsmap['a']}}}tableStyleId").text = PLAIN_TABLE
    frame.table.horz_banding = False
    for at, column in enumerate(frame.table.columns):
        column.width = Inches(edges[at + 1] - edges[at])
    table.remove(table.tr_lst[0])
    table.extend(_rows(grid, height))


def _rows(grid: Grid, height: float) -> list[_Element]:
    size, told = places.row_pt(height), _verdict_column(grid)
    quiet, plain, tall = paper_colour("muted"), paper_colour("ink"), Inches(height)
    headings = [cell(c.heading, size, quiet, c.align, bold=True) for c in grid.columns]
    rows = [
        [
            cell(text, size, colour_of(verdict), bold=True)
            if column is told and verdict
            else cell(text, size, plain, column.align)
            for text, column in zip(texts, grid.columns, strict=True)
        ]
        for texts, verdict in zip(grid.rows, grid.verdicts, strict=True)
    ]
    return [element("a:tr", *cells, h=tall) for cells in (headings, *rows)]


def _verdict_column(grid: Grid) -> object:
    """The column that carries the colour of the verdict: the second one of words."""
    named = [column for column in grid.columns if column.align == "left" and not column.is_chart]
    return named[1] if grid.series and len(named) > 1 else None
