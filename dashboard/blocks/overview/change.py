"""The targets of the scope itself beside the year before."""

import polars as pl

from dashboard import cached, phrases
from dashboard.blocks.block import Block
from dashboard.charts.slope import slope
from dashboard.phrases import Row
from dashboard.selection import TARGET, View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations, load_declarations

ID = "so-voi-nam-truoc"


def _table(view: View) -> Table:
    declared, before = load_declarations(), view.year - 1
    rows = _rows(view, before, declared) if before in view.years else []
    return Table(
        id=ID,
        title=say(
            f"overview_change.{'title' if rows else 'title_none'}",
            unit=view.scope.name,
            year=view.year,
            before=before,
        ),
        columns=_columns(view.year, before),
        rows=pl.DataFrame(rows, infer_schema_length=None),
        note=_note(view.year, before, declared),
        empty=say("overview_change.empty", year=view.year, before=before),
    )


def _columns(year: int, before: int) -> tuple[Column, ...]:
    return (
        Column("target_name", say("column.target"), link="href"),
        Column("counts_before", say("overview_change.counts_of", year=before)),
        Column(
            "value_before",
            say("overview_change.before", before=before),
            "percent",
            link="source_before",
        ),
        Column("verdict_before", say("overview_change.verdict_of", year=before), "verdict"),
        Column("slope", say("overview_change.slope", before=before, year=year), "drawing"),
        Column("counts", say("overview_change.counts_of", year=year)),
        Column("value_pct", say("overview_change.before", before=year), "percent", link="source"),
        Column("verdict", say("overview_change.verdict_of", year=year), "verdict"),
        Column("change_pct", say("column.change"), "points"),
    )


def _rows(view: View, before: int, declared: Declarations) -> list[Row]:
    """One row per target that the unit has in either year."""
    own = cached.ask(
        view.snapshot, queries.progress, level=view.scope.level, unit_id=view.scope.unit_id
    )
    known = {(row["year"], row["target_id"]): row for row in own.to_dicts()}
    return [
        _row(view, target_id, known.get((before, target_id)), known.get((view.year, target_id)))
        for target_id in declared.targets
        if (before, target_id) in known or (view.year, target_id) in known
    ]


def _row(view: View, target_id: str, before: Row | None, now: Row | None) -> Row:
    target = load_declarations().targets[target_id]
    return {
        "target_id": target_id,
        "target_name": target.name,
        "href": view.link({TARGET: target_id}, "chi-tieu"),
        **{f"{name}_before": value for name, value in _of(view, before).items()},
        **{("value_pct" if name == "value" else name): v for name, v in _of(view, now).items()},
        "change_pct": now["change_pct"] if now else None,
        "slope": _slope(target_id, before, now),
    }


def _of(view: View, row: Row | None) -> Row:
    """What is shown of one of the two years."""
    if row is None:
        return dict.fromkeys(("counts", "value", "verdict", "source"))
    return {
        "counts": phrases.counts(row),
        "value": row["value_pct"],
        "verdict": row["verdict"],
        "source": view.to_source(row["year"], row["level"], row["unit_id"], row["target_id"]),
    }


def _slope(target_id: str, before: Row | None, now: Row | None) -> str:
    if not before or not now or before["value_pct"] is None or now["value_pct"] is None:
        return ""
    target = load_declarations().targets[target_id]
    said = say(
        "overview_change.slope_alt",
        target=target.name,
        before=formatting.percent(before["value_pct"]),
        year_before=before["year"],
        value=formatting.percent(now["value_pct"]),
        year=now["year"],
        goal=phrases.goal(target),
    )
    return slope(before["value_pct"], now["value_pct"], target.goal_pct, now["verdict"], said)


def _note(year: int, before: int, declared: Declarations) -> str:
    note, until = say("overview_change.note"), phrases.part_year(year, declared)
    if not until:
        return note
    return f"{note} {say('overview_change.part_year', year=year, until=until, before=before)}"


CHANGE = Block(ID, _table)
