"""`soket ledger`: who has reported what in a year."""

from contextlib import closing
from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from pipelines.commands.spoken import (
    Format,
    FormatOption,
    WarehouseOption,
    print_frame,
    published,
    refuse,
)

COLUMNS = [
    "year",
    "unit_id",
    "unit_name",
    "form_id",
    "state",
    "due_on",
    "arrived_on",
    "warnings",
    "missing_cells",
]
Level = StrEnum("Level", ["organisation", "cell"])


def ledger(
    year: Annotated[int, typer.Option("--year", metavar="NĂM", help="Năm của các biểu.")],
    warehouse: WarehouseOption = None,
    level: Annotated[
        Level,
        typer.Option("--level", metavar="organisation|cell", help="Tổ chức cơ sở hay chi bộ."),
    ] = Level.organisation,
    form: FormatOption = Format.table,
) -> None:
    """Sổ theo dõi: biểu nào đã có, còn thiếu, nộp trễ."""
    from pipelines import queries

    with closing(published(warehouse)) as connection:
        years = queries.years(connection)
        if year not in years:
            refuse(f"Không có số liệu năm {year}. Chọn một năm: {', '.join(map(str, years))}.")
        rows = queries.ledger(connection, year=year, today=date.today(), level=level.value)
    print_frame(rows.select(COLUMNS), form)
