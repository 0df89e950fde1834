"""`soket history`, `soket rollback`: the snapshots of a warehouse."""

from typing import Annotated

import typer

from pipelines.commands.spoken import (
    Format,
    FormatOption,
    WarehouseOption,
    folder_of,
    print_frame,
    say,
)


def history(warehouse: WarehouseOption = None, form: FormatOption = Format.table) -> None:
    """Các bản số liệu đã công bố, mới nhất trước."""
    from pipelines.warehouse import history as all_snapshots

    print_frame(all_snapshots(folder_of(warehouse)), form)


def rollback(
    snapshot: Annotated[str, typer.Argument(metavar="MÃ_BẢN", help="Mã bản trong soket history.")],
    warehouse: WarehouseOption = None,
) -> None:
    """Công bố lại một bản trước đây."""
    from pipelines.warehouse import one_loader, switch

    folder = folder_of(warehouse)
    with one_loader(folder):
        switch(folder, snapshot)
    say(f"Đang công bố bản {snapshot}.")
