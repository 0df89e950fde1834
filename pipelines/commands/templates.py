"""`soket templates`: blank sheets of a year, for the district or for one organisation each."""

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
    progress,
    refuse,
    say,
)
from pipelines.whole_files import write_whole


def templates(
    year: Annotated[int, typer.Option("--year", metavar="NĂM", help="Năm của biểu mẫu.")],
    output: OutputOption,
    unit: UnitOption = None,
    every: EveryOption = False,
    warehouse: WarehouseOption = None,
) -> None:
    """Lập biểu mẫu trống của một năm để các đơn vị nhập số liệu."""
    from pipelines.templates.book import TemplateError

    only_one(unit, every)
    try:
        content = _content(year, unit, every, folder_of(warehouse))
    except TemplateError as error:
        refuse(str(error))
    write_whole(output, content)
    say(f"Đã ghi {output}.")


def _content(year: int, unit: str | None, every: bool, folder: Path) -> bytes:
    from pipelines.declarations import load_declarations
    from pipelines.templates.book import register, template, template_of
    from pipelines.templates.bundle import templates_of_all

    units, declared = register(folder), load_declarations()
    if every:
        with progress() as report:
            return templates_of_all(units, year, declared, report)
    if unit:
        return template_of(unit, units, year, declared)
    return template(units, year, declared)
