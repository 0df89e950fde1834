"""A unit's targets over the years: a table with the verdict, value and counts in every cell."""

from collections.abc import Mapping, Sequence

import polars as pl

from dashboard import phrases
from dashboard.charts.sparkline import Goal, sparkline
from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.theme import Palette
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target


def matrix(
    progress: pl.DataFrame,
    years: Sequence[int],
    chosen: int,
    absent: Mapping[int, str],
    declared: Declarations,
    colours: Palette,
) -> str:
    """A row per target, a cell per year, the line at the end.

    `progress`: rows of `queries.progress` of one unit with `source`, `target_name`, `target_href`
    and `about`, what is said under the name. `absent`: why the unit is not there in a year.
    """
    lines = progress.partition_by("target_id", maintain_order=True)
    body = [_line(line, years, chosen, absent, declared, colours) for line in lines]
    heads = [_year(year, chosen, declared) for year in years]
    corner = words("th", say("unit_targets.target"), scope="col")
    last = words("th", say("unit_targets.trend"), scope="col", class_="trend")
    return element(
        "table",
        element("thead", element("tr", corner, *heads, last)),
        element("tbody", *body),
        class_="unit-matrix",
    )


def summary(progress: pl.DataFrame, heading: str, year: int, declared: Declarations) -> str:
    """The message of the table with the numbers of the chosen year."""
    rows = progress.filter(year=year).to_dicts()
    told = [
        say(
            "unit_targets.alt_target",
            target=row["target_name"],
            value=formatting.percent(row["value_pct"]),
            counts=phrases.counts(row),
            verdict=declared.verdicts[row["verdict"]].name,
        )
        for row in rows
    ]
    return say("unit_targets.alt", heading=heading, year=year, targets="; ".join(told))


def target_cell(row: Row, declared: Declarations, tag: str = "td", class_: str = "") -> str:
    """Icon, value, counts and the verdict in words; leads to the source of the figure."""
    verdict = declared.verdicts[row["verdict"]]
    return element(
        tag,
        element("a", *_figure(row, declared), href=row["source"], title=verdict.explained),
        class_=f"mark {class_}".strip(),
        data_verdict=row["verdict"],
    )


def trend(
    rows: Sequence[Row],
    target: Target,
    years: Sequence[int],
    chosen: int,
    declared: Declarations,
    colours: Palette,
) -> str:
    """The small line of one target over the years."""
    known = {row["year"]: row["value_pct"] for row in rows}
    series = {year: known.get(year) for year in years}
    goal = Goal(target.goal_pct, formatting.goal(target.goal_pct))
    return sparkline(series, goal, chosen, declared.part_years, formatting.percent, colours)


def _figure(row: Row, declared: Declarations) -> list[str]:
    verdict = declared.verdicts[row["verdict"]]
    icon = words("span", verdict.icon, class_="icon", aria_hidden="true")
    if row["value_pct"] is None:
        return [icon, words("span", verdict.name, class_="word alone")]
    said = [verdict.name]
    if row["is_small"]:
        said.append(say("unit.small", small=formatting.count(declared.small_n)))
    return [
        icon,
        words("b", formatting.percent(row["value_pct"])),
        words("span", phrases.counts(row), class_="kn"),
        words("span", " · ".join(said), class_="word"),
    ]


def _year(year: int, chosen: int, declared: Declarations) -> str:
    part = phrases.part_year(year, declared)
    told = words("small", part) if part else ""
    return element(
        "th", str(year), told, scope="col", class_="chosen" if year == chosen else "year"
    )


def _line(
    rows: pl.DataFrame,
    years: Sequence[int],
    chosen: int,
    absent: Mapping[int, str],
    declared: Declarations,
    colours: Palette,
) -> str:
    known = {row["year"]: row for row in rows.to_dicts()}
    first = next(iter(known.values()))
    target = declared.targets[first["target_id"]]
    cells = [_cell(known.get(year), year == chosen, absent.get(year), declared) for year in years]
    drawn = trend(list(known.values()), target, years, chosen, declared, colours)
    return element("tr", _name(first, target), *cells, element("td", drawn, class_="trend"))


def _name(row: Row, target: Target) -> str:
    return element(
        "th",
        words("a", row["target_name"], href=row["target_href"], title=target.wording),
        words("small", " · ".join(filter(None, (phrases.goal(target), row["about"])))),
        scope="row",
    )


def _cell(row: Row | None, is_chosen: bool, absent: str | None, declared: Declarations) -> str:
    class_ = "chosen" if is_chosen else ""
    if row is None:
        return words("td", absent or say("unit.no_figure"), class_=f"nothing {class_}".strip())
    return target_cell(row, declared, class_=class_)
