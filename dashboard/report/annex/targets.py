"""The sheets about targets: one each with the units below, and all of them over the years."""

import polars as pl

from dashboard import phrases
from dashboard.report.annex.sheet import COUNT, POINTS, SHARE, Column, Points, Share, Sheet
from dashboard.report.brief import Brief, Row
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import Target

COUNTS = ("numerator", "denominator")


def of_targets(brief: Brief) -> list[Sheet]:
    """A sheet per target: the unit itself, then every unit below it, the highest share first."""
    return [_of_target(at, target, brief) for at, target in enumerate(brief.targets, start=1)]


def _of_target(at: int, target: Target, brief: Brief) -> Sheet:
    own = brief.result(target)
    rows = [own, *brief.below(target).to_dicts()]
    before = _before(target, brief)
    return Sheet(
        name=f"{at} {target.name}",
        title=say("annex.target", name=target.name, year=brief.year),
        columns=_columns(brief),
        rows=tuple(_row(row, before.get(row["unit_id"]), target, brief) for row in rows),
        notes=(target.wording, phrases.goal(target), say("annex.own_count"), target.excludes),
        strong=1,
    )


def _columns(brief: Brief) -> tuple[Column, ...]:
    now, before = (say("annex.year", year=year) for year in (brief.year, brief.year - 1))
    return (
        Column(say("annex.unit"), width=40),
        Column(say("annex.numerator"), COUNT, over=now),
        Column(say("annex.denominator"), COUNT, over=now),
        Column(say("annex.share"), SHARE, over=now),
        Column(say("annex.verdict"), width=18, over=now),
        Column(say("annex.gap"), width=26, over=now),
        Column(say("annex.numerator"), COUNT, over=before),
        Column(say("annex.denominator"), COUNT, over=before),
        Column(say("annex.share"), SHARE, over=before),
        Column(say("annex.change"), POINTS),
    )


def _before(target: Target, brief: Brief) -> dict[str, Row]:
    """Results of the year before on the target, by unit."""
    found = brief.ask(queries.progress, year=brief.year - 1)
    rows = found.filter(pl.col("target_id") == target.id)
    return {row["unit_id"]: row for row in rows.to_dicts()}


def _row(row: Row, before: Row | None, target: Target, brief: Brief) -> tuple:
    then = before or dict.fromkeys((*COUNTS, "value_pct"))
    return (
        row["unit_name"],
        row["numerator"],
        row["denominator"],
        Share(1, 2, row["value_pct"]),
        brief.declared.verdicts[row["verdict"]].name,
        phrases.gap(row, target),
        then["numerator"],
        then["denominator"],
        Share(6, 7, then["value_pct"]),
        Points(3, 8, row["change_pct"]),
    )


def over_years(brief: Brief) -> Sheet:
    """Every target of the unit in every year up to the brief's."""
    histories = [(target, brief.history(target)) for target in brief.targets]
    years = sorted({year for _, rows in histories for year in rows["year"]})
    columns = [Column(say("annex.the_target"), width=42), Column(say("annex.goal"), width=24)]
    for year in years:
        over = say("annex.year", year=year)
        columns += [
            Column(say("annex.numerator"), COUNT, over=over),
            Column(say("annex.denominator"), COUNT, over=over),
            Column(say("annex.share"), SHARE, over=over),
        ]
    rows = tuple(
        _over_years(target, {row["year"]: row for row in found.to_dicts()}, years)
        for target, found in histories
    )
    title = say("annex.all_targets", unit=brief.scope.name)
    return Sheet(say("annex.all_targets_name"), title, tuple(columns), rows)


def _over_years(target: Target, by_year: dict[int, Row], years: list[int]) -> tuple:
    cells: list = [target.name, phrases.goal(target)]
    for year in years:
        row = by_year.get(year, dict.fromkeys((*COUNTS, "value_pct")))
        at = len(cells)
        cells += [row["numerator"], row["denominator"], Share(at, at + 1, row["value_pct"])]
    return tuple(cells)
