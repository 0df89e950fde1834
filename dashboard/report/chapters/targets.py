"""Chapter II.1: the targets, each with its sentences, its units and its years."""

import polars as pl

from dashboard.report import sentences
from dashboard.report.brief import Brief, Row
from dashboard.report.chapters import cells, numbering, prose
from dashboard.report.chapters.document import Block, Column, Table, Text
from dashboard.report.chapters.units import Units, unit_called, units_on
from dashboard.report.layouts import Layout
from dashboard.report.sentences import in_prose
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import Target


def targets(brief: Brief, layout: Layout) -> list[Block]:
    """The score, the table of all targets, then each target."""
    blocks: list[Block] = [Text(score(brief)), _overview(brief)]
    for number, target in enumerate(brief.targets, 1):
        blocks += [numbering.point(number, target.name, layout), *_target(target, brief)]
    return blocks


def score(brief: Brief) -> str:
    """How many targets are met of those judged, and which could not be judged."""
    scope = brief.scope
    scores = brief.ask(queries.scores, year=brief.year, level=scope.level, unit_id=scope.unit_id)
    named = {"unit": scope.name, "year": prose.year_words(brief)}
    judged = scores["judged"][0] if scores.height else 0
    if not judged:
        return say("results.score_none", **named)
    met = in_prose(scores["met"][0])
    told = say("results.score", met=met, judged=in_prose(judged), **named)
    rows = [(target, brief.result(target)) for target in brief.targets]
    left = [target.name for target, row in rows if row["verdict"] in sentences.NO_VALUE]
    return f"{told} {say('results.not_judged', names=prose.joined(left))}" if left else told


def _overview(brief: Brief) -> Table:
    columns = (
        Column(say("sheet.number"), 8, "center"),
        Column(say("sheet.target"), 42),
        Column(say("sheet.goal"), 20, "center"),
        Column(cells.year(brief, brief.year - 1), 23, "center"),
        Column(cells.year(brief, brief.year), 23, "center"),
        Column(say("sheet.since", year=brief.year - 1), 23, "center"),
        Column(say("sheet.verdict"), 26, "center"),
    )
    rows = [_overview_row(n, target, brief) for n, target in enumerate(brief.targets, 1)]
    caption = say("results.table", year=prose.year_words(brief), unit=brief.scope.name)
    return Table(caption, columns, tuple(rows))


def _overview_row(number: int, target: Target, brief: Brief) -> tuple[str, ...]:
    row = brief.result(target)
    return (
        str(number),
        target.name,
        cells.goal(target),
        cells.stacked(brief.result(target, brief.year - 1)),
        cells.stacked(row),
        cells.since(row, brief),
        cells.verdict(row, brief.declared),
    )


def _target(target: Target, brief: Brief) -> list[Block]:
    row, units = brief.result(target), units_on(target, brief)
    wording = say("results.wording", wording=target.wording, clause=prose.small(target.clause))
    told = [Text(wording), Text(prose.result(row, target, brief))]
    if not units.rows:
        return [*told, _years(target, brief)]
    lacking = _lacking(target, brief)
    return [*told, Text(_below(units)), *lacking, _units(row, units, target, brief)]


def _below(units: Units) -> str:
    first = units.rows[0]
    judged, reached = first["judged_units"], first["reached_units"]
    counts = {
        "judged": in_prose(judged),
        "reached": in_prose(reached),
        "short": in_prose(first["short_units"]),
        "units": units.called,
    }
    kind = "_none" if not judged else "_all" if reached == judged else ""
    told = say(f"results.below{kind}", **counts)
    if not units.others:
        return told
    return f"{told} {say('results.below_others', short=in_prose(len(units.others)))}"


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


def is_own(target: Target, brief: Brief) -> bool:
    """Whether organisations are counted, so that the units below count their own cells."""
    numerator = brief.declared.indicators[target.id].numerator
    kinds = {brief.declared.measures[id_].counted_at for id_ in numerator}
    return kinds == {"direct_children"}


def _units(row: Row, units: Units, target: Target, brief: Brief) -> Table:
    name = "unit_table_all" if units.others else "unit_table"
    shown = [*units.rows, *units.others]
    own = ("", brief.scope.name, *_values(row, brief.result(target, brief.year - 1), brief))
    rows = [_unit(n, unit, units, brief) for n, unit in enumerate(shown, 1)]
    return Table(
        caption=say(f"results.{name}", name=target.name, units=units.called),
        columns=_columns(target, brief),
        rows=(own, *rows),
        strong=frozenset({0}),
        notes=_notes(shown, target, brief),
    )


def _columns(target: Target, brief: Brief) -> tuple[Column, ...]:
    return (
        Column(say("sheet.number"), 8, "center"),
        Column(say("sheet.unit"), 49),
        Column(cells.year(brief, brief.year - 1), 29, "center"),
        Column(cells.year(brief, brief.year), 29, "center"),
        Column(say("sheet.gap", noun=target.noun), 24, "center"),
        Column(say("sheet.verdict"), 26, "center"),
    )


def _unit(number: int, row: Row, units: Units, brief: Brief) -> tuple[str, ...]:
    name = prose.capital(unit_called(row, brief)) + ("*" if row["is_small"] else "")
    before = units.before.get(row["unit_id"])
    return (str(number), name, *_values(row, before, brief))


def _values(row: Row, before: Row | None, brief: Brief) -> tuple[str, ...]:
    gap, verdict = cells.gap(row), cells.verdict(row, brief.declared)
    return cells.share(before), cells.share(row), gap, verdict


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
            Column(say("sheet.number"), 9, "center"),
            Column(say("sheet.figure"), 45),
            Column(say("sheet.share_of"), 43, "center"),
            Column(say("sheet.gap", noun=target.noun), 40, "center"),
            Column(say("sheet.verdict"), 28, "center"),
        ),
        rows=tuple(
            (str(n), cells.year(brief, row["year"]), *_values(row, None, brief)[1:])
            for n, row in enumerate(rows, 1)
        ),
        strong=frozenset({len(rows) - 1}),
        notes=_notes(rows, target, brief),
    )


def years(target: Target, brief: Brief) -> list[Row]:
    """The unit's rows up to the year of the report, the first year first."""
    return brief.history(target).filter(pl.col("year") <= brief.year).to_dicts()
