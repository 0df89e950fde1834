"""What is said about one row of progress: counts, goal, gap and change, in words.

A row is a mapping with the columns of `pipelines.queries.progress`.
"""

from collections.abc import Mapping
from datetime import date

from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target

Row = Mapping[str, object]


def goal(target: Target) -> str:
    """The threshold as declared: "chỉ tiêu > 4%", "chỉ tiêu 100% đến 2025"."""
    kind = "due" if target.due else target.rule
    return say(f"goal.{kind}", goal=formatting.goal(target.goal_pct), due=target.due)


def counts(row: Row) -> str:
    """ "4.011/4.544", or "—" when there is nothing to divide."""
    if row["value_pct"] is None:
        return formatting.NOTHING
    return say(
        "figure.counts",
        numerator=formatting.count(row["numerator"]),
        denominator=formatting.count(row["denominator"]),
    )


def gap(row: Row, target: Target) -> str:
    """ "còn thiếu 3 tổ chức", "vượt trần 1 tổ chức", "vượt 13 đảng viên"; empty when unknown."""
    if row["shortfall"]:
        kind = "over_ceiling" if row["verdict"] == "over_ceiling" else "short"
        return say(f"gap.{kind}", count=formatting.count(row["shortfall"]), noun=target.noun)
    if row["surplus"] is None:
        return ""
    if row["surplus"] == 0:
        return say("gap.exact")
    return say("gap.surplus", count=formatting.count(row["surplus"]), noun=target.noun)


def verdict(row: Row, declared: Declarations) -> str:
    """ "✓ Đạt": icon and word."""
    told = declared.verdicts[row["verdict"]]
    return say("figure.verdict", icon=told.icon, verdict=told.name)


def change(row: Row, declared: Declarations) -> str:
    """ "+1,2 điểm % so với 2023"; a part of a year is said to be compared with a whole one."""
    if row["change_pct"] is None:
        return ""
    kind = "since_whole_year" if row["year"] in declared.part_years else "since"
    return say(f"figure.{kind}", points=formatting.points(row["change_pct"]), year=row["year"] - 1)


def part_year(year: int, declared: Declarations) -> str:
    """ "đến 30/6/2025" for a year that is not whole; otherwise empty."""
    part = declared.part_years.get(year)
    return say("figure.part_year", until=formatting.date(part.until)) if part else ""


def last_day(year: int, declared: Declarations) -> str:
    """The day up to which the figures of a year count."""
    part = declared.part_years.get(year)
    return formatting.date(part.until if part else date(year, 12, 31))


def divided_by(target: Target, declared: Declarations) -> str:
    """What the figure is divided by, from the formula in force (it may depend on a setting)."""
    explained = declared.indicators[target.id].denominator.explained
    return say("figure.divided_by", denominator=explained.partition("÷")[2].strip())
