"""Which units stand below the scope, and in which order: two choices of the page's own."""

from dashboard import cached
from dashboard.blocks.target.subject import subject
from dashboard.components.markup import notice
from dashboard.components.picker import choices
from dashboard.selection import DISTRICT, View
from dashboard.units import CELL, ORGANISATION, Unit
from dashboard.wording import say, texts
from pipelines.declarations import Target, load_declarations

GROUPS, ORDER = "nhom", "thu-tu"
COMMUNES = "xa"
BY_YEAR = "nam"


def group(view: View) -> str | None:
    """The group of units that the address names, communes if it names none; None if unknown."""
    return _known(view, GROUPS, "groups", COMMUNES)


def order(view: View) -> str | None:
    """The order that the address names, by the year's value if it names none; None if unknown."""
    return _known(view, ORDER, "orders", BY_YEAR)


def _known(view: View, name: str, section: str, usual: str) -> str | None:
    asked = view.asked(name)
    if asked is None:
        return usual
    return asked if asked in texts()["target_units"][section] else None


def organisation_of(view: View) -> Unit | None:
    """The organisation that the scope is or lies in; None for the district and a sector."""
    by_id = cached.units(view.snapshot).by_id
    if view.scope.level not in (ORGANISATION, CELL):
        return None
    return by_id[by_id[view.scope.unit_id].organisation_id]


def level_below(view: View) -> str:
    """The level of the units shown: cells inside an organisation, if the target counts them."""
    return ORGANISATION if organisation_of(view) is None or why_peers(view) else CELL


def why_peers(view: View) -> str:
    """Why an organisation stands among its sector in place of showing its cells; else empty.

    no_cells: it has none in the year; not_for_cells: the target is not counted for them.
    """
    organisation, target = organisation_of(view), subject(view)
    if organisation is None:
        return ""
    if not cached.units(view.snapshot).cells_of(organisation.unit_id, view.year):
        return "no_cells"
    return "" if target is None or _is_of_cells(target) else "not_for_cells"


def _is_of_cells(target: Target) -> bool:
    """Whether everything that the target divides is counted in the cells themselves."""
    declared = load_declarations()
    indicator = declared.indicators[target.id]
    measures = [*indicator.numerator, *indicator.denominator.terms]
    return all(declared.measures[id_].counted_at == "leaf" for id_ in measures)


def among(view: View) -> str:
    """The units in words: "xã, thị trấn", "chi bộ trực thuộc Đảng bộ xã Tây Phú"."""
    if view.scope.level == DISTRICT:
        return say(f"target_units.among.{group(view) or COMMUNES}")
    organisation = organisation_of(view)
    if level_below(view) == CELL:
        return say("target_units.among.cells", organisation=organisation.unit_name)
    sectors = cached.sectors(view.snapshot)
    sector_id = organisation.sector_id if organisation else view.scope.unit_id
    return say("target_units.among.sector", sector=sectors[sector_id])


def group_choices(view: View) -> str:
    """The groups to choose from; only the district has more than one."""
    if view.scope.level != DISTRICT:
        return ""
    options = [
        (name, view.link({GROUPS: code}), group(view) == code)
        for code, name in texts()["target_units"]["groups"].items()
    ]
    return choices(say("target_units.group"), options)


def order_choices(view: View) -> str:
    """The orders of the grid to choose from."""
    options = [
        (say(f"target_units.orders.{code}", year=view.year), view.link({ORDER: code}), here)
        for code, here in ((c, order(view) == c) for c in texts()["target_units"]["orders"])
    ]
    return choices(say("target_units.order"), options)


def problems(view: View) -> list[str]:
    """What the address asks of these choices and is not known, as notices."""
    told = []
    if group(view) is None:
        told.append(say("target_units.unknown_group", asked=view.asked(GROUPS)))
    if order(view) is None:
        told.append(say("target_units.unknown_order", asked=view.asked(ORDER)))
    return [notice(reason) for reason in told]
