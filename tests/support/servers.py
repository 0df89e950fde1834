"""Servers and the browser of the tests: the real dashboard on a free port, Debian's Chromium."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
CHROMIUM += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
CHROMIUM_PATH = "/usr/bin/chromium-headless-shell"
"""Debian's Chromium without a window: the same engine, a fifth less work than the whole browser."""


@contextmanager
def dashboard(warehouse: Path) -> Iterator[str]:
    """The dashboard, as `soket serve` starts it."""
    environment = os.environ | {"SOKET_WAREHOUSE": str(warehouse)}
    with served(["-m", "dashboard.serving"], ROOT, environment) as address:
        yield address


@contextmanager
def served(command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """A server on a free port, ready to answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, *command, f"--server.port={port}"]
    server = subprocess.Popen(
        words, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str, seconds: float = 60) -> None:
    """Return when the address answers."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError(address)
