"""Screens that show all targets of one unit: the score, a chosen commune."""

from dashboard import phrases
from dashboard.report import sentences
from dashboard.report.brief import Brief, Row
from dashboard.report.screens.screen import Result, Results, Screen, Span
from dashboard.report.screens.sources import source
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Target


def score(brief: Brief, screen_id: str = "diem") -> Screen:
    """How many targets of the unit are met, and all of them with their gaps."""
    rows = [(target, brief.result(target)) for target in brief.targets]
    message = _message(brief)
    return Screen(
        id=screen_id,
        message=message,
        sub=say("screen.score_sub" if brief.is_district else "screen.unit_sub"),
        body=Results(tuple(result(row, target, brief) for target, row in rows)),
        alt="; ".join(_spoken(row, target, brief) for target, row in rows),
        sources=tuple(source(brief, target, row) for target, row in rows),
    )


def _message(brief: Brief) -> tuple[Span, ...]:
    scores = brief.ask(
        queries.scores, year=brief.year, level=brief.scope.level, unit_id=brief.scope.unit_id
    )
    named = {"unit": brief.scope.name, "year": brief.year}
    judged = scores["judged"][0] if scores.height else 0
    if not judged:
        return (Span(say("screen.score_none", **named)),)
    met = scores["met"][0]
    said = Span(say("screen.score_count", met=met, judged=judged), "met" if met else "not_met")
    return (Span(say("screen.score", **named)), said)


def result(row: Row, target: Target, brief: Brief) -> Result:
    """One target of one unit in words."""
    return Result(
        name=target.name,
        value_pct=row["value_pct"],
        goal_pct=target.goal_pct,
        verdict=row["verdict"],
        value=formatting.percent(row["value_pct"]),
        counts=counts(row),
        goal=phrases.goal(target),
        told=phrases.verdict(row, brief.declared),
        gap=phrases.gap(row, target),
        change=phrases.change(row, brief.declared),
    )


def counts(row: Row) -> str:
    """ "8/4 (ít)": k/n, and that the denominator is under the declared number."""
    told = phrases.counts(row)
    return say("ranking.small", counts=told) if row["is_small"] else told


def _spoken(row: Row, target: Target, brief: Brief) -> str:
    spans = sentences.headline(row, target, brief, None, "")
    return "".join(span.text for span in spans) + f" ({phrases.counts(row)})"
