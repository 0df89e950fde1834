"""The bars of a grid as a native chart that fills its column, a goal's mark on every row."""

from itertools import groupby, pairwise

from lxml import etree
from pptx.chart.chart import Chart
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.slide import Slide
from pptx.util import Inches, Pt

from dashboard.report.colours import colour_of, paper_colour
from dashboard.report.drawingml import point
from dashboard.report.office_charts import ChartData, number_axes
from dashboard.report.slides import places
from dashboard.report.slides.grid import Grid, Series

FILLED = """
<c:layout xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">
  <c:manualLayout>
    <c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>
    <c:x val="0"/><c:y val="0"/><c:w val="1"/><c:h val="1"/>
  </c:manualLayout>
</c:layout>
"""
NUMBER_FORMAT = '0.0"%"'
GAP_PCT = 45  # between rows, of the thickness of a bar
GOAL_PT = 2.25


def add_bars(slide: Slide, grid: Grid, height: float, alt: str) -> None:
    """Put the chart into the column that holds the bars."""
    at = next(i for i, column in enumerate(grid.columns) if column.is_chart)
    left, right = places.lefts(grid)[at : at + 2]
    left, right = left + 0.1, right - 0.1
    top = places.TOP + height
    box = map(Inches, (left, top, right - left, height * len(grid.rows)))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, _data(grid))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    _style(frame.chart, grid)
    _add_goals(slide, grid, left, right - left, top, height)


def _data(grid: Grid) -> ChartData:
    data = ChartData(number_format=NUMBER_FORMAT)
    data.categories = [row[0] for row in grid.rows]
    for one in grid.series:
        data.add_series(one.name, one.values)
    return data


def _style(chart: Chart, grid: Grid) -> None:
    chart.has_legend = chart.has_title = False
    chart.font.name, chart.font.size = places.FONT, Pt(places.FOOT_PT)
    chart.category_axis.reverse_order = True
    chart.category_axis.visible = chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, grid.top
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = GAP_PCT, 0
    for drawn, one in zip(plot.series, grid.series, strict=True):
        _colour(drawn, one)
    number_axes(chart._chartSpace)
    area = chart._chartSpace.chart.plotArea
    for layout in area.findall(f"{{{area.nsmap['c']}}}layout"):
        area.remove(layout)
    area.insert(0, etree.fromstring(FILLED))


def _colour(drawn: object, series: Series) -> None:
    """Every bar in the colour of its verdict; one year beside another in a quiet one."""
    points = [
        point(at, colour_of(verdict))
        for at, (value, verdict) in enumerate(zip(series.values, series.verdicts, strict=True))
        if value is not None
    ]
    drawn._element.cat.addprevious(points[0]) if points else None
    for before, after in pairwise(points):
        before.addnext(after)


def _add_goals(
    slide: Slide, grid: Grid, left: float, width: float, top: float, height: float
) -> None:
    """A line over the rows at the goal, as far as the goal stays the same."""
    at = 0
    for goal, rows in groupby(grid.goals):
        many = len(list(rows))
        if goal is not None:
            x, y = left + width * goal / grid.top, top + height * at
            _add_line(slide, x, y + height * 0.05, y + height * (many - 0.05))
        at += many


def _add_line(slide: Slide, x: float, top: float, bottom: float) -> None:
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Inches, (x, top, x, bottom)))
    line.line.width = Pt(GOAL_PT)
    line.line.color.rgb = RGBColor.from_string(paper_colour("accent"))
