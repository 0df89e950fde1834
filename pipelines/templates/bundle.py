"""One blank workbook for each grassroots organisation, together in one zip."""

from collections.abc import Callable

import polars as pl

from pipelines.declarations import Declarations
from pipelines.templates.book import organisations, template_of
from pipelines.templates.sheets import template_words
from pipelines.whole_files import packed

Report = Callable[[str, int, int], None]
"""Told the stage, the files done and the files in all."""


def silent(stage: str, done: int, total: int) -> None:
    """Report to nobody."""


def templates_of_all(
    units: pl.DataFrame, year: int, declared: Declarations, report: Report = silent
) -> bytes:
    """A zip with `template_of` every grassroots organisation of the year, in the register's order.

    Raises TemplateError as `template_of` does.
    """
    around = template_words().around
    there = organisations(units, year, declared)
    codes = [unit["unit_id"] for unit in there if not unit["parent_id"]]
    files = {}
    for done, code in enumerate(codes):
        report(around["stage"], done, len(codes))
        name = around["file_name"].format(year=year, code=_of_a_file(code))
        files[name] = template_of(code, units, year, declared)
    report(around["stage"], len(codes), len(codes))
    return packed(files)


def _of_a_file(code: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in code)
