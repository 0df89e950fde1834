"""The server as `soket serve` starts it: compressed files, headers, addresses, its end."""

import gzip
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from servers import ROOT, dashboard, wait_for

from dashboard.assets import Assets, streamlits

SHIPPED = Path(streamlit.__file__).parent / "static"
SCRIPTS = ["PlotlyChart", "protobuf", "DataFrame", "index"]
HOSTILE = ["static/../../static/index.html", "../__init__.py", "static", "static/none.js", ""]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with dashboard(tmp_path_factory.mktemp("empty")) as address:
        yield address


def _get(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, dict(refused.headers), refused.read()


def _names(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_the_shipped_one_compressed(address: str, script: str):
    file = next((SHIPPED / "static" / "js").glob(f"{script}.*.js"))
    path = f"{address}/static/js/{file.name}"
    _, headers, content = _get(path, **{"Accept-Encoding": "gzip, br"})
    _, plain_headers, plain = _get(path)
    assert gzip.decompress(content) == plain == file.read_bytes()
    assert len(content) < len(plain) / 2
    headers, plain_headers = _names(headers), _names(plain_headers)
    assert headers["content-encoding"] == "gzip"
    assert headers["vary"] == "Accept-Encoding"
    assert headers["cache-control"] == plain_headers["cache-control"]
    assert "javascript" in headers["content-type"]
    assert "content-encoding" not in plain_headers


@pytest.mark.parametrize("page", ["/", "/tong-quan"])
def test_the_first_answer_is_compressed_and_asked_for_anew(address: str, page: str):
    _, headers, content = _get(address + page, **{"Accept-Encoding": "gzip"})
    assert gzip.decompress(content) == (SHIPPED / "index.html").read_bytes()
    assert _names(headers)["cache-control"] == "no-cache"


def test_fonts_are_served_as_they_are(address: str):
    font = next(SHIPPED.rglob("SourceSans*.woff2"))
    path = f"{address}/{font.relative_to(SHIPPED).as_posix()}"
    status, headers, content = _get(path, **{"Accept-Encoding": "gzip"})
    assert (status, content) == (200, font.read_bytes())
    assert "content-encoding" not in _names(headers)


def test_every_answer_is_guarded(address: str):
    for path in ("/", "/tong-quan", "/_stcore/health", "/tai-ve/x.csv"):
        headers = _names(_get(address + path)[1])
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["content-security-policy"] == "frame-ancestors 'self'"


def test_an_unknown_file_is_a_sentence(address: str):
    status, headers, content = _get(f"{address}/tai-ve/khong-co.xlsx")
    assert (status, "Không có tệp số liệu này" in content.decode()) == (404, True)
    assert _names(headers)["content-type"] == "text/plain; charset=utf-8"


def test_a_way_out_of_the_folder_is_no_file(address: str):
    for path in ("/static/../../serving.py", "/static/%2e%2e/%2e%2e/__init__.py"):
        _, _, content = _get(address + path, **{"Accept-Encoding": "gzip"})
        assert b"import" not in content


@pytest.mark.parametrize("name", HOSTILE)
def test_only_files_of_the_folder_are_compressed(name: str):
    assert not Assets(SHIPPED / "static").is_text(name)


def test_what_a_first_visit_needs_is_there_after_the_start():
    assets = streamlits()
    assets.prepare().join()
    names = list(assets.needed())
    assert names[0] == "index.html"
    assert "PlotlyChart" in names[-1]
    assert [name for name in names if assets.ready(name) is None] == []
    assert sum(len(assets.packed(name)) for name in names) < 2_500_000


def test_a_streamlit_without_files_is_no_error(tmp_path: Path):
    assets = Assets(tmp_path)
    assets.prepare().join()
    assert list(assets.needed()) == []


# ---- Start and end ----


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _start(tmp_path: Path, *words: str) -> tuple[subprocess.Popen, int]:
    port = _free_port()
    command = [sys.executable, *words, f"--server.port={port}"]
    environment = os.environ | {"SOKET_WAREHOUSE": str(tmp_path)}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE)
    wait_for(f"http://127.0.0.1:{port}/_stcore/health")
    return server, port


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_in_silence(tmp_path: Path, sign: signal.Signals):
    server, port = _start(tmp_path, "-m", "dashboard.serving")
    server.send_signal(sign)
    _, said = server.communicate(timeout=20)
    assert (server.returncode, said.decode()) == (0, "")
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_streamlit_run_serves_the_same(tmp_path: Path):
    server, port = _start(tmp_path, "-m", "streamlit", "run", "dashboard/serving.py")
    try:
        status, _, _ = _get(f"http://127.0.0.1:{port}/tai-ve/khong-co.csv")
        assert status == 404
    finally:
        server.terminate()
        server.communicate(timeout=20)


def test_it_listens_to_this_pc_only(tmp_path: Path):
    server, port = _start(tmp_path, "-m", "dashboard.serving")
    try:
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.2", port)) != 0
    finally:
        server.terminate()
        server.communicate(timeout=20)
