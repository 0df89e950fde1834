"""LibreOffice as a test uses it: papers in, the text of their printed pages out."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

VIETNAMESE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>vi-VN</value></prop></item></oor:items>
"""
"""The setting of an office in Vietnam, whatever the PC speaks."""


def printed(papers: Iterable[Path], folder: Path) -> dict[str, list[str]]:
    """Name of a paper → the words of its pages; all are opened by one start of LibreOffice."""
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(VIETNAMESE, encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
    subprocess.run([*command, *papers], check=True, capture_output=True)
    return {paper.name: _pages(folder / f"{paper.stem}.pdf") for paper in papers}


def _pages(pdf: Path) -> list[str]:
    done = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.split("\f")[:-1]
