"""What the files bring put together with what is published: form by form, year by year."""

from dataclasses import replace
from datetime import date, datetime

import polars as pl

from pipelines.checking import validate
from pipelines.findings import Finding, to_frame
from pipelines.reading.incoming import Incoming
from pipelines.snapshot import MEASURES, SOURCES, State, with_arrivals


def merged(before: State, incoming: Incoming, units: pl.DataFrame, printed: pl.DataFrame) -> State:
    """Replace, form by form and year by year, what the files bring; keep the rest."""
    sources = _sources(incoming, printed)
    brought = sources.select("form_id", "year").unique()
    keys = ["form_id", "year"]
    kept = before.measures.join(brought, on=keys, how="anti", nulls_equal=True)
    measures = pl.concat([kept, _measures(printed)])
    return State(
        units,
        measures,
        pl.concat([before.sources.join(brought, on=keys, how="anti", nulls_equal=True), sources]),
        before.findings.join(brought, on=keys, how="anti", nulls_equal=True),
        with_arrivals(before.arrivals, measures, date.today()),
    )


def _measures(printed: pl.DataFrame) -> pl.DataFrame:
    return (
        printed.filter(
            (pl.col("kind") == "unit")
            & pl.col("role").is_in(["count", "mark", "words"])
            & (pl.col("value") >= 0)
        )
        .with_columns(cell=pl.col("letter") + pl.col("row").cast(pl.String))
        .unique(["unit_id", "year", "measure_id"], keep="first", maintain_order=True)
        .select(MEASURES.keys())
    )


def _sources(incoming: Incoming, printed: pl.DataFrame) -> pl.DataFrame:
    rows = printed.group_by("file", "sheet").agg(pl.col("row").n_unique())
    counted = {(file, sheet): n for file, sheet, n in rows.iter_rows()}
    reported = set(printed.filter(kind="unit").select("file", "sheet").unique().iter_rows())
    now = datetime.now()
    return pl.DataFrame(
        [
            {
                "form_id": layout.form.id,
                "year": layout.year,
                "file": layout.sheet.file,
                "sheet": layout.sheet.name,
                "sha256": incoming.sha256.get(layout.sheet.file, ""),
                "rows": counted.get(
                    (layout.sheet.file, layout.sheet.name), layout.sheet.rows.height
                ),
                "read_at": now,
            }
            for layout in incoming.layouts
            if layout.form.kind == "register" or (layout.sheet.file, layout.sheet.name) in reported
        ],
        schema=SOURCES,
    )


def with_findings(after: State, findings: list[Finding]) -> State:
    """Findings of the load and those of kept sheets; state-wide rules are found anew each time."""
    is_kept = pl.col("form_id").is_not_null() & ~pl.col("rule").is_in(validate.STATE_RULES)
    told = pl.concat([to_frame(findings), after.findings.filter(is_kept)])
    return replace(after, findings=told)
