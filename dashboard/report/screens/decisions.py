"""What must be decided: the remarks with their owner and deadline."""

from dashboard.report.brief import Brief, Row
from dashboard.report.noted import noted
from dashboard.report.screens.screen import Decision, Decisions, Screen, Span
from dashboard.report.sentences import in_prose
from dashboard.wording import say
from pipelines import formatting

MOST = 4  # remarks that are readable on one screen


def decisions(brief: Brief) -> list[Screen]:
    """The open remarks, four a screen; one screen that says so when there is none."""
    rows = [_decision(row) for row in noted(brief) if row["state"] == "open"]
    parts = [rows[at : at + MOST] for at in range(0, len(rows), MOST)] or [[]]
    return [_screen(part, i + 1, len(parts), len(rows), brief) for i, part in enumerate(parts)]


def _screen(rows: list[Decision], part: int, parts: int, count: int, brief: Brief) -> Screen:
    name = "decisions" if count else "decisions_none"
    told = say(f"screen.{name}", count=in_prose(count))
    told += say("screen.decisions_part", part=part, parts=parts) if parts > 1 else ""
    return Screen(
        id=f"viec.{part}",
        message=(Span(told),),
        sub=say("screen.decisions_sub", year=brief.year),
        body=Decisions(tuple(rows), "" if rows else say("screen.decisions_empty")),
        alt="; ".join(f"{row.about}: {row.remedy}, {row.owner}, {row.due}" for row in rows),
    )


def _decision(row: Row) -> Decision:
    return Decision(
        about=say("screen.about", target=row["target"], unit=row["unit"]),
        cause=row["cause"] or "",
        remedy=row["remedy"] or row["note"] or "",
        owner=row["owner"] or say("screen.no_owner"),
        due=_due(row),
        state=row["state"],
        carried=say("screen.carried", year=row["since_year"]) if row["is_carried"] else "",
    )


def _due(row: Row) -> str:
    """ "hạn 30/6/2024", and that it has passed."""
    if row["due_on"] is None:
        return say("screen.no_due")
    name = "due_past" if row["is_overdue"] else "due"
    return say(f"screen.{name}", due=formatting.date(row["due_on"]))
