"""What is ordered and how it is made: a kind of file for a unit and a year; a zip for all units."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module

from dashboard.report.brief import Brief, Progress
from dashboard.report.opened import Source, brief_of
from dashboard.selection import DISTRICT
from dashboard.wording import say
from pipelines import queries
from pipelines.whole_files import packed

WRITERS = {
    "docx": ("dashboard.report.word.document", "word"),
    "pptx": ("dashboard.report.slides.deck", "slides"),
    "xlsx": ("dashboard.report.annex.workbook", "annex"),
}
"""Kind of file → module and function; a module is imported when its kind is ordered."""


@dataclass(frozen=True)
class Order:
    """One file: `kind` a key of WRITERS, `unit_id` the district or an organisation."""

    year: int
    kind: str
    made_at: datetime
    unit_id: str = DISTRICT
    target_ids: tuple[str, ...] = ()
    unit_ids: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """ "bao-cao-so-ket-2023-TS14.docx"."""
        unit = "" if self.unit_id == DISTRICT else f"-{self.unit_id}"
        return f"{say(f'report.file_{self.kind}')}-{self.year}{unit}.{self.kind}"


def written(order: Order, source: Source, report: Progress) -> bytes:
    """The file of an order. Raises ReportError for a year or a unit without figures."""
    brief = brief_of(
        source,
        order.year,
        order.unit_id,
        made_at=order.made_at,
        target_ids=order.target_ids,
        unit_ids=order.unit_ids,
    )
    return file_of(brief, order.kind, report)


def file_of(brief: Brief, kind: str, report: Progress) -> bytes:
    """A brief as a file of one kind; the same brief gives the same bytes."""
    module, name = WRITERS[kind]
    return getattr(import_module(module), name)(brief, report)


def all_units(order: Order, source: Source, report: Progress) -> bytes:
    """A zip with a file of the same kind for every organisation that has figures in the year."""
    return packed(dict(_each(order, source, report)))


def _each(order: Order, source: Source, report: Progress) -> Iterator[tuple[str, bytes]]:
    found = source.ask(queries.progress, year=order.year, level="organisation")
    units = found["unit_id"].unique(maintain_order=True).to_list()
    for done, unit_id in enumerate(units):
        report(say("report.stage_units"), done, len(units))
        own = replace(order, unit_id=unit_id)
        yield own.file_name, written(own, source, _silent)
    report(say("report.stage_units"), len(units), len(units))


def _silent(stage: str, done: int, total: int) -> None:
    """The parts of one file are not told while many are written."""
