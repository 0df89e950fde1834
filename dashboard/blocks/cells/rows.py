"""One row per cell: what the table of cells, its choices and its files are made of."""

from collections.abc import Mapping

import polars as pl

from dashboard import cached
from dashboard.selection import COMMUNE, DISTRICT, ORGANISATION, SECTOR, Scope, View
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations, Form, Measure, Target
from pipelines.declared_forms import Balance

UNREPORTED = "not_reported"
OF_UNITS = (
    *("unit_id", "unit_name", "organisation_id", "organisation_name", "name_order"),
    *("founded_on", "closed_on", "successor_name"),
)


def surroundings(view: View) -> Scope:
    """Whose cells are listed: a cell chosen in the filter bar stays among its neighbours."""
    scope, sector = view.scope, view.asked(SECTOR)
    if scope.level != "cell":
        return scope
    if sector and not (view.asked(ORGANISATION) or view.asked(COMMUNE)):
        return Scope("sector", sector, cached.sectors(view.snapshot)[sector])
    cell = cached.units(view.snapshot).by_id[scope.unit_id]
    return Scope("organisation", cell.organisation_id, cell.organisation_name)


def targets(declared: Declarations, progress: pl.DataFrame) -> list[Target]:
    """The targets that are counted for cells, in their declared order."""
    known = set(progress["target_id"].unique())
    return [target for target in declared.targets.values() if target.id in known]


def progress(view: View) -> pl.DataFrame:
    """Progress of the cells around, every year."""
    return cached.ask(view.snapshot, queries.progress, level="cell", **_narrowed(view))


def this_year(view: View) -> pl.DataFrame:
    """Progress of the cells around in the view's year."""
    narrowed = {"level": "cell", "year": view.year, **_narrowed(view)}
    return cached.ask(view.snapshot, queries.progress, **narrowed)


def listed(view: View) -> pl.DataFrame:
    """The cells around that existed in the year, in reading order, as in `queries.units`."""
    units = cached.ask(view.snapshot, queries.units)
    around = [pl.col(name) == code for name, code in _narrowed(view).items()]
    lived = pl.lit(view.year).is_between("first_year", "last_year")
    return units.filter(pl.col("level") == "cell", lived, *around)


def rows(view: View, declared: Declarations) -> pl.DataFrame:
    """`OF_UNITS` of `queries.units`; the columns of `of_target` for each target; members, rating,
    rating_order, note.
    """
    own = this_year(view)
    shown = targets(declared, own)
    cells = listed(view).select(OF_UNITS)
    for target in shown:
        of_one = of_target(own, target, declared, "unit_id")
        unknown = pl.col(f"verdict_{target.id}").fill_null(UNREPORTED)
        cells = cells.join(of_one, on="unit_id", how="left").with_columns(unknown)
    for more in (_members(view, declared), _ratings(view, declared)):
        cells = cells.join(more, on="unit_id", how="left")
    return _with_notes(cells.sort("name_order"), view, [target.id for target in shown])


def of_target(own: pl.DataFrame, target: Target, declared: Declarations, key: str) -> pl.DataFrame:
    """Rows of progress on one target: `key`, then value_, numerator_, denominator_, verdict_,
    small_ and rank_ (the verdict's place in their declared order) with the target's id.
    """
    order = {verdict: place for place, verdict in enumerate(declared.verdicts)}
    rank = pl.col("verdict").replace_strict(order, return_dtype=pl.Int32)
    return own.filter(pl.col("target_id") == target.id).select(
        key,
        pl.col("value_pct").alias(f"value_{target.id}"),
        pl.col("numerator").alias(f"numerator_{target.id}"),
        pl.col("denominator").alias(f"denominator_{target.id}"),
        pl.col("verdict").alias(f"verdict_{target.id}"),
        pl.col("is_small").alias(f"small_{target.id}"),
        rank.alias(f"rank_{target.id}"),
    )


def member_flow(declared: Declarations) -> tuple[Form, Balance] | None:
    """The form of the flow of members in a year, and how its counts add up."""
    flows = ((form, b) for form in declared.forms.values() for b in form.balances if b.minus)
    return next(flows, None)


def members_measure(declared: Declarations) -> Measure | None:
    """The members at the end of a year: what their flow comes to."""
    flow = member_flow(declared)
    return declared.measures[flow[1].total] if flow else None


def rating_words(measure_name: str) -> str:
    """A rating as a person says it: "Hoàn thành tốt nhiệm vụ"."""
    plain = measure_name
    for prefix in (say("cells.rating_prefix"), say("cells.rating_prefix_short")):
        plain = plain.removeprefix(prefix)
    return plain[:1].upper() + plain[1:]


def _narrowed(view: View) -> Mapping[str, str]:
    around = surroundings(view)
    return {} if around.level == DISTRICT else {f"{around.level}_id": around.unit_id}


def _members(view: View, declared: Declarations) -> pl.DataFrame:
    """unit_id, members: how many members each cell had at the end of the year."""
    measure = members_measure(declared)
    wanted = {"year": view.year, "level": "cell", "measure_id": measure.id if measure else ""}
    return cached.ask(view.snapshot, queries.values, **wanted).rename({"value": "members"})


def _ratings(view: View, declared: Declarations) -> pl.DataFrame:
    around = surroundings(view)
    of_one = {"organisation_id": around.unit_id} if around.level == "organisation" else {}
    ratings = cached.ask(view.snapshot, queries.own_ratings, year=view.year, **of_one)
    order = {measure: place for place, measure in enumerate(declared.measures)}
    words = {name: rating_words(name) for name in ratings["measure_name"].unique()}
    return ratings.select(
        "unit_id",
        pl.col("measure_name").replace_strict(words, return_dtype=pl.String).alias("rating"),
        pl.col("measure_id").replace_strict(order, return_dtype=pl.Int32).alias("rating_order"),
    )


def _with_notes(cells: pl.DataFrame, view: View, target_ids: list[str]) -> pl.DataFrame:
    """Founded, merged or closed in the years shown; not reported, wholly or in part."""
    life = {row["unit_id"]: life_words(row, view.years[0]) for row in _changing(cells, view)}
    silent = [pl.col(f"verdict_{id_}") == UNREPORTED for id_ in target_ids]
    silent += [pl.col("members").is_null()]
    gap = (
        pl.when(pl.all_horizontal(silent))
        .then(pl.lit(say("cells.silent")))
        .when(pl.any_horizontal(silent))
        .then(pl.lit(say("cells.half_silent")))
    )
    lived = pl.col("unit_id").replace_strict(life, default=None, return_dtype=pl.String)
    note = pl.concat_str(lived, gap, separator="; ", ignore_nulls=True)
    return cells.with_columns(note.alias("note"), note.replace("", None).alias("note_order"))


def _changing(cells: pl.DataFrame, view: View) -> list[dict]:
    """Rows of cells that were founded or ended in the years shown."""
    founded = pl.col("founded_on").dt.year() >= view.years[0]
    return cells.filter(founded.fill_null(False) | pl.col("closed_on").is_not_null()).to_dicts()


def life_words(unit: Mapping[str, object], first_year: int) -> str:
    """ "Thành lập 01/7/2022; sáp nhập vào Chi bộ … từ 31/12/2023"; empty when nothing is known."""
    told = []
    founded, closed = unit["founded_on"], unit["closed_on"]
    if founded and founded.year >= first_year:
        told.append(say("cells.founded", day=formatting.date(founded)))
    if closed:
        kind = "merged" if unit["successor_name"] else "closed"
        told.append(
            say(f"cells.{kind}", day=formatting.date(closed), successor=unit["successor_name"])
        )
    text = "; ".join(told)
    return text[:1].upper() + text[1:]
