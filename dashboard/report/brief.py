"""What a meeting or a report is about: one snapshot, one year, one unit, and nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import polars as pl

from dashboard.selection import DISTRICT, Scope
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations, Target
from pipelines.declared_types import Body

Ask = Callable[..., pl.DataFrame]
"""Answers one of `pipelines.queries` from the snapshot: `ask(queries.progress, year=2023)`."""

Made = TypeVar("Made")
Row = Mapping[str, object]
OF_COMMUNES = {
    "judged_units": "judged_communes",
    "reached_units": "reached_communes",
    "short_units": "short_communes",
    "short_of": "short_of_communes",
}
Progress = Callable[[str, int, int], None]
"""Told what is done now, how many steps are done and how many there are."""


@dataclass(frozen=True)
class Brief:
    """One snapshot, one year, one unit.

    `about`: the row of `queries.snapshot`. `target_ids`: what is spoken of, in declared order.
    `unit_ids`: organisations that are shown one by one. `remarks`: how threads stand
    (`pipelines.notebook.remarks.standing`). `made_at`: the time that the papers state.
    """

    ask: Ask
    declared: Declarations
    about: Row
    year: int
    scope: Scope
    remarks: pl.DataFrame
    made_at: datetime
    target_ids: tuple[str, ...] = ()
    unit_ids: tuple[str, ...] = ()
    _kept: dict = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def is_district(self) -> bool:
        """Whether it is about the whole district."""
        return self.scope.level == DISTRICT

    @property
    def illustrative(self) -> str:
        """The words that mark invented figures; empty for real ones."""
        return self.about["illustrative"] or self.declared.illustrative

    @property
    def snapshot_number(self) -> str:
        """ "0007": what people call a snapshot."""
        return self.about["snapshot_id"].partition("-")[0]

    @property
    def footer(self) -> str:
        """At the foot of every paper: the snapshot, when it was made, if it is invented."""
        told = say(
            "report.footer",
            snapshot=self.about["snapshot_id"],
            made=formatting.datetime(self.made_at),
        )
        return " · ".join(filter(None, (told, self.illustrative)))

    @property
    def targets(self) -> list[Target]:
        """The targets spoken of: those chosen, or all; only those that the unit is counted for."""
        counted = self.kept("counted", lambda: set(self.results()["target_id"]))
        chosen = self.target_ids or tuple(self.declared.targets)
        return [t for id_, t in self.declared.targets.items() if id_ in chosen and id_ in counted]

    def results(self, year: int | None = None) -> pl.DataFrame:
        """Progress of the unit in a year, the brief's own without one: a row per target."""
        scope = self.scope
        return self.ask(
            queries.progress, year=year or self.year, level=scope.level, unit_id=scope.unit_id
        )

    def result(self, target: Target, year: int | None = None) -> Row | None:
        """Progress of the unit on one target; None where the unit is not counted in that year."""
        rows = self.kept(("results", year), lambda: self.results(year).to_dicts())
        return next((row for row in rows if row["target_id"] == target.id), None)

    def history(self, target: Target) -> pl.DataFrame:
        """Progress of the unit on one target: a row per year, up to the brief's own."""
        return self.kept(("history", target.id), lambda: self._history(target))

    def _history(self, target: Target) -> pl.DataFrame:
        scope = self.scope
        found = self.ask(queries.progress, level=scope.level, unit_id=scope.unit_id)
        return found.filter(pl.col("target_id") == target.id, pl.col("year") <= self.year)

    def below(self, target: Target, *, communes: bool = False) -> pl.DataFrame:
        """The answer of `queries.below` on one target; of `communes` only, with their own counts.

        All targets are asked for at once: a brief speaks of most of them.
        """
        scope = self.scope
        found = self.ask(
            queries.below, year=self.year, level=scope.level, unit_id=scope.unit_id
        ).filter(pl.col("target_id") == target.id)
        if not communes:
            return found
        own = {name: pl.col(of_communes) for name, of_communes in OF_COMMUNES.items()}
        return found.filter(pl.col("commune_code").is_not_null()).with_columns(**own)

    def people(self, body: Body) -> pl.DataFrame:
        """Classes of a body of people now and in the base year: `queries.composition_since`."""
        scope = self.scope
        found = self.ask(
            queries.composition_since,
            year=self.year,
            since=self.declared.base_year,
            level=scope.level,
            unit_id=scope.unit_id,
        )
        return found.filter(pl.col("body") == body.id)

    def kept(self, name: object, make: Callable[[], Made]) -> Made:
        """What `make` gives, made once for this brief, which never changes."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    def unit_name(self, unit_id: str) -> str:
        """The name of an organisation in the brief's year; a dash for a code that is not known."""
        units = self.ask(queries.units).filter(pl.col("unit_id") == unit_id)
        return units["unit_name"][0] if units.height else formatting.NOTHING
