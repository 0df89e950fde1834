"""Units × years as tinted cells: icon and value in every one, colour by verdict."""

from collections.abc import Callable, Mapping, Sequence

from dashboard import phrases
from dashboard.components.data_table import verdict_mark
from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations

Cell = Mapping[str, object]


def heatmap(
    rows: Sequence[Row],
    years: Sequence[tuple[int, str]],
    declared: Declarations,
    *,
    chosen: int,
    own: str,
    to_unit: Callable[[str, int], str],
    heading: str,
) -> str:
    """A table: one row per unit, one column per (year, address of the year).

    `rows`: unit_id, unit_name, href, first_year, last_year, and for each year `verdict_2023`,
    `value_pct_2023`, `numerator_2023`, `denominator_2023`. `own` is the unit of the page.
    """
    body = [_row(row, [year for year, _ in years], declared, own, to_unit) for row in rows]
    table = element(
        "table",
        element("thead", element("tr", words("th", heading, scope="col"), *_heads(years, chosen))),
        element("tbody", *body),
    )
    frame = element("div", table, class_="heat-frame", tabindex="0")
    return frame + _legend(rows, [year for year, _ in years], declared)


def cell_of(row: Row, year: int) -> Cell | None:
    """The unit's figure of a year; None where there is no row for it."""
    verdict = row[f"verdict_{year}"]
    if verdict is None:
        return None
    names = ("value_pct", "numerator", "denominator")
    return {"verdict": verdict, **{name: row[f"{name}_{year}"] for name in names}}


def _heads(years: Sequence[tuple[int, str]], chosen: int) -> list[str]:
    return [
        element(
            "th",
            words("a", str(year), href=href, title=say("target_units.to_year", year=year)),
            scope="col",
            aria_current="true" if year == chosen else "",
        )
        for year, href in years
    ]


def _row(
    row: Row,
    years: Sequence[int],
    declared: Declarations,
    own: str,
    to_unit: Callable[[str, int], str],
) -> str:
    name = element("th", words("a", row["unit_name"], href=row["href"]), scope="row")
    cells = [_cell(row, year, declared, to_unit) for year in years]
    return element("tr", name, *cells, aria_current="true" if row["unit_id"] == own else "")


def _cell(row: Row, year: int, declared: Declarations, to_unit: Callable[[str, int], str]) -> str:
    cell = cell_of(row, year)
    if cell is None:
        return words("td", _why_none(row, year), class_="none")
    said = _spoken(row, year, cell, declared)
    icon = words("span", declared.verdicts[cell["verdict"]].icon, class_="icon", aria_hidden="true")
    inside = [icon, " ", words("b", _written(cell, declared))]
    href = to_unit(row["unit_id"], year)
    link = element("a", *inside, href=href, title=said)
    return element("td", link, data_verdict=cell["verdict"])


def _written(cell: Cell, declared: Declarations) -> str:
    """The value; in its place the words of the verdict where there is none."""
    if cell["value_pct"] is None:
        return declared.verdicts[cell["verdict"]].name.lower()
    return formatting.percent(cell["value_pct"])


def _why_none(row: Row, year: int) -> str:
    if row["first_year"] is not None and year < row["first_year"]:
        return say("target_units.not_founded")
    if row["last_year"] is not None and year > row["last_year"]:
        return say("target_units.closed")
    return say("target_units.not_counted")


def _spoken(row: Row, year: int, cell: Cell, declared: Declarations) -> str:
    verdict = declared.verdicts[cell["verdict"]].name
    named = {"unit": row["unit_name"], "year": year, "verdict": verdict}
    if cell["value_pct"] is None:
        return say("target_units.cell_missing", **named)
    value = formatting.percent(cell["value_pct"])
    return say("target_units.cell", value=value, counts=phrases.counts(cell), **named)


def _legend(rows: Sequence[Row], years: Sequence[int], declared: Declarations) -> str:
    """Icon and word of every verdict that occurs, in their declared order."""
    found = {row[f"verdict_{year}"] for row in rows for year in years}
    marks = [verdict_mark(id_, declared) for id_ in declared.verdicts if id_ in found]
    return element("p", *marks, class_="heat-legend")
