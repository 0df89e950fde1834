"""Every target of every side: small panels on one scale each."""

import polars as pl
import streamlit as st

from dashboard import phrases, theme
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.comparison import sides
from dashboard.blocks.comparison.sides import ALL_YEARS, SEEN, Asked, Side, asked
from dashboard.charts.side_by_side.panels import panels
from dashboard.phrases import Row
from dashboard.selection import TARGET, View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target, load_declarations

THIS_YEAR = "nam-nay"
NUMBERS = {
    "numerator": pl.Int64,
    "denominator": pl.Int64,
    "value_pct": pl.Float64,
    "goal_pct": pl.Float64,
    "shortfall": pl.Int64,
    "surplus": pl.Int64,
}
WORDS = ("target_id", "target", "target_href", "mark", "side", "href", "source", "verdict", "why")
SCHEMA = (
    dict.fromkeys(WORDS, pl.String)
    | NUMBERS
    | {
        "year": pl.Int64,
        "is_now": pl.Boolean,
        "is_small": pl.Boolean,
    }
)


def is_over_years(view: View) -> bool:
    """Whether the address asks for all years."""
    return view.asked(SEEN) == ALL_YEARS


def seen(view: View) -> list[tuple[str, str, bool]]:
    """The choice between the one year and all years."""
    over = is_over_years(view)
    return [
        (say("compare.this_year"), view.link({SEEN: None}), not over),
        (say("compare.all_years"), view.link({SEEN: ALL_YEARS}), over),
    ]


def wrong_choice(view: View) -> str:
    """A sentence about a way of seeing that is not known; empty when all is well."""
    code = view.asked(SEEN)
    return "" if code in (None, THIS_YEAR, ALL_YEARS) else say("compare.unknown_seen", asked=code)


def title(compared: Asked, name: str) -> str:
    """ "… của 3 đơn vị, năm 2024" or "… của Đảng bộ xã …, năm 2020 và 2024"."""
    years = sorted({side.year for side in compared.sides})
    year = say("compare.and", first=years[0], second=years[-1]) if len(years) > 1 else str(*years)
    is_many = not compared.is_years
    units = say("compare.many", count=len(compared.sides)) if is_many else compared.sides[0].name
    return say(f"compare_title.{name}", units=units, year=year)


def rows_of(view: View, side: Side, declared: Declarations) -> list[Row]:
    """A row per declared target, filled where the unit has such a figure in the side's year."""
    own = sides.progress_of(view, side).filter(pl.col("year") == side.year)
    known = {row["target_id"]: row for row in own.to_dicts()}
    return [
        _row(view, side, side.year, target, known.get(target.id), bool(known))
        for target in declared.targets.values()
    ]


def _row(
    view: View, side: Side, year: int, target: Target, found: Row | None, is_known: bool
) -> Row:
    has_value = found is not None and found["value_pct"] is not None
    return dict.fromkeys(SCHEMA) | {
        **{name: found[name] for name in (*NUMBERS, "verdict", "is_small") if found},
        "goal_pct": target.goal_pct,
        "target_id": target.id,
        "target": target.name,
        "target_href": view.link({TARGET: target.id}, "chi-tieu"),
        "mark": side.mark,
        "side": side.label,
        "href": sides.to_side(view, side),
        "source": view.to_source(year, side.level, side.unit_id, target.id) if has_value else None,
        "why": "" if found else sides.why_nothing(side, is_known),
        "year": year,
        "is_now": year == side.year,
    }


def _over_years(view: View, side: Side, declared: Declarations) -> list[Row]:
    known = {(r["target_id"], r["year"]): r for r in sides.progress_of(view, side).to_dicts()}
    reported = {year for _, year in known}
    return [
        _row(view, side, year, target, known.get((target.id, year)), year in reported)
        for target in declared.targets.values()
        for year in view.years
    ]


def _table(view: View) -> Table:
    compared, declared, over = asked(view), load_declarations(), is_over_years(view)
    rows = _over_years if over else rows_of
    every = [row for side in compared.sides for row in rows(view, side, declared)]
    order = {id_: i for i, id_ in enumerate(declared.targets)}
    every.sort(key=lambda row: order[row["target_id"]])
    return Table(
        id="so-sanh-chi-tieu",
        title=title(compared, "targets_over_years" if over else "targets"),
        columns=_columns(compared, over),
        rows=pl.DataFrame(every, schema=SCHEMA),
        note=say("compare.note_lines" if over else "compare.note_bars"),
        empty=say("compare.todo"),
    )


def _columns(compared: Asked, over: bool) -> tuple[Column, ...]:
    year = [Column("year", say("column.year"), "year")] if over else []
    return (
        Column("target", say("column.target"), link="target_href"),
        Column("side", _side_heading(compared), link="href"),
        *year,
        Column("value_pct", say("column.value"), "percent", link="source"),
        Column("numerator", say("column.numerator"), "count"),
        Column("denominator", say("column.denominator"), "count"),
        Column("goal_pct", say("column.goal"), "percent"),
        Column("verdict", say("column.verdict"), "verdict"),
        Column("shortfall", say("column.shortfall"), "count"),
        Column("why", say("compare.why")),
    )


def _side_heading(compared: Asked) -> str:
    return say("compare.of_year" if compared.is_years else "column.unit")


def _draw(view: View, table: Table) -> Drawing:
    declared, colours = load_declarations(), theme.palette(st.context.theme.type)
    markup = panels(table.rows, declared, colours, is_over_years(view))
    return Drawing(alt=summary(table, declared), markup=markup)


def summary(table: Table, declared: Declarations) -> str:
    """How many of the targets each side has reached, in a sentence."""
    now = table.rows.filter(pl.col("is_now"))
    told = [
        say("compare.alt_side", side=side, **_reached(rows.to_dicts(), declared))
        for (side,), rows in now.group_by(["side"], maintain_order=True)
    ]
    return say("compare.alt", title=table.title, sides="; ".join(told))


def _reached(rows: list[Row], declared: Declarations) -> dict[str, object]:
    judged = [row for row in rows if row["value_pct"] is not None]
    met = sum(declared.verdicts[row["verdict"]].reached for row in judged)
    values = [
        say(
            "compare.alt_value",
            target=row["target"],
            value=formatting.percent(row["value_pct"]),
            counts=phrases.counts(row),
        )
        for row in judged
    ]
    return {"met": met, "judged": len(judged), "values": ", ".join(values) or formatting.NOTHING}


BLOCK = Block("so-sanh-chi-tieu", _table, _draw)
