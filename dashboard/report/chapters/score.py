"""The score of the unit: how many targets are met, and all of them in one table."""

from dashboard.report import sentences
from dashboard.report.brief import Brief
from dashboard.report.chapters import cells, prose
from dashboard.report.chapters.document import Block, Column, Table, Text
from dashboard.report.chapters.graphs import of_score
from dashboard.report.sentences import in_prose
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import Target


def score(brief: Brief) -> list[Block]:
    """The sentence, the table and the chart of all targets."""
    return [Text(_told(brief)), _overview(brief), *of_score(brief)]


def _told(brief: Brief) -> str:
    """How many targets are met of those judged, and which could not be judged."""
    scope = brief.scope
    scores = brief.ask(queries.scores, year=brief.year, level=scope.level, unit_id=scope.unit_id)
    named = {"unit": scope.name, "year": prose.year_words(brief)}
    judged = scores["judged"][0] if scores.height else 0
    if not judged:
        return say("results.score_none", **named)
    met = scores["met"][0]
    kind = "score" if met else "score_zero"
    told = say(f"results.{kind}", met=in_prose(met), judged=in_prose(judged), **named)
    rows = [(target, brief.result(target)) for target in brief.targets]
    left = [target.name for target, row in rows if row["verdict"] in sentences.NO_VALUE]
    return f"{told} {say('results.not_judged', names=prose.joined(left))}" if left else told


def _overview(brief: Brief) -> Table:
    since = has_year_before(brief)
    columns = (
        Column(say("sheet.number"), 8, "center"),
        Column(say("sheet.target"), 41),
        Column(say("sheet.goal"), 20, "center"),
        *((Column(cells.year(brief, brief.year - 1), 23, "center"),) if since else ()),
        Column(cells.year(brief, brief.year), 23, "center"),
        *((Column(say("sheet.since", year=brief.year - 1), 25, "center"),) if since else ()),
        Column(say("sheet.verdict"), 25, "center"),
    )
    rows = [_overview_row(n, t, brief, since=since) for n, t in enumerate(brief.targets, 1)]
    caption = say("results.table", year=prose.year_words(brief), unit=brief.scope.name)
    return Table(caption, columns, tuple(rows))


def has_year_before(brief: Brief) -> bool:
    """Whether the unit has any figures of the year before."""
    return not brief.results(brief.year - 1).is_empty()


def _overview_row(number: int, target: Target, brief: Brief, *, since: bool) -> tuple[str, ...]:
    row = brief.result(target)
    return (
        str(number),
        target.name,
        cells.goal(target),
        *((cells.stacked(brief.result(target, brief.year - 1)),) if since else ()),
        cells.stacked(row),
        *((cells.since(row),) if since else ()),
        cells.verdict(row, brief.declared),
    )
