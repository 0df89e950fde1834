"""The charts of the report: the score, the years of a target, the committees in two years."""

from collections import Counter

import polars as pl

from dashboard.report.brief import Brief, Row
from dashboard.report.chapters import cells, prose
from dashboard.report.chapters.document import Graph, Series
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Target
from pipelines.declared_types import Body

YEARS_MM = 52
ROW_MM, EDGES_MM = 9, 20  # height of a bar chart: each row, and legend with axis
FEWEST = 2  # points that make a line


def of_score(brief: Brief) -> list[Graph]:
    """The share of every target beside its goal; nothing when no share is known."""
    rows = [(target, brief.result(target)) for target in brief.targets]
    known = [(target, row) for target, row in rows if row["value_pct"] is not None]
    if not known:
        return []
    now = _series(say("results.own_series"), [row["value_pct"] for _, row in known], "now")
    goals = tuple(formatting.goal(target.goal_pct) for target, _ in known)
    goal = Series(
        say("results.goals_series"), tuple(t.goal_pct for t, _ in known), goals, role="goal"
    )
    told = [
        say("results.graph_value", name=target.name, value=value, goal=goal_)
        for (target, _), value, goal_ in zip(known, now.labels, goals, strict=True)
    ]
    return [
        Graph(
            caption=say("results.graph", year=prose.year_words(brief)),
            kind="bar",
            categories=tuple(target.name for target, _ in known),
            series=(now, goal),
            alt=say("results.graph_alt", values=prose.joined(told)),
            height_mm=EDGES_MM + ROW_MM * len(known),
        )
    ]


def of_years(target: Target, rows: list[Row], brief: Brief) -> list[Graph]:
    """The share of a target in the years so far, and its goal; nothing for less than two years."""
    known = [row for row in rows if row["value_pct"] is not None]
    if len(known) < FEWEST:
        return []
    now = _series(say("results.own_series"), [row["value_pct"] for row in rows], "now")
    goal = formatting.goal(target.goal_pct)
    line = Series(
        name=say("results.goal_series", goal=goal),
        values=tuple(target.goal_pct for _ in rows),
        labels=tuple("" for _ in rows),
        role="goal",
    )
    told = [say("results.year_value", year=row["year"], value=cells.share(row)) for row in rows]
    return [
        Graph(
            caption=say(
                "results.year_graph", name=target.name, since=rows[0]["year"], year=brief.year
            ),
            kind="line",
            categories=tuple(cells.year(brief, row["year"]) for row in rows),
            series=(now, line),
            alt=say(
                "results.year_alt",
                name=prose.small(target.name),
                goal=goal,
                values=prose.joined(told),
            ),
            height_mm=YEARS_MM,
        )
    ]


def of_committees(rows: pl.DataFrame, body: Body, brief: Brief) -> list[Graph]:
    """The share of every class that is not what is left over, in the base year and now."""
    order = pl.col("dimension").replace_strict(list(body.dimensions), range(len(body.dimensions)))
    named = rows.filter(pl.col("share_pct").is_not_null(), ~pl.col("is_remainder"))
    shown = named.sort(order, maintain_order=True)
    if shown.is_empty():
        return []
    base, is_base = brief.declared.base_year, brief.year == brief.declared.base_year
    now = _series(say("sheet.year", year=brief.year), shown["share_pct"].to_list(), "now")
    before = _series(say("sheet.year", year=base), shown["since_share_pct"].to_list(), "before")
    series = (now,) if is_base else (before, now)
    names = _names(shown, body)
    kind = "graph_base" if is_base else "graph"
    told = {"body": prose.small(body.name), "base": base, "year": prose.year_words(brief)}
    return [
        Graph(
            caption=say(f"committees.{kind}", **told),
            kind="bar",
            categories=names,
            series=series,
            alt=say("committees.graph_alt", values=_values(names, series)),
            height_mm=EDGES_MM + ROW_MM * len(names) * (0.5 if is_base else 0.85),
        )
    ]


def _names(shown: pl.DataFrame, body: Body) -> tuple[str, ...]:
    """Names of classes; with their dimension where two have the same."""
    found = Counter(shown["category_name"])
    return tuple(
        name
        if found[name] == 1
        else say("committees.graph_class", name=name, of=prose.small(body.dimensions[of].name))
        for name, of in shown.select("category_name", "dimension").iter_rows()
    )


def _values(names: tuple[str, ...], series: tuple[Series, ...]) -> str:
    return prose.joined(
        say("committees.graph_value", name=name, series=prose.small(one.name), value=value)
        for at, name in enumerate(names)
        for one in series
        for value in one.labels[at : at + 1]
        if value
    )


def _series(name: str, values: list[float | None], role: str) -> Series:
    labels = tuple("" if value is None else formatting.percent(value) for value in values)
    return Series(name, tuple(values), labels, role)
