"""The head of the page about one unit: what it is, how large, how it stands, where to go on."""

from collections.abc import Iterator

from dashboard import cached, phrases
from dashboard.blocks.unit import members as unit_members
from dashboard.blocks.unit import scope as unit_scope
from dashboard.components.markup import element, words
from dashboard.selection import View
from dashboard.units import CELL, Unit
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations, load_declarations


def head(view: View) -> str:
    """Name, facts in a line, targets met, links. The scope is an organisation or a cell."""
    unit, declared = unit_scope.unit_of(view), load_declarations()
    facts = [element("li", fact) for fact in _facts(view, unit, declared)]
    return element(
        "section",
        element("div", words("h2", unit.unit_name), _score(view), class_="unit-name"),
        element("ul", *facts, class_="unit-facts"),
        element("nav", *_links(view, unit), class_="unit-links", aria_label=say("unit_head.links")),
        class_="unit-head",
    )


def _score(view: View) -> str:
    """ "đạt 6/8 chỉ tiêu"; how many could be judged, where not all could."""
    scope = view.scope
    found = cached.ask(
        view.snapshot, queries.scores, year=view.year, level=scope.level, unit_id=scope.unit_id
    ).to_dicts()
    if not found or not found[0]["judged"]:
        return words("span", say("unit_head.not_judged", year=view.year), class_="unit-score")
    return words("span", scored(found[0], view.year), class_="unit-score")


def scored(score: phrases.Row, year: int) -> str:
    """A row of `queries.scores` in words."""
    kind = "score" if score["judged"] == score["declared"] else "score_part"
    return say(
        f"unit_head.{kind}",
        met=formatting.count(score["met"]),
        judged=formatting.count(score["judged"]),
        declared=formatting.count(score["declared"]),
        year=year,
    )


def _facts(view: View, unit: Unit, declared: Declarations) -> Iterator[str]:
    if unit.level == CELL:
        href = view.to_unit("organisation", unit.organisation_id)
        yield words("a", unit.organisation_name, href=href)
    if unit.sector_id:
        told = say("unit_head.sector", sector=cached.sectors(view.snapshot)[unit.sector_id])
        yield words("a", told, href=view.to_unit("sector", unit.sector_id))
    commune = next((c.name for c in declared.communes if c.code == unit.commune_code), None)
    if commune:
        yield words("span", commune)
    yield _members(view, declared)
    if unit.level != CELL:
        yield _cells(view, unit)
    yield from (words("span", told) for told in lived(unit))


def _members(view: View, declared: Declarations) -> str:
    closing = unit_members.closing(view, declared)
    if closing is None or closing["value"] is None:
        return words("span", say("unit_head.members_missing", year=view.year))
    count = formatting.count(closing["value"])
    scope = view.scope
    href = view.to_source(view.year, scope.level, scope.unit_id, closing["number_id"])
    told = say("unit_head.members_on", until=phrases.last_day(view.year, declared))
    return element("a", words("b", count), " ", words("span", told), href=href)


def _cells(view: View, unit: Unit) -> str:
    cells = cached.units(view.snapshot).cells_of(unit.unit_id, view.year)
    if not cells:
        return words("span", say("unit_head.no_cells"))
    told = say("unit_head.cells", count=formatting.count(len(cells)))
    return words("a", told, href=view.to_unit(unit.level, unit.unit_id, "chi-bo"))


def lived(unit: Unit) -> Iterator[str]:
    """When it was founded, when it ended and what became of it; nothing where that is not told."""
    if unit.founded_on:
        yield say("unit_head.founded", on=formatting.date(unit.founded_on))
    if unit.closed_on and unit.successor_name:
        successor = unit.successor_name
        yield say("unit_head.merged", on=formatting.date(unit.closed_on), successor=successor)
    elif unit.closed_on:
        yield say("unit_head.closed", on=formatting.date(unit.closed_on))


def _links(view: View, unit: Unit) -> Iterator[str]:
    if unit.level == CELL:
        href = view.to_unit(unit.level, unit.unit_id, "chi-bo")
        yield words("a", say("unit_head.to_cell"), href=href)
        return
    compared = view.to_unit("district", "", "so-sanh", so=unit.unit_id)
    yield words("a", say("unit_head.to_compare"), href=compared)
    if cached.units(view.snapshot).cells_of(unit.unit_id, view.year):
        href = view.to_unit(unit.level, unit.unit_id, "chi-bo")
        yield words("a", say("unit_head.to_cells"), href=href)
    href = view.to_unit(unit.level, unit.unit_id, "co-cau-cap-uy")
    yield words("a", say("unit_head.to_committee"), href=href)
