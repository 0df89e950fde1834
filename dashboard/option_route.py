"""The address of the long lists: `/lua-chon/{list}`, behind it the query of the page."""

import logging

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard import cached, views
from dashboard.options import OPTIONS, Option
from pipelines.declarations import load_declarations

LOG = logging.getLogger(__name__)
HEADERS = {"Cache-Control": "no-store"}


def route() -> Route:
    """GET: a JSON array of [code, words]; 404 where there is no such list or no data."""
    return Route("/lua-chon/{name}", _answer, methods=["GET"])


async def _answer(request: Request) -> JSONResponse:
    name, query = request.path_params["name"], dict(request.query_params)
    try:
        found = await run_in_threadpool(_options, name, query)
    except Exception:
        LOG.exception("list %s failed", name)
        return JSONResponse([], status_code=500, headers=HEADERS)
    return JSONResponse(found or [], status_code=404 if found is None else 200, headers=HEADERS)


def _options(name: str, query: dict[str, str]) -> list[Option] | None:
    snapshot = cached.published()
    if name not in OPTIONS or snapshot is None or not cached.years(snapshot):
        return None
    return OPTIONS[name](views.view_of(snapshot, "", query, load_declarations()))
