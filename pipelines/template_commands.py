"""`soket templates`: blank sheets of a year, for the district or for one organisation each."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.spoken import progress, say

USAGE = 2


def templates(
    year: Annotated[int, typer.Option("--year", metavar="NĂM", help="Năm của biểu mẫu.")],
    output: Annotated[Path, typer.Option("--output", metavar="TỆP", help="Tệp sẽ ghi.")],
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="MÃ", help="Tổ chức cơ sở đảng (mặc định: toàn huyện)."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all-units", help="Mọi tổ chức cơ sở đảng, trong một tệp .zip.")
    ] = False,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--warehouse", metavar="THƯ_MỤC", help="Kho số liệu (mặc định: data/warehouse)."
        ),
    ] = None,
) -> None:
    """Lập biểu mẫu trống của một năm để các đơn vị nhập số liệu."""
    from pipelines.templates.book import TemplateError

    if unit and every:
        _refuse("Chọn --unit hoặc --all-units, không chọn cả hai.")
    try:
        content = _content(year, unit, every, folder)
    except TemplateError as error:
        _refuse(str(error))
    output.write_bytes(content)
    say(f"Đã ghi {output}.")


def _content(year: int, unit: str | None, every: bool, folder: Path | None) -> bytes:
    from pipelines.declarations import load_declarations
    from pipelines.templates.book import template, template_of
    from pipelines.templates.bundle import templates_of_all

    units, declared = _register(folder), load_declarations()
    if every:
        with progress() as report:
            return templates_of_all(units, year, declared, report)
    if unit:
        return template_of(unit, units, year, declared)
    return template(units, year, declared)


def _register(folder: Path | None) -> object:
    """The organisations of the published snapshot. Raises WarehouseError when there is none."""
    from pipelines import warehouse

    kept = folder or warehouse.default_warehouse()
    snapshot_id = warehouse.published_id(kept)
    if snapshot_id is None:
        raise warehouse.WarehouseError(
            f"Kho {kept} chưa có danh mục tổ chức đảng. Nạp bằng `soket load THƯ_MỤC` trước."
        )
    return warehouse.read_state(kept, snapshot_id).units


def _refuse(sentence: str) -> None:
    say(sentence)
    raise typer.Exit(USAGE)
