"""Words on a slide: the sentence, lines, the table; every run is Vietnamese and of one font."""

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Inches, Pt

from dashboard import theme
from dashboard.report.screens.screen import Screen
from dashboard.report.slides import places
from dashboard.report.slides.bars import colour_of
from dashboard.report.slides.grid import Grid

PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no lines, no bands
ALIGN = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "center": PP_ALIGN.CENTER}
LANGUAGE = "vi-VN"


def add_sentence(slide: Slide, screen: Screen) -> None:
    """The sentence in the title's place, so that an outline and a screen reader have it."""
    title = slide.shapes.title
    title.left, title.top = Inches(places.LEFT), Inches(places.TITLE_TOP)
    title.width, title.height = Inches(places.INNER), Inches(places.TITLE_HEIGHT)
    frame = _settled(title.text_frame)
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    size = places.title_pt(screen.sentence)
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    for span in screen.message:
        colour = colour_of(span.verdict) if span.verdict else _ink()
        write(paragraph, span.text, size, colour, bold=True)


def add_line(
    slide: Slide, text: str, top: float, height: float, size: int, align: str = "left"
) -> None:
    """One line of quiet words over the whole width."""
    box = map(Inches, (places.LEFT, top, places.INNER, height))
    frame = _settled(slide.shapes.add_textbox(*box).text_frame)
    paragraph = frame.paragraphs[0]
    paragraph.alignment = ALIGN[align]
    write(paragraph, text, size, _muted())


def add_table(slide: Slide, grid: Grid, height: float, alt: str) -> None:
    """The words of a grid: a row of headings, then the rows."""
    edges = places.lefts(grid)
    box = map(Inches, (places.LEFT, places.TOP, places.INNER, height * (len(grid.rows) + 1)))
    frame = slide.shapes.add_table(len(grid.rows) + 1, len(grid.columns), *box)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    table = frame.table
    table._tbl.tblPr.find(f"{{{table._tbl.nsmap['a']}}}tableStyleId").text = PLAIN_TABLE
    table.horz_banding = False
    for at, column in enumerate(table.columns):
        column.width = Inches(edges[at + 1] - edges[at])
    for row in table.rows:
        row.height = Inches(height)
    _fill(table, grid, places.row_pt(height))


def _fill(table: object, grid: Grid, size: int) -> None:
    headings = tuple(column.heading for column in grid.columns)
    for at, texts in enumerate((headings, *grid.rows)):
        for column, text in enumerate(texts):
            cell = table.cell(at, column)
            cell.margin_top = cell.margin_bottom = 0
            cell.margin_left = cell.margin_right = Inches(0.06)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = ALIGN[grid.columns[column].align]
            verdict = grid.verdicts[at - 1] if at and _is_told(grid, column) else ""
            colour = colour_of(verdict) if verdict else _ink() if at else _muted()
            write(paragraph, text, size, colour, bold=bool(verdict) or not at)


def _is_told(grid: Grid, column: int) -> bool:
    """The verdict's column is the one that carries its colour."""
    named = [i for i, one in enumerate(grid.columns) if one.part and one.align == "left"]
    return bool(grid.series) and column in named[1:] and not grid.columns[column].is_chart


def write(
    paragraph: _Paragraph, text: str, size: int, colour: RGBColor, *, bold: bool = False
) -> None:
    """One run; a paragraph without words keeps the height of its letters too."""
    paragraph._p.get_or_add_endParaRPr().set("sz", str(size * 100))
    if not text:
        return
    run = paragraph.add_run()
    run.text = text
    run.font.name, run.font.size, run.font.bold = places.FONT, Pt(size), bold
    run.font.color.rgb = colour
    run._r.get_or_add_rPr().set("lang", LANGUAGE)


def _settled(frame: TextFrame) -> TextFrame:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def _ink() -> RGBColor:
    return RGBColor.from_string(theme.palette("light").ink.lstrip("#"))


def _muted() -> RGBColor:
    return RGBColor.from_string(theme.palette("light").muted.lstrip("#"))
