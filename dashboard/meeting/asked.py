"""From the address of a meeting to its brief, or the sentence that says why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import polars as pl

from dashboard import cached, views
from dashboard.components import problem
from dashboard.report.brief import Brief
from dashboard.selection import CELL, DISTRICT, Snapshot, View
from dashboard.units import ORGANISATION
from dashboard.wording import say
from pipelines import warehouse
from pipelines.declarations import Declarations, load_declarations
from pipelines.notebook.remarks import standing

PATH = "trinh-chieu"
TARGETS = "cac-chi-tieu"
UNITS = "cac-don-vi"
SNAPSHOT = "ban"
Query = Mapping[str, str]


class CannotShowError(Exception):
    """The address asks for something that is not there; the text is a Vietnamese sentence."""


@dataclass(frozen=True)
class Asked:
    """What an address asks for; `is_frozen`: whether it names its snapshot."""

    view: View
    target_ids: tuple[str, ...]
    unit_ids: tuple[str, ...]
    is_frozen: bool

    @property
    def frozen(self) -> str:
        """The address that keeps to this snapshot."""
        return self.view.link({SNAPSHOT: self.view.snapshot.id})

    @property
    def anew(self) -> str:
        """The address that shows the snapshot published when it is opened."""
        return self.view.link({SNAPSHOT: None})


def asked_for(query: Query) -> Asked:
    """What the address asks for. Raises CannotShowError where something in it is not known."""
    snapshot, declared = _snapshot(query.get(SNAPSHOT)), load_declarations()
    if not cached.years(snapshot):
        raise CannotShowError(say("state.no_years.says"))
    view = views.view_of(snapshot, PATH, query, declared)
    if view.problem:
        raise CannotShowError(problem.reason(view, view.problem))
    if view.asked(CELL) is not None:
        raise CannotShowError(say("meeting.no_cell"))
    targets, units = _codes(query, TARGETS), _codes(query, UNITS)
    _check(view, targets, units, declared)
    return Asked(view, targets, units, SNAPSHOT in query)


def brief_of(asked: Asked, now: datetime) -> Brief:
    """The brief of a meeting; its remarks are those of this moment."""
    view = asked.view
    return Brief(
        ask=partial(cached.ask, view.snapshot),
        declared=load_declarations(),
        about=cached.about(view.snapshot),
        year=view.year,
        scope=view.scope,
        remarks=_remarks(view),
        made_at=now,
        target_ids=asked.target_ids,
        unit_ids=asked.unit_ids,
    )


def _remarks(view: View) -> pl.DataFrame:
    """Those of everybody for the whole district, else those on the unit."""
    scope = view.scope
    only = {} if scope.level == DISTRICT else {"level": scope.level, "unit_id": scope.unit_id}
    return standing(Path(view.snapshot.folder), year=view.year, **only)


def _snapshot(asked: str | None) -> Snapshot:
    published = cached.published()
    if published is None:
        raise CannotShowError(say("state.no_snapshot.says"))
    if asked is None:
        return published
    if asked not in warehouse.snapshot_ids(Path(published.folder)):
        raise CannotShowError(say("meeting.no_snapshot", asked=asked))
    return Snapshot(published.folder, asked)


def _codes(query: Query, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, query.get(name, "").split(","))))


def _check(
    view: View, targets: tuple[str, ...], units: tuple[str, ...], declared: Declarations
) -> None:
    """Every target and every unit chosen must be there in the year."""
    for target_id in targets:
        if target_id not in declared.targets:
            raise CannotShowError(say("problem.target_unknown", asked=target_id))
    known = cached.units(view.snapshot).by_id
    for unit_id in units:
        unit = known.get(unit_id)
        if unit is None or unit.level != ORGANISATION:
            raise CannotShowError(say("meeting.no_unit", asked=unit_id))
        if not unit.existed_in(view.year):
            named = {"unit": unit.unit_name, "asked": unit_id, "year": view.year}
            raise CannotShowError(say("meeting.absent", **named))
