"""`soket …`: the command line. Data go to standard output, all else to standard error."""

import sys

import typer

from pipelines.commands import (
    aliases,
    asking,
    backup,
    compare,
    findings,
    ledger,
    loading,
    remarks,
    report,
    serving,
    snapshots,
    templates,
)
from pipelines.commands.spoken import (
    DONE,
    UNAVAILABLE,
    USAGE,
    WORDS,
    VietnameseCommand,
    VietnameseGroup,
    no_access,
    say,
    unforeseen,
    usage_sentence,
)

COMMANDS = (
    loading.load,
    loading.check,
    asking.results,
    asking.composition,
    findings.findings,
    snapshots.history,
    snapshots.rollback,
    loading.demo,
    serving.serve,
    ledger.ledger,
    compare.compare,
    report.report,
    templates.templates,
    backup.backup,
    backup.restore,
)
"""In the order in which the help tells them."""

app = typer.Typer(
    cls=VietnameseGroup,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Sơ Kết: nạp biểu tổng hợp hằng năm, tính tám chỉ tiêu, mở bảng điều khiển.",
)

for command in COMMANDS:
    app.command(cls=VietnameseCommand)(command)
app.add_typer(remarks.app, name="remarks")
app.add_typer(aliases.app, name="aliases")


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
