"""All targets of one unit: a bar each, as long as its share of the goal."""

from dashboard.components.markup import element, words
from dashboard.meeting.drawings.scale import in_goals, place, reach, styled
from dashboard.report.screens.screen import Result, Results
from dashboard.wording import say


def results(body: Results) -> str:
    """A row a target; the goals of all rows stand under each other."""
    top = reach([in_goals(row.value_pct, row.goal_pct) for row in body.rows])
    goal = styled(g=place(1.0, 0.0, top))
    head = element("div", words("span", say("meeting.goal")), class_="goal-label", style=goal)
    rows = [_row(row, top, goal) for row in body.rows]
    return element("div", element("div", head, class_="row top"), *rows, class_="results")


def _row(row: Result, top: float, goal: str) -> str:
    return element(
        "div",
        element("div", words("b", row.name), words("span", row.goal), class_="name"),
        element("div", _bar(row, top), class_="track", style=goal),
        words("b", row.value, class_="value"),
        words("span", row.counts, class_="counts"),
        element("div", words("b", row.told), words("span", row.gap), class_="told"),
        class_="row",
        data_verdict=row.verdict,
    )


def _bar(row: Result, top: float) -> str:
    multiple = in_goals(row.value_pct, row.goal_pct)
    if multiple is None:
        return ""
    kind = "bar beyond" if multiple > top else "bar"
    return element("i", class_=kind, style=styled(w=place(multiple, 0.0, top)))
