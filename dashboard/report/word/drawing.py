"""A chart of the report as an Office chart: its XML and the workbook behind it."""

from functools import cache
from threading import Lock

from lxml import etree
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.chart.series import _BaseCategorySeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_AXIS_CROSSES,
    XL_CHART_TYPE,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
)
from pptx.enum.chart import XL_TICK_LABEL_POSITION as TICK_LABELS
from pptx.enum.chart import XL_TICK_MARK as TICKS
from pptx.enum.dml import MSO_LINE
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Mm, Pt

from dashboard.report.chapters.document import Graph, Series
from dashboard.report.colours import paper_colour
from dashboard.report.drawingml import LANGUAGE, labels
from dashboard.report.layouts import Layout
from dashboard.report.office_charts import ChartData, number_axes

KINDS = {"line": XL_CHART_TYPE.LINE_MARKERS, "bar": XL_CHART_TYPE.BAR_CLUSTERED}
NUMBER = '0.0"%"'
TEXT_PT = 10
LOCK = Lock()  # around the one slide on which charts are made
LINE_PT = 2.25
FLAT, ROOM = 0.5, 0.45  # points that a flat line spans, and the room above and below
BAR_GAP, BAR_OVERLAP = 45, -5  # per cent of a bar's thickness
NAMESPACE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
OUTSIDE, ABOVE, BELOW = "outEnd", "t", "b"  # where a label stands
NO_FRAME = """
<c:spPr xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
 <a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>
"""


def drawn(graph: Graph, layout: Layout) -> tuple[bytes, bytes]:
    """The XML of the chart part (its data are related as rId1) and the embedded workbook."""
    with LOCK:
        shapes = _scratch()
        frame = shapes.add_chart(KINDS[graph.kind], 0, 0, Mm(100), Mm(50), _data(graph))
        try:
            return _finished(frame.chart, graph, layout)
        finally:
            frame._element.getparent().remove(frame._element)
            shapes.part.drop_rel(frame._element.chart_rId)


def _finished(chart: Chart, graph: Graph, layout: Layout) -> tuple[bytes, bytes]:
    _style(chart, layout)
    if graph.kind == "line":
        _set_bounds(chart, graph)
    for series, plotted in zip(graph.series, chart.plots[0].series, strict=True):
        _paint(plotted, series, graph)
        _label(plotted, series, graph, layout)
    return _vietnamese(chart), chart.part.chart_workbook.xlsx_part.blob


@cache
def _scratch() -> SlideShapes:
    """Where charts are made before they are taken into a document."""
    presentation = Presentation()
    return presentation.slides.add_slide(presentation.slide_layouts[6]).shapes


def _data(graph: Graph) -> ChartData:
    data = ChartData(number_format=NUMBER)
    data.categories = graph.categories
    for series in graph.series:
        data.add_series(series.name, series.values)
    return data


def _style(chart: Chart, layout: Layout) -> None:
    chart.font.name, chart.font.size = layout.font, Pt(TEXT_PT)
    chart.has_title = False
    chart.has_legend = len(list(chart.plots[0].series)) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    values, names = chart.value_axis, chart.category_axis
    values.has_major_gridlines = False
    values.visible = False
    names.major_tick_mark = TICKS.NONE
    names.tick_label_position = TICK_LABELS.LOW
    names.format.line.color.rgb = _colour("edge")
    if chart.chart_type == KINDS["bar"]:
        names.reverse_order = True
        values.minimum_scale = 0
        chart.plots[0].gap_width, chart.plots[0].overlap = BAR_GAP, BAR_OVERLAP


def _set_bounds(chart: Chart, graph: Graph) -> None:
    """Room above and below for the labels; a line need not begin at zero."""
    values = [value for series in graph.series for value in series.values if value is not None]
    low, high = min(values), max(values)
    room = max(high - low, FLAT) * ROOM
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = low - room, high + room
    axis.crosses = XL_AXIS_CROSSES.MINIMUM


def _paint(plotted: _BaseCategorySeries, series: Series, graph: Graph) -> None:
    if graph.kind == "bar":
        plotted.format.fill.solid()
        plotted.format.fill.fore_color.rgb = _colour("deep" if series.role == "now" else "pale")
        return
    line = plotted.format.line
    line.width = Pt(LINE_PT)
    plotted.smooth = False
    if series.role == "goal":
        line.color.rgb, line.dash_style = _colour("accent"), MSO_LINE.DASH
        plotted.marker.style = XL_MARKER_STYLE.NONE
        return
    line.color.rgb = _colour("deep")
    plotted.marker.style, plotted.marker.size = XL_MARKER_STYLE.CIRCLE, 7
    plotted.marker.format.fill.solid()
    plotted.marker.format.fill.fore_color.rgb = _colour("deep")


def _label(plotted: _BaseCategorySeries, series: Series, graph: Graph, layout: Layout) -> None:
    """Labels are words of ours: a number format would follow the language of the Office."""
    written = {
        at: (text, _position(at, series, graph)) for at, text in enumerate(series.labels) if text
    }
    if written:
        plotted._element.cat.addprevious(labels(written, TEXT_PT, layout.font))


def _position(at: int, series: Series, graph: Graph) -> str:
    """At the end of a bar; away from the line of the goal."""
    if graph.kind == "bar":
        return OUTSIDE
    goals = [one.values[at] for one in graph.series if one.role == "goal"]
    return BELOW if any(series.values[at] < goal for goal in goals) else ABOVE


def _colour(name: str) -> RGBColor:
    return RGBColor.from_string(paper_colour(name))


def _vietnamese(chart: Chart) -> bytes:
    """The XML with square corners, no frame and the language of its words."""
    space = chart._chartSpace
    number_axes(space)
    for text in space.iter("{*}endParaRPr", "{*}defRPr", "{*}rPr"):
        if text.get("lang"):
            text.set("lang", LANGUAGE)
    date = space.find(f"{NAMESPACE}date1904")
    language = etree.Element(f"{NAMESPACE}lang", val=LANGUAGE)
    corners = etree.Element(f"{NAMESPACE}roundedCorners", val="0")
    at = 0 if date is None else space.index(date) + 1
    space.insert(at, language)
    space.insert(at + 1, corners)
    words = space.find(f"{NAMESPACE}txPr")
    space.insert(space.index(words), etree.fromstring(NO_FRAME))
    return etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True)
