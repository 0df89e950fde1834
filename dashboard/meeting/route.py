"""The address of the meeting: `/trinh-chieu`, frozen to one snapshot by `ban`."""

import logging
from datetime import datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.components.markup import element, words
from dashboard.meeting.asked import PATH, CannotShowError, asked_for, brief_of
from dashboard.meeting.page import document, meeting_page
from dashboard.wording import say
from pipelines.warehouse import WarehouseError

LOG = logging.getLogger(__name__)
HEADERS = {"Cache-Control": "no-store"}
BACK = "tong-quan"


def route() -> Route:
    """GET: the meeting; 303 to the address with its snapshot; 404 with a sentence."""
    return Route(f"/{PATH}", _answer, methods=["GET"])


async def _answer(request: Request) -> Response:
    return await run_in_threadpool(_page, dict(request.query_params))


def _page(query: dict[str, str]) -> Response:
    try:
        asked = asked_for(query)
        if not asked.is_frozen:
            return RedirectResponse(asked.frozen, 303, headers=HEADERS)
        page = meeting_page(brief_of(asked, datetime.now()), asked.anew)
        return HTMLResponse(page, headers=HEADERS)
    except CannotShowError as problem:
        return _sentence(str(problem), 404)
    except WarehouseError:
        LOG.exception("meeting: snapshot cannot be opened")
        return _sentence(say("state.broken.title"), 404)
    except Exception:
        LOG.exception("meeting failed")
        return _sentence(say("meeting.failed"), 500)


def _sentence(told: str, status: int) -> Response:
    """A calm page: why there is nothing to show, and the way back."""
    back = words("a", say("meeting.back"), href=BACK)
    heading = words("h1", say("meeting.none"))
    block = element("main", heading, words("p", told), element("p", back), class_="none")
    return HTMLResponse(document(say("meeting.none"), block), status, headers=HEADERS)
