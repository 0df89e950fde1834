"""`soket serve`: the dashboard on this machine."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.spoken import UNAVAILABLE, WarehouseOption, folder_of, say


def serve(
    warehouse: WarehouseOption = None,
    port: Annotated[
        int, typer.Option("--port", metavar="CỔNG", min=1, max=65535, help="Cổng.")
    ] = 8501,
) -> None:
    """Mở bảng điều khiển trên máy này."""
    if _is_taken(port):
        say(f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác: --port {port + 1}.")
        raise typer.Exit(UNAVAILABLE)
    root = Path(__file__).parents[2]
    say(f"Bảng điều khiển: http://127.0.0.1:{port}  (dừng: Ctrl+C)")
    command = [sys.executable, "-m", "dashboard.serving", f"--server.port={port}"]
    environment = os.environ | {"SOKET_WAREHOUSE": str(folder_of(warehouse).resolve())}
    raise typer.Exit(subprocess.run(command, cwd=root, env=environment, check=False).returncode)


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
