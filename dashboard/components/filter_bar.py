"""The bar under the header: year, the four unit filters, the link to copy."""

from dashboard.components.markup import element, words
from dashboard.components.picker import Option, picker
from dashboard.selection import CELL, COMMUNE, FILTERS, ORGANISATION, SECTOR, YEAR, View
from dashboard.units import Unit, Units
from dashboard.wording import say
from pipelines.declarations import Declarations


def filter_bar(view: View, units: Units, sectors: dict[str, str], declared: Declarations) -> str:
    """Every filter as links; each narrows the ones right of it."""
    options = _options(view, units, sectors, declared)
    wrong = view.problem.name if view.problem else None
    pickers = [
        picker(
            view,
            name,
            _with_chosen(options[name], view.asked(name), units),
            clears=FILTERS[FILTERS.index(name) + 1 :],
            optional=True,
            problem=name == wrong,
        )
        for name in FILTERS
    ]
    return element(
        "div",
        _years(view),
        *pickers,
        _clear(view),
        class_="filters",
        role="group",
        aria_label=say("filter.bar"),
    )


def copy_link() -> str:
    """The button that copies the address, and the place where it says so."""
    button = words(
        "button",
        say("filter.copy"),
        type="button",
        class_="copy-link",
        data_copied=say("filter.copied"),
        data_not_copied=say("filter.not_copied"),
    )
    return element("div", button, element("span", role="status"), class_="copy")


def _years(view: View) -> str:
    wrong = view.problem is not None and view.problem.name == YEAR
    links = [
        words(
            "a",
            str(year),
            href=view.link({YEAR: year}),
            aria_current="true" if year == view.year and not wrong else "",
            data_year=str(year),
            data_key=f"{YEAR}-{year}",
        )
        for year in view.years
    ]
    label = words("span", say("filter.year"), class_="label", id="filter-year")
    return element(
        "div", label, *links, class_="years", role="group", aria_label=say("filter.year")
    )


def _clear(view: View) -> str:
    if not any(view.asked(name) for name in FILTERS):
        return ""
    href = view.link(dict.fromkeys(FILTERS))
    return words("a", say("filter.clear"), href=href, class_="clear", data_key="clear")


def _options(
    view: View, units: Units, sectors: dict[str, str], declared: Declarations
) -> dict[str, list[Option]]:
    sector = view.asked(SECTOR)
    communes = {commune.code: commune.name for commune in declared.communes}
    in_sector = list(units.in_scope(view.year, sector, None))
    narrowed = [u for u in in_sector if view.asked(COMMUNE) in (None, u.commune_code)]
    return {
        SECTOR: list(sectors.items()),
        COMMUNE: [
            (u.commune_code, communes.get(u.commune_code, u.unit_name))
            for u in in_sector
            if u.commune_code
        ],
        ORGANISATION: [(u.unit_id, u.unit_name) for u in narrowed],
        CELL: _cells(view, units, narrowed),
    }


def _cells(view: View, units: Units, organisations: list[Unit]) -> list[Option]:
    """Cells by name; with their organisation, where more than one is open."""
    open_to = [u for u in organisations if view.asked(ORGANISATION) in (None, u.unit_id)]
    cells = [cell for u in open_to for cell in units.cells_of(u.unit_id, view.year)]
    if len(open_to) == 1:
        return [(cell.unit_id, cell.unit_name) for cell in cells]
    return [
        (
            cell.unit_id,
            say("filter.cell_of", cell=cell.unit_name, organisation=cell.organisation_name),
        )
        for cell in cells
    ]


def _with_chosen(options: list[Option], chosen: str | None, units: Units) -> list[Option]:
    """A unit that the address names is in the list even where the year does not have it."""
    unit = units.by_id.get(chosen) if chosen else None
    if unit is None or any(code == chosen for code, _ in options):
        return options
    return [*options, (unit.unit_id, unit.unit_name)]
