"""Elements of WordprocessingML, short to write."""

from functools import cache

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from lxml.etree import _Element

TWIPS_OF_MM = 1440 / 25.4
HALF_POINTS = 2
TWENTIETHS = 20
NAMESPACES = {"w": nsmap["w"]}


def w(tag: str, *children: _Element | None, **attributes: object) -> _Element:
    """`w("jc", val="center")`: an element of Word's namespace; None among them is left out.

    A name that is a word of Python ends with an underscore.
    """
    given = {_name(name): str(value) for name, value in attributes.items()}
    element = oxml_parser.makeelement(_name(tag), given, nsmap=NAMESPACES)
    element.extend([child for child in children if child is not None])
    return element


@cache
def _name(word: str) -> str:
    return qn(f"w:{word.rstrip('_')}")


def mm(value: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(value * TWIPS_OF_MM)


def run(
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
    size: float | None = None,
) -> _Element:
    """A run of text; a line break at each new line."""
    look = w(
        "rPr",
        w("b") if bold else None,
        w("i") if italic else None,
        w("sz", val=round(size * HALF_POINTS)) if size else None,
        w("szCs", val=round(size * HALF_POINTS)) if size else None,
        w("u", val="single") if underline else None,
    )
    first, *others = text.split("\n")
    lines = [_text(first)]
    for line in others:
        lines += [w("br"), _text(line)]
    return w("r", look if len(look) else None, *lines)


def _text(text: str) -> _Element:
    element = w("t")
    element.text = text
    element.set(qn("xml:space"), "preserve")
    return element


def field(instruction: str, shown: str, *, size: float | None = None) -> list[_Element]:
    """A field that Word computes (PAGE); `shown` stands there until it does."""
    code = w("instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", code),
        w("r", w("fldChar", fldCharType="separate")),
        run(shown, size=size),
        w("r", w("fldChar", fldCharType="end")),
    ]


def paragraph(*content: _Element, style: str | None = None, **layout: object) -> _Element:
    """A paragraph; `layout` are the arguments of `placed`."""
    properties = placed(style=style, **layout)
    return w("p", properties if len(properties) else None, *content)


def placed(
    *,
    style: str | None = None,
    align: str | None = None,
    before: float | None = None,
    after: float | None = None,
    line: float | None = None,
    keep_next: bool = False,
    first_line: float | None = None,
    section: _Element | None = None,
) -> _Element:
    """Properties of a paragraph: points of space, `line` exactly, millimetres of indent."""
    spacing = {
        "before": None if before is None else round(before * TWENTIETHS),
        "after": None if after is None else round(after * TWENTIETHS),
        "line": None if line is None else round(line * TWENTIETHS),
        "lineRule": None if line is None else "exact" if line else "auto",
    }
    given = {name: value for name, value in spacing.items() if value is not None}
    return w(
        "pPr",
        w("pStyle", val=style) if style else None,
        w("keepNext") if keep_next else None,
        w("spacing", **given) if given else None,
        w("ind", firstLine=mm(first_line)) if first_line is not None else None,
        w("jc", val=align) if align else None,
        section,
    )
