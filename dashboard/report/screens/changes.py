"""What changed against the year before."""

from dashboard import phrases
from dashboard.report import sentences
from dashboard.report.brief import Brief, Row
from dashboard.report.screens.screen import Change, Changes, Screen, Span
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Target

Pair = tuple[Target, Row, Row]


def changes(brief: Brief) -> Screen:
    """The targets of the unit in two years, and which of them changed sides."""
    pairs = _pairs(brief)
    since = brief.year - 1
    rows = tuple(_change(target, before, row, brief) for target, before, row in pairs)
    return Screen(
        id="thay-doi",
        message=_message(pairs, brief) if pairs else (_none(since),),
        sub=say("screen.changes_sub", since=since, now=brief.year),
        body=Changes(
            rows, say("screen.year_words", year=since), say("screen.year_words", year=brief.year)
        ),
        alt="; ".join(f"{row.name}: {row.before} → {row.value} ({row.points})" for row in rows),
    )


def _none(since: int) -> Span:
    return Span(say("screen.changes_none", since=since))


def _pairs(brief: Brief) -> list[Pair]:
    """Each target with its rows of both years, where both have a share."""
    found = [(t, brief.result(t, brief.year - 1), brief.result(t)) for t in brief.targets]
    return [
        (target, before, row)
        for target, before, row in found
        if before and None not in (before["value_pct"], row["value_pct"])
    ]


def _message(pairs: list[Pair], brief: Brief) -> tuple[Span, ...]:
    directions = [sentences.direction(row["change_pct"]) for _, _, row in pairs]
    told = say(
        "screen.changes",
        since=brief.year - 1,
        rise=directions.count("rise"),
        fall=directions.count("fall"),
    )
    same = directions.count("same")
    told += say("screen.changes_same", same=same) if same else ""
    return (Span(told), *_turned(pairs, brief))


def _turned(pairs: list[Pair], brief: Brief) -> list[Span]:
    """The targets that are met now and were not, and those that were and are not."""
    reached = {id_: verdict.reached for id_, verdict in brief.declared.verdicts.items()}
    sides = [(t.name, reached[a["verdict"]], reached[b["verdict"]]) for t, a, b in pairs]
    better = [name for name, was, is_ in sides if is_ and not was]
    worse = [name for name, was, is_ in sides if was and not is_]
    told = []
    if better:
        told.append(Span(say("screen.changes_better", names=_named(better)), "met"))
    if worse:
        told.append(Span(say("screen.changes_worse", names=_named(worse)), "not_met"))
    return told


def _named(names: list[str]) -> str:
    """One target by its name, more of them by their number."""
    if len(names) == 1:
        return names[0]
    return say("screen.changes_several", count=sentences.in_prose(len(names)))


def _change(target: Target, before: Row, row: Row, brief: Brief) -> Change:
    return Change(
        name=target.name,
        before_pct=before["value_pct"],
        value_pct=row["value_pct"],
        goal_pct=target.goal_pct,
        before=formatting.percent(before["value_pct"]),
        value=formatting.percent(row["value_pct"]),
        points=formatting.points(row["change_pct"]),
        before_verdict=before["verdict"],
        verdict=row["verdict"],
        before_told=phrases.verdict(before, brief.declared),
        told=phrases.verdict(row, brief.declared),
    )
