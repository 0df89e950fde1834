"""Checks on the whole state that would be published: the new counts together with the ones kept.

Checks inside a sheet are in `arithmetic.py`; those on single cells in `harmonise.py`.
"""

import polars as pl

from pipelines.declarations import Declarations
from pipelines.findings import Finding, Place, found

STATE_RULES = (
    "form_missing",
    "unit_missing",
    "unit_not_expected",
    "opening_differs_from_last_closing",
    "members_differ_between_forms",
)
"""Warnings of `check_state`: they speak of the whole state, so each load finds them anew."""


def check_state(
    measures: pl.DataFrame, units: pl.DataFrame, declared: Declarations
) -> list[Finding]:
    """Findings on organisations, years and forms taken together.

    measures: frame of snapshot.MEASURES; units: frame of reading.register.UNITS.
    """
    expected = _expected(measures, units, declared)
    return [
        *_left_register(measures, units),
        *_missing_forms(measures, declared),
        *_missing_units(measures, expected, declared),
        *_unexpected_units(measures, units, expected),
        *_openings(measures, units),
        *_members_of_two_forms(measures, units),
    ]


def check_duplicates(
    printed: pl.DataFrame, units: pl.DataFrame, declared: Declarations
) -> list[Finding]:
    """Findings for organisations that two sheets of one load report in the same form and year."""
    rows = printed.filter(pl.col("kind") == "unit").unique(
        ["file", "sheet", "row"], maintain_order=True
    )
    names = dict(units.select("unit_id", "unit_name").iter_rows())
    twice = rows.group_by("form_id", "year", "unit_id", maintain_order=True).agg(
        pl.struct("file", "sheet").n_unique().alias("sheets"), "file", "sheet", "row", "letter"
    )
    return [
        found(
            "duplicate_row",
            Place(row["file"][1], row["sheet"][1], row["form_id"], row["year"]),
            f"{row['letter'][1]}{row['row'][1]}",
            row["unit_id"],
            name=names[row["unit_id"]],
            form=declared.forms[row["form_id"]].title,
            cells=", ".join(
                f"{f} › {s} › dòng {n}"
                for f, s, n in zip(row["file"], row["sheet"], row["row"], strict=True)
            ),
        )
        for row in twice.filter(pl.col("sheets") > 1).iter_rows(named=True)
    ]


# ---- Who is expected ----


def _existing(measures: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Organisations × years with data in which they existed on any day."""
    years = measures.select("year").unique()
    return units.join(years, how="cross").filter(
        (pl.col("founded_on").dt.year() <= pl.col("year")).fill_null(True)
        & (pl.col("closed_on").dt.year() >= pl.col("year")).fill_null(True)
    )


def _expected(measures: pl.DataFrame, units: pl.DataFrame, declared: Declarations) -> pl.DataFrame:
    """Who must report which form in which year: one row per organisation × form × year."""
    existing = _existing(measures, units)
    is_grassroots = pl.col("parent_id").is_null()
    who = {
        "every": pl.lit(True),
        "grassroots": is_grassroots,
        "commune": is_grassroots & pl.col("commune_code").is_not_null(),
    }
    return pl.concat(
        existing.filter(who[form.rows]).select(
            "unit_id", "unit_name", "year", form_id=pl.lit(form.id)
        )
        for form in declared.reported_forms
    )


def _left_register(measures: pl.DataFrame, units: pl.DataFrame) -> list[Finding]:
    gone = (
        measures.join(units, on="unit_id", how="anti")
        .group_by("unit_id")
        .agg(pl.col("year").unique().sort())
    )
    return [
        found(
            "unit_left_register",
            Place("", form_id="register"),
            value=row["unit_id"],
            unit_id=row["unit_id"],
            years=", ".join(map(str, row["year"])),
        )
        for row in gone.sort("unit_id").iter_rows(named=True)
    ]


def _missing_forms(measures: pl.DataFrame, declared: Declarations) -> list[Finding]:
    held = set(measures.select("year", "form_id").unique().iter_rows())
    years = sorted({year for year, _ in held})
    return [
        found("form_missing", Place("", form_id=form.id, year=year), form=form.title)
        for year in years
        for form in declared.reported_forms
        if (year, form.id) not in held
    ]


def _missing_units(
    measures: pl.DataFrame, expected: pl.DataFrame, declared: Declarations
) -> list[Finding]:
    rows = measures.select("unit_id", "form_id", "year").unique()
    sheets = measures.group_by("form_id", "year").agg(pl.col("file", "sheet").first())
    missing = expected.join(sheets, on=["form_id", "year"]).join(
        rows, on=["unit_id", "form_id", "year"], how="anti"
    )
    return [
        found(
            "unit_missing",
            Place(row["file"], row["sheet"], row["form_id"], row["year"]),
            value=row["unit_id"],
            name=row["unit_name"],
            form=declared.forms[row["form_id"]].title,
        )
        for row in missing.sort("year", "form_id", "unit_id").iter_rows(named=True)
    ]


def _unexpected_units(
    measures: pl.DataFrame, units: pl.DataFrame, expected: pl.DataFrame
) -> list[Finding]:
    first = measures.unique(["unit_id", "year", "form_id"], keep="first", maintain_order=True)
    odd = first.join(expected, on=["unit_id", "year", "form_id"], how="anti").join(
        units.select("unit_id", "unit_name"), on="unit_id"
    )
    return [
        found("unit_not_expected", _place(row), row["cell"], row["unit_id"], name=row["unit_name"])
        for row in odd.iter_rows(named=True)
    ]


# ---- Years and forms that must agree ----


def _of(measures: pl.DataFrame, measure_id: str, name: str) -> pl.DataFrame:
    kept = measures.filter(pl.col("measure_id") == measure_id)
    return kept.rename({"value": name}).drop("measure_id")


def _openings(measures: pl.DataFrame, units: pl.DataFrame) -> list[Finding]:
    """Opening ≠ last closing. A successor may open with or without the members it took over."""
    last = _of(measures, "members_closing", "closing").select(
        "unit_id", "closing", year=pl.col("year") + 1
    )
    closed = units.filter(pl.col("successor_id").is_not_null()).select(
        "unit_id", "successor_id", year=pl.col("closed_on").dt.year() + 1
    )
    taken = (
        last.join(closed, on=["unit_id", "year"])
        .group_by("year", unit_id="successor_id")
        .agg(taken=pl.col("closing").sum())
    )
    both = (
        _of(measures, "members_opening", "opening")
        .join(last, on=["unit_id", "year"])
        .join(taken, on=["unit_id", "year"], how="left")
        .with_columns(difference=pl.col("opening") - pl.col("closing"))
        .filter(
            ~pl.col("difference").is_in([0])
            & (pl.col("difference") != pl.col("taken").fill_null(0))
        )
    )
    return _say(
        both, units, "opening_differs_from_last_closing", "opening", "closing", "difference"
    )


def _members_of_two_forms(measures: pl.DataFrame, units: pl.DataFrame) -> list[Finding]:
    both = (
        _of(measures, "members_total", "rated")
        .join(
            _of(measures, "members_closing", "closing").select("unit_id", "year", "closing"),
            on=["unit_id", "year"],
        )
        .filter(pl.col("rated") != pl.col("closing"))
    )
    return _say(both, units, "members_differ_between_forms", "rated", "closing")


def _say(rows: pl.DataFrame, units: pl.DataFrame, rule: str, *columns: str) -> list[Finding]:
    """Leaves only: a parent differs whenever one of its cells does, and is not told again."""
    parents = units.select(unit_id="parent_id").drop_nulls()
    told = rows.join(parents, on="unit_id", how="anti").join(
        units.select("unit_id", "unit_name"), on="unit_id"
    )
    return [
        found(
            rule,
            _place(row),
            row["cell"],
            row[columns[0]],
            name=row["unit_name"],
            **{column: row[column] for column in columns},
        )
        for row in told.sort("year", "unit_id").iter_rows(named=True)
    ]


def _place(row: dict) -> Place:
    return Place(row["file"], row["sheet"], row["form_id"], row["year"])
