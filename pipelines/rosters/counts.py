"""Lists of persons → printed counts: whose each person is, and how many of each class there are."""

import polars as pl

from pipelines.declarations import Declarations
from pipelines.findings import Finding
from pipelines.reading.cells import odd_cells
from pipelines.reading.harmonise import PRINTED
from pipelines.reading.register import UnitIndex
from pipelines.rosters.forms import CLASS
from pipelines.rosters.listed import Roster
from pipelines.rosters.owners import owners_of


def count_rosters(
    lists: list[Roster], index: UnitIndex, declared: Declarations
) -> tuple[pl.DataFrame, list[Finding]]:
    """The counts of the lists as a frame of harmonise.PRINTED, and what is wrong with their rows.

    A count leads to the first row of the organisation, in the column that tells the class.
    """
    counted, findings = [pl.DataFrame(schema=PRINTED)], []
    for roster in lists:
        owners, said = owners_of(roster, index, declared)
        counted.append(_counts(roster, owners, index))
        findings += [*said, *odd_cells(roster, set(roster.persons["row"]), declared)]
    return pl.concat(counted), findings


# ---- Counting ----


def _counts(roster: Roster, owners: dict[int, str], index: UnitIndex) -> pl.DataFrame:
    """The counts of each organisation that has persons, as rows of harmonise.PRINTED."""
    owned = pl.DataFrame(
        list(owners.items()), schema={"row": pl.UInt32, "unit_id": pl.String}, orient="row"
    )
    measures = roster.counted.countable(roster.targets)
    sums = {measure: _has(roster, measure).sum() for measure in measures}
    each = roster.persons.join(owned, on="row").group_by("unit_id", maintain_order=True)
    wide = each.agg(pl.col("row").min(), **sums)
    long = wide.unpivot(measures, index=["unit_id", "row"], variable_name="measure_id")
    letters = {measure: _letter(roster, measure) for measure in measures}
    told = long.with_columns(
        name=pl.col("unit_id").replace_strict(index.names, return_dtype=pl.String),
        letter=pl.col("measure_id").replace_strict(letters, return_dtype=pl.String),
        text=pl.col("value").cast(pl.String),
        **{key: pl.lit(value) for key, value in _about(roster).items()},
    )
    return told.select(pl.col(name).cast(dtype) for name, dtype in PRINTED.items())


def _about(roster: Roster) -> dict[str, str | int]:
    """What is the same in every row of PRINTED that comes from a list."""
    form, sheet = roster.counted.form_id, roster.sheet
    where = {"file": sheet.file, "sheet": sheet.name, "form_id": form, "year": roster.year}
    return where | {"kind": "unit", "role": "count", "block": 0, "under": 0}


def _has(roster: Roster, measure: str) -> pl.Expr:
    """Whether a person is counted: has one class of each group."""
    form = roster.counted
    groups = [(form.trait_of(group[0]).id, group) for group in form.counts[measure]]
    each = [pl.col(trait).is_in(classes).fill_null(False) for trait, classes in groups]
    return pl.all_horizontal(each) if each else pl.col("row").is_not_null()


def _letter(roster: Roster, measure: str) -> str:
    """The column that tells what is counted; of everybody the one that tells whose they are."""
    form = roster.counted
    if not form.counts[measure]:
        return _first_letter(roster)
    told = form.counts[measure][-1][0]
    trait = form.trait_of(told).id
    return roster.letter_of(CLASS, f"{trait}.{told}") or roster.letter_of(CLASS, trait)


def _first_letter(roster: Roster) -> str:
    """The column of organisations, else of numbers, else of the first class."""
    return next(x for role in ("name", "code", "ordinal", CLASS) for x in roster.letters(role))
