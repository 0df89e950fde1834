"""Chapter IV: what is still needed, what was carried over, who does what until when."""

from dashboard.report.brief import Brief, Row
from dashboard.report.chapters import numbering, prose
from dashboard.report.chapters.document import Block, Column, Items, Place, Table, Text
from dashboard.report.layouts import Layout
from dashboard.report.noted import noted
from dashboard.report.sentences import in_prose
from dashboard.wording import say
from pipelines import formatting


def way(brief: Brief, layout: Layout) -> list[Block]:
    """What the targets still need, the remarks of this year and of earlier ones."""
    rows = [row for row in noted(brief) if row["remedy"] or row["note"] or row["is_carried"]]
    carried = [row for row in rows if row["is_carried"]]
    fresh = [row for row in rows if not row["is_carried"]]
    return [
        numbering.part(1, say("way.needed"), layout),
        *_needed(brief),
        numbering.part(2, say("way.carried"), layout),
        *_remedies(carried, "carried", brief),
        numbering.part(3, say("way.remedies"), layout),
        *_remedies(fresh, "remedies", brief),
        numbering.part(4, say("way.other"), layout),
        Place(say("way.place")),
    ]


def _needed(brief: Brief) -> list[Block]:
    rows = [(target, brief.result(target)) for target in brief.targets]
    lacking = [(t, row) for t, row in rows if row["shortfall"] and row["verdict"] != "over_ceiling"]
    if not lacking:
        return [Text(say("way.needed_none", year=prose.year_words(brief)))]
    items = tuple(
        say("way.needed_item", name=t.name, count=in_prose(row["shortfall"]), noun=t.noun)
        for t, row in lacking
    )
    return [Text(say("way.needed_lead", unit=brief.scope.name)), Items(items)]


def _remedies(rows: list[Row], kind: str, brief: Brief) -> list[Block]:
    year = prose.year_words(brief)
    if not rows:
        return [Text(say(f"way.{kind}_none", year=year))]
    columns = (
        Column(say("sheet.number"), 9, "center"),
        Column(say("sheet.target"), 45),
        Column(say("sheet.remedy"), 48),
        Column(say("sheet.owner"), 27),
        Column(say("sheet.due"), 20, "center"),
        Column(say("sheet.state"), 16, "center"),
    )
    written = tuple(_row(n, row) for n, row in enumerate(rows, 1))
    return [Table(say(f"way.{kind}_table", year=year), columns, written)]


def _row(number: int, row: Row) -> tuple[str, ...]:
    told = say("way.about", target=row["target"], unit=row["unit"])
    if row["is_carried"]:
        told = say("way.since", about=told, since=row["since_year"])
    return (
        str(number),
        told,
        "\n".join(filter(None, (row["remedy"], row["note"]))) or say("sheet.no_remedy"),
        row["owner"] or say("sheet.no_owner"),
        _due(row),
        say(f"sheet.{row['state']}"),
    )


def _due(row: Row) -> str:
    if row["due_on"] is None:
        return say("sheet.no_due")
    due = formatting.date(row["due_on"])
    return say("sheet.due_past", due=due) if row["is_overdue"] else due
