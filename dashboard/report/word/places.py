"""Places that people fill in: content controls that say what belongs there."""

from lxml.etree import _Element

from dashboard.report.word.markup import paragraph, run, w
from dashboard.report.word.styles import PLACE

TAG = "viet-vao-day"
FIRST_ID = 1000


def place(text: str, prompt: str, number: int) -> _Element:
    """A shaded paragraph in a content control; a click selects all of it to be written over."""
    properties = w(
        "sdtPr",
        w("alias", val=prompt),
        w("tag", val=f"{TAG}-{number}"),
        w("id", val=FIRST_ID + number),
        w("showingPlcHdr"),
    )
    return w("sdt", properties, w("sdtContent", paragraph(run(text), style=PLACE)))
