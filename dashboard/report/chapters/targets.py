"""Chapter II.1: the targets, each with its sentences, its units and its years."""

import polars as pl

from dashboard.report.brief import Brief, Row
from dashboard.report.chapters import cells, numbering, prose
from dashboard.report.chapters.document import Block, Column, Table, Text
from dashboard.report.chapters.graphs import of_years
from dashboard.report.chapters.score import has_year_before
from dashboard.report.chapters.units import Units, unit_called, units_on
from dashboard.report.layouts import Layout
from dashboard.report.screens.target import is_own
from dashboard.report.sentences import in_prose
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import Target


def targets(brief: Brief, layout: Layout) -> list[Block]:
    """Every target under its letter."""
    blocks: list[Block] = []
    for number, target in enumerate(brief.targets, 1):
        blocks += [numbering.point(number, target.name, layout), *_target(target, brief)]
    return blocks


def _target(target: Target, brief: Brief) -> list[Block]:
    row, units = brief.result(target), units_on(target, brief)
    wording = say("results.wording", wording=target.wording, clause=prose.small(target.clause))
    told = [Text(wording), Text(prose.result(row, target, brief))]
    drawn, lacking = of_years(target, years(target, brief), brief), _lacking(target, brief)
    if not units.rows:
        return [*told, *lacking, _years(target, brief), *drawn]
    return [*told, *drawn, Text(_below(units)), *lacking, _units(row, units, target, brief)]


def _below(units: Units) -> str:
    first = units.rows[0]
    judged, reached = first["judged_units"], first["reached_units"]
    counts = {
        "judged": in_prose(judged),
        "reached": in_prose(reached),
        "short": in_prose(first["short_units"]),
        "units": units.called,
    }
    told = say(f"results.below{_kind(judged, reached)}", **counts)
    if not units.others:
        return told
    return f"{told} {say('results.below_others', short=in_prose(len(units.others)))}"


def _kind(judged: int, reached: int) -> str:
    if not judged:
        return "_none"
    return "_all" if reached == judged else "" if reached else "_zero"


def _lacking(target: Target, brief: Brief) -> list[Block]:
    """Organisations whose own rating is not among those that the target counts."""
    indicator = brief.declared.indicators[target.id]
    outside = indicator.denominator.terms.keys() - indicator.numerator.keys()
    if target.rule == "ceiling" or not is_own(target, brief):
        return []
    rated = _rated(brief).filter(pl.col("measure_id").is_in(list(outside)))
    names = rated["unit_name"].to_list()
    return [Text(say("results.lacking", names=prose.joined(names)))] if names else []


def _rated(brief: Brief) -> pl.DataFrame:
    """The organisations that the unit itself counts, each with its own rating."""
    within = {} if brief.is_district else {"organisation_id": brief.scope.unit_id}
    rated = brief.ask(queries.own_ratings, year=brief.year, **within)
    known = brief.ask(queries.units).select("unit_id", "unit_name", "level")
    level = "organisation" if brief.is_district else "cell"
    named = rated.join(known, on="unit_id", maintain_order="left")
    return named.filter(pl.col("level") == level)


def _units(row: Row, units: Units, target: Target, brief: Brief) -> Table:
    name = "unit_table_all" if units.others else "unit_table"
    shown = [*units.rows, *units.others]
    before = brief.result(target, brief.year - 1)
    own = ("", brief.scope.name, *_values(row, before, brief))
    rows = [_unit(n, unit, units, brief) for n, unit in enumerate(shown, 1)]
    return Table(
        caption=say(f"results.{name}", name=target.name, units=units.called),
        columns=_columns(target, brief),
        rows=(own, *rows),
        strong=frozenset({0}),
        notes=_notes(shown, target, brief),
    )


def _columns(target: Target, brief: Brief) -> tuple[Column, ...]:
    since = has_year_before(brief)
    return (
        Column(say("sheet.number"), 8, "center"),
        Column(say("sheet.unit"), 46),
        *((Column(cells.year(brief, brief.year - 1), 29, "center"),) if since else ()),
        Column(cells.year(brief, brief.year), 29, "center"),
        Column(say("sheet.gap", noun=target.noun), 27, "center"),
        Column(say("sheet.verdict"), 26, "center"),
    )


def _unit(number: int, row: Row, units: Units, brief: Brief) -> tuple[str, ...]:
    name = prose.capital(unit_called(row, brief)) + ("*" if row["is_small"] else "")
    before = units.before.get(row["unit_id"])
    return (str(number), name, *_values(row, before, brief))


def _values(row: Row, before: Row | None, brief: Brief) -> tuple[str, ...]:
    since = (cells.share(before),) if has_year_before(brief) else ()
    return (*since, *_now(row, brief))


def _now(row: Row, brief: Brief) -> tuple[str, ...]:
    return cells.share(row), cells.gap(row), cells.verdict(row, brief.declared)


def _notes(shown: list[Row], target: Target, brief: Brief) -> tuple[str, ...]:
    notes = []
    if is_own(target, brief) and brief.is_district:
        notes.append(say("results.own_cells", unit=brief.scope.name))
    if any(row["is_small"] for row in shown):
        notes.append(say("results.small", count=in_prose(brief.declared.small_n)))
    return tuple(notes)


def _years(target: Target, brief: Brief) -> Table:
    """The unit's own years, where nothing below it is counted."""
    rows = years(target, brief)
    return Table(
        caption=say("results.year_table", name=target.name),
        columns=(
            Column(say("sheet.of_year"), 45, "center"),
            Column(say("sheet.share_of"), 43, "center"),
            Column(say("sheet.gap", noun=target.noun), 40, "center"),
            Column(say("sheet.verdict"), 28, "center"),
        ),
        rows=tuple((cells.year(brief, row["year"]), *_now(row, brief)) for row in rows),
        strong=frozenset({len(rows) - 1}),
        notes=_notes(rows, target, brief),
    )


def years(target: Target, brief: Brief) -> list[Row]:
    """The unit's rows up to the year of the report, the first year first."""
    return brief.history(target).to_dicts()
