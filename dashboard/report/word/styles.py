"""The styles of the document: Times New Roman in black, Vietnamese, spacing of the layout."""

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.styles.style import BaseStyle
from lxml.etree import _Element

from dashboard.report.drawingml import LANGUAGE
from dashboard.report.layouts import Layout
from dashboard.report.word.markup import HALF_POINTS, TWENTIETHS, mm, w
from dashboard.wording import say

PLAIN, HEADINGS = "Normal", ("Heading1", "Heading2", "Heading3")
TITLE, CAPTION, HEADER, FOOTER = "Title", "Caption", "Header", "Footer"
CELL, COLUMN, NOTE, PLACE = "TableCell", "TableColumn", "TableNote", "PlaceToFill"
OWN = {CELL: "cell", COLUMN: "column", NOTE: "note", PLACE: "place"}
"""Ids of styles, as paragraphs name them; our own have Vietnamese names in Word's list."""

SHADE = "FFF2CC"
OLDER_COPY = "/stylesWithEffects"


def set_styles(document: Word, layout: Layout) -> None:
    """Restyle what the template has, and add the styles of tables and marked places."""
    _forget_older_copy(document)
    _set_defaults(document, layout)
    body = {"before": layout.before_pt, "after": 0, "line": layout.line_pt}
    indent = layout.indent_mm
    _style(document, PLAIN, layout, align="both", indent=indent, **body)
    looks = ({"bold": True}, {"bold": True}, {"bold": True, "italic": True})
    for level, (heading, look) in enumerate(zip(HEADINGS, looks, strict=True)):
        before = layout.before_pt * (2 if level == 0 else 1)
        spacing = body | {"before": before}
        look |= {"align": "both", "indent": indent, "next_": True}
        _style(document, heading, layout, **look, **spacing)
    single = {"before": 0, "after": 0, "line": 0}
    size = layout.table_pt
    _style(document, TITLE, layout, bold=True, align="center", **single)
    _style(document, CAPTION, layout, bold=True, align="center", next_=True, **body)
    _style(document, CELL, layout, size=size, align="left", **single)
    _style(document, COLUMN, layout, size=size, bold=True, align="center", **single)
    _style(document, NOTE, layout, size=size, italic=True, align="both", **single | {"before": 2})
    _style(document, PLACE, layout, align="both", indent=indent, shade=SHADE, **body)
    _style(document, HEADER, layout, align="center", **single)
    _style(document, FOOTER, layout, size=layout.footer_pt, align="center", **single)


def _forget_older_copy(document: Word) -> None:
    """The template holds its styles twice; Word offers to repair a file whose copies differ."""
    relations = document.part.rels
    for id_ in [id_ for id_, found in relations.items() if found.reltype.endswith(OLDER_COPY)]:
        del relations[id_]


def _set_defaults(document: Word, layout: Layout) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    look = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    look.clear()
    look.extend([_fonts(layout), *_size(layout.body_pt), w("lang", val=LANGUAGE, bidi=LANGUAGE)])
    look[-1].set(qn("w:eastAsia"), LANGUAGE)
    spacing = defaults.find(qn("w:pPrDefault"))
    spacing.clear()


def _fonts(layout: Layout) -> _Element:
    return w("rFonts", ascii=layout.font, hAnsi=layout.font, eastAsia=layout.font, cs=layout.font)


def _size(points: float) -> list[_Element]:
    half = round(points * HALF_POINTS)
    return [w("sz", val=half), w("szCs", val=half)]


def _style(document: Word, style_id: str, layout: Layout, **look: object) -> None:
    """One paragraph style, everything that the template says about it replaced."""
    element = _known(document, style_id).element
    for tag in ("w:pPr", "w:rPr"):
        found = element.find(qn(tag))
        if found is not None:
            element.remove(found)
    level = HEADINGS.index(style_id) if style_id in HEADINGS else None
    element.append(_paragraph_look(look, level))
    element.append(_run_look(look, layout))


def _known(document: Word, style_id: str) -> BaseStyle:
    if style_id not in OWN:
        return next(style for style in document.styles if style.style_id == style_id)
    name = say(f"style_name.{OWN[style_id]}")
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), style_id)
    style.base_style = document.styles[PLAIN]
    style.quick_style = True
    return style


def _paragraph_look(look: dict, level: int | None) -> _Element:
    exact = look["line"]
    spacing = {"before": round(look["before"] * TWENTIETHS), "after": look["after"]}
    spacing |= {"line": round(exact * TWENTIETHS), "lineRule": "exact"} if exact else {}
    spacing |= {} if exact else {"line": 240, "lineRule": "auto"}
    shade = look.get("shade")
    return w(
        "pPr",
        w("keepNext") if look.get("next_") else None,
        w("keepLines") if look.get("next_") else None,
        w("shd", val="clear", color="auto", fill=shade) if shade else None,
        w("spacing", **spacing),
        w("ind", firstLine=mm(look.get("indent") or 0)),
        w("jc", val=look["align"]),
        w("outlineLvl", val=level) if level is not None else None,
    )


def _run_look(look: dict, layout: Layout) -> _Element:
    bold, italic = look.get("bold", False), look.get("italic", False)
    return w(
        "rPr",
        _fonts(layout),
        w("b", val=int(bold)),
        w("bCs", val=int(bold)),
        w("i", val=int(italic)),
        w("iCs", val=int(italic)),
        w("color", val="000000"),
        *_size(look.get("size") or layout.body_pt),
    )
