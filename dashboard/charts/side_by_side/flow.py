"""Members of every side: opening count, what came and went with its parts, closing count."""

import polars as pl

from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Balance, Declarations


def flows(rows: pl.DataFrame, balance: Balance, declared: Declarations, heading: str) -> str:
    """A table with a bar behind each count; opening and closing share a scale, so do the changes.

    `rows`: see `blocks.comparison.people`, a row per side.
    """
    opening, closing = balance.plus[0], balance.total
    sides = rows.to_dicts()
    stock = _largest(sides, (opening, closing))
    change = _largest(sides, ("gain", "loss"))
    head = [
        words("th", heading, scope="col"),
        words("th", declared.measures[opening].name, scope="col"),
        words("th", say("compare.gain"), scope="col"),
        words("th", say("compare.loss"), scope="col"),
        words("th", declared.measures[closing].name, scope="col"),
    ]
    lines = [_side(row, balance, stock, change, declared) for row in sides]
    table = element("table", element("thead", element("tr", *head)), element("tbody", *lines))
    return element("div", table, class_="table-frame vs-flows", tabindex="0")


def _largest(rows: list[Row], names: tuple[str, ...]) -> int:
    return max([row[name] for row in rows for name in names if row[name] is not None], default=0)


def _side(row: Row, balance: Balance, stock: int, change: int, declared: Declarations) -> str:
    label = [words("b", row["mark"]), " ", words("span", row["side"])]
    name = element("th", element("a", *label, href=row["href"]), scope="row")
    if row["why"]:
        return element("tr", name, words("td", row["why"], colspan="4", class_="vs-why"))
    opening, closing = balance.plus[0], balance.total
    return element(
        "tr",
        name,
        element("td", _count(row, opening), _bar(row[opening], stock, "vs-stock")),
        _change(row, "gain", balance.plus[1:], change, declared),
        _change(row, "loss", balance.minus, change, declared),
        element("td", _count(row, closing), _bar(row[closing], stock, "vs-stock")),
    )


def _count(row: Row, name: str) -> str:
    text = formatting.count(row[name])
    return words("a", text, href=row[f"source_{name}"] or "", class_="vs-value")


def _bar(value: int | None, largest: int, class_: str) -> str:
    if value is None:
        return ""
    width = 100 * value / (largest or 1)
    fill = element("i", class_=f"vs-fill {class_}", style=f"width:{width:.2f}%")
    return element("span", fill, class_="vs-track", aria_hidden="true")


def _change(
    row: Row, name: str, parts: tuple[str, ...], largest: int, declared: Declarations
) -> str:
    """The sum with its sign, its bar, and each part that is not zero."""
    if row[name] is None:
        return words("td", formatting.NOTHING)
    sign = ("+" if name == "gain" else formatting.MINUS) if row[name] else ""
    total = words("b", f"{sign}{formatting.count(row[name])}", class_="vs-value")
    told = [
        element(
            "span",
            words("span", declared.measures[part].name),
            " ",
            words("a", formatting.count(row[part]), href=row[f"source_{part}"]),
        )
        for part in parts
        if row[part]
    ]
    listed = element("div", " · ".join(told), class_="vs-parts")
    return element("td", total, _bar(row[name], largest, f"vs-{name}"), listed)
