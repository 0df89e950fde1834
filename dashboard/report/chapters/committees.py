"""Chapter II.2: the committees of now against the base year, and the figures as printed."""

import polars as pl

from dashboard.report import sentences
from dashboard.report.brief import Brief, Row
from dashboard.report.chapters import prose
from dashboard.report.chapters.document import Block, Column, Items, Table, Text
from dashboard.report.chapters.graphs import of_committees
from dashboard.report.sentences import in_prose
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declared_types import Body, Dimension


def committees(brief: Brief) -> list[Block]:
    """Sentences and table of every property; for the district the printed baseline too."""
    body = next(iter(brief.declared.bodies.values()))
    rows = brief.people(body)
    told = [Text(_total(rows, body, brief)), *_dimensions(rows, body, brief)]
    shown = [_table(rows, body, brief), *of_committees(rows, body, brief)]
    blocks = [*told, *shown] if rows["total"].drop_nulls().len() else told[:1]
    return [*blocks, *_baseline(brief)] if brief.is_district else blocks


def is_base(brief: Brief) -> bool:
    """Whether the report is about the base year itself."""
    return brief.year == brief.declared.base_year


def _total(rows: pl.DataFrame, body: Body, brief: Brief) -> str:
    year, base = prose.capital(prose.year_words(brief)), brief.declared.base_year
    totals, since = rows["total"].drop_nulls(), rows["since_total"].drop_nulls()
    if totals.is_empty():
        return say("committees.none", year=year, body=prose.small(body.name))
    known = {"year": year, "count": in_prose(totals[0]), "noun": body.noun}
    if is_base(brief) or since.is_empty():
        return say("committees.total", **known)
    return say("committees.total_since", base=base, since=in_prose(since[0]), **known)


def _dimensions(rows: pl.DataFrame, body: Body, brief: Brief) -> list[Block]:
    told = [_dimension(rows, dimension, brief) for dimension in body.dimensions.values()]
    kind = "is_base" if is_base(brief) else "points_since"
    items = tuple(filter(None, told))
    return [Items(items), Text(_since(kind, brief))] if items else []


def _since(kind: str, brief: Brief) -> str:
    return say(f"committees.{kind}", base=brief.declared.base_year)


def _dimension(rows: pl.DataFrame, declared: Dimension, brief: Brief) -> str:
    """ "Về trình độ chuyên môn: 10 đồng chí trung cấp (3,0%, giảm 4,4 điểm %), …"."""
    told = rows.filter(pl.col("dimension") == declared.id, pl.col("count").is_not_null())
    people = pl.max_horizontal("count", "since_count") > 0
    plain = told.filter(people, ~pl.col("is_remainder") | declared.is_ordinal)
    if plain.is_empty():
        return ""
    classes = ", ".join(_class(row, brief) for row in plain.to_dicts())
    return say("committees.dimension", name=prose.small(declared.name), classes=classes)


def _class(row: Row, brief: Brief) -> str:
    told = {
        "name": prose.small(row["category_name"]),
        "count": in_prose(row["count"]),
        "share": formatting.percent(row["share_pct"]),
    }
    nobody = "" if row["count"] else "_nobody"
    if is_base(brief) or row["change_pct"] is None:
        return say(f"committees.class{nobody}", **told)
    return say(f"committees.class_since{nobody}", change=_change(row["change_pct"]), **told)


def _change(points: float) -> str:
    written = formatting.points(points).lstrip("+" + formatting.MINUS)
    return say(f"committees.{sentences.direction(points)}", points=written)


def _table(rows: pl.DataFrame, body: Body, brief: Brief) -> Table:
    base = brief.declared.base_year
    kind = "table_base" if is_base(brief) else "table"
    year = prose.year_words(brief)
    since = () if is_base(brief) else (Column(say("sheet.base", year=base), 35, "center"),)
    change = () if is_base(brief) else (Column(say("sheet.change"), 30, "center"),)
    now = Column(say("sheet.year", year=brief.year), 35, "center")
    found: list[tuple[str, ...]] = []
    strong: set[int] = set()
    for dimension in body.dimensions.values():
        strong.add(len(found))
        found += _rows(rows, dimension, brief)
    return Table(
        caption=say(f"committees.{kind}", body=prose.small(body.name), base=base, year=year),
        columns=(Column(say("sheet.class"), 65), *since, now, *change),
        rows=tuple(found),
        strong=frozenset(strong),
        notes=(body.note,) if body.note else (),
    )


def _rows(rows: pl.DataFrame, declared: Dimension, brief: Brief) -> list[tuple[str, ...]]:
    """The name of the dimension with how many were counted, then its classes."""
    found = rows.filter(pl.col("dimension") == declared.id).to_dicts()
    if not found:
        return []
    totals = _people(found[0]["since_total"]), _people(found[0]["total"])
    return [_row(declared.name, *totals, "", brief), *(_class_row(row, brief) for row in found)]


def _class_row(row: Row, brief: Brief) -> tuple[str, ...]:
    change = formatting.points(row["change_pct"])
    if row["change_pct"] is None:
        change = say("sheet.nothing")
    since = _counted(row["since_count"], row["since_share_pct"])
    return _row(
        row["category_name"], since, _counted(row["count"], row["share_pct"]), change, brief
    )


def _row(name: str, since: str, now: str, change: str, brief: Brief) -> tuple[str, ...]:
    return (name, now) if is_base(brief) else (name, since, now, change)


def _people(count: int | None) -> str:
    return say("sheet.nothing") if count is None else formatting.count(count)


def _counted(count: int | None, share: float | None) -> str:
    if count is None:
        return say("sheet.nothing")
    if share is None:
        return formatting.count(count)
    return say("sheet.people", count=formatting.count(count), share=formatting.percent(share))


def _baseline(brief: Brief) -> list[Block]:
    rows = brief.ask(queries.baseline).to_dicts()
    base = brief.declared.base_year
    columns = (
        Column(say("sheet.figure"), 65),
        Column(say("sheet.printed"), 36, "center"),
        Column(say("sheet.counted"), 36, "center"),
        Column(say("sheet.difference"), 28, "center"),
    )
    notes = tuple(
        say("committees.note", figure=row["measure_name"], note=row["note"])
        for row in rows
        if row["note"]
    )
    table = Table(
        say("committees.baseline", base=base), columns, tuple(map(_printed, rows)), notes=notes
    )
    return [Text(say("committees.baseline_told", base=base)), table]


def _printed(row: Row) -> tuple[str, ...]:
    """Printed beside counted; the share as printed, not rounded again."""
    printed = formatting.count(row["printed_count"])
    if row["printed_pct"] is not None:
        share = formatting.goal(row["printed_pct"])
        printed = say("sheet.people", count=printed, share=share)
    difference = row["difference_count"]
    written = say("sheet.nothing") if difference is None else formatting.count(difference)
    counted = _counted(row["counted"], row["computed_pct"])
    return row["measure_name"], printed, counted, written
