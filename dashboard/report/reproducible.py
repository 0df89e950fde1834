"""The same report twice gives the same bytes: no clock and no chance in the file but its time."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from pipelines.whole_files import packed

PROPERTIES = "docProps/core.xml"
TIME = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def reproducible(content: bytes, made_at: datetime) -> bytes:
    """An Office file with one time for everything in it."""
    with ZipFile(BytesIO(content)) as found:
        held = {name: found.read(name) for name in found.namelist()}
    time = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    settled = TIME.sub(rb"\g<1>" + time + rb"\g<3>", held[PROPERTIES])
    return packed(held | {PROPERTIES: settled})
