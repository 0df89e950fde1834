"""What was noted for a brief: the remarks on its targets, target and unit in words."""

from dashboard.report.brief import Brief, Row
from dashboard.selection import DISTRICT
from dashboard.wording import say
from pipelines.notebook.rules import is_overdue


def noted(brief: Brief) -> list[Row]:
    """How threads stand, with `target`, `unit` and whether `is_overdue` on the brief's day."""
    return brief.kept("noted", lambda: _noted(brief))


def _noted(brief: Brief) -> list[Row]:
    names, today = {t.id: t.name for t in brief.targets}, brief.made_at.date()
    return [
        row
        | {"target": names[row["target_id"]], "unit": _unit(row, brief)}
        | {"is_overdue": is_overdue(row["due_on"], row["state"], today)}
        for row in brief.remarks.to_dicts()
        if row["target_id"] in names
    ]


def _unit(row: Row, brief: Brief) -> str:
    if row["level"] == DISTRICT:
        return brief.declared.district
    if row["level"] == "sector":
        return say("way.sector", name=brief.declared.words.sector_names[row["unit_id"]])
    return brief.unit_name(row["unit_id"])
