"""The addresses of the files: `/tai-ve/{table}.{kind}`, behind it the query of the page."""

import logging
import re
import unicodedata
from collections.abc import Callable, Mapping
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.downloads.about import About
from dashboard.downloads.delimited import delimited
from dashboard.downloads.workbook import workbook
from dashboard.tables.table import Table
from dashboard.wording import say

LOG = logging.getLogger(__name__)
ADDRESS = "/tai-ve"
FILE = re.compile(r"([A-Za-z0-9][A-Za-z0-9.-]*)\.(xlsx|csv)")
WRITERS = {"xlsx": workbook, "csv": delimited}
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
NAMING = ("nam", "loai-hinh", "xa", "to-chuc", "chi-bo", "chi-tieu")
"""What of the query tells two files of one table apart."""

PLAIN = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
Query = Mapping[str, str]
Find = Callable[[str, Query], tuple[Table, About] | None]


def routes(find: Find) -> list[Route]:
    """The one route; `find` says which table an id means for the view of a query."""

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(_answer, find, request)

    return [Route(f"{ADDRESS}/{{file:path}}", answer, methods=["GET"])]


def _answer(find: Find, request: Request) -> Response:
    asked = FILE.fullmatch(request.path_params["file"])
    if asked is None:
        return _sentence("download.unknown", 404)
    try:
        return _file(find, *asked.groups(), dict(request.query_params))
    except Exception:
        LOG.exception("file failed: %s", asked.group())
        return _sentence("download.failed", 500)


def _file(find: Find, table_id: str, kind: str, query: Query) -> Response:
    found = find(table_id, query)
    if found is None:
        return _sentence("download.unknown", 404)
    disposition = {"Content-Disposition": attachment(file_name(table_id, kind, query))}
    content = WRITERS[kind](*found)
    return Response(content, headers=PLAIN | disposition, media_type=TYPES[kind])


def _sentence(name: str, status: int) -> Response:
    return PlainTextResponse(say(name), status, headers=PLAIN)


def file_name(table_id: str, kind: str, query: Query) -> str:
    """`so-ket_xep-hang_2024_TS01.xlsx`: the table, and what the view was narrowed to."""
    chosen = [re.sub(r"[^\w.-]+", "-", query[name])[:40] for name in NAMING if query.get(name)]
    return "_".join(["so-ket", table_id, *chosen]) + f".{kind}"


def attachment(name: str) -> str:
    """The header that names a file, in letters that every browser takes."""
    letters = unicodedata.normalize("NFKD", name.replace("đ", "d").replace("Đ", "D"))
    plain = letters.encode("ascii", "ignore").decode()
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
