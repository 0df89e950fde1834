"""How the command line speaks: Vietnamese help and errors, tables, CSV and JSON, progress."""

import csv
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperCommand, TyperGroup

from pipelines.declarations import DECLARED, load_declarations
from pipelines.disk import refusal

DONE, REFUSED, USAGE, UNAVAILABLE = 0, 1, 2, 3
"""Exit codes: published or answered · findings with errors · wrong usage · not ready."""

WarehouseOption = Annotated[
    Path | None,
    typer.Option("--warehouse", metavar="THƯ_MỤC", help="Kho số liệu (mặc định: data/warehouse)."),
]
UnitOption = Annotated[
    str | None,
    typer.Option("--unit", metavar="MÃ", help="Tổ chức cơ sở đảng (mặc định: toàn huyện)."),
]
EveryOption = Annotated[
    bool, typer.Option("--all-units", help="Mọi tổ chức cơ sở đảng, trong một tệp .zip.")
]
OutputOption = Annotated[Path, typer.Option("--output", metavar="TỆP", help="Tệp sẽ ghi.")]

WORDS = tomllib.loads((DECLARED / "command_line.toml").read_text(encoding="utf-8"))
SPOKEN = ("level", "severity", "state", "change")
"""Columns whose codes have words of their own."""

_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?%?")


class Format(StrEnum):
    """How data are printed."""

    table = "table"
    csv = "csv"
    json = "json"


FormatOption = Annotated[
    Format, typer.Option("--format", metavar="table|csv|json", help="Cách in số liệu.")
]


class VietnameseCommand(TyperCommand):
    """A command whose help is Vietnamese."""

    def get_help(self, ctx: typer.Context) -> str:
        """The help text."""
        return _in_vietnamese(super().get_help(ctx))


class VietnameseGroup(TyperGroup):
    """A group of commands whose help is Vietnamese."""

    def get_help(self, ctx: typer.Context) -> str:
        """The help text."""
        return _in_vietnamese(super().get_help(ctx))


def _in_vietnamese(text: str) -> str:
    for english, vietnamese in WORDS["help"].items():
        text = text.replace(english, vietnamese)
    return text


def usage_sentence(error: Exception) -> str:
    """What was wrong with the command line, as a sentence."""
    kinds = [kind.__name__ for kind in type(error).__mro__]
    says = next((WORDS["errors"][kind] for kind in kinds if kind in WORDS["errors"]), "{name}")
    param = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or _parameter(param)
    choices = f" (cần {param.metavar})" if getattr(param, "metavar", None) else ""
    return says.format(name=name, choices=choices)


def _parameter(param: object) -> str:
    options = [option for option in getattr(param, "opts", ()) if option.startswith("--")]
    return (options or [getattr(param, "metavar", None) or "tham số"])[0]


def no_access(error: OSError) -> str:
    """A sentence for a file or folder that cannot be read or written."""
    file, why = error.filename or "tệp", refusal(error) or error.strerror
    return f"Không đọc hoặc ghi được {file}: {why}. Không có gì thay đổi."


def unforeseen(error: Exception) -> str:
    """A sentence for what nobody foresaw: the kind of error and its line, never the data."""
    step = error.__traceback__
    while step.tb_next:
        step = step.tb_next
    where = f"{Path(step.tb_frame.f_code.co_filename).name}:{step.tb_lineno}"
    return (
        f"Lỗi ngoài dự kiến ({type(error).__name__}, {where}); "
        "số liệu đang công bố không thay đổi. Gửi dòng này cho người phụ trách phần mềm."
    )


def say(sentence: str) -> None:
    """A sentence for the person at the screen, on standard error."""
    print(sentence, file=sys.stderr, flush=True)


def refuse(sentence: str) -> None:
    """Say what was wrong with the command, and end it."""
    say(sentence)
    raise typer.Exit(USAGE)


def only_one(unit: str | None, every: bool) -> None:
    """Refuse one unit and all units at once."""
    if unit and every:
        refuse("Chọn --unit hoặc --all-units, không chọn cả hai.")


def folder_of(warehouse: Path | None) -> Path:
    """The warehouse that was named, or that of this PC."""
    from pipelines.warehouse import default_warehouse

    return warehouse or default_warehouse()


def published(warehouse: Path | None) -> object:
    """A connection to the published snapshot. Raises WarehouseError where there is none."""
    from pipelines.warehouse import WarehouseError, open_results, published_id

    folder = folder_of(warehouse)
    snapshot_id = published_id(folder)
    if snapshot_id is None:
        raise WarehouseError(
            f"Kho {folder} chưa có số liệu. Nạp bằng `soket load THƯ_MỤC`, hoặc `soket demo`."
        )
    return open_results(folder, snapshot_id)


# ---- Data ----


def print_frame(frame: object, form: Format) -> None:
    """Print a Polars frame on standard output: nothing else goes there."""
    if form is Format.table:
        _print_table(frame)
    elif form is Format.json:
        json.dump(frame.to_dicts(), sys.stdout, ensure_ascii=False, default=str, indent=1)
        print()
    else:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(frame.columns)
        writer.writerows([_without_formula(v) for v in row] for row in frame.iter_rows())


def _without_formula(value: object) -> object:
    """Texts that a spreadsheet would take for a formula get an apostrophe in front."""
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def _print_table(frame: object) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, title=load_declarations().illustrative or None)
    for column, dtype in frame.schema.items():
        right = "right" if dtype.is_numeric() and column != "year" else "left"
        table.add_column(WORDS["columns"].get(column, column), justify=right, overflow="fold")
    for row in frame.iter_rows(named=True):
        table.add_row(*(_shown(column, value) for column, value in row.items()))
    Console(width=None if sys.stdout.isatty() else 200).print(table)


def _shown(column: str, value: object) -> str:
    from pipelines import formatting

    if column.endswith("_pct"):
        return formatting.percent(value)
    if isinstance(value, bool):
        return WORDS["words"][str(value).lower()]
    if isinstance(value, datetime):
        return formatting.datetime(value)
    if isinstance(value, date):
        return formatting.date(value)
    if column == "year":
        return _year(value)
    if isinstance(value, int | None):
        return formatting.count(value)
    return _word(column, str(value))


def _year(year: int) -> str:
    """A year, and for a part year the day at which its figures end."""
    from pipelines import formatting

    part = load_declarations().part_years.get(year)
    return f"{year} (đến {formatting.date(part.until)})" if part else str(year)


def _word(column: str, value: str) -> str:
    declared = load_declarations()
    if column == "target_id":
        return declared.targets[value].name
    if column.endswith("verdict"):
        verdict = declared.verdicts[value]
        return f"{verdict.icon} {verdict.name}"
    if column == "dimension":
        return declared.dimensions[value].name
    if column == "form_id":
        return declared.forms[value].title
    if column == "measure_id":
        return declared.measures[value].name
    return WORDS["words"].get(value, value) if column in SPOKEN else value


# ---- Progress ----


@contextmanager
def progress() -> Iterator:
    """A report function that draws a bar on standard error, or says each stage once off screen."""
    if not sys.stderr.isatty():
        yield _stage_lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task("", total=1)
        yield lambda stage, done, total: bars.update(
            task, description=stage, completed=done, total=total
        )


def _stage_lines() -> object:
    said: list[str] = []

    def report(stage: str, done: int, total: int) -> None:
        if stage not in said:
            said.append(stage)
            say(f"{stage}…")

    return report
