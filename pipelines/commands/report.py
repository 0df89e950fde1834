"""`soket report`: the papers of a year, made in a process of the dashboard's own."""

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.spoken import (
    EveryOption,
    OutputOption,
    UnitOption,
    WarehouseOption,
    folder_of,
    only_one,
)

Kind = StrEnum("Kind", ["docx", "pptx", "xlsx"])


def report(
    output: OutputOption,
    year: Annotated[int, typer.Option("--year", metavar="NĂM", help="Năm của báo cáo.")],
    kind: Annotated[
        Kind, typer.Option("--kind", metavar="|".join(Kind), help="Word, trình chiếu hoặc phụ lục.")
    ],
    unit: UnitOption = None,
    every: EveryOption = False,
    day: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], metavar="NGÀY", help="Ngày báo cáo, dạng 2026-01-31."
        ),
    ] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Lập báo cáo sơ kết: Word, trình chiếu hoặc phụ lục Excel."""
    import json
    import subprocess

    only_one(unit, every)
    order = {
        "year": year,
        "kind": kind,
        "unit": unit,
        "all_units": every,
        "date": day and day.date().isoformat(),
        "output": str(output.resolve()),
        "warehouse": str(folder_of(warehouse).resolve()),
    }
    command = [sys.executable, "-m", "dashboard.report", json.dumps(order)]
    root = Path(__file__).parents[2]
    raise typer.Exit(subprocess.run(command, cwd=root, check=False).returncode)
