"""`word(brief, report)`: the báo cáo sơ kết as a Word file."""

import io

import docx
from docx.document import Document as Word
from lxml.etree import _Element

from dashboard.report.brief import Brief, Progress
from dashboard.report.chapters.document import (
    Annex,
    Block,
    Document,
    Graph,
    Heading,
    Items,
    Place,
    Table,
    Text,
)
from dashboard.report.chapters.report import document as written
from dashboard.report.drawingml import LANGUAGE
from dashboard.report.reproducible import reproducible
from dashboard.report.word import head, pages
from dashboard.report.word.charts import chart
from dashboard.report.word.markup import paragraph, run
from dashboard.report.word.places import place
from dashboard.report.word.styles import CELL, HEADINGS, TITLE, set_styles
from dashboard.report.word.tables import table
from dashboard.wording import say

STAGES = ("stage_read", "stage_write", "stage_pack")


def word(brief: Brief, report: Progress) -> bytes:
    """The report of a brief as the bytes of a .docx; `report` is told about its stages."""
    names = [say(f"paper.{stage}") for stage in STAGES]
    report(names[0], 0, len(names))
    content = written(brief)
    report(names[1], 1, len(names))
    document = Writer(content).document
    report(names[2], 2, len(names))
    packed = io.BytesIO()
    document.save(packed)
    report(names[2], len(names), len(names))
    return reproducible(packed.getvalue(), brief.made_at)


class Writer:
    """Puts a document into Word; counts tables, charts and places on the way."""

    def __init__(self, content: Document) -> None:
        self.content = content
        self.layout = content.layout
        self.document: Word = docx.Document()
        self.counted: dict[str, int] = {}
        self.body = self.document.element.body
        self._set_up()
        self._write()

    def _set_up(self) -> None:
        set_styles(self.document, self.layout)
        about = self.document.core_properties
        about.title, about.author, about.language = (
            self.content.title,
            self.content.author,
            LANGUAGE,
        )
        about.comments, about.last_modified_by = self.content.footer, self.content.author
        pages.set_pages(self.document, self.layout, self.content.footer)

    def _write(self) -> None:
        self._add(*head.head(self.content.head, self.layout))
        self._blocks(self.content.body, self.layout.text_mm())
        self._add(*head.close(self.content.close, self.layout))
        is_first, is_landscape = True, False
        for annex in self.content.annexes:
            self._end_section(landscape=is_landscape, first=is_first)
            self._annex(annex)
            is_first, is_landscape = False, annex.is_landscape
        self._last_section(landscape=is_landscape, first=is_first)

    def _add(self, *elements: _Element) -> None:
        for element in elements:
            self.body.insert(len(self.body) - 1, element)

    def _blocks(
        self, blocks: tuple[Block, ...], width_mm: float, table_pt: float | None = None
    ) -> None:
        """table_pt: letters of tables where they are not those of the styles."""
        for block in blocks:
            self._add(*self._block(block, width_mm, table_pt))

    def _block(self, block: Block, width_mm: float, table_pt: float | None) -> list[_Element]:
        match block:
            case Heading(level, text):
                return [paragraph(run(text), style=HEADINGS[level - 1])]
            case Text(text):
                return [paragraph(run(text))]
            case Items(items):
                ends = [*(";" for _ in items[1:]), "."]
                return [
                    paragraph(run(f"- {item.rstrip('.')}{end}"))
                    for item, end in zip(items, ends, strict=True)
                ]
            case Place(prompt):
                return [place(say("paper.marked", what=prompt), prompt, self._next("place"))]
            case Table():
                label = say("paper.table", number=self._next("table"), caption=block.caption)
                return table(block, label, width_mm, table_pt)
            case Graph():
                number = self._next("graph")
                label = say("paper.graph", number=number, caption=block.caption)
                return chart(block, label, number, width_mm, self.document, self.layout)

    def _next(self, kind: str) -> int:
        self.counted[kind] = self.counted.get(kind, 0) + 1
        return self.counted[kind]

    def _annex(self, annex: Annex) -> None:
        size = self.layout.body_pt
        self._add(
            paragraph(run(annex.label), style=HEADINGS[0], align="center", first_line=0),
            paragraph(run(annex.title, bold=True, size=size), style=TITLE),
            paragraph(run(annex.of, italic=True), style=CELL, align="center", after=6),
        )
        width = self.layout.text_mm(landscape=annex.is_landscape)
        self._blocks(annex.blocks, width, self.layout.annex_table_pt)

    def _end_section(self, *, landscape: bool, first: bool) -> None:
        """Close the section in front of an annex, in a paragraph that takes no room."""
        section = pages.section_of(
            self.document.sections[-1], self.layout, landscape=landscape, first=first
        )
        self._add(paragraph(style=CELL, section=section))

    def _last_section(self, *, landscape: bool, first: bool) -> None:
        last = self.body[-1]
        made = pages.section_of(
            self.document.sections[-1], self.layout, landscape=landscape, first=first
        )
        last.getparent().replace(last, made)
