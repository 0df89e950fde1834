"""Targets in two years: a hollow point for last year, a solid one for this year, the goal."""

from dashboard.components.markup import element, words
from dashboard.meeting.drawings.scale import in_goals, lowest, place, reach, styled
from dashboard.report.screens.screen import Change, Changes
from dashboard.wording import say


def changes(body: Changes) -> str:
    """A row a target; the goals of all rows stand under each other. Empty without rows."""
    if not body.rows:
        return words("p", say("meeting.no_changes"), class_="nothing")
    shares = [in_goals(pct, r.goal_pct) for r in body.rows for pct in (r.before_pct, r.value_pct)]
    ends = lowest(shares), reach(shares)
    head = element(
        "div",
        element("div", words("span", say("meeting.goal")), class_="goal-label"),
        words("span", body.since, class_="before"),
        words("span", body.now, class_="now"),
        class_="row top",
    )
    rows = [_row(row, ends) for row in body.rows]
    return element("div", head, *rows, class_="changes", style=styled(g=place(1.0, *ends)))


def _row(row: Change, ends: tuple[float, float]) -> str:
    return element(
        "div",
        words("b", row.name, class_="name"),
        element("div", *_points(row, ends), class_="track"),
        _year(row.before, row.before_told, "before", row.before_verdict),
        _year(row.value, row.told, "now", row.verdict),
        words("b", row.points, class_="points"),
        class_="row",
    )


def _year(value: str, told: str, kind: str, verdict: str) -> str:
    return element("div", words("b", value), words("span", told), class_=kind, data_verdict=verdict)


def _points(row: Change, ends: tuple[float, float]) -> list[str]:
    """The line between the two years and its two ends; nothing where a year is unknown."""
    shares = [in_goals(pct, row.goal_pct) for pct in (row.before_pct, row.value_pct)]
    if None in shares:
        return []
    before, now = (place(share, *ends) for share in shares)
    return [
        element("i", class_="span", style=styled(a=before, b=now)),
        element("i", class_="hollow", style=styled(w=before), data_verdict=row.before_verdict),
        element("i", class_="solid", style=styled(w=now), data_verdict=row.verdict),
    ]
