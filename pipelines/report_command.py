"""`soket report`: the papers of a year, made in a process of the dashboard's own."""

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipelines.spoken import say

USAGE = 2
Kind = StrEnum("Kind", ["docx", "pptx", "xlsx"])
WarehouseOption = Annotated[
    Path | None,
    typer.Option("--warehouse", metavar="THƯ_MỤC", help="Kho số liệu (mặc định: data/warehouse)."),
]


def report(
    output: Annotated[Path, typer.Option("--output", metavar="TỆP", help="Tệp sẽ ghi.")],
    year: Annotated[int, typer.Option("--year", metavar="NĂM", help="Năm của báo cáo.")],
    kind: Annotated[
        Kind, typer.Option("--kind", metavar="|".join(Kind), help="Word, trình chiếu hoặc phụ lục.")
    ],
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="MÃ", help="Tổ chức cơ sở đảng (mặc định: toàn huyện)."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all-units", help="Mọi tổ chức cơ sở đảng, trong một tệp .zip.")
    ] = False,
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

    from pipelines.warehouse import default_warehouse

    if unit and every:
        say("Chọn --unit hoặc --all-units, không chọn cả hai.")
        raise typer.Exit(USAGE)
    order = {
        "year": year,
        "kind": kind,
        "unit": unit,
        "all_units": every,
        "date": day and day.date().isoformat(),
        "output": str(output.resolve()),
        "warehouse": str((warehouse or default_warehouse()).resolve()),
    }
    command = [sys.executable, "-m", "dashboard.report", json.dumps(order)]
    root = Path(__file__).parents[1]
    raise typer.Exit(subprocess.run(command, cwd=root, check=False).returncode)
