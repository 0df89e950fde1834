"""The tiles of the overview: progress of the district in, HTML out."""

import polars as pl

from dashboard import phrases
from dashboard.charts.sparkline import Goal, Series, sparkline
from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.selection import TARGET, View
from dashboard.theme import Palette
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target

# A target of which the snapshot knows nothing is told like one that nobody reported.
BLANK = {"verdict": "not_reported"} | dict.fromkeys(
    ("numerator", "denominator", "value_pct", "shortfall", "surplus", "change_pct")
    + ("expected", "reported")
)


def tiles(progress: pl.DataFrame, view: View, declared: Declarations, colours: Palette) -> str:
    """One tile per target that the unit has; `progress` holds the unit in every year."""
    drawn = [
        _tile(
            target,
            _row(progress, target, view.year),
            view,
            declared,
            spark=_spark(progress, target, view.year, declared, colours),
        )
        for target in _targets(progress, declared)
    ]
    label = say("tile.list", year=view.year, unit=view.scope.name)
    grid = element("div", *drawn, class_="tiles", role="list", aria_label=label)
    return element("div", grid, class_="wall")


def _targets(progress: pl.DataFrame, declared: Declarations) -> list[Target]:
    """The declared targets that are counted for such a unit; all, where nothing is known of it."""
    known = set(progress["target_id"]) or declared.targets.keys()
    return [target for target in declared.targets.values() if target.id in known]


def _row(progress: pl.DataFrame, target: Target, year: int) -> Row:
    found = progress.filter(pl.col("target_id") == target.id, pl.col("year") == year).to_dicts()
    return found[0] if found else BLANK | {"year": year}


def _spark(
    progress: pl.DataFrame, target: Target, year: int, declared: Declarations, colours: Palette
) -> str:
    goal = Goal(target.goal_pct, formatting.goal(target.goal_pct))
    series = _series(progress, target, declared)
    return sparkline(series, goal, year, declared.part_years, formatting.percent, colours)


def _series(progress: pl.DataFrame, target: Target, declared: Declarations) -> Series:
    rows = progress.filter(pl.col("target_id") == target.id)
    known = dict(rows.select("year", "value_pct").iter_rows())
    return {year: known.get(year) for year in sorted({*declared.years, *known})}


def _tile(target: Target, row: Row, view: View, declared: Declarations, spark: str) -> str:
    explained = declared.indicators[target.id].denominator.explained
    return element(
        "article",
        _name(target, view),
        element("div", _value(row, target, view), _verdict(row, declared), class_="head"),
        _basis(target, row),
        words("div", phrases.divided_by(target, declared), class_="per", title=explained),
        spark,
        _foot(target, row, declared),
        class_="tile",
        role="listitem",
        data_target=target.id,
        data_verdict=row["verdict"],
    )


def _name(target: Target, view: View) -> str:
    href = view.link({TARGET: target.id}, "chi-tieu")
    title = f"{target.wording} ({target.clause})"
    return element("h3", words("a", target.name, href=href), class_="name", title=title)


def _value(row: Row, target: Target, view: View) -> str:
    """The figure; it leads to the counts and cells behind it."""
    number, sign, _ = formatting.percent(row["value_pct"]).partition("%")
    if not sign:
        return words("div", number, class_="value")
    scope = view.scope
    href = view.to_source(view.year, scope.level, scope.unit_id, target.id)
    inside = element("a", number, words("small", sign), href=href, title=say("block.source"))
    return element("div", inside, class_="value")


def _verdict(row: Row, declared: Declarations) -> str:
    verdict = declared.verdicts[row["verdict"]]
    icon = words("span", verdict.icon, class_="icon", aria_hidden="true")
    word = words("span", verdict.name)
    return element("div", icon, " ", word, class_="verdict", title=verdict.explained)


def _basis(target: Target, row: Row) -> str:
    counts = words("b", phrases.counts(row), class_="kn")
    return element("div", counts, " · ", words("span", phrases.goal(target)), class_="basis")


def _foot(target: Target, row: Row, declared: Declarations) -> str:
    marks = [_late(row), phrases.part_year(row["year"], declared)]
    return element(
        "div",
        words("span", phrases.gap(row, target), class_="gap"),
        *(words("span", mark, class_="mark") for mark in marks if mark),
        words("span", phrases.change(row, declared), class_="delta"),
        class_="foot",
    )


def _late(row: Row) -> str:
    expected, reported = row["expected"], row["reported"]
    if expected is None or not 0 < reported < expected:
        return ""
    return say(
        "figure.reported",
        reported=formatting.count(reported),
        expected=formatting.count(expected),
    )
