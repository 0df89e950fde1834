"""Facts in words: the same sentences for the meeting, the slides and the report."""

from dashboard import phrases
from dashboard.report.brief import Brief, Row
from dashboard.report.screens.screen import Span
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target

WHOLE = 100.0
NO_VALUE = ("not_reported", "not_applicable")


def goal(target: Target) -> str:
    """The goal in prose: "chỉ tiêu trên 4%"; nothing is "100% trở lên"."""
    kind = "whole" if target.goal_pct == WHOLE and not target.due else target.rule
    kind = "due" if target.due else kind
    return say(f"prose.goal_{kind}", goal=formatting.goal(target.goal_pct), due=target.due)


def in_prose(count: int) -> str:
    """A count inside a sentence, a zero before those under ten: "07", "12", "4.482"."""
    return f"{count:02}" if count < 10 else formatting.count(count)


def said(row: Row, target: Target, declared: Declarations) -> str:
    """What the verdict says: "vượt chỉ tiêu", "chậm so với tiến độ đến năm 2025"."""
    verdict = row["verdict"]
    if verdict == "met" and row["surplus"]:
        verdict = "met_beyond"
    return say(
        f"said.{verdict}",
        goal=formatting.goal(target.goal_pct),
        due=target.due,
        base=declared.base_year,
    )


def change(row: Row, declared: Declarations) -> str:
    """ "tăng 0,4 điểm % so với năm 2022"; empty without a year before."""
    points = row["change_pct"]
    if points is None:
        return ""
    written = formatting.points(points).lstrip("+" + formatting.MINUS)
    kind = direction(points)
    told = say(f"prose.{kind}", points=written, year=row["year"] - 1)
    part = declared.part_years.get(row["year"])
    if not part:
        return told
    until = formatting.date(part.until)
    return say("prose.since_whole", change=told, now=row["year"], until=until)


def direction(points: float) -> str:
    """rise | fall | same, as the points read when they are written."""
    if formatting.points(points) == formatting.points(0.0):
        return "same"
    return "rise" if points > 0 else "fall"


def headline(row: Row | None, target: Target, brief: Brief, below: Row | None, units: str) -> tuple:
    """ "Tỷ lệ kết nạp đảng viên đạt 4,1%, vượt chỉ tiêu; còn 5 xã, thị trấn chưa trên 4%"."""
    spans = list(_own(row, target, brief)) if row else [Span(target.name)]
    told = lacking(target, below, units)
    if told:
        spans += [Span(say("screen.joint")), told]
    return tuple(spans)


def _own(row: Row, target: Target, brief: Brief) -> tuple[Span, Span]:
    verdict = row["verdict"]
    name = "result_none" if verdict in NO_VALUE else "result"
    value = formatting.percent(row["value_pct"])
    lead = say(f"screen.{name}", name=target.name, value=value)
    return Span(lead), Span(said(row, target, brief.declared), verdict)


def lacking(target: Target, below: Row | None, units: str) -> Span | None:
    """How many of the units below are short; `below`: any row of `queries.below`."""
    if below is None or not below["judged_units"]:
        return None
    if not below["short_units"]:
        count = in_prose(below["judged_units"])
        return Span(say("screen.all_reached", count=count, units=units), "met")
    kind = "due" if target.due else target.rule
    lacks = say(f"screen.lacking_{kind}", goal=formatting.goal(target.goal_pct))
    count = in_prose(below["short_units"])
    return Span(say("screen.short", count=count, units=units, lacking=lacks), "not_met")


def sub_line(row: Row, target: Target, brief: Brief) -> str:
    """Counts, what they are divided by, the gap, the change."""
    gap, since = phrases.gap(row, target), phrases.change(row, brief.declared)
    return say(
        "screen.sub",
        counts=phrases.counts(row),
        divided=phrases.divided_by(target, brief.declared),
        gap=say("screen.sub_gap", gap=gap) if gap else "",
        change=say("screen.sub_change", change=since) if since else "",
    )
