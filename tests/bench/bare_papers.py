"""The floor of the papers: the same words, tables, charts and cells with the bare libraries.

Run as a process of its own: `bare_papers.py KIND CONTENTS OUTPUT`, CONTENTS as `contents_of` reads
it from a paper of the product, kept as JSON.
"""

import io
import json
import sys
from pathlib import Path

Chart = dict[str, list]
NAMESPACE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def docx(contents: dict) -> bytes:
    """Paragraphs and tables with python-docx; charts with python-pptx, as it has none."""
    import docx as library
    from pptx import Presentation

    document, slide = library.Document(), None
    for text in contents["paragraphs"]:
        document.add_paragraph(text)
    for rows in contents["tables"]:
        _fill(document.add_table(len(rows), len(rows[0])), rows)
    if contents["charts"]:
        presentation = Presentation()
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    for chart in contents["charts"]:
        _draw(slide, chart)
    return _saved(document)


def pptx(contents: dict) -> bytes:
    """A slide with its lines, its table and its chart, with python-pptx."""
    from pptx import Presentation
    from pptx.util import Inches

    presentation = Presentation()
    for one in contents["slides"]:
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        for text in one["paragraphs"]:
            slide.shapes.add_textbox(0, 0, Inches(5), Inches(1)).text_frame.text = text
        for rows in one["tables"]:
            size = (len(rows), len(rows[0]), 0, 0, Inches(9), Inches(5))
            _fill(slide.shapes.add_table(*size).table, rows)
        for chart in one["charts"]:
            _draw(slide, chart)
        slide.notes_slide.notes_text_frame.text = one["notes"]
    return _saved(presentation)


def xlsx(contents: dict) -> bytes:
    """Every cell of every sheet with xlsxwriter, formulas as formulas."""
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        for name, rows in contents["sheets"]:
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return written.getvalue()


WRITERS = {"docx": docx, "pptx": pptx, "xlsx": xlsx}


def _fill(table: object, rows: list[list[str]]) -> None:
    for drawn, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(drawn.cells, texts, strict=True):
            cell.text = text


def _draw(slide: object, chart: Chart) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    data = CategoryChartData()
    data.categories = chart["categories"]
    for name, values in chart["series"]:
        data.add_series(name, values)
    size = (0, 0, Inches(5), Inches(3))
    slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *size, data)


def _saved(document: object) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


# ---- What a paper of the product holds ----


def contents_of(kind: str, paper: bytes) -> dict:
    """Words, tables, charts and cells of a paper, as the writers above take them."""
    return {"docx": _of_word, "pptx": _of_slides, "xlsx": _of_workbook}[kind](paper)


def _of_word(paper: bytes) -> dict:
    import docx as library

    document = library.Document(io.BytesIO(paper))
    parts = [p for p in document.part.package.parts if "/charts/" in str(p.partname)]
    return {
        "paragraphs": [paragraph.text for paragraph in document.paragraphs],
        "tables": [[[c.text for c in row.cells] for row in t.rows] for t in document.tables],
        "charts": [_chart(part.blob) for part in parts],
    }


def _of_slides(paper: bytes) -> dict:
    from pptx import Presentation

    return {"slides": [_slide(slide) for slide in Presentation(io.BytesIO(paper)).slides]}


def _slide(slide: object) -> dict:
    shapes = list(slide.shapes)
    tables = [shape.table for shape in shapes if shape.has_table]
    return {
        "paragraphs": [shape.text_frame.text for shape in shapes if shape.has_text_frame],
        "tables": [[[c.text for c in row.cells] for row in table.rows] for table in tables],
        "charts": [_chart(shape.chart.part.blob) for shape in shapes if shape.has_chart],
        "notes": slide.notes_slide.notes_text_frame.text,
    }


def _chart(xml: bytes) -> Chart:
    from lxml import etree

    series = list(etree.fromstring(xml).iter(f"{NAMESPACE}ser"))
    return {
        "categories": _points(series[0].find(f"{NAMESPACE}cat")),
        "series": [
            (_points(one.find(f"{NAMESPACE}tx"))[0], _numbers(one.find(f"{NAMESPACE}val")))
            for one in series
        ],
    }


def _points(holder: object) -> list[str]:
    return [point.findtext(f"{NAMESPACE}v") for point in holder.iter(f"{NAMESPACE}pt")]


def _numbers(holder: object) -> list[float]:
    return [float(point) for point in _points(holder)]


def _of_workbook(paper: bytes) -> dict:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(paper))
    return {"sheets": [(s.title, [list(r) for r in s.iter_rows(values_only=True)]) for s in book]}


if __name__ == "__main__":
    kind, contents, output = sys.argv[1:]
    given = json.loads(Path(contents).read_text(encoding="utf-8"))
    Path(output).write_bytes(WRITERS[kind](given))
