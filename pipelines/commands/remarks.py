"""`soket remarks …`: list, export and import what people wrote beside the figures."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.spoken import (
    Format,
    OutputOption,
    VietnameseCommand,
    VietnameseGroup,
    WarehouseOption,
    folder_of,
    print_frame,
    say,
)

COLUMNS = ["year", "unit_id", "target_id", "cause", "remedy", "owner", "due_on", "state"]

app = typer.Typer(
    cls=VietnameseGroup,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Nhận xét và chương trình họp: xem, xuất, nhập lại.",
)


@app.command("list", cls=VietnameseCommand)
def listed(
    warehouse: WarehouseOption = None,
    year: Annotated[int | None, typer.Option("--year", metavar="NĂM", help="Của năm này.")] = None,
    form: Annotated[
        Format, typer.Option("--format", metavar="table|csv|json", help="Cách in.")
    ] = Format.table,
) -> None:
    """Các nhận xét đang còn; có năm thì kèm tồn đọng của các năm trước."""
    from pipelines.notebook import remarks

    print_frame(remarks.standing(folder_of(warehouse), year=year).select(COLUMNS), form)


@app.command("export", cls=VietnameseCommand)
def exported(
    output: OutputOption,
    warehouse: WarehouseOption = None,
) -> None:
    """Xuất toàn bộ ghi chép ra một tệp để sao lưu."""
    from pipelines.notebook.exchange import export_notebook

    say(f"Đã xuất {export_notebook(folder_of(warehouse), output)} mục vào {output}.")


@app.command("import", cls=VietnameseCommand)
def imported(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp đã xuất.")],
    warehouse: WarehouseOption = None,
) -> None:
    """Nhập lại tệp đã xuất; mục đã có thì giữ nguyên."""
    from pipelines.notebook.exchange import import_notebook

    told = import_notebook(folder_of(warehouse), file)
    say(f"Đã nhập {told['added']} mục; {told['known']} mục đã có từ trước.")
