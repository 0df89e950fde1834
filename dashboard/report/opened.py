"""Open what a brief is made from: a snapshot of a warehouse, outside any browser."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import polars as pl

from dashboard.report.brief import Ask, Brief
from dashboard.selection import DISTRICT, Scope
from dashboard.wording import say
from pipelines import queries, warehouse
from pipelines.declarations import Declarations, load_declarations
from pipelines.notebook.remarks import standing


class ReportError(Exception):
    """What was asked for cannot be written; the text is a Vietnamese sentence."""


@dataclass(frozen=True)
class Source:
    """A snapshot that is open: how it is asked, its own row, its folder."""

    ask: Ask
    about: dict
    years: tuple[int, ...]
    folder: Path
    declared: Declarations


@contextmanager
def opened(folder: Path, snapshot_id: str | None = None) -> Iterator[Source]:
    """A snapshot of the warehouse, the published one without an id; every answer is kept.

    Raises ReportError for an empty warehouse, `warehouse.WarehouseError` for one that is broken.
    """
    snapshot_id = snapshot_id or warehouse.published_id(folder)
    if snapshot_id is None:
        raise ReportError(say("report.nothing_published"))
    with closing(warehouse.open_results(folder, snapshot_id)) as connection:

        @cache
        def ask(question: Callable[..., pl.DataFrame], **narrowed: object) -> pl.DataFrame:
            return question(connection, **narrowed)

        about = queries.snapshot(connection).row(0, named=True)
        years = tuple(sorted(queries.years(connection)))
        yield Source(ask, about, years, folder, load_declarations())


def brief_of(
    source: Source,
    year: int,
    unit_id: str = DISTRICT,
    *,
    made_at: datetime,
    target_ids: tuple[str, ...] = (),
    unit_ids: tuple[str, ...] = (),
) -> Brief:
    """The brief of one unit in one year. Raises ReportError for a year or unit without figures."""
    if year not in source.years:
        known = ", ".join(map(str, source.years))
        raise ReportError(say("report.no_year", year=year, years=known))
    scope = _scope(source, year, unit_id)
    only = {} if scope.level == DISTRICT else {"level": scope.level, "unit_id": unit_id}
    return Brief(
        ask=source.ask,
        declared=source.declared,
        about=source.about,
        year=year,
        scope=scope,
        remarks=standing(source.folder, year=year, **only),
        made_at=made_at,
        target_ids=target_ids,
        unit_ids=unit_ids,
    )


def _scope(source: Source, year: int, unit_id: str) -> Scope:
    only = {"level": DISTRICT} if unit_id == DISTRICT else {}
    found = source.ask(queries.progress, year=year, **only, unit_id=unit_id)
    if found.is_empty():
        raise ReportError(say("report.no_unit", unit=unit_id, year=year))
    level, name = found.select("level", "unit_name").row(0)
    return Scope(level, unit_id, name)
