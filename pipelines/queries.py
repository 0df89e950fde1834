"""One short function per question about a snapshot; each takes its own cursor and returns a frame.

No arithmetic here: every number comes from a view of `sql/`.
"""

from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

Connection = duckdb.DuckDBPyConnection
QUESTIONS = Path(__file__).parent / "sql" / "questions"


def _ask(connection: Connection, sql: str, **params: object) -> pl.DataFrame:
    with connection.cursor() as cursor:
        return cursor.sql(sql, params=params or None).pl()


@cache
def _question(name: str) -> str:
    """The text of a longer question."""
    return (QUESTIONS / f"{name}.sql").read_text(encoding="utf-8")


def _pick(
    connection: Connection, table: str, order: str, hidden: str, **filters: object
) -> pl.DataFrame:
    """Rows of a table for which each filter that is given holds, without the hidden columns."""
    given = {column: value for column, value in filters.items() if value is not None}
    holds = " and ".join(["true", *(f"{column} = ${column}" for column in given)])
    return _ask(
        connection,
        f"select * exclude ({hidden}) from {table} where {holds} order by {order}",
        **given,
    )


def snapshot(connection: Connection) -> pl.DataFrame:
    """One row: snapshot_id, created_at (local), programme_id, illustrative, parent_id."""
    return _ask(
        connection,
        "select current_database() as snapshot_id, created_at, programme_id, illustrative,"
        " parent_id from snapshot",
    )


def years(connection: Connection) -> list[int]:
    """Years with any count, ascending."""
    return _ask(connection, "select year from reported_years order by year")["year"].to_list()


def progress(
    connection: Connection,
    *,
    year: int | None = None,
    level: str | None = None,
    unit_id: str | None = None,
    target_id: str | None = None,
    sector_id: str | None = None,
    organisation_id: str | None = None,
) -> pl.DataFrame:
    """Results: one row per year × unit × target (see sql/progress.sql), in reading order."""
    return _pick(
        connection,
        "progress",
        "year, level_order, unit_id, target_order",
        hidden="level_order, target_order",
        year=year,
        level=level,
        unit_id=unit_id,
        target_id=target_id,
        sector_id=sector_id,
        organisation_id=organisation_id,
    )


def scores(
    connection: Connection,
    *,
    year: int | None = None,
    level: str | None = None,
    unit_id: str | None = None,
) -> pl.DataFrame:
    """Targets met, judged and declared: one row per year × unit."""
    return _pick(
        connection,
        "scores",
        "year, level_order, unit_id",
        hidden="level_order",
        year=year,
        level=level,
        unit_id=unit_id,
    )


def open_targets(
    connection: Connection,
    *,
    year: int,
    level: str,
    unit_id: str | None = None,
    sector_id: str | None = None,
    organisation_id: str | None = None,
) -> pl.DataFrame:
    """The targets that such units are counted for, in declared order: target_id, open units."""
    given = {"unit_id": unit_id, "sector_id": sector_id, "organisation_id": organisation_id}
    given = {column: value for column, value in given.items() if value is not None}
    holds = "".join(f" and {column} = ${column}" for column in given)
    return _ask(
        connection,
        f"""
        select target_id, count(*) filter (not is_reached) as open
        from progress
        join verdicts using (verdict)
        where year = $year and level = $level{holds}
        group by target_id, target_order
        order by target_order
        """,
        year=year,
        level=level,
        **given,
    )


def below(connection: Connection, *, year: int, level: str, unit_id: str) -> pl.DataFrame:
    """Progress of the units one level below on every target, the highest share first.

    The organisations of the district or of a sector, the cells of an organisation. Beside the
    columns of `progress`: commune_code, is_reached, is_judged, is_short (judged and not reached)
    and, of all rows on the same target, judged_units, reached_units, short_units and short_of, the
    organisations or people that they lack in all; the same of those that have a commune alone:
    judged_communes, reached_communes, short_communes, short_of_communes.
    """
    return _ask(connection, _question("below"), year=year, level=level, unit_id=unit_id)


def composition_since(
    connection: Connection, *, year: int, since: int, level: str, unit_id: str
) -> pl.DataFrame:
    """Classes of people in two years: one row per body, dimension and class of either year.

    body, dimension, category, category_name, is_remainder, number_id; count, total, share_pct of
    `year` and the same with `since_`; change_pct in points. Null where a year has no figures.
    """
    asked = {"year": year, "since": since, "level": level, "unit_id": unit_id}
    return _ask(connection, _question("composition_since"), **asked)


def complete(connection: Connection, year: int) -> pl.DataFrame:
    """One row: organisations under the district, and those of which nothing is missing."""
    return _ask(connection, _question("complete"), year=year)


def variants(
    connection: Connection, *, year: int, level: str, unit_id: str, target_id: str
) -> pl.DataFrame:
    """A result with every denominator that the setting allows, the one in force marked.

    `verdict`: met, not_met or over_ceiling by the figure alone, without the pace; null without one.
    """
    return _ask(
        connection,
        _question("variants"),
        year=year,
        level=level,
        unit_id=unit_id,
        target_id=target_id,
    )


def composition(
    connection: Connection,
    *,
    year: int | None = None,
    level: str | None = None,
    unit_id: str | None = None,
    organisation_id: str | None = None,
    sector_id: str | None = None,
    body: str | None = None,
    dimension: str | None = None,
) -> pl.DataFrame:
    """Composition of bodies of people: one row per year × unit × body × dimension × class."""
    return _pick(
        connection,
        "composition",
        "year, level_order, unit_id, body_order, dimension, category_order",
        hidden="level_order, body_order, category_order",
        year=year,
        level=level,
        unit_id=unit_id,
        organisation_id=organisation_id,
        sector_id=sector_id,
        body=body,
        dimension=dimension,
    )


def counts(
    connection: Connection, *, level: str, unit_id: str, form_id: str, year: int | None = None
) -> pl.DataFrame:
    """The rolled-up counts of one form, in the order they are declared."""
    return _ask(
        connection,
        """
        select
            year, measure_id, measure_name, measure_unit, value, expected, reported, number_id
        from rolled_up_measures
        join declared_measures using (measure_id)
        where level = $level and unit_id = $unit_id and form_id = $form_id
          and (year = $year or $year is null)
        order by year, measure_order
        """,
        level=level,
        unit_id=unit_id,
        form_id=form_id,
        year=year,
    )


def ledger(
    connection: Connection, *, year: int, today: date, level: str = "organisation"
) -> pl.DataFrame:
    """Who has reported what in a year: one row per organisation or cell of the register and form.

    state: reported | warned | late (in on the day arrived_on) | missing | overdue, or why nothing
    is owed: not_founded | closed | merged | not_owed. missing: forms that the unit lacks. Of an
    organisation: cells and missing_cells of the form, missing_names of the latter, lacking_cells
    of any form. is_judged: whether due_on lies after the first arrival of all (first_arrived_on).
    """
    return _ask_ledger(connection, "ledger", year=year, today=today, level=level)


def ledger_years(connection: Connection, *, today: date) -> pl.DataFrame:
    """Organisations by declared year and form: due_on, expected, reported, overdue, late."""
    return _ask_ledger(connection, "ledger_years", today=today)


def _ask_ledger(connection: Connection, name: str, **params: object) -> pl.DataFrame:
    """A question on the states of the ledger.

    A snapshot that an earlier version wrote has the days of its files, and none that is due.
    """
    parts = {"states": _question("ledger_states")}
    held = "select table_name from information_schema.tables where table_name = 'arrivals'"
    if _ask(connection, held).is_empty():
        no_days = "select null::int as year, null::date as due_on where false"
        parts = {"arrivals": _question("arrivals_of_sources"), "due_days": no_days} | parts
    common = ", ".join(f"{part} as ({sql})" for part, sql in parts.items())
    return _ask(connection, f"with {common} {_question(name)}", **params)


def values(connection: Connection, *, year: int, level: str, measure_id: str) -> pl.DataFrame:
    """One rolled-up count of every unit of a level: unit_id, value (null where not reported)."""
    return _ask(
        connection,
        "select unit_id, value from rolled_up_measures"
        " where year = $year and level = $level and measure_id = $measure_id order by unit_id",
        year=year,
        level=level,
        measure_id=measure_id,
    )


def own_ratings(
    connection: Connection,
    *,
    unit_id: str | None = None,
    organisation_id: str | None = None,
    year: int | None = None,
) -> pl.DataFrame:
    """Ratings that organisations themselves got; organisation_id: of the cells of that TCCSĐ."""
    return _pick(
        connection,
        "own_ratings",
        "name_order, year",
        hidden="organisation_id, level, name_order",
        unit_id=unit_id,
        organisation_id=organisation_id,
        level="cell" if organisation_id else None,
        year=year,
    )


def units(connection: Connection) -> pl.DataFrame:
    """Every organisation, then every cell, in the Vietnamese alphabet (see sql/units.sql)."""
    return _ask(connection, "select * from unit_list order by name_order")


def sectors(connection: Connection) -> pl.DataFrame:
    """The sectors that have organisations: sector_id, sector_name."""
    return _ask(
        connection,
        "select sector_id, sector_name from sectors"
        " where sector_id in (select sector_id from unit_list) order by sector_order",
    )


def baseline(connection: Connection) -> pl.DataFrame:
    """What the programme prints for the base year beside what is counted."""
    return _pick(connection, "baseline", "baseline_order", hidden="baseline_order")


def sources(connection: Connection) -> pl.DataFrame:
    """The sheets that the snapshot was read from, the register first."""
    return _ask(
        connection,
        """
        select form_id, form_title, year, file, sheet, rows, read_at, sha256
        from sources
        join declared_forms using (form_id)
        order by year nulls first, form_order, file, sheet
        """,
    )


def findings(connection: Connection) -> pl.DataFrame:
    """The warnings that were published with the snapshot."""
    return _ask(connection, "select * from findings")


def reporting(connection: Connection, year: int) -> pl.DataFrame:
    """One row per form: form_id, form_title, expected and reported organisations, TCCSĐ of both."""
    return _ask(connection, _question("reporting"), year=year)


def gaps(connection: Connection, year: int) -> pl.DataFrame:
    """Organisations that have not reported: form_id, unit_id, unit_name."""
    return _ask(
        connection,
        "select form_id, unit_id, unit_name from data_gaps"
        " where year = $year and not is_reported order by form_id, unit_id",
        year=year,
    )


def communes(connection: Connection, year: int) -> pl.DataFrame:
    """The organisations of communes in a year: unit_id, unit_name, commune_code."""
    return _ask(
        connection,
        "select unit_id, unit_name, commune_code from organisations_in_year"
        " where year = $year and parent_id is null and commune_code is not null order by unit_id",
        year=year,
    )


def lineage(
    connection: Connection, *, year: int, level: str, unit_id: str, number_id: str
) -> pl.DataFrame:
    """The counts and the cells behind one number: one row per term and organisation counted.

    number_id: a target, `form.measure` or `body.dimension.class` (see sql/number_terms.sql).
    """
    return _ask(
        connection,
        "select * from lineage where year = $year and level = $level and unit_id = $unit_id"
        " and number_id = $number_id order by part desc, measure_id, source_id",
        year=year,
        level=level,
        unit_id=unit_id,
        number_id=number_id,
    )


def measures(connection: Connection) -> pl.DataFrame:
    """Every published count with the cell that it was read from."""
    return _ask(connection, "select * from measures order by year, form_id, unit_id, measure_id")
