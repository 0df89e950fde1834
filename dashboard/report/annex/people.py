"""The sheets about people and cells: composition of each body, units one by one, every cell."""

from dashboard.report.annex.sheet import COUNT, POINTS, SHARE, Column, Points, Share, Sheet
from dashboard.report.brief import Brief, Row
from dashboard.wording import say
from pipelines import queries
from pipelines.declared_types import Body


def composition(brief: Brief) -> Sheet:
    """Every class of every body, in the base year and now."""
    since, now = (say("annex.year", year=y) for y in (brief.declared.base_year, brief.year))
    columns = (
        Column(say("annex.body"), width=30),
        Column(say("annex.dimension"), width=26),
        Column(say("annex.class"), width=32),
        Column(say("annex.count"), COUNT, over=since),
        Column(say("annex.total"), COUNT, over=since),
        Column(say("annex.share"), SHARE, over=since),
        Column(say("annex.count"), COUNT, over=now),
        Column(say("annex.total"), COUNT, over=now),
        Column(say("annex.share"), SHARE, over=now),
        Column(say("annex.change"), POINTS),
    )
    rows = [
        _class(row, body)
        for body in brief.declared.bodies.values()
        for row in brief.people(body).to_dicts()
    ]
    return Sheet(
        say("annex.composition_name"),
        say("annex.composition", unit=brief.scope.name, year=brief.year),
        columns,
        tuple(rows),
        notes=tuple(body.note for body in brief.declared.bodies.values() if body.note),
        empty=say("annex.nobody"),
    )


def _class(row: Row, body: Body) -> tuple:
    return (
        body.name,
        body.dimensions[row["dimension"]].name,
        row["category_name"],
        row["since_count"],
        row["since_total"],
        Share(3, 4, row["since_share_pct"]),
        row["count"],
        row["total"],
        Share(6, 7, row["share_pct"]),
        Points(8, 5, row["change_pct"]),
    )


def by_unit(brief: Brief) -> Sheet:
    """Every class of every body in every organisation of the district, or in the unit."""
    columns = (
        Column(say("annex.unit"), width=38),
        Column(say("annex.body"), width=30),
        Column(say("annex.dimension"), width=26),
        Column(say("annex.class"), width=32),
        Column(say("annex.count"), COUNT),
        Column(say("annex.total"), COUNT),
        Column(say("annex.share"), SHARE),
    )
    only = {} if brief.is_district else {"unit_id": brief.scope.unit_id}
    found = brief.ask(queries.composition, year=brief.year, level="organisation", **only)
    bodies = brief.declared.bodies
    rows = tuple(
        (
            row["unit_name"],
            bodies[row["body"]].name,
            bodies[row["body"]].dimensions[row["dimension"]].name,
            row["category_name"],
            row["count"],
            row["total"],
            Share(4, 5, row["share_pct"]),
        )
        for row in found.to_dicts()
    )
    title = say("annex.by_unit", year=brief.year)
    return Sheet(say("annex.by_unit_name"), title, columns, rows, empty=say("annex.nobody"))


def cells(brief: Brief) -> Sheet:
    """Every cell of the unit on every target that it is counted for."""
    columns = (
        Column(say("annex.cell"), width=40),
        Column(say("annex.organisation"), width=34),
        Column(say("annex.the_target"), width=40),
        Column(say("annex.numerator"), COUNT),
        Column(say("annex.denominator"), COUNT),
        Column(say("annex.share"), SHARE),
        Column(say("annex.verdict"), width=20),
    )
    only = {} if brief.is_district else {"organisation_id": brief.scope.unit_id}
    found = brief.ask(queries.progress, year=brief.year, level="cell", **only)
    names = dict(brief.ask(queries.units).select("unit_id", "unit_name").iter_rows())
    rows = tuple(_cell(row, names[row["organisation_id"]], brief) for row in found.to_dicts())
    title = say("annex.cells", unit=brief.scope.name, year=brief.year)
    return Sheet(say("annex.cells_name"), title, columns, rows, empty=say("annex.no_cells"))


def _cell(row: Row, organisation: str, brief: Brief) -> tuple:
    return (
        row["unit_name"],
        organisation,
        brief.declared.targets[row["target_id"]].name,
        row["numerator"],
        row["denominator"],
        Share(3, 4, row["value_pct"]),
        brief.declared.verdicts[row["verdict"]].name,
    )
