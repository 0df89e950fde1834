"""The sheets an auditor asks for: remarks, findings of the load, the files that were read."""

from dashboard.report.annex.sheet import COUNT, YEAR, Column, Sheet
from dashboard.report.brief import Brief, Row
from dashboard.report.noted import noted
from dashboard.wording import say
from pipelines import formatting, queries


def remarks(brief: Brief) -> Sheet:
    """What was noted for the year and what earlier years left open."""
    names = ("unit", "the_target", "cause", "remedy", "owner", "due", "state", "note")
    columns = [Column(say("annex.since"), YEAR)]
    columns += [Column(say(f"annex.{name}"), width=26) for name in names]
    rows = tuple(map(_remark, noted(brief)))
    title = say("annex.remarks", unit=brief.scope.name, year=brief.year)
    empty = say("annex.no_remarks")
    return Sheet(say("annex.remarks_name"), title, tuple(columns), rows, empty=empty)


def _remark(row: Row) -> tuple:
    return (
        row["since_year"],
        row["unit"],
        row["target"],
        row["cause"],
        row["remedy"],
        row["owner"],
        formatting.date(row["due_on"]) if row["due_on"] else "",
        say(f"sheet.{row['state']}"),
        row["note"],
    )


def findings(brief: Brief) -> Sheet:
    """What the load found in the files, down to the cell."""
    names = (("message", 60), ("file", 30), ("sheet", 24), ("place", 10), ("value", 16))
    columns = (Column(say("annex.a_year"), YEAR), *_columns(names))
    found = brief.ask(queries.findings)
    rows = tuple(found.select("year", "message", "file", "sheet", "cell", "value").iter_rows())
    empty = say("annex.no_findings")
    return Sheet(say("annex.findings_name"), say("annex.findings"), columns, rows, empty=empty)


def sources(brief: Brief) -> Sheet:
    """The sheets that the snapshot was read from, with the fingerprint of each file."""
    columns = (
        Column(say("annex.form"), width=34),
        Column(say("annex.a_year"), YEAR),
        *_columns((("file", 30), ("sheet", 24))),
        Column(say("annex.rows"), COUNT),
        *_columns((("read_at", 18), ("sha256", 68))),
    )
    rows = tuple(_source(row) for row in brief.ask(queries.sources).to_dicts())
    return Sheet(say("annex.sources_name"), say("annex.sources"), columns, rows)


def _source(row: dict) -> tuple:
    read_at = formatting.datetime(row["read_at"])
    told = (row["form_title"], row["year"], row["file"], row["sheet"], row["rows"])
    return (*told, read_at, row["sha256"])


def _columns(names: tuple[tuple[str, int], ...]) -> tuple[Column, ...]:
    return tuple(Column(say(f"annex.{name}"), width=width) for name, width in names)
