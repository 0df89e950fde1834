"""The cells of one organisation: their targets with a small line each, and their ratings."""

from collections.abc import Mapping, Sequence

import polars as pl

from dashboard.charts.cells.spark import cell_spark
from dashboard.charts.unit.rating_strip import Rating, chip, shades
from dashboard.charts.unit.targets import target_cell
from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.theme import Palette
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target

FIGURES = ("numerator", "denominator", "value_pct", "verdict", "source", "is_small")
"""What stands of each target in a row, as `<target>_<figure>`."""

History = Mapping[tuple[str, str], Sequence[Row]]
"""Cell and target → rows of `queries.progress` of every year."""


def cells(
    rows: Sequence[Row],
    targets: Sequence[Target],
    lines: Mapping[tuple[str, str], str],
    ratings: Sequence[Rating],
    declared: Declarations,
    colours: Palette,
) -> str:
    """A row per cell. `lines`: cell and target → its small line over the years (see `drawn_lines`).

    `rows`: unit_id, unit_name, href, `FIGURES` of every target, rating_id, rating, lived.
    """
    fills = shades(ratings, colours)
    known = {rating.id: chip(rating, fills.get(rating.id)) for rating in ratings}
    body = [_row(row, targets, lines, known, declared) for row in rows]
    return element(
        "table", _head(targets), element("tbody", *body), class_="unit-matrix unit-cells"
    )


def drawn_lines(
    history: History,
    years: Sequence[int],
    chosen: int,
    declared: Declarations,
    colours: Palette,
) -> dict[tuple[str, str], str]:
    """The small line of every cell and target."""
    return {
        (unit_id, id_): _line(rows, declared.targets[id_], years, chosen, colours)
        for (unit_id, id_), rows in history.items()
    }


def _line(
    rows: Sequence[Row], target: Target, years: Sequence[int], chosen: int, colours: Palette
) -> str:
    known = {row["year"]: row["value_pct"] for row in rows}
    series = {year: known.get(year) for year in years}
    spoken = ", ".join(f"{year} {formatting.percent(value)}" for year, value in series.items())
    return cell_spark(series, target.goal_pct, chosen, spoken, colours)


def summary(
    rows: pl.DataFrame, targets: Sequence[Target], heading: str, declared: Declarations
) -> str:
    """How many cells there are, and how many of those judged reach each target."""
    told = []
    for target in targets:
        verdicts = [declared.verdicts[v] for v in rows[f"{target.id}_verdict"] if v]
        met = formatting.count(sum(verdict.reached for verdict in verdicts))
        judged = formatting.count(sum(verdict.judged for verdict in verdicts))
        told.append(say("unit_cells.alt_target", target=target.name, met=met, judged=judged))
    count = formatting.count(rows.height)
    return say("unit_cells.alt", heading=heading, count=count, targets="; ".join(told))


def _head(targets: Sequence[Target]) -> str:
    names = [words("th", target.name, colspan="2", scope="col") for target in targets]
    first = words("th", say("column.cell"), scope="col")
    last = words("th", say("unit_cells.rating"), scope="col")
    return element("thead", element("tr", first, *names, last))


def _row(
    row: Row,
    targets: Sequence[Target],
    lines: Mapping[tuple[str, str], str],
    ratings: Mapping[str, str],
    declared: Declarations,
) -> str:
    parts = [_name(row)]
    for target in targets:
        line = lines.get((row["unit_id"], target.id), "")
        parts += [_figure(row, target, declared), element("td", line, class_="trend")]
    missing = words("span", row["rating"], class_="rating none")
    rating = ratings.get(row["rating_id"], missing)
    return element("tr", *parts, element("td", rating, class_="rated"))


def _name(row: Row) -> str:
    lived = words("small", row["lived"]) if row["lived"] else ""
    return element("th", words("a", row["unit_name"], href=row["href"]), lived, scope="row")


def _figure(row: Row, target: Target, declared: Declarations) -> str:
    figure = {name: row[f"{target.id}_{name}"] for name in FIGURES}
    if figure["verdict"] is None:
        return words("td", say("unit.no_figure"), class_="nothing")
    return target_cell(figure, declared)
