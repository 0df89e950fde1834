"""One short function per question about a snapshot; each takes its own cursor and returns a frame.

No arithmetic here: every number comes from a view of `sql/`.
"""

import duckdb
import polars as pl

Connection = duckdb.DuckDBPyConnection


def _ask(connection: Connection, sql: str, **params: object) -> pl.DataFrame:
    with connection.cursor() as cursor:
        return cursor.sql(sql, params=params or None).pl()


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
) -> pl.DataFrame:
    """Results: one row per year × unit × target (see sql/progress.sql), in reading order."""
    return _ask(
        connection,
        """
        select * exclude (level_order, target_order)
        from progress
        where (year = $year or $year is null)
          and (level = $level or $level is null)
          and (unit_id = $unit_id or $unit_id is null)
          and (target_id = $target_id or $target_id is null)
        order by year, level_order, unit_id, target_order
        """,
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
    dimension: str | None = None,
) -> pl.DataFrame:
    """Composition of the committees: one row per year × unit × dimension × class."""
    return _ask(
        connection,
        """
        select * exclude (level_order, category_order)
        from composition
        where (year = $year or $year is null)
          and (level = $level or $level is null)
          and (dimension = $dimension or $dimension is null)
        order by year, level_order, unit_id, dimension, category_order
        """,
        year=year,
        level=level,
        dimension=dimension,
    )


def findings(connection: Connection) -> pl.DataFrame:
    """The warnings that were published with the snapshot."""
    return _ask(connection, "select * from findings")


def reporting(connection: Connection, year: int) -> pl.DataFrame:
    """One row per form: form_id, form_title, expected and reported organisations, TCCSĐ of both."""
    return _ask(
        connection,
        """
        select
            form_id,
            form_title,
            count(*) as expected,
            count(*) filter (is_reported) as reported
        from data_gaps
        join declared_forms using (form_id)
        where year = $year
        group by all
        order by any_value(form_order)
        """,
        year=year,
    )


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
    connection: Connection, *, year: int, level: str, unit_id: str, target_id: str
) -> pl.DataFrame:
    """The counts and the cells behind one result: one row per term and organisation counted."""
    return _ask(
        connection,
        "select * from lineage where year = $year and level = $level and unit_id = $unit_id"
        " and target_id = $target_id order by part desc, measure_id, source_id",
        year=year,
        level=level,
        unit_id=unit_id,
        target_id=target_id,
    )


def measures(connection: Connection) -> pl.DataFrame:
    """Every published count with the cell that it was read from."""
    return _ask(connection, "select * from measures order by year, form_id, unit_id, measure_id")
