"""What long lists offer: asked for when a list is opened, never sent with the page.

Each list is a function of the view; `OPTIONS` names them for addresses (`lua-chon/chi-bo`).
"""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from dashboard import cached, figures
from dashboard.selection import COMMUNE, COMPARED, DISTRICT, ORGANISATION, SECTOR, View
from dashboard.units import Unit
from dashboard.wording import say
from pipelines.declarations import load_declarations

Option = tuple[str, str]


def source(view: View, list_name: str) -> str:
    """The address of a list for a view."""
    return f"lua-chon/{list_name}?{urlsplit(view.link()).query}"


def communes(view: View) -> list[Option]:
    """The communes of the chosen sector, by their code."""
    names = {commune.code: commune.name for commune in load_declarations().communes}
    units = cached.units(view.snapshot).in_scope(view.year, view.asked(SECTOR), None)
    return [
        (unit.commune_code, names.get(unit.commune_code, unit.unit_name))
        for unit in units
        if unit.commune_code
    ]


def organisations(view: View) -> list[Option]:
    """The grassroots organisations of the chosen sector and commune."""
    return [(unit.unit_id, unit.unit_name) for unit in _in_scope(view)]


def cells(view: View) -> list[Option]:
    """Cells by name; with their organisation, where more than one is open."""
    units = cached.units(view.snapshot)
    open_to = [u for u in _in_scope(view) if view.asked(ORGANISATION) in (None, u.unit_id)]
    found = [cell for unit in open_to for cell in units.cells_of(unit.unit_id, view.year)]
    return [(cell.unit_id, _cell_name(cell, len(open_to) == 1)) for cell in found]


def numbers(view: View) -> list[Option]:
    """Every number whose cells can be looked for."""
    return list(figures.names(load_declarations()).items())


def compared(view: View) -> list[Option]:
    """Whatever can be compared and is not yet: the district, sectors, organisations, cells."""
    groups = [(DISTRICT, load_declarations().district)]
    groups += [
        (code, say("compare.sector", sector=name))
        for code, name in cached.sectors(view.snapshot).items()
    ]
    open_to = [u for u in _in_scope(view) if view.asked(ORGANISATION) in (None, u.unit_id)]
    units = [(unit.unit_id, unit.unit_name) for unit in open_to]
    taken = (view.asked(COMPARED) or view.scope.unit_id).split(",")
    return [option for option in [*groups, *units, *cells(view)] if option[0] not in taken]


OPTIONS: Mapping[str, Callable[[View], list[Option]]] = {
    "to-chuc": organisations,
    "chi-bo": cells,
    "con-so": numbers,
    "so-sanh": compared,
}


def _in_scope(view: View) -> list[Unit]:
    units = cached.units(view.snapshot)
    return list(units.in_scope(view.year, view.asked(SECTOR), view.asked(COMMUNE)))


def _cell_name(cell: Unit, is_alone: bool) -> str:
    if is_alone:
        return cell.unit_name
    return say("filter.cell_of", cell=cell.unit_name, organisation=cell.organisation_name)
