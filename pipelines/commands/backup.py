"""`soket backup`, `soket restore`: the whole state as one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.spoken import OutputOption, WarehouseOption, folder_of, say
from pipelines.whole_files import write_whole


def backup(output: OutputOption, warehouse: WarehouseOption = None) -> None:
    """Sao lưu bản đang công bố và mọi ghi chép vào một tệp .zip."""
    from pipelines.backup import backup as whole

    write_whole(output, whole(folder_of(warehouse)))
    say(f"Đã ghi {output}.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp đã sao lưu.")],
    warehouse: WarehouseOption = None,
) -> None:
    """Khôi phục từ tệp sao lưu; không mất gì đang có."""
    from pipelines.backup import restore as back

    say(f"Đã khôi phục; đang công bố bản {back(folder_of(warehouse), file.read_bytes())}.")
