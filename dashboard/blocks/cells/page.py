"""Chi bộ: every cell of the scope in one table, and one of them beside it."""

from functools import partial
from urllib.parse import quote

import polars as pl
import streamlit as st

from dashboard import phrases, theme
from dashboard.blocks.block import Block
from dashboard.blocks.cells import choices, detail
from dashboard.blocks.cells import rows as data
from dashboard.charts.cells.spark import cell_spark
from dashboard.components.data_table import written
from dashboard.components.markup import words
from dashboard.selection import View
from dashboard.tables.table import Column, Grouping, Table
from dashboard.theme import Palette
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target, load_declarations

ID = choices.BLOCK_ID
ANY = "~any~"  # stands for the id of a row in an address


def _table(view: View) -> Table:
    declared = load_declarations()
    around = data.surroundings(view)
    every = data.rows(view, declared)
    shown = data.targets(declared, data.this_year(view))
    grouped = choices.is_grouped(view)
    return Table(
        id=ID,
        title=say("cells.title", year=view.year, scope=around.name),
        columns=_columns(shown, view, declared, grouped=grouped),
        rows=_counted(choices.filtered(every, view, shown)),
        note=_note(shown, declared),
        empty=say(
            "cells.empty_all" if every.is_empty() else "cells.empty_filtered", year=view.year
        ),
        grouping=_GROUPING if grouped else None,
        decorate=partial(_decorated, view=view, shown=shown, declared=declared),
        key="unit_id",
    )


_GROUPING = Grouping("organisation_name", "organisation_order", "organisation_href", "group_note")


def _columns(
    shown: list[Target], view: View, declared: Declarations, *, grouped: bool
) -> tuple[Column, ...]:
    alone = data.surroundings(view).level == "organisation"
    measure = data.members_measure(declared)
    return (
        Column("unit_name", say("column.cell"), link="href", order="name_order"),
        Column("unit_id", say("cells_column.id"), on_screen=False),
        Column(
            "organisation_name",
            say("column.organisation"),
            link="organisation_href",
            order="name_order",
            on_screen=not (grouped or alone),
        ),
        *(column for target in shown for column in _of_target(target, view, declared)),
        Column(
            "members",
            say("cells_column.members"),
            "count",
            link="members_source",
            hint=measure.name if measure else "",
        ),
        Column("rating", say("cells_column.rating"), order="rating_order"),
        Column("note", say("cells_column.note"), order="note_order"),
    )


def _of_target(target: Target, view: View, declared: Declarations) -> list[Column]:
    group = say("cells_detail.goal", target=target.name, goal=phrases.goal(target))
    explained = declared.indicators[target.id].denominator.explained
    years = say("cells_column.years", first=view.years[0], last=view.years[-1])
    of = target.id
    return [
        Column(
            f"value_{of}",
            say("cells_column.value"),
            "percent",
            f"source_{of}",
            hint=explained,
            group=group,
        ),
        Column(
            f"kn_{of}",
            say("cells_column.counts"),
            "drawing",
            order=f"denominator_{of}",
            group=group,
        ),
        Column(f"numerator_{of}", say("column.numerator"), "count", group=group, on_screen=False),
        Column(
            f"denominator_{of}", say("column.denominator"), "count", group=group, on_screen=False
        ),
        Column(f"verdict_{of}", say("column.verdict"), "verdict", order=f"rank_{of}", group=group),
        Column(f"spark_{of}", years, "drawing", group=group),
    ]


def _counted(rows: pl.DataFrame) -> pl.DataFrame:
    """With the place of each organisation, and how many of its cells are listed."""
    return rows.with_columns(
        pl.col("name_order").min().over("organisation_id").alias("organisation_order"),
        pl.len().over("organisation_id").alias("group_size"),
    )


def _note(shown: list[Target], declared: Declarations) -> str:
    formulas = [
        say(
            "cells.formula",
            target=target.name,
            explained=declared.indicators[target.id].denominator.explained,
        )
        for target in shown
    ]
    return say("cells.note", formulas=" ".join(formulas), small=declared.small_n)


# ---- What only the rows on the screen need ----


def _decorated(
    rows: pl.DataFrame, *, view: View, shown: list[Target], declared: Declarations
) -> pl.DataFrame:
    """Addresses, "12/45" and the small lines; `rows` are those of one part of the table."""
    colours = theme.palette(st.context.theme.type)
    ids, measure = rows["unit_id"].to_list(), data.members_measure(declared)
    notes = [say("cells.group_note", cells=formatting.count(n)) for n in rows["group_size"]]
    columns = {
        "href": _addresses(detail.opened(view, ANY), ids),
        "organisation_href": _addresses(
            view.to_unit("organisation", ANY, "don-vi"), rows["organisation_id"].to_list()
        ),
        "group_note": notes,
        "members_source": _addresses(_source(view, measure.number_id), ids)
        if measure
        else [None] * len(ids),
    }
    for target in shown:
        columns |= _drawn(rows, ids, target, view, declared, colours)
    return rows.with_columns(pl.Series(name, all_, pl.String) for name, all_ in columns.items())


def _drawn(
    rows: pl.DataFrame,
    ids: list[str],
    target: Target,
    view: View,
    declared: Declarations,
    colours: Palette,
) -> dict[str, list[str]]:
    of = target.id
    series = _series(data.progress(view), ids, target, view)
    counts = rows.select(f"numerator_{of}", f"denominator_{of}", f"small_{of}").rows()
    return {
        f"source_{of}": _addresses(_source(view, of), ids),
        f"kn_{of}": [_counts(*row, declared) for row in counts],
        f"spark_{of}": [_spark(series[id_], target, view, colours) for id_ in ids],
    }


def _series(
    progress: pl.DataFrame, ids: list[str], target: Target, view: View
) -> dict[str, dict[int, float | None]]:
    """Cell → year → per cent, each with every year."""
    found = {id_: dict.fromkeys(view.years) for id_ in ids}
    wanted = (pl.col("target_id") == target.id) & pl.col("unit_id").is_in(ids)
    values = progress.filter(wanted).select("unit_id", "year", "value_pct").iter_rows()
    for id_, year, value in values:
        found[id_][year] = value
    return found


def _spark(series: dict[int, float | None], target: Target, view: View, colours: Palette) -> str:
    values = [
        say("cells.spoken_year", year=year, value=written(value, "percent"))
        for year, value in series.items()
    ]
    spoken = say(
        "cells.spoken", target=target.name, values=", ".join(values), goal=phrases.goal(target)
    )
    return cell_spark(series, target.goal_pct, view.year, spoken, colours)


def _counts(
    numerator: int | None, denominator: int | None, is_small: bool | None, declared: Declarations
) -> str:
    if not denominator:
        return formatting.NOTHING
    text = say(
        "figure.counts",
        numerator=written(numerator, "count"),
        denominator=written(denominator, "count"),
    )
    if not is_small:
        return text
    return words("span", f"{text}*", title=say("cells.small_n", small=declared.small_n))


def _source(view: View, number_id: str) -> str:
    return view.to_source(view.year, "cell", ANY, number_id)


def _addresses(address: str, ids: list[str]) -> list[str]:
    """One address for each id: building each of hundreds anew would cost more than the table."""
    before, _, after = address.rpartition(ANY)
    return [f"{before}{quote(id_, safe=',.~:')}{after}" for id_ in ids]


TABLE = Block(ID, _table)
BLOCKS = (TABLE, detail.BLOCK)
