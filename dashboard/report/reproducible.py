"""The same report twice gives the same bytes: no clock and no chance in the file but its time."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a zip
QUICK = 3  # of nine levels of packing: two per cent larger, half the time
PROPERTIES = "docProps/core.xml"
TIME = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def reproducible(content: bytes, made_at: datetime) -> bytes:
    """An Office file with one time for everything in it."""
    packed = BytesIO()
    with (
        ZipFile(BytesIO(content)) as found,
        ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=QUICK) as kept,
    ):
        for name in found.namelist():
            settled = _settled(name, found.read(name), made_at)
            kept.writestr(_entry(name), settled, compresslevel=QUICK)
    return packed.getvalue()


def packed(files: dict[str, bytes]) -> bytes:
    """Files as one zip, in the order given and without the time of day."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as kept:
        for name, content in files.items():
            kept.writestr(_entry(name), content)
    return whole.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _settled(name: str, content: bytes, made_at: datetime) -> bytes:
    if name != PROPERTIES:
        return content
    time = made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return TIME.sub(rb"\g<1>" + time + rb"\g<3>", content)
