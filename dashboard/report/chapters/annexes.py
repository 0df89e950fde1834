"""The annexes: targets by years, targets by units, how everything is counted."""

from dashboard.report.brief import Brief, Row
from dashboard.report.chapters import cells, prose
from dashboard.report.chapters.document import Annex, Block, Column, Items, Table, Text
from dashboard.report.chapters.opening import subject
from dashboard.report.chapters.score import has_year_before
from dashboard.report.chapters.targets import years
from dashboard.report.chapters.units import unit_called, units_on
from dashboard.report.screens.target import is_own, units_called
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Target


def annexes(brief: Brief) -> list[Annex]:
    """Two or three annexes: units that have nothing below them have no table of units."""
    parts = [("years", [_years(brief)])]
    units = _units(brief)
    parts += [("units", [units])] if units.rows else []
    parts.append(("notes", _notes(brief)))
    of = say("paper.annex_of", subject=subject(brief))
    return [
        Annex(say("paper.annex", number=n), say(f"annexes.{name}"), of, tuple(blocks))
        for n, (name, blocks) in enumerate(parts, 1)
    ]


def _years(brief: Brief) -> Table:
    told = {
        target.id: {row["year"]: row for row in years(target, brief)} for target in brief.targets
    }
    known = sorted({year for rows in told.values() for year in rows})
    since = has_year_before(brief)
    columns = (
        Column(say("sheet.number"), 9, "center"),
        Column(say("sheet.target"), 54),
        Column(say("sheet.goal"), 22, "center"),
        *(Column(cells.year(brief, year), 22, "center") for year in known),
        *((Column(say("sheet.since", year=brief.year - 1), 19, "center"),) if since else ()),
        Column(say("sheet.verdict"), 20, "center"),
    )
    rows = [
        _target_row(n, target, told[target.id], known, brief)
        for n, target in enumerate(brief.targets, 1)
    ]
    kind = "years_table" if len(known) > 1 else "years_one"
    caption = say(f"annexes.{kind}", unit=brief.scope.name, since=known[0], year=brief.year)
    return Table(caption, columns, tuple(rows))


def _target_row(
    number: int, target: Target, rows: dict[int, Row], known: list[int], brief: Brief
) -> tuple[str, ...]:
    now = brief.result(target)
    return (
        str(number),
        target.name,
        cells.goal(target),
        *(cells.stacked(rows.get(year)) for year in known),
        *((cells.since(now),) if has_year_before(brief) else ()),
        cells.verdict(now, brief.declared),
    )


def _units(brief: Brief) -> Table:
    """Rows: the unit itself and those below it; a column for each target that these count."""
    below = {target: units_on(target, brief).rows for target in brief.targets}
    counted = {target: rows for target, rows in below.items() if rows}
    found = [{row["unit_id"]: row for row in rows} for rows in counted.values()]
    own = ("", brief.scope.name, *(cells.stacked(brief.result(t)) for t in counted))
    rows = [
        (str(n), prose.capital(name), *(cells.stacked(rows.get(unit_id)) for rows in found))
        for n, (unit_id, name) in enumerate(_named(found, brief), 1)
    ]
    is_told = brief.is_district and any(is_own(target, brief) for target in brief.targets)
    return Table(
        say("annexes.units_table", year=prose.year_words(brief), units=units_called(brief)),
        (
            Column(say("sheet.number"), 9, "center"),
            Column(say("sheet.unit"), 40),
            *(Column(target.name, 25, "center") for target in counted),
        ),
        (own, *rows) if rows else (),
        frozenset({0}),
        (say("results.own_cells", unit=brief.scope.name),) if is_told else (),
    )


def _named(found: list[dict[str, Row]], brief: Brief) -> list[tuple[str, str]]:
    """Code and name of every unit that any target counts, by code."""
    units = {unit_id: row for rows in found for unit_id, row in rows.items()}
    return [(unit_id, unit_called(units[unit_id], brief)) for unit_id in sorted(units)]


def _notes(brief: Brief) -> list[Block]:
    part = brief.declared.part_years.get(brief.year)
    told = [
        say("annexes.base_year", base=brief.declared.base_year),
        say("annexes.rounding"),
        *([say("annexes.part_year", note=part.note)] if part else []),
        say("annexes.snapshot", snapshot=brief.about["snapshot_id"]),
    ]
    reported = _reported(brief) if brief.is_district else _partly(brief)
    return [_formulas(brief), *map(Text, told), *reported]


def _formulas(brief: Brief) -> Table:
    columns = (
        Column(say("sheet.number"), 9, "center"),
        Column(say("sheet.target"), 48),
        Column(say("sheet.formula"), 65),
        Column(say("sheet.excluded"), 65),
        Column(say("sheet.limits"), 65),
    )
    rows = [
        (
            str(n),
            target.name,
            prose.capital(brief.declared.indicators[target.id].denominator.explained),
            target.excludes,
            target.limits,
        )
        for n, target in enumerate(brief.targets, 1)
    ]
    return Table(say("annexes.notes_table"), columns, tuple(rows))


def _reported(brief: Brief) -> list[Block]:
    """How many organisations have reported each form, and who has not."""
    rows = brief.ask(queries.reporting, year=brief.year).to_dicts()
    columns = (Column(say("sheet.form"), 190), Column(say("sheet.reported"), 62, "center"))
    counts = tuple((row["form_title"], _of(row)) for row in rows)
    title = say("annexes.reported", year=prose.year_words(brief))
    table = Table(title, columns, counts)
    return [table, *_missing(rows, brief)]


def _of(row: Row) -> str:
    reported, expected = formatting.count(row["reported"]), formatting.count(row["expected"])
    return say("annexes.reported_value", reported=reported, expected=expected)


def _missing(forms: list[Row], brief: Brief) -> list[Block]:
    gaps = brief.ask(queries.gaps, year=brief.year)
    items = []
    for form in forms:
        names = gaps.filter(form_id=form["form_id"])["unit_name"].to_list()
        if names:
            units = prose.joined(names)
            items.append(say("annexes.gap_item", form=form["form_title"], units=units))
    return [Items(tuple(items))] if items else [Text(say("annexes.gap_none"))]


def _partly(brief: Brief) -> list[Block]:
    rows = [(target, brief.result(target)) for target in brief.targets]
    items = tuple(
        say("annexes.target_partly", name=target.name, **_counts(row)) for target, row in rows
    )
    return [Text(say("annexes.target_partly_lead")), Items(items)]


def _counts(row: Row) -> dict[str, str]:
    return {name: formatting.count(row[name]) for name in ("reported", "expected")}
