"""How results stand in the cells of a table: a missing one in words, never an empty hole."""

from dashboard import phrases
from dashboard.report.brief import Brief, Row
from dashboard.report.sentences import NO_VALUE, in_prose
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target


def share(row: Row | None) -> str:
    """ "4,1% (186/4.577)"; in words where there is no share."""
    lacks = lacking(row)
    if lacks:
        return lacks
    return say("sheet.share", value=formatting.percent(row["value_pct"]), counts=_counts(row))


def stacked(row: Row | None) -> str:
    """The share over its counts, for narrow columns."""
    return lacking(row) or f"{formatting.percent(row['value_pct'])}\n{_counts(row)}"


def lacking(row: Row | None) -> str:
    """Why a row has no share; empty when it has one."""
    if row is None:
        return say("sheet.nothing")
    return say(f"sheet.{row['verdict']}") if row["verdict"] in NO_VALUE else ""


def _counts(row: Row) -> str:
    return say(
        "sheet.counts",
        numerator=formatting.count(row["numerator"]),
        denominator=formatting.count(row["denominator"]),
    )


def goal(target: Target) -> str:
    """ "> 4%", "100% đến 2025"."""
    kind = "due" if target.due else target.rule
    return say(f"sheet.goal_{kind}", goal=formatting.goal(target.goal_pct), due=target.due)


def verdict(row: Row, declared: Declarations) -> str:
    """The verdict in a word: "Đạt"; colours and icons stay on the screen."""
    return declared.verdicts[row["verdict"]].name


def gap(row: Row) -> str:
    """ "thiếu 02", "vừa đủ"; in words where nothing is judged."""
    lacks = lacking(row)
    if lacks:
        return lacks
    if row["shortfall"]:
        kind, count = ("over" if row["verdict"] == "over_ceiling" else "short"), row["shortfall"]
    else:
        kind, count = ("surplus" if row["surplus"] else "exact"), row["surplus"] or 0
    return say(f"sheet.{kind}", count=in_prose(count))


def since(row: Row) -> str:
    """The change in points against the year before."""
    if row["change_pct"] is None:
        return say("sheet.nothing")
    return formatting.points(row["change_pct"])


def year(brief: Brief, year: int) -> str:
    """The heading of a year's column."""
    part = phrases.part_year(year, brief.declared)
    if not part:
        return say("sheet.year", year=year)
    until = phrases.last_day(year, brief.declared)
    return say("sheet.part_year", year=year, until=until)
