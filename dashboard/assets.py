"""Streamlit's own files, compressed once and served from memory.

Streamlit ships 26 MB of scripts as they are and leaves compression to a proxy that this PC does
not have. What a first visit needs is compressed while the server starts, in the order in which
the browser asks; the rest when it is first asked for.
"""

import gzip
import mimetypes
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from threading import Thread

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

PREFIX = "/static/"
INDEX = "index.html"
LINK = re.compile(r'(?:src|href)="\./(static/[^"]+)"')
CHARTS = "static/js/PlotlyChart.*.js"
# Pictures and fonts are compressed already.
TEXTS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".json": None}
FOREVER = "public, immutable, max-age=31536000"  # their names change with their content
LEVEL = 9


class Assets:
    """The compressed files of one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._packed: dict[str, bytes] = {}

    def prepare(self) -> Thread:
        """Compress ahead what a first visit needs; the thread is for those who want to wait."""
        thread = Thread(target=self._prepare, name="assets", daemon=True)
        thread.start()
        return thread

    def _prepare(self) -> None:
        for name in self.needed():
            self.packed(name)

    def needed(self) -> Iterator[str]:
        """What the first page with a chart asks for, in that order."""
        page = self.folder / INDEX
        if not page.is_file():
            return
        yield INDEX
        links = LINK.findall(page.read_text(encoding="utf-8"))
        yield from (name for name in links if self.is_text(name))
        yield from (file.relative_to(self.folder).as_posix() for file in self.folder.glob(CHARTS))

    def is_text(self, name: str) -> bool:
        """Whether that is a file of the folder that gets smaller by compression."""
        path = (self.folder / name).resolve()
        inside = path.is_relative_to(self.folder.resolve())
        return inside and path.suffix in TEXTS and path.is_file()

    def ready(self, name: str) -> bytes | None:
        """The file's compressed bytes, if they are there already."""
        return self._packed.get(name)

    def packed(self, name: str) -> bytes:
        """The file's compressed bytes; whoever asks first compresses them."""
        if name not in self._packed:
            content = (self.folder / name).read_bytes()
            self._packed[name] = gzip.compress(content, LEVEL, mtime=0)
        return self._packed[name]


def streamlits() -> Assets:
    """The files of the installed Streamlit; found without importing it."""
    return Assets(Path(find_spec("streamlit").origin).parent / "static")


class Compressed:
    """Middleware: answer for the files of `assets`; pass on whatever is not one of them."""

    def __init__(self, app: ASGIApp, assets: Assets) -> None:
        self.app = app
        self.assets = assets

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a file from memory, or let Streamlit answer."""
        name = self._name(scope)
        if name is None:
            return await self.app(scope, receive, send)
        content = self.assets.ready(name) or await run_in_threadpool(self.assets.packed, name)
        return await _response(name, content)(scope, receive, send)

    def _name(self, scope: Scope) -> str | None:
        """The file that is asked for, if it is one and the browser reads gzip."""
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        path = scope["path"]
        name = INDEX if path == "/" else path.removeprefix("/")
        served = name == INDEX or path.startswith(PREFIX)
        headers = Headers(scope=scope)
        accepts = "gzip" in headers.get("accept-encoding", "") and "range" not in headers
        known = served and accepts and (self.assets.ready(name) or self.assets.is_text(name))
        return name if known else None


def _response(name: str, content: bytes) -> Response:
    headers = {
        "Content-Encoding": "gzip",
        "Vary": "Accept-Encoding",
        "Cache-Control": "no-cache" if name == INDEX else FOREVER,
    }
    kind = TEXTS.get(Path(name).suffix) or mimetypes.guess_type(name)[0]
    return Response(content, headers=headers, media_type=kind)
