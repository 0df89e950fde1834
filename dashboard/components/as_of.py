"""The data-as-of line: up to which day, loaded when, which forms and organisations are in."""

import polars as pl

from dashboard import phrases
from dashboard.phrases import Row
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations


def as_of(
    snapshot: Row,
    reporting: pl.DataFrame,
    complete: pl.DataFrame,
    year: int,
    declared: Declarations,
) -> str:
    """One line; `reporting` and `complete`: answers of those names in `pipelines.queries`."""
    parts = [
        say("as_of.until", until=phrases.last_day(year, declared)),
        say("as_of.loaded", loaded=formatting.datetime(snapshot["created_at"])),
        _complete(reporting, complete),
        *_missing(reporting, declared),
        say("as_of.snapshot", snapshot=number_of(snapshot["snapshot_id"])),
    ]
    return " · ".join(parts)


def number_of(snapshot_id: str) -> str:
    """The running number of a snapshot: "0003" of "0003-20250114-081200-…"."""
    return snapshot_id.partition("-")[0]


def _complete(reporting: pl.DataFrame, complete: pl.DataFrame) -> str:
    forms = reporting.filter(pl.col("reported") == pl.col("expected")).height
    units, full_units = complete.select("units", "complete").row(0)
    everything = (forms, full_units) == (reporting.height, units)
    return say(
        "as_of.complete" if everything else "as_of.partial",
        forms=forms,
        all_forms=reporting.height,
        units=formatting.count(full_units),
        all_units=formatting.count(units),
    )


def _missing(reporting: pl.DataFrame, declared: Declarations) -> list[str]:
    late = reporting.filter(pl.col("reported") < pl.col("expected"))
    named = [
        say("as_of.missing_form", form=declared.forms[form].title, count=formatting.count(count))
        for form, count in late.select("form_id", pl.col("expected") - pl.col("reported")).rows()
    ]
    return [say("as_of.missing", missing=", ".join(named))] if named else []
