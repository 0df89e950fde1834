"""Cơ cấu cấp ủy: which blocks the page has, and which of them a view shows."""

from dashboard import cached
from dashboard.blocks.block import Block
from dashboard.blocks.composition import all_dimensions as every
from dashboard.blocks.composition import base, programme, units, years
from dashboard.blocks.composition import rows as rows_of
from dashboard.blocks.composition.choices import Asked
from dashboard.components.markup import element, words
from dashboard.selection import View
from dashboard.units import CELL, ORGANISATION
from pipelines.declarations import Declarations

BLOCKS: tuple[Block, ...] = (years.ONE, base.BLOCK, units.BLOCK, every.BLOCK, programme.BLOCK)


def nothing(view: View, now: Asked, declared: Declarations) -> str:
    """What stands in place of the page where the unit cannot have such a body of people."""
    told = rows_of.nobody_there(view, now.body, declared)
    if not told:
        return ""
    unit = cached.units(view.snapshot).by_id.get(view.scope.unit_id)
    above = unit.organisation_id if unit and unit.level == CELL else None
    link = (
        words("a", unit.organisation_name, href=view.to_unit(ORGANISATION, above)) if above else ""
    )
    return element("p", words("span", told), " ", link, class_="composition-nothing")


def beside_each_other(now: Asked) -> tuple[Block, ...]:
    """The blocks at the top that share a row."""
    return (years.ONE, base.BLOCK) if now.dimension else ()


def below(view: View, now: Asked) -> tuple[Block, ...]:
    """The blocks that follow, each over the whole width."""
    first = (units.BLOCK,) if now.dimension else (every.BLOCK, base.BLOCK)
    return (*first, *([programme.BLOCK] if programme.shown(view) else []))
