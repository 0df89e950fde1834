"""What the programme prints about its base year beside what the forms add up to."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

from dashboard import cached
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.composition import choices
from dashboard.components.data_table import data_table
from dashboard.components.markup import element
from dashboard.phrases import Row
from dashboard.selection import DISTRICT, View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations, load_declarations
from pipelines.declared_types import Body

HUNDREDTH = Decimal("0.01")


def is_printed(body: Body, declared: Declarations) -> bool:
    """Whether the programme prints figures about a body of people."""
    counted = {
        measure
        for dimension in body.dimensions.values()
        for terms in (dimension.total, *dimension.categories.values())
        for measure in terms
    }
    return any(count.measure_id in counted for count in declared.baseline)


def _printed(view: View) -> Table:
    declared = load_declarations()
    found = cached.ask(view.snapshot, queries.baseline)
    numbers = [declared.measures[id_].number_id for id_ in found["measure_id"]]
    links = [view.to_source(declared.base_year, DISTRICT, DISTRICT, id_) for id_ in numbers]
    written = [_written(row) for row in found.to_dicts()]
    return Table(
        id="so-voi-chuong-trinh",
        title=say("composition_programme.title", base=declared.base_year),
        columns=_columns(("printed_pct", "percent"), ("computed_pct", "percent")),
        rows=found.with_columns(
            pl.Series("source", links, pl.String),
            *(pl.Series(name, [row[name] for row in written], pl.String) for name in WRITTEN),
        ),
        note=" ".join(_listed(view, declared)),
    )


def _draw(view: View, table: Table) -> Drawing:
    """The same rows with both shares written to the hundredth."""
    columns = _columns(("printed_told", "text"), ("computed_told", "text"))
    drawing = Column("bar", say("composition_programme.bar"), "drawing")
    bars = [_bar(*pair) for pair in table.rows.select("printed_pct", "computed_pct").rows()]
    shown = replace(
        table,
        columns=(*columns[:-1], drawing, columns[-1]),
        rows=table.rows.with_columns(pl.Series("bar", bars, pl.String)),
    )
    return Drawing(markup=data_table(shown, view, load_declarations()))


def _columns(printed: tuple[str, str], computed: tuple[str, str]) -> tuple[Column, ...]:
    def named(name: str, kind: str = "text", heading: str = "", **more: str) -> Column:
        return Column(name, say(f"composition_programme.{heading or name}"), kind, **more)

    return (
        named("measure_name"),
        named("printed_count", "count"),
        named("counted", "count", link="source"),
        named("count_told", order="difference_count"),
        named(*printed, heading="printed_pct", order="printed_pct"),
        named(*computed, heading="computed_pct", order="computed_pct"),
        named("share_told", order="difference_pct"),
        named("note", heading="note_column"),
    )


WRITTEN = ("count_told", "share_told", "printed_told", "computed_told")


def _written(row: Row) -> dict[str, str | None]:
    printed, computed = row["printed_pct"], row["computed_pct"]
    has_both = printed is not None and computed is not None
    return {
        "count_told": _count(row["difference_count"]),
        "share_told": _share(printed, computed) if has_both else None,
        "printed_told": None if printed is None else formatting.goal(printed),
        "computed_told": None if computed is None else formatting.goal(_hundredths(computed)),
    }


def _count(difference: int | None) -> str:
    if difference is None:
        return say("composition_programme.not_counted")
    kind = "more" if difference > 0 else "fewer" if difference < 0 else "same_count"
    return say(f"composition_programme.{kind}", count=formatting.count(abs(difference)))


def _share(printed: float, computed: float) -> str:
    """Whether the figure counted, rounded to the digits printed, is the one printed."""
    exact = Decimal(str(printed)).normalize()
    digits = Decimal(1).scaleb(min(exact.as_tuple().exponent, 0))
    rounded = Decimal(str(computed)).quantize(digits, ROUND_HALF_UP)
    kind = "same_pct" if rounded == exact else "higher" if rounded > exact else "lower"
    return say(f"composition_programme.{kind}")


def _hundredths(value: float) -> float:
    return float(Decimal(str(value)).quantize(HUNDREDTH, ROUND_HALF_UP))


def _bar(printed: float | None, computed: float | None) -> str:
    """The share counted as a bar, the share printed as a stroke."""
    if printed is None or computed is None:
        return ""
    bar = element("i", style=f"width:{computed:.2f}%")
    return element("div", bar, element("b", style=f"left:{printed:.2f}%"), class_="printed")


def _listed(view: View, declared: Declarations) -> list[str]:
    """The year that is spoken of, and how many people no class was printed for."""
    body = choices.asked(view, declared).chosen
    found = cached.ask(
        view.snapshot,
        queries.composition,
        year=declared.base_year,
        level=DISTRICT,
        body=body.id,
    )
    left = found.filter(pl.col("is_remainder"), pl.col("count") > 0)
    several = [d for d in body.dimensions.values() if len(d.names) > 2]
    said = [say("composition_programme.note", base=declared.base_year)]
    for dimension in several:
        for unknown, total in left.filter(dimension=dimension.id).select("count", "total").rows():
            said.append(
                say(
                    "composition_programme.listed",
                    dimension=dimension.name,
                    listed=formatting.count(total - unknown),
                    total=formatting.count(total),
                    unknown=formatting.count(unknown),
                )
            )
    return said


def shown(view: View) -> bool:
    """Whether the page has this block: for the district, and the body that is printed about."""
    declared = load_declarations()
    body = choices.asked(view, declared).chosen
    return view.scope.level == DISTRICT and is_printed(body, declared)


BLOCK = Block("so-voi-chuong-trinh", _printed, _draw)
