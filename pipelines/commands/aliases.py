"""`soket aliases …`: spellings that people confirmed, for the programme of this warehouse."""

from dataclasses import asdict, fields
from typing import Annotated

import polars as pl
import typer

from pipelines.commands.spoken import (
    Format,
    VietnameseCommand,
    VietnameseGroup,
    WarehouseOption,
    folder_of,
    print_frame,
    refuse,
    say,
)
from pipelines.declarations import fresh_declarations
from pipelines.declared_forms import Alias

app = typer.Typer(
    cls=VietnameseGroup,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Tên gọi khác đã xác nhận: của tổ chức, của cột.",
)

SpellingArgument = Annotated[str, typer.Argument(metavar="CÁCH_VIẾT", help="Như ghi trong tệp.")]


@app.command("list", cls=VietnameseCommand)
def listed(
    form: Annotated[
        Format, typer.Option("--format", metavar="table|csv|json", help="Cách in.")
    ] = Format.table,
) -> None:
    """Các tên gọi khác đã xác nhận."""
    schema = {field.name: pl.String for field in fields(Alias)}
    print_frame(pl.DataFrame(list(map(asdict, fresh_declarations().aliases)), schema), form)


@app.command("add", cls=VietnameseCommand)
def added(
    spelling: SpellingArgument,
    target: Annotated[
        str,
        typer.Argument(metavar="MÃ", help="Mã tổ chức, hoặc biểu.cột như member_flow.admitted."),
    ],
    warehouse: WarehouseOption = None,
) -> None:
    """Ghi nhớ một cách viết của tên tổ chức hoặc của tiêu đề cột."""
    from pipelines.aliases import alias_of, keep

    folder = folder_of(warehouse)
    alias = alias_of(spelling, target, folder)
    if alias is None:
        refuse(f"Không có tổ chức hay cột nào mang mã {target}.")
    keep([alias], folder)
    say(f"Đã ghi nhớ “{alias.spelling}”.")


@app.command("remove", cls=VietnameseCommand)
def removed(spelling: SpellingArgument, warehouse: WarehouseOption = None) -> None:
    """Bỏ một cách viết khỏi danh sách."""
    from pipelines.aliases import forget

    count = forget(spelling, folder_of(warehouse))
    if not count:
        refuse(f"Không có “{spelling}” trong danh sách tên gọi khác.")
    say(f"Đã bỏ “{spelling}”.")
