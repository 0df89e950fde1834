"""Targets as rows, sides as columns: each figure, and how far it is from the first side."""

import polars as pl

from dashboard.components.data_table import verdict_mark
from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations

Head = tuple[str, str, str]
"""Mark, label and address of a side."""


def differences(
    rows: pl.DataFrame, heads: list[Head], with_counts: bool, declared: Declarations
) -> str:
    """A table with one column per side. `rows`: see `blocks.comparison.differences`.

    `with_counts` tells the change of the counts too, which only two years of one unit have.
    """
    sides = range(1, len(heads) + 1)
    body = [
        element("tr", _target(row), *(_cell(row, i, with_counts, declared) for i in sides))
        for row in rows.to_dicts()
    ]
    table = element("table", element("thead", _head(heads)), element("tbody", *body))
    return element(
        "div", table, class_="table-frame vs-differences", data_sides=str(len(heads)), tabindex="0"
    )


def signed(value: int) -> str:
    """A change of a count: "+12", "−3", "0"."""
    sign = formatting.MINUS if value < 0 else "+" if value else ""
    return sign + formatting.count(abs(value))


def _head(heads: list[Head]) -> str:
    cells = [
        element(
            "th",
            words("b", mark),
            " ",
            words("a", label, href=href) if href else words("span", label),
            words("small", say("compare.first"), class_="vs-first") if i == 0 else "",
            scope="col",
        )
        for i, (mark, label, href) in enumerate(heads)
    ]
    return element("tr", words("th", say("column.target"), scope="col"), *cells)


def _target(row: Row) -> str:
    return element("th", words("a", row["target"], href=row["target_href"]), scope="row")


def _cell(row: Row, side: int, with_counts: bool, declared: Declarations) -> str:
    def of(name: str) -> object:
        return row[f"{name}_{side}"]

    verdict = verdict_mark(of("verdict"), declared) if of("verdict") else ""
    if of("value_pct") is None:
        return element("td", verdict or words("span", of("why") or formatting.NOTHING))
    value = words("a", formatting.percent(of("value_pct")), href=of("source"), class_="vs-value")
    counts = words("span", of("counts"), class_="vs-counts")
    few = words("small", say("compare.few", n=declared.small_n), class_="mark")
    small = few if of("is_small") else ""
    lines = [element("div", value, " ", counts), element("div", verdict, " ", small)]
    if side > 1:
        lines.append(_difference(of, with_counts))
    return element("td", *lines, data_side=str(side))


def _difference(of: object, with_counts: bool) -> str:
    if of("difference_pct") is None:
        return words("div", say("compare.no_difference"), class_="vs-difference")
    points = words("b", formatting.points(of("difference_pct")))
    counts = say(
        "compare.change_counts",
        numerator=signed(of("difference_numerator")),
        denominator=signed(of("difference_denominator")),
    )
    more = words("span", counts, class_="vs-counts") if with_counts else ""
    return element("div", points, " ", more, class_="vs-difference")
