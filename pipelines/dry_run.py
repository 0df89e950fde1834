"""What a load would do, without doing it: what each sheet is taken for, what would change."""

import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines import queries, snapshot, warehouse
from pipelines.changes import count_changes, result_changes
from pipelines.declarations import load_declarations
from pipelines.files.exports import Sources
from pipelines.findings import Question, has_errors
from pipelines.load import Assembled, assemble, is_published
from pipelines.snapshot import State
from pipelines.stages import Report
from pipelines.text import fold

COMPARING = "So với bản đang công bố"
COMPARED = "0000"  # name of the snapshot that is thrown away
TAKEN = {
    "file": pl.String,
    "sheet": pl.String,
    "form_id": pl.String,
    "year": pl.Int32,
    "form_by": pl.String,
    "year_by": pl.List(pl.String),
    "columns": pl.String,
}
"""One row per sheet: what it was taken for (null: for nothing) and why, the columns as read."""

NAMED = {
    "file": pl.String,
    "sheet": pl.String,
    "row": pl.UInt32,
    "name": pl.String,
    "unit_id": pl.String,
    "unit_name": pl.String,
}
"""One row per name that is not written as in the register: the organisation it was taken for."""


@dataclass(frozen=True)
class DryRun:
    """What a load would do. `published`: what it was compared with. `is_new`: it would be another.

    taken: rows of TAKEN; named: of NAMED. asked: what people can answer. counts, results: rows of
    `changes`; no results where there are errors.
    """

    findings: pl.DataFrame
    taken: pl.DataFrame
    named: pl.DataFrame
    asked: list[Question]
    counts: pl.DataFrame
    results: pl.DataFrame
    published: str | None
    is_new: bool

    @property
    def has_errors(self) -> bool:
        """Whether findings would stop the publication."""
        return has_errors(self.findings)


def dry_run(
    sources: Sources,
    folder: Path,
    *,
    report: Report,
    year: int | None = None,
    accepts_old_text: bool = False,
) -> DryRun:
    """Read and check as a load does, and compare with what is published; writes nothing there.

    Raises warehouse.WarehouseError where the warehouse cannot be read.
    """
    done = assemble(sources, folder, year=year, accepts_old_text=accepts_old_text, report=report)
    after = done.after
    report(COMPARING, 0, 1)
    moved = pl.DataFrame() if has_errors(after.findings) else _moved(done, folder)
    report(COMPARING, 1, 1)
    return DryRun(
        findings=after.findings,
        taken=_taken(done),
        named=_named(done),
        asked=done.asked,
        counts=count_changes(done.before, after),
        results=moved,
        published=done.published,
        is_new=not is_published(done.after, folder, done.published),
    )


def _moved(done: Assembled, folder: Path) -> pl.DataFrame:
    """Results that move; of an empty warehouse, all of them."""
    then = _results(done.after, done.published)
    if done.published is None:
        return result_changes(then.clear(), then)
    with closing(warehouse.open_results(folder, done.published)) as connection:
        return result_changes(queries.progress(connection), then)


def _taken(done: Assembled) -> pl.DataFrame:
    rows = [
        {
            "file": sheet.file,
            "sheet": sheet.name,
            "form_id": layout and layout.form.id,
            "year": layout and layout.year,
            "form_by": layout and layout.form_by,
            "year_by": layout and list(layout.year_by),
            "columns": layout and "; ".join(f"{c.letter}: {c.heading}" for c in layout.columns),
        }
        for sheet, layout in done.taken
    ]
    return pl.DataFrame(rows, schema=TAKEN)


def _named(done: Assembled) -> pl.DataFrame:
    """Names as they were printed, where they are not those of the register; each once a sheet."""
    units = done.after.units.select("unit_id", "unit_name")
    rows = done.printed.filter(kind="unit").join(units, on="unit_id")
    pairs = rows.select("name", "unit_name").unique().iter_rows()
    other = [(name, unit) for name, unit in pairs if name and fold(name) != fold(unit)]
    spelt = pl.DataFrame(other, schema={"name": pl.String, "unit_name": pl.String}, orient="row")
    found = rows.join(spelt, on=["name", "unit_name"], how="semi", maintain_order="left")
    once = found.unique(["file", "sheet", "unit_id"], keep="first", maintain_order=True)
    return once.select(NAMED.keys())


def _results(state: State, published: str | None) -> pl.DataFrame:
    """The results of a state: a snapshot is built where nobody looks, and thrown away."""
    declared = load_declarations()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{COMPARED}.duckdb"
        digest = snapshot.content_digest(state.sources, declared)
        snapshot.build(file, state, declared, digest, published)
        with closing(warehouse.open_results(Path(folder), COMPARED)) as connection:
            return queries.progress(connection)
