"""Places that people fill in: content controls that say what belongs there."""

from textwrap import shorten

from lxml.etree import _Element

from dashboard.report.word.markup import paragraph, run, w
from dashboard.report.word.styles import PLACE

TAG = "viet-vao-day"
FIRST_ID = 1000
LONGEST = 64  # letters that Word allows in the name of a control


def place(text: str, prompt: str, number: int) -> _Element:
    """A shaded paragraph in a content control; a click selects all of it to be written over."""
    properties = w(
        "sdtPr",
        w("alias", val=shorten(prompt, LONGEST, placeholder="…")),
        w("tag", val=f"{TAG}-{number}"),
        w("id", val=FIRST_ID + number),
        w("showingPlcHdr"),
    )
    return w("sdt", properties, w("sdtContent", paragraph(run(text), style=PLACE)))
