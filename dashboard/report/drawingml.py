"""Elements of DrawingML and of charts, short to write; what Word and PowerPoint have in common."""

from collections.abc import Iterator
from functools import cache

from lxml.etree import _Element
from pptx.oxml import oxml_parser

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMESPACES = {"a": f"{DRAWING}/main", "c": f"{DRAWING}/chart"}
LANGUAGE = "vi-VN"
CENTI = 100  # hundredths of a point
SHOWN = ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
"""What a label may show, in the order of the format."""


def element(tag: str, *children: _Element, **attributes: object) -> _Element:
    """`element("a:off", x=0, y=0)`."""
    given = {name: str(value) for name, value in attributes.items()}
    made = oxml_parser.makeelement(name_of(tag), given, nsmap=NAMESPACES)
    made.extend(children)
    return made


@cache
def name_of(tag: str) -> str:
    """ "a:t" with its namespace written out."""
    prefix, _, name = tag.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{name}"


def run(text: str, size: int, font: str, colour: str = "", *, bold: bool = False) -> _Element:
    """Words in one look; `size` in points, `colour` as six hexadecimal digits, "" inherits it."""
    looks = [*([filled(colour)] if colour else []), element("a:latin", typeface=font)]
    look = element("a:rPr", *looks, lang=LANGUAGE, sz=size * CENTI, b=int(bold))
    words = element("a:t")
    words.text = text
    return element("a:r", look, words)


def filled(colour: str) -> _Element:
    """A plain fill."""
    return element("a:solidFill", element("a:srgbClr", val=colour))


def point(at: int, colour: str) -> _Element:
    """The look of one bar of a series, counted from 0."""
    return element(
        "c:dPt",
        element("c:idx", val=at),
        element("c:invertIfNegative", val=0),
        element("c:bubble3D", val=0),
        element("c:spPr", filled(colour)),
    )


def labels(written: dict[int, tuple[str, str]], size: int, font: str) -> _Element:
    """Labels of points: place in the series → words and where they stand (outEnd, t, b)."""
    made = [
        element(
            "c:dLbl",
            element("c:idx", val=at),
            element("c:tx", _rich(run(text, size, font))),
            element("c:dLblPos", val=position),
            *_shows("Val"),
        )
        for at, (text, position) in written.items()
    ]
    return element("c:dLbls", *made, *_shows())


def _rich(words: _Element) -> _Element:
    return element("c:rich", element("a:bodyPr"), element("a:lstStyle"), element("a:p", words))


def _shows(*names: str) -> Iterator[_Element]:
    return (element(f"c:show{name}", val=int(name in names)) for name in SHOWN)
