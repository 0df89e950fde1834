"""A server with the one route of the meeting, on a warehouse that a test may load into."""

import shutil
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette

from dashboard.meeting import route as meeting

Answer = tuple[int, str, str]


class Unmoved(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer like any other."""

    def redirect_request(self, *_: object) -> None:
        return None


@pytest.fixture(scope="session")
def meeting_address() -> Iterator[str]:
    """The address of the server; the warehouse is the one that the test sets."""
    app = Starlette(routes=[meeting.route()])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def get(meeting_address: str) -> Callable[[str], Answer]:
    """Ask for `/trinh-chieu?…`: status, where it leads, the page."""
    opener = urllib.request.build_opener(Unmoved)

    def ask(query: str) -> Answer:
        path = f"{meeting_address}/trinh-chieu{urllib.parse.quote(query, safe='?&=,~')}"
        try:
            with opener.open(path, timeout=30) as answer:
                return answer.status, "", answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.headers.get("location", ""), refused.read().decode()

    return ask


@pytest.fixture
def warehouse(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the invented district's warehouse, and the one that is served."""
    folder = tmp_path / "warehouse"
    shutil.copytree(demo, folder)
    monkeypatch.setenv("SOKET_WAREHOUSE", str(folder))
    return folder
