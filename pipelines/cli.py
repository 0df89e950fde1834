"""`soket …`: the command line, thin. Data go to standard output, all else to standard error."""

import sys
from collections.abc import Callable
from contextlib import closing
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from pipelines import (
    backup_commands,
    compare_command,
    ledger_command,
    report_command,
    template_commands,
)
from pipelines.alias_commands import app as alias_commands
from pipelines.declarations import DATA, load_declarations
from pipelines.remark_commands import app as remark_commands
from pipelines.spoken import (
    DONE,
    REFUSED,
    UNAVAILABLE,
    USAGE,
    WORDS,
    Format,
    FormatOption,
    VietnameseCommand,
    VietnameseGroup,
    WarehouseOption,
    folder_of,
    no_access,
    print_frame,
    progress,
    published,
    refuse,
    say,
    unforeseen,
    usage_sentence,
)

app = typer.Typer(
    cls=VietnameseGroup,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Sơ Kết: nạp biểu tổng hợp hằng năm, tính tám chỉ tiêu, mở bảng điều khiển.",
)


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
FINDING_COLUMNS = ["severity", "rule", "file", "sheet", "cell", "value", "message"]

Level = StrEnum("Level", ["district", "sector", "organisation", "cell"])
COMMITTEE = next(iter(load_declarations().bodies))
"""The body of people that the command line shows: the first that is declared."""

Dimension = StrEnum("Dimension", list(load_declarations().dimensions))
Paths = Annotated[
    list[Path],
    typer.Argument(metavar="TỆP_HOẶC_THƯ_MỤC", help="Tệp .xlsx, .xls, .ods, .csv hoặc thư mục."),
]
YearOption = Annotated[int | None, typer.Option("--year", metavar="NĂM", help="Chỉ lấy năm này.")]
FileYearOption = Annotated[
    int | None, typer.Option("--year", metavar="NĂM", help="Năm của tệp không tự ghi năm.")
]
OldTextOption = Annotated[
    bool, typer.Option("--old-text", help="Chấp nhận chữ gõ bằng TCVN3 hoặc VNI, đổi sang Unicode.")
]
LevelOption = Annotated[
    Level | None,
    typer.Option("--level", metavar="district|sector|organisation|cell", help="Chỉ lấy cấp này."),
]


@app.command(cls=VietnameseCommand)
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


@app.command(cls=VietnameseCommand)
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


@app.command(cls=VietnameseCommand)
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


@app.command(cls=VietnameseCommand)
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


@app.command(cls=VietnameseCommand)
def findings(warehouse: WarehouseOption = None, form: FormatOption = Format.table) -> None:
    """Các cảnh báo của bản số liệu đang công bố."""
    from pipelines import queries

    with closing(published(warehouse)) as connection:
        _print_findings(queries.findings(connection), form)


@app.command(cls=VietnameseCommand)
def history(warehouse: WarehouseOption = None, form: FormatOption = Format.table) -> None:
    """Các bản số liệu đã công bố, mới nhất trước."""
    from pipelines.warehouse import history as all_snapshots

    print_frame(all_snapshots(folder_of(warehouse)), form)


@app.command(cls=VietnameseCommand)
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


@app.command(cls=VietnameseCommand)
def demo(warehouse: WarehouseOption = None) -> None:
    """Ghi và nạp bộ số liệu minh họa."""
    from pipelines.demo import write_demo
    from pipelines.load import load as run
    from pipelines.reading.exports import find_exports

    exports = DATA / "demo"
    if not find_exports([exports]):
        write_demo(exports)
    with progress() as report:
        loaded = run([exports], folder_of(warehouse), report=report)
    _conclude(loaded)


@app.command(cls=VietnameseCommand)
def serve(
    warehouse: WarehouseOption = None,
    port: Annotated[
        int, typer.Option("--port", metavar="CỔNG", min=1, max=65535, help="Cổng.")
    ] = 8501,
) -> None:
    """Mở bảng điều khiển trên máy này."""
    import os
    import subprocess

    if _is_taken(port):
        say(f"Cổng {port} đang có chương trình khác dùng. Chọn cổng khác: --port {port + 1}.")
        raise typer.Exit(UNAVAILABLE)
    root = Path(__file__).parents[1]
    say(f"Bảng điều khiển: http://127.0.0.1:{port}  (dừng: Ctrl+C)")
    command = [sys.executable, "-m", "dashboard.serving", f"--server.port={port}"]
    environment = os.environ | {"SOKET_WAREHOUSE": str(folder_of(warehouse).resolve())}
    raise typer.Exit(subprocess.run(command, cwd=root, env=environment, check=False).returncode)


app.command(cls=VietnameseCommand)(ledger_command.ledger)
app.command(cls=VietnameseCommand)(compare_command.compare)
app.command(cls=VietnameseCommand)(report_command.report)
app.command(cls=VietnameseCommand)(template_commands.templates)
app.command(cls=VietnameseCommand)(backup_commands.backup)
app.command(cls=VietnameseCommand)(backup_commands.restore)
app.add_typer(remark_commands, name="remarks")
app.add_typer(alias_commands, name="aliases")


def _is_taken(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


# ---- Shared steps ----


def _bring(run: Callable, paths: list[Path], warehouse: Path | None, form: Format) -> object:
    """Load or check the exports, with a bar, and print what was found."""
    exports = _existing(paths)
    with progress() as report:
        loaded = run(exports, folder_of(warehouse), report=report)
    _print_findings(loaded.findings, form)
    return loaded


def _existing(paths: list[Path]) -> list[Path]:
    from pipelines.reading.exports import SUFFIXES, find_exports, is_export

    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        refuse(f"Không tìm thấy: {', '.join(missing)}.")
    if not any(is_export(export.label) for export in find_exports(paths)):
        refuse(f"Không có tệp {', '.join(SUFFIXES)} nào để nạp.")
    return paths


def _rounded(frame: object, column: str) -> object:
    return frame.with_columns(frame[column].round(4))


def _print_findings(frame: object, form: Format) -> None:
    if form is not Format.table or not frame.is_empty():
        print_frame(frame.select(FINDING_COLUMNS), form)


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


def main() -> None:
    """Run the command line; every error is a sentence and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    sys.exit(_run())


def _run() -> int:
    from pipelines.notebook.file import NotebookError
    from pipelines.warehouse import WarehouseError

    try:
        return app(standalone_mode=False) or DONE
    except typer.Exit as ended:
        return ended.exit_code
    except (typer.Abort, KeyboardInterrupt):
        say("Đã dừng; không có gì thay đổi.")
        return UNAVAILABLE
    except (WarehouseError, NotebookError) as error:
        say(str(error))
        return UNAVAILABLE
    except OSError as error:
        say(no_access(error))
        return UNAVAILABLE
    except Exception as error:
        if hasattr(error, "ctx"):
            return _wrong_usage(error)
        say(unforeseen(error))
        return UNAVAILABLE


def _wrong_usage(error: Exception) -> int:
    sentence = usage_sentence(error)
    command = error.ctx.command_path if error.ctx else "soket"
    if not sentence:
        print(error.ctx.get_help())
        return USAGE
    say(f"{sentence} {WORDS['errors']['hint'].format(command=command)}")
    return USAGE


if __name__ == "__main__":
    main()
