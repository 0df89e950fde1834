"""`soket results`, `soket composition`: the published figures."""

from contextlib import closing
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
from pipelines.declarations import load_declarations

RESULT_COLUMNS = [
    "year",
    "level",
    "unit_id",
    "unit_name",
    "target_id",
    "numerator",
    "denominator",
    "value_pct",
    "goal_pct",
    "verdict",
    "shortfall",
]
COMPOSITION_COLUMNS = [
    "year",
    "level",
    "unit_id",
    "unit_name",
    "dimension",
    "category",
    "count",
    "share_pct",
]

Level = StrEnum("Level", ["district", "sector", "organisation", "cell"])
COMMITTEE = next(iter(load_declarations().bodies))
"""The body of people that the command line shows: the first that is declared."""

Dimension = StrEnum("Dimension", list(load_declarations().dimensions))
YearOption = Annotated[int | None, typer.Option("--year", metavar="NĂM", help="Chỉ lấy năm này.")]
LevelOption = Annotated[
    Level | None,
    typer.Option("--level", metavar="district|sector|organisation|cell", help="Chỉ lấy cấp này."),
]


def results(
    warehouse: WarehouseOption = None,
    year: YearOption = None,
    level: LevelOption = None,
    target: Annotated[
        str | None, typer.Option("--target", metavar="MÃ", help="Chỉ lấy chỉ tiêu này.")
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Tám chỉ tiêu theo năm, cấp, đơn vị."""
    from pipelines import queries

    declared = load_declarations()
    if target and target not in declared.targets:
        refuse(f"Không có chỉ tiêu {target}. Chọn một trong: {', '.join(declared.targets)}.")
    with closing(published(warehouse)) as connection:
        frame = queries.progress(connection, year=year, level=level, target_id=target)
    frame = frame.select(RESULT_COLUMNS)
    print_frame(frame if form is Format.table else _rounded(frame, "value_pct"), form)


def composition(
    warehouse: WarehouseOption = None,
    year: YearOption = None,
    level: LevelOption = None,
    dimension: Annotated[
        Dimension | None,
        typer.Option("--dimension", metavar="|".join(Dimension), help="Chỉ lấy cơ cấu này."),
    ] = None,
    form: FormatOption = Format.table,
) -> None:
    """Cơ cấu, trình độ cấp ủy viên cơ sở."""
    from pipelines import queries

    with closing(published(warehouse)) as connection:
        frame = queries.composition(
            connection, year=year, level=level, body=COMMITTEE, dimension=dimension
        )
    if form is Format.table:
        frame = frame.with_columns(category="category_name")
    frame = frame.select(COMPOSITION_COLUMNS)
    print_frame(frame if form is Format.table else _rounded(frame, "share_pct"), form)


def _rounded(frame: object, column: str) -> object:
    return frame.with_columns(frame[column].round(4))
