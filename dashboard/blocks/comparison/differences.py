"""The differences: every target of every side beside the first one, or of two years."""

import polars as pl

from dashboard import phrases
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.comparison.sides import Asked, Side, asked, to_side
from dashboard.blocks.comparison.targets import rows_of, title
from dashboard.charts.side_by_side.differences import differences
from dashboard.phrases import Row
from dashboard.selection import View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines.declarations import load_declarations

ID = "bang-chenh-lech"
OWN = {
    "value_pct": pl.Float64,
    "numerator": pl.Int64,
    "denominator": pl.Int64,
    "verdict": pl.String,
    "counts": pl.String,
    "source": pl.String,
    "why": pl.String,
    "is_small": pl.Boolean,
    "difference_pct": pl.Float64,
    "difference_numerator": pl.Int64,
    "difference_denominator": pl.Int64,
}
"""What is known of each side; the name of the column ends in the side's number: `value_pct_2`."""

SHARED = {"target_id": pl.String, "target": pl.String, "target_href": pl.String}


def _table(view: View) -> Table:
    compared, declared = asked(view), load_declarations()
    of_sides = [rows_of(view, side, declared) for side in compared.sides]
    schema = SHARED | _schema(len(compared.sides))
    rows = [_row(of_target) for of_target in zip(*of_sides, strict=True)]
    return Table(
        id=ID,
        title=title(compared, "changes" if compared.is_years else "differences"),
        columns=_columns(compared),
        rows=pl.DataFrame(rows, schema=schema),
        note=_note(compared),
        empty=say("compare.todo"),
    )


def _note(compared: Asked) -> str:
    if not compared.sides:
        return ""
    if compared.is_years:
        return say("compare.note_changes", first=compared.sides[0].label)
    keys = "; ".join(f"{side.mark} {side.label}" for side in compared.sides)
    return say("compare.note_first", keys=keys)


def _numbered(compared: Asked) -> list[tuple[int, Side]]:
    return list(enumerate(compared.sides, start=1))


def _schema(count: int) -> dict[str, pl.DataType]:
    return {_named(name, i): kind for i in range(1, count + 1) for name, kind in OWN.items()}


def _named(name: str, number: int) -> str:
    return f"{name}_{number}"


def _row(of_sides: tuple[Row, ...]) -> Row:
    """One target: what each side has, and how far it is from the first."""
    first = of_sides[0]
    row = {name: first[name] for name in SHARED}
    for i, side in enumerate(of_sides, start=1):
        own = {
            **{name: side[name] for name in OWN if name in side},
            "counts": phrases.counts(side),
            "difference_pct": _minus(side["value_pct"], first["value_pct"]),
            "difference_numerator": _minus(side["numerator"], first["numerator"]),
            "difference_denominator": _minus(side["denominator"], first["denominator"]),
        }
        row |= {_named(name, i): value for name, value in own.items()}
    return row


def _minus(one: float | None, other: float | None) -> float | None:
    """A difference of two percentages, or of two counts; nothing where one is missing."""
    return None if one is None or other is None else one - other


def _columns(compared: Asked) -> tuple[Column, ...]:
    own = [c for i, side in _numbered(compared) for c in _of_side(i, side, compared.is_years)]
    return (Column("target", say("column.target"), link="target_href"), *own)


def _of_side(number: int, side: Side, is_years: bool) -> list[Column]:
    """Value, counts and verdict; for every side after the first also the difference."""

    def column(name: str, text: str, kind: str, **more: str) -> Column:
        heading = say("compare.heading", side=side.label if is_years else side.mark, heading=text)
        return Column(_named(name, number), heading, kind, hint=side.label, **more)

    source = _named("source", number)
    columns = [
        column("value_pct", say("column.value"), "percent", link=source),
        column("numerator", say("column.numerator"), "count"),
        column("denominator", say("column.denominator"), "count"),
        column("verdict", say("column.verdict"), "verdict"),
    ]
    if number == 1:
        return columns
    columns.append(column("difference_pct", say("compare.difference"), "points"))
    if is_years:
        columns.append(column("difference_numerator", say("compare.change_numerator"), "count"))
        columns.append(column("difference_denominator", say("compare.change_denominator"), "count"))
    return columns


def _draw(view: View, table: Table) -> Drawing:
    compared = asked(view)
    heads = [(side.mark, side.label, to_side(view, side)) for side in compared.sides]
    markup = differences(table.rows, heads, compared.is_years, load_declarations())
    return Drawing(markup=markup)


BLOCK = Block(ID, _table, _draw)
