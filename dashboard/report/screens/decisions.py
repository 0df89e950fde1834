"""What must be decided: the remarks with their owner and deadline."""

from datetime import date

from dashboard.report.brief import Brief, Row
from dashboard.report.screens.screen import Decision, Decisions, Screen, Span
from dashboard.report.sentences import in_prose
from dashboard.wording import say
from pipelines import formatting

MOST = 4  # remarks that are readable on one screen


def decisions(brief: Brief) -> list[Screen]:
    """The open remarks, four a screen; one screen that says so when there is none."""
    rows = [_decision(row, brief) for row in of_brief(brief)]
    parts = [rows[at : at + MOST] for at in range(0, len(rows), MOST)] or [[]]
    return [_screen(part, i + 1, len(parts), len(rows), brief) for i, part in enumerate(parts)]


def of_brief(brief: Brief) -> list[Row]:
    """The open remarks on the targets of the brief."""
    ids = {target.id for target in brief.targets}
    rows = brief.remarks.to_dicts()
    return [row for row in rows if row["state"] == "open" and row["target_id"] in ids]


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


def _decision(row: Row, brief: Brief) -> Decision:
    target = brief.declared.targets[row["target_id"]]
    unit = brief.unit_name(row["unit_id"]) if row["level"] != "district" else brief.scope.name
    return Decision(
        about=say("screen.about", target=target.name, unit=unit),
        cause=row["cause"] or "",
        remedy=row["remedy"] or row["note"] or "",
        owner=row["owner"] or say("screen.no_owner"),
        due=due(row["due_on"], brief.made_at.date()),
        state=row["state"],
        carried=say("screen.carried", year=row["since_year"]) if row["is_carried"] else "",
    )


def due(day: date | None, today: date) -> str:
    """ "hạn 30/6/2024", and that it has passed."""
    if day is None:
        return say("screen.no_due")
    name = "due_past" if day < today else "due"
    return say(f"screen.{name}", due=formatting.date(day))
