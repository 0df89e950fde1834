"""The bar under the header: year, the four unit filters, the link to copy."""

from dashboard import options
from dashboard.components.markup import element, words
from dashboard.components.picker import picker
from dashboard.selection import COMMUNE, FILTERS, SECTOR, YEAR, View
from dashboard.units import Units
from dashboard.wording import say


def filter_bar(view: View, units: Units, sectors: dict[str, str]) -> str:
    """Every filter as links; each narrows the ones right of it."""
    return element(
        "div",
        _years(view),
        *(_filter(view, name, units, sectors) for name in FILTERS),
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
    label = words("span", say(f"filter.{YEAR}"), class_="label", id="filter-year")
    return element(
        "div", label, *links, class_="years", role="group", aria_label=say(f"filter.{YEAR}")
    )


def _clear(view: View) -> str:
    if not any(view.asked(name) for name in FILTERS):
        return ""
    href = view.link(dict.fromkeys(FILTERS))
    return words("a", say("filter.clear"), href=href, class_="clear", data_key="clear")


def _filter(view: View, name: str, units: Units, sectors: dict[str, str]) -> str:
    """Short lists are sent along; long ones are fetched when they are opened."""
    short = {SECTOR: lambda: list(sectors.items()), COMMUNE: lambda: options.communes(view)}
    unit = units.by_id.get(view.asked(name) or "")
    return picker(
        view,
        name,
        short[name]() if name in short else options.source(view, name),
        clears=FILTERS[FILTERS.index(name) + 1 :],
        optional=True,
        problem=view.problem is not None and view.problem.name == name,
        shown=unit.unit_name if unit else None,
    )
