"""Native charts in a document: a chart part with its workbook, drawn where it stands."""

from docx.document import Document as Word
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from lxml.etree import _Element

from dashboard.report.chapters.document import Graph
from dashboard.report.layouts import Layout
from dashboard.report.word.drawing import drawn
from dashboard.report.word.markup import paragraph, run, w
from dashboard.report.word.styles import CAPTION, CELL

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
INLINE = f"""
<wp:inline {nsdecls("wp", "a", "r")} distT="0" distB="0" distL="0" distR="0">
  <wp:extent/>
  <wp:effectExtent l="0" t="0" r="0" b="0"/>
  <wp:docPr/>
  <wp:cNvGraphicFramePr/>
  <a:graphic>
    <a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" r:id="rId0"/></a:graphicData>
  </a:graphic>
</wp:inline>
"""
FIRST_ID = 100


def chart(
    graph: Graph, label: str, number: int, width_mm: float, document: Word, layout: Layout
) -> list[_Element]:
    """The caption and the chart; `number` counts the charts of the document."""
    part = _part(graph, number, document, layout)
    relation = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    inline = parse_xml(INLINE)
    extent, _, about, _, graphic = inline
    extent.set("cx", str(Mm(width_mm)))
    extent.set("cy", str(Mm(graph.height_mm)))
    for name, value in (("id", FIRST_ID + number), ("name", label), ("descr", graph.alt)):
        about.set(name, str(value))
    graphic[0][0].set(f"{{{RELATIONS}}}id", relation)
    drawing = w("drawing")
    drawing.append(inline)
    return [
        paragraph(run(label), style=CAPTION),
        paragraph(w("r", drawing), style=CELL, align="center", after=layout.before_pt),
    ]


def _part(graph: Graph, number: int, document: Word, layout: Layout) -> Part:
    """The chart's XML, related to the workbook that holds its data."""
    xml, workbook = drawn(graph, layout)
    package = document.part.package
    held = Part(
        PackURI(f"/word/embeddings/bieu-do-{number}.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        workbook,
        package,
    )
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, xml, package)
    part.relate_to(held, RELATIONSHIP_TYPE.PACKAGE)
    return part
