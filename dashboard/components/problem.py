"""What is said when an address asks for something that is not there."""

from dashboard.components.markup import element, words
from dashboard.selection import FILTERS, YEAR, Problem, View
from dashboard.units import Unit
from dashboard.wording import say

STATES = {"unit_unknown": "no_unit", "unit_elsewhere": "no_unit", "unit_absent": "absent"}
OTHER = "no_year"


def state_of(problem: Problem) -> str:
    """The section of the texts that heads the block."""
    return STATES.get(problem.kind, OTHER)


def reason(view: View, problem: Problem) -> str:
    """One sentence about what was asked for and why it cannot be shown."""
    if problem.unit and problem.kind == "unit_absent":
        return _absent(view, problem.unit)
    return say(
        f"problem.{problem.kind}",
        asked=problem.asked,
        years=", ".join(map(str, view.years)),
        filter=say(f"filter.{problem.name}"),
        unit=problem.unit.unit_name if problem.unit else "",
    )


def ways_out(view: View, problem: Problem) -> str:
    """Links that lead to something that can be shown."""
    unit = problem.unit
    links = []
    if problem.kind == "unit_absent" and unit and unit.first_year is not None:
        year = unit.first_year if view.year < unit.first_year else unit.last_year
        links.append(_link(say("problem.go_to_year", year=year), view.link({YEAR: year})))
    if problem.name in FILTERS:
        links.append(_link(say("problem.go_to_all"), view.link(dict.fromkeys(FILTERS))))
    return element("p", " · ".join(links), class_="ways-out") if links else ""


def _link(text: str, href: str) -> str:
    return words("a", text, href=href)


def _absent(view: View, unit: Unit) -> str:
    words_of = {
        "unit": unit.unit_name,
        "asked": unit.unit_id,
        "year": view.year,
        "first": unit.first_year,
        "last": unit.last_year,
        "successor": unit.successor_name,
    }
    if unit.first_year is None:
        kind = "never"
    elif view.year < unit.first_year:
        kind = "founded_later"
    else:
        kind = "merged" if unit.successor_name else "closed"
    return say(f"problem.unit_{kind}", **words_of)
