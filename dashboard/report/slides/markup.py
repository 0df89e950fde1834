"""Paragraphs and cells of a slide, in the letters of all slides."""

from copy import deepcopy
from functools import cache

from lxml.etree import _Element

from dashboard.report import drawingml
from dashboard.report.drawingml import CENTI, LANGUAGE, element, name_of
from dashboard.report.slides import places

ALIGN = {"left": "l", "right": "r", "center": "ctr"}
MARGIN = 54_864  # on both sides of a cell: 0,06 inches in EMU


def run(text: str, size: int, colour: str, *, bold: bool = False) -> _Element:
    """Words in one look; `size` in points, `colour` as six hexadecimal digits."""
    return drawingml.run(text, size, places.FONT, colour, bold=bold)


def paragraph(*runs: _Element, size: int, align: str = "left") -> _Element:
    """A paragraph; without words it keeps the height of its letters too."""
    end = element("a:endParaRPr", lang=LANGUAGE, sz=size * CENTI)
    return element("a:p", element("a:pPr", algn=ALIGN[align]), *runs, end)


def cell(text: str, size: int, colour: str, align: str = "left", *, bold: bool = False) -> _Element:
    """A cell of a table, its words in the middle of its height."""
    made = deepcopy(_mould(size, colour, align, bold, is_empty=not text))
    for words in made.iter(name_of("a:t")):
        words.text = text
    return made


@cache
def _mould(size: int, colour: str, align: str, bold: bool, *, is_empty: bool) -> _Element:
    """One cell of each look; the others are copies with other words."""
    runs = [] if is_empty else [run("", size, colour, bold=bold)]
    content = paragraph(*runs, size=size, align=align)
    body = element("a:txBody", element("a:bodyPr"), element("a:lstStyle"), content)
    edges = {"marL": MARGIN, "marR": MARGIN, "marT": 0, "marB": 0}
    return element("a:tc", body, element("a:tcPr", anchor="ctr", **edges))
