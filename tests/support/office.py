"""LibreOffice as a test uses it: papers in, the text of their printed pages out."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

VIETNAMESE = {"LANG": "vi_VN.UTF-8"}


def printed(papers: Iterable[Path], folder: Path) -> dict[str, list[str]]:
    """Name of a paper → the words of its pages; all are opened by one start of LibreOffice."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
    environment = os.environ | VIETNAMESE
    subprocess.run([*command, *papers], check=True, capture_output=True, env=environment)
    return {paper.name: _pages(folder / f"{paper.stem}.pdf") for paper in papers}


def _pages(pdf: Path) -> list[str]:
    done = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.split("\f")[:-1]
