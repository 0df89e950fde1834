"""Pages: margins, the number in the middle of the upper margin from page 2, the foot."""

from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.section import Section
from lxml.etree import _Element

from dashboard.report.layouts import Layout
from dashboard.report.word.markup import field, mm, run, w

FOOT_MM = 8  # from the lower edge of the paper


def set_pages(document: Word, layout: Layout, footer: str) -> None:
    """The last section of the document: headers and footers that all sections share."""
    section = document.sections[-1]
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]._p
    number.extend(field("PAGE", "2", size=layout.body_pt))
    for foot in (section.footer, section.first_page_footer):
        foot.paragraphs[0]._p.append(run(footer, size=layout.footer_pt))
    section.first_page_header.is_linked_to_previous = False
    _set_paper(section._sectPr, layout)


def _set_paper(properties: _Element, layout: Layout, *, landscape: bool = False) -> None:
    for tag in ("w:pgSz", "w:pgMar", "w:cols", "w:docGrid", "w:type"):
        for found in properties.findall(qn(tag)):
            properties.remove(found)
    width, height = (mm(side) for side in layout.paper_mm)
    size = {"w": height, "h": width, "orient": "landscape"} if landscape else {}
    edges = {side: mm(value) for side, value in layout.margins_mm.items()}
    paper = [
        w("type", val="nextPage"),
        w("pgSz", **size or {"w": width, "h": height}),
        w("pgMar", header=mm(layout.page_number_mm), footer=mm(FOOT_MM), gutter=0, **edges),
        w("cols", space=mm(12)),
    ]
    at = len(properties.findall(qn("w:headerReference"))) + len(
        properties.findall(qn("w:footerReference"))
    )
    for index, element in enumerate(paper):
        properties.insert(at + index, element)


def section_of(section: Section, layout: Layout, *, landscape: bool, first: bool) -> _Element:
    """A section with the headers and footers of `section`; only the first has a bare first page."""
    copied = w("sectPr")
    for tag in ("w:headerReference", "w:footerReference"):
        for reference in section._sectPr.findall(qn(tag)):
            copied.append(_copied(reference))
    if first:
        copied.append(w("titlePg"))
    _set_paper(copied, layout, landscape=landscape)
    return copied


def _copied(reference: _Element) -> _Element:
    same = w(reference.tag.partition("}")[2])
    for name, value in reference.attrib.items():
        same.set(name, value)
    return same
