"""`soket load`, `soket check`, `soket demo`: exports read, checked, published."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.findings import print_findings
from pipelines.commands.spoken import (
    DONE,
    REFUSED,
    Format,
    FormatOption,
    WarehouseOption,
    folder_of,
    progress,
    refuse,
    say,
)
from pipelines.declarations import DATA

Paths = Annotated[
    list[Path],
    typer.Argument(metavar="TỆP_HOẶC_THƯ_MỤC", help="Tệp .xlsx, .xls, .ods, .csv hoặc thư mục."),
]
FileYearOption = Annotated[
    int | None, typer.Option("--year", metavar="NĂM", help="Năm của tệp không tự ghi năm.")
]
OldTextOption = Annotated[
    bool, typer.Option("--old-text", help="Chấp nhận chữ gõ bằng TCVN3 hoặc VNI, đổi sang Unicode.")
]


def load(
    paths: Paths,
    warehouse: WarehouseOption = None,
    year: FileYearOption = None,
    old_text: OldTextOption = False,
    form: FormatOption = Format.table,
) -> None:
    """Nạp và công bố; có lỗi thì không công bố gì."""
    from pipelines.load import load as run

    run = partial(run, year=year, accepts_old_text=old_text)
    _conclude(_bring(run, paths, warehouse, form))


def check(
    paths: Paths,
    warehouse: WarehouseOption = None,
    year: FileYearOption = None,
    old_text: OldTextOption = False,
    form: FormatOption = Format.table,
) -> None:
    """Kiểm tra như khi nạp nhưng không công bố."""
    from pipelines.load import check as run

    run = partial(run, year=year, accepts_old_text=old_text)
    checked = _bring(run, paths, warehouse, form)
    say(_tally(checked) + (" Nạp sẽ không công bố." if checked.has_errors else " Nạp được."))
    raise typer.Exit(REFUSED if checked.has_errors else DONE)


def demo(warehouse: WarehouseOption = None) -> None:
    """Ghi và nạp bộ số liệu minh họa."""
    from pipelines.demo import write_demo
    from pipelines.files.exports import find_exports
    from pipelines.load import load as run

    exports = DATA / "demo"
    if not find_exports([exports]):
        write_demo(exports)
    with progress() as report:
        loaded = run([exports], folder_of(warehouse), report=report)
    _conclude(loaded)


def _bring(run: Callable, paths: list[Path], warehouse: Path | None, form: Format) -> object:
    """Load or check the exports, with a bar, and print what was found."""
    exports = _existing(paths)
    with progress() as report:
        loaded = run(exports, folder_of(warehouse), report=report)
    print_findings(loaded.findings, form)
    return loaded


def _existing(paths: list[Path]) -> list[Path]:
    from pipelines.files.exports import SUFFIXES, find_exports, is_export

    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        refuse(f"Không tìm thấy: {', '.join(missing)}.")
    if not any(is_export(export.label) for export in find_exports(paths)):
        refuse(f"Không có tệp {', '.join(SUFFIXES)} nào để nạp.")
    return paths


def _tally(loaded: object) -> str:
    errors = (loaded.findings["severity"] == "error").sum()
    return f"{errors} lỗi, {loaded.findings.height - errors} cảnh báo."


def _conclude(loaded: object) -> None:
    if loaded.has_errors:
        kept = f"Bản {loaded.snapshot_id} vẫn như cũ." if loaded.snapshot_id else "Kho vẫn trống."
        say(f"{_tally(loaded)} Không công bố gì. {kept}")
        raise typer.Exit(REFUSED)
    news = "Đã công bố bản" if loaded.is_new else "Không có gì mới; vẫn là bản"
    say(f"{news} {loaded.snapshot_id}. {_tally(loaded)}")
