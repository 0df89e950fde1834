"""One cell beside the table: its life, its years on every target, its members in the year."""

import polars as pl

from dashboard import cached
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.cells import rows as data
from dashboard.charts.cells import story
from dashboard.components.markup import element, notice, words
from dashboard.selection import CELL, ORGANISATION, View
from dashboard.tables.table import Column, Table
from dashboard.units import CELL as CELL_LEVEL
from dashboard.units import Unit
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import Declarations, Target, load_declarations

MO = "mo"  # the cell that stands open beside the table


def opened(view: View, unit_id: str) -> str:
    """The address with a cell open; the table stays where it is, the filter bar too.

    A cell that the filter bar named gives way to its organisation.
    """
    return view.link(_around(view) | {MO: unit_id})


def closed(view: View) -> str:
    """The address without the panel, the table as it was."""
    return view.link(_around(view) | {MO: None})


def asked(view: View) -> str | None:
    """The cell to be shown: the one opened in the table, else the one of the filter bar."""
    return view.asked(MO) or view.asked(CELL)


def unit(view: View) -> Unit | None:
    """The cell to be shown, if there is such a cell."""
    found = cached.units(view.snapshot).by_id.get(asked(view) or "")
    return found if found and found.level == CELL_LEVEL else None


def beside(view: View) -> str:
    """The link that closes the panel."""
    cell = unit(view)
    hint = say("cells_detail.close_hint", cell=cell.unit_name if cell else asked(view))
    close = say("cells_detail.close")
    return words("a", close, href=closed(view), class_="cell-close", title=hint, data_key="close")


def missing(view: View) -> str:
    """What is said when the address asks for a cell that is not known."""
    notice = say("cells_detail.unknown", asked=asked(view))
    return element("p", words("span", notice), " ", beside(view), class_="notice", role="alert")


def marked(view: View) -> str:
    """A rule of style for the row of the open cell: the table itself need not be drawn again."""
    cell = unit(view)
    if cell is None or not cell.unit_id.replace(".", "").replace("-", "").isalnum():
        return ""
    row = f'.stApp [data-block="chi-bo"] tbody tr:has(a[data-key="chi-bo-{cell.unit_id}"])'
    look = "background: var(--shade) !important; font-weight: 700"
    return f"<style>{row} :is(th, td) {{ {look} }}</style>"


def _around(view: View) -> dict[str, object]:
    if view.asked(CELL) is None:
        return {}
    around = data.surroundings(view)
    kept = {ORGANISATION: around.unit_id} if around.level == "organisation" else {}
    return {CELL: None} | kept


# ---- The table: a row per year ----


def _table(view: View) -> Table:
    declared, cell = load_declarations(), unit(view)
    own = _progress(view)
    shown = data.targets(declared, own)
    return Table(
        id="mot-chi-bo",
        title=cell.unit_name if cell else asked(view) or "",
        columns=_columns(shown),
        rows=_rows(view, own, shown, declared) if cell else own.clear(),
        empty=say("cells_detail.empty"),
    )


def _progress(view: View) -> pl.DataFrame:
    return cached.ask(view.snapshot, queries.progress, level=CELL_LEVEL, unit_id=asked(view) or "")


def _columns(shown: list[Target]) -> tuple[Column, ...]:
    return (
        Column("year", say("column.year"), "year"),
        Column("rating", say("cells_column.rating")),
        *(column for target in shown for column in _of_target(target)),
    )


def _of_target(target: Target) -> list[Column]:
    of, group = target.id, target.name
    return [
        Column(f"value_{of}", say("column.value"), "percent", f"source_{of}", group=group),
        Column(f"numerator_{of}", say("column.numerator"), "count", group=group),
        Column(f"denominator_{of}", say("column.denominator"), "count", group=group),
        Column(f"verdict_{of}", say("column.verdict"), "verdict", group=group),
    ]


def _rows(
    view: View, own: pl.DataFrame, shown: list[Target], declared: Declarations
) -> pl.DataFrame:
    """The years in which the cell existed, the latest first."""
    rows = own.select("year").unique().sort("year", descending=True)
    rows = rows.join(_ratings(view), on="year", how="left")
    for target in shown:
        of_target = data.of_target(own, target, declared, "year")
        sources = [view.to_source(y, CELL_LEVEL, asked(view), target.id) for y in rows["year"]]
        rows = rows.join(of_target, on="year", how="left").with_columns(
            pl.Series(f"source_{target.id}", sources, pl.String)
        )
    return rows


def _ratings(view: View) -> pl.DataFrame:
    found = cached.ask(view.snapshot, queries.own_ratings, unit_id=asked(view))
    words = [data.rating_words(name) for name in found["measure_name"]]
    return found.select("year", pl.Series("rating", words, pl.String))


# ---- The drawing ----


def _draw(view: View, table: Table) -> Drawing:
    declared, cell = load_declarations(), unit(view)
    shown = data.targets(declared, _progress(view))
    parts = [
        _life(cell, view),
        story.years(table.rows, shown, view.year, declared),
        _flow(view, cell, declared),
        _ways(cell, view, shown),
    ]
    return Drawing(markup="".join(parts))


def _life(cell: Unit, view: View) -> str:
    """Whose it is, since when, until when; and that it is not there in the view's year."""
    href = view.to_unit("organisation", cell.organisation_id, "don-vi")
    told = data.life_words(vars(cell), view.years[0])
    span = {"first": cell.first_year, "last": cell.last_year, "year": view.year}
    lines = [words("p", say("cells_detail.lived", **span))]
    if not cell.existed_in(view.year):
        lines = [notice(say("cells_detail.absent", **span))]
    return element(
        "div",
        element("p", words("a", cell.organisation_name, href=href)),
        words("p", f"{told}.") if told else "",
        *lines,
        class_="cell-life",
    )


def _flow(view: View, cell: Unit, declared: Declarations) -> str:
    """The members of the year: the counts of their flow, each with its address."""
    flow = data.member_flow(declared)
    if flow is None or not cell.existed_in(view.year):
        return ""
    form, balance = flow
    of_cell = {"level": CELL_LEVEL, "unit_id": cell.unit_id, "year": view.year}
    counts = cached.ask(view.snapshot, queries.counts, form_id=form.id, **of_cell)
    sources = [view.to_source(number_id=id_, **of_cell) for id_ in counts["number_id"]]
    linked = counts.with_columns(pl.Series("source", sources, pl.String))
    return story.flow(linked, balance, view.year)


def _ways(cell: Unit, view: View, shown: list[Target]) -> str:
    links = [
        ("compare", view.to_unit(CELL_LEVEL, cell.unit_id, "so-sanh")),
        ("only", view.to_unit(CELL_LEVEL, cell.unit_id)),
    ]
    if shown:
        source = view.to_source(view.year, CELL_LEVEL, cell.unit_id, shown[0].id)
        links.insert(0, ("source", source))
    drawn = [words("a", say(f"cells_detail.{name}"), href=href) for name, href in links]
    return element("p", *drawn, class_="cell-ways")


BLOCK = Block("mot-chi-bo", _table, _draw)
