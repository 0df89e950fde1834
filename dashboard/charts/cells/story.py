"""One cell in words and counts: a row per year and target, and the members of one year."""

import polars as pl

from dashboard import phrases
from dashboard.components.data_table import verdict_mark, written
from dashboard.components.markup import element, words
from dashboard.phrases import Row
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target
from pipelines.declared_forms import Balance


def years(rows: pl.DataFrame, shown: list[Target], chosen: int, declared: Declarations) -> str:
    """A table per target, and one of ratings, a row per year.

    `rows`: year, rating, and with the id of each target value_, numerator_, denominator_,
    verdict_, source_.
    """
    every = rows.to_dicts()
    parts = [_targets_years(target, every, chosen, declared) for target in shown]
    return "".join([*parts, _ratings(every, chosen)])


def flow(counts: pl.DataFrame, balance: Balance, year: int) -> str:
    """What the members of the year add up from: "32 đầu năm + 2 kết nạp − 1 chuyển đi = 33".

    `counts`: rows of `queries.counts` with `source`; what did not happen is named in one line.
    """
    heading = words("h3", say("cells_detail.flow", year=year))
    by_id = {row["measure_id"]: row for row in counts.to_dicts()}
    if not any(row["value"] is not None for row in by_id.values()):
        return heading + words("p", say("cells_detail.flow_missing", year=year), class_="empty")
    opening, *more = balance.plus
    moves = [("plus", id_) for id_ in more] + [("minus", id_) for id_ in balance.minus]
    told = [(sign, by_id[id_]) for sign, id_ in moves if id_ in by_id]
    lines = [
        _line("", by_id.get(opening)),
        *(_line(sign, row) for sign, row in told if row["value"] != 0),
        _line("total", by_id.get(balance.total)),
    ]
    none = [row["measure_name"] for _, row in told if row["value"] == 0]
    rest = words("p", say("cells_detail.flow_none", names=_listed(none)), class_="cell-none")
    table = element("table", element("tbody", *lines), class_="cell-flow")
    return heading + table + (rest if none else "")


def _targets_years(target: Target, rows: list[Row], chosen: int, declared: Declarations) -> str:
    heading = say("cells_detail.goal", target=target.name, goal=phrases.goal(target))
    lines = [_year(row, target.id, chosen, declared) for row in rows]
    table = element("table", element("tbody", *lines), class_="cell-years", data_target=target.id)
    return words("h3", heading) + table


def _year(row: Row, of: str, chosen: int, declared: Declarations) -> str:
    value = row[f"value_{of}"]
    figure = written(value, "percent")
    linked = words("a", figure, href=row[f"source_{of}"], title=say("block.source"))
    basis = {
        "value_pct": value,
        "numerator": row[f"numerator_{of}"],
        "denominator": row[f"denominator_{of}"],
    }
    verdict = row[f"verdict_{of}"]
    return element(
        "tr",
        words("th", str(row["year"]), scope="row"),
        element("td", linked if value is not None else figure, class_="number"),
        words("td", phrases.counts(basis), class_="number"),
        element("td", verdict_mark(verdict, declared) if verdict else formatting.NOTHING),
        class_="chosen" if row["year"] == chosen else "",
    )


def _ratings(rows: list[Row], chosen: int) -> str:
    lines = [
        element(
            "tr",
            words("th", str(row["year"]), scope="row"),
            words("td", row["rating"] or say("cells_detail.rating_missing")),
            class_="chosen" if row["year"] == chosen else "",
        )
        for row in rows
    ]
    table = element("table", element("tbody", *lines), class_="cell-years")
    return words("h3", say("cells_detail.ratings")) + table


def _line(sign: str, row: Row | None) -> str:
    if row is None:
        return ""
    figure = written(row["value"], "count")
    return element(
        "tr",
        words("td", say(f"cells_detail.{sign}") if sign else "", class_="sign"),
        element("td", words("a", figure, href=row["source"]), class_="number"),
        words("th", row["measure_name"], scope="row"),
        class_="chosen" if sign == "total" else "",
    )


def _listed(names: list[str]) -> str:
    """ "đảng viên từ trần, đảng viên bị khai trừ"."""
    return ", ".join(name[:1].lower() + name[1:] for name in names)
