"""Start the dashboard in this process, warmed up: the first visitor does not wait for imports.

`python -m dashboard.serving --server.port=8501` or `streamlit run dashboard/serving.py`. Beside
Streamlit's pages it serves Streamlit's files compressed, every block's numbers as a file, and
long lists when they are opened.
"""

import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import App

from dashboard import option_route
from dashboard.assets import Compressed, streamlits
from dashboard.desk import route as desk
from dashboard.downloads.find import find
from dashboard.downloads.route import routes
from dashboard.meeting import route as meeting
from pipelines import queries
from pipelines.warehouse import WarehouseError, default_warehouse, open_results, published_id

APP = Path(__file__).with_name("app.py")
ASSETS = streamlits()
# What a browser may not do with our pages; Streamlit leaves these to a proxy.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "frame-ancestors 'self'",
}


class Guarded:
    """Middleware: every answer carries `HEADERS`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, and add the headers to the beginning of its answer."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, guarded if scope["type"] == "http" else send)


@asynccontextmanager
async def warm(_: App) -> AsyncIterator[None]:
    """Before the first visitor is let in: the files in a thread, the imports here."""
    ASSETS.prepare()
    warm_up()
    yield


def warm_up() -> None:
    """Import what the first page needs and answer one question, if there is anything to ask."""
    import plotly.graph_objects  # noqa: F401

    import dashboard.frame  # noqa: F401

    with suppress(WarehouseError):  # the page itself says what is wrong
        warehouse = default_warehouse()
        snapshot_id = published_id(warehouse)
        if snapshot_id:
            with closing(open_results(warehouse, snapshot_id)) as connection:
                queries.progress(connection, level="district")


app = App(
    APP,
    lifespan=warm,
    routes=[*routes(find), option_route.route(), meeting.route(), *desk.routes()],
    middleware=[Middleware(Guarded), Middleware(Compressed, assets=ASSETS)],
)


def main() -> None:
    """Serve with the command line's options (`--server.port=8501`) until told to stop."""
    from streamlit.web import cli

    # The server closes its connections first, then lets the signal through.
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: sys.exit(0))
    sys.argv = ["streamlit", "run", __file__, *sys.argv[1:]]
    cli.main()


if __name__ == "__main__":
    main()
