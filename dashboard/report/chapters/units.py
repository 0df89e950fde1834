"""The units below the one that is reported on, on one target: this year and the year before."""

from dataclasses import dataclass

import polars as pl

from dashboard.report.brief import Brief, Row
from dashboard.report.chapters.prose import small
from dashboard.report.screens.target import units_called
from pipelines import queries
from pipelines.declarations import Target


@dataclass(frozen=True)
class Units:
    """Units below, the highest share first; `before`: their rows of the year before, by code.

    `others`: units outside the communes that are short; `called`: what the units are, in words.
    """

    rows: tuple[Row, ...]
    others: tuple[Row, ...]
    before: dict[str, Row]
    called: str

    @property
    def short(self) -> list[Row]:
        """Those that are judged and have not reached the goal, outside communes too."""
        return [row for row in (*self.rows, *self.others) if row["is_short"]]


def units_on(target: Target, brief: Brief) -> Units:
    """The communes of the district and whoever else is short, or the cells of an organisation."""
    return brief.kept(("units_on", target.id), lambda: _units_on(target, brief))


def _units_on(target: Target, brief: Brief) -> Units:
    everyone = brief.below(target).to_dicts()
    last_year = brief.ask(queries.progress, year=brief.year - 1)
    rows = last_year.filter(pl.col("target_id") == target.id).iter_rows(named=True)
    before = {row["unit_id"]: row for row in rows}
    if not brief.is_district:
        return Units(tuple(everyone), (), before, units_called(brief))
    communes = brief.below(target, communes=True).to_dicts()
    others = [row for row in everyone if row["is_short"] and row["commune_code"] is None]
    return Units(tuple(communes), tuple(others), before, units_called(brief))


def unit_called(row: Row, brief: Brief) -> str:
    """ "xã Tây Giang" for the organisation of a commune, other units by their names."""
    if row["level"] == "cell":
        return row["unit_name"]
    communes = {commune.code: small(commune.name) for commune in brief.declared.communes}
    return communes.get(row["commune_code"], row["unit_name"])
