"""What became of one form of one organisation, and by when it was due, in words."""

from dashboard.phrases import Row
from dashboard.wording import say
from pipelines import formatting

LACKING = ("missing", "overdue")


def state(row: Row) -> str:
    """The state of a row of `queries.ledger`: an icon and words, the warnings last."""
    days = {name: formatting.date(row[f"{name}_on"]) for name in ("arrived", "founded", "closed")}
    told = say(f"ledger_state.{row['state']}", successor=row["successor_name"], **days)
    part = lacking(row)
    told = say(f"ledger_state.{part}", state=told, **cells(row)) if part else told
    if not row["warnings"]:
        return told
    return say("ledger_state.warnings", state=told, warnings=formatting.count(row["warnings"]))


def lacking(row: Row) -> str | None:
    """Which part is missing: of_cells, of_own, of_both; None where it is all of it, or nothing."""
    is_partly = row["state"] in LACKING and row["cells"]
    if not is_partly or (row["is_own_missing"] and row["missing_cells"] == row["cells"]):
        return None
    if not row["is_own_missing"]:
        return "of_cells"
    return "of_both" if row["missing_cells"] else "of_own"


def cells(row: Row) -> dict[str, str]:
    """How many cells lack the form, and of how many."""
    return {
        "missing": formatting.count(row["missing_cells"]),
        "cells": formatting.count(row["cells"]),
    }


def due(row: Row | None) -> str:
    """By when the forms were due, and whether anybody is judged by that day."""
    if row is None or row["due_on"] is None:
        return say("ledger.due_unknown")
    days = {"due": formatting.date(row["due_on"])}
    if row["is_judged"]:
        return say("ledger.due", **days)
    return say("ledger.due_unjudged", first=formatting.date(row["first_arrived_on"]), **days)
