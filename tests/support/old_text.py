"""Text as it was typed in a font older than Unicode, from the declared tables."""

import tomllib
import unicodedata

from pipelines.declarations import DECLARED
from pipelines.old_fonts import ENCODINGS

TABLE = tomllib.loads((DECLARED / "old_fonts.toml").read_text(encoding="utf-8"))


def spread(rows):
    return [code for row in rows for code in row.split(" ")]


def codes(encoding):
    """Letter -> its codes, small and capital."""
    small = dict(zip(spread(TABLE["unicode"]), spread(TABLE[encoding]), strict=True))
    if encoding == "VNI":
        return small | {letter.upper(): code.upper() for letter, code in small.items()}
    toned = {c.upper(): code for c, code in small.items() if not c.isascii()}
    return small | toned | TABLE["capitals"][encoding]


CODES = {encoding: codes(encoding) for encoding in ENCODINGS}


def typed(text, encoding):
    """The text as somebody typed it in the font of an encoding."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(CODES[encoding].get(c, c) for c in composed)
