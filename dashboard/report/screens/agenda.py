"""The order of a meeting: score, targets, what changed, committees, chosen units, decisions."""

from dataclasses import replace

from dashboard import phrases
from dashboard.report.brief import Brief
from dashboard.report.screens.changes import changes
from dashboard.report.screens.composition import composition
from dashboard.report.screens.decisions import decisions
from dashboard.report.screens.results import score
from dashboard.report.screens.screen import Screen
from dashboard.report.screens.target import of_target
from dashboard.selection import Scope
from dashboard.wording import say


def agenda(brief: Brief) -> list[Screen]:
    """Every screen of a brief in its order."""
    return [
        score(brief),
        *(of_target(target, brief) for target in brief.targets),
        changes(brief),
        composition(brief),
        *(_of_unit(unit_id, brief) for unit_id in brief.unit_ids),
        *decisions(brief),
    ]


def _of_unit(unit_id: str, brief: Brief) -> Screen:
    """The score of one organisation, all targets that it is counted for."""
    scope = Scope("organisation", unit_id, brief.unit_name(unit_id))
    return score(replace(brief, scope=scope, target_ids=()), f"don-vi.{unit_id}")


def context(brief: Brief) -> str:
    """What stands on every screen and slide: unit, year, day of the figures, snapshot."""
    return say(
        "screen.context",
        unit=brief.scope.name,
        year=brief.year,
        until=phrases.last_day(brief.year, brief.declared),
        snapshot=brief.snapshot_number,
    )
