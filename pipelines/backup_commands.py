"""`soket backup`, `soket restore`: the whole state as one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.spoken import say

FolderOption = Annotated[
    Path | None,
    typer.Option("--warehouse", metavar="THƯ_MỤC", help="Kho số liệu (mặc định: data/warehouse)."),
]


def backup(
    output: Annotated[Path, typer.Option("--output", metavar="TỆP", help="Tệp .zip sẽ ghi.")],
    folder: FolderOption = None,
) -> None:
    """Sao lưu bản đang công bố và mọi ghi chép vào một tệp."""
    from pipelines.backup import backup as whole

    part = output.with_name(f".{output.name}.part")
    part.write_bytes(whole(_folder(folder)))
    part.replace(output)
    say(f"Đã ghi {output}.")


def restore(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp đã sao lưu.")],
    folder: FolderOption = None,
) -> None:
    """Khôi phục từ tệp sao lưu; những gì đang có trong kho vẫn giữ lại."""
    from pipelines.backup import restore as back

    say(f"Đã khôi phục; đang công bố bản {back(_folder(folder), file.read_bytes())}.")


def _folder(folder: Path | None) -> Path:
    from pipelines.warehouse import default_warehouse

    return folder or default_warehouse()
