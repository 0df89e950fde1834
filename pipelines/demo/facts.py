"""The counts of every organisation, form and year, drawn so that every check of the forms holds."""

from collections import Counter
from collections.abc import Sequence

from pipelines.declarations import Declarations, Form
from pipelines.demo.draws import Draws
from pipelines.demo.members import Counts, Members
from pipelines.demo.units import Unit

YearFacts = dict[str, dict[str, Counts]]
"""form -> unit -> measure -> count; a row without counts was not reported."""


def invent_facts(demo: dict, declared: Declarations, units: Sequence[Unit]) -> dict[int, YearFacts]:
    """The facts of each year of the programme."""
    draws = Draws(demo["seed"], tuple(demo["emphasis"]))
    members = Members(demo, declared, draws, units)
    facts = {}
    for position, year in enumerate(declared.years):
        existing = [unit for unit in units if unit.existed_in(year)]
        facts[year] = {
            "member_flow": _with_parents(members.flow(year, position), units),
            "member_rating": _with_parents(members.rating(year, position), units),
            "org_rating": _marks(demo, draws, existing, year, position),
            "committee": _classes("committee", demo, declared, draws, existing, year),
            "commune_staff": _classes("commune_staff", demo, declared, draws, existing, year),
        }
    late = demo["late"]
    facts[late["year"]][late["form"]][late["unit"]] = {}
    return facts


def _with_parents(rows: dict[str, Counts], units: Sequence[Unit]) -> dict[str, Counts]:
    sums: dict[str, Counter] = {}
    for unit in units:
        if unit.parent_id and unit.id in rows:
            sums.setdefault(unit.parent_id, Counter()).update(rows[unit.id])
    return rows | {parent: dict(counts) for parent, counts in sums.items()}


def _marks(
    demo: dict, draws: Draws, units: Sequence[Unit], year: int, position: int
) -> dict[str, Counts]:
    """A mark for every organisation; the cells of an excellent committee do not fail."""
    merits = {unit: _merit(draws, unit, year) for unit in units}
    grassroots = {unit: merit for unit, merit in merits.items() if not unit.parent_id}
    marks = _ranked(grassroots, demo["district"]["org_rating"], position)
    cells = {}
    for unit in (unit for unit in units if unit.parent_id):
        if unit.is_new_in(year) or unit.ends_in(year):
            marks[unit.id] = {"org_unrated": 1}
        else:
            cells[unit] = merits[unit] + 0.3 * marks[unit.parent_id].get("org_excellent", 0)
    return marks | _ranked(cells, demo["subordinate"]["org_rating"], position)


def _ranked(
    merits: dict[Unit, float], totals: dict[str, list[int]], position: int
) -> dict[str, Counts]:
    """Marks by merit: the best are excellent, the last fall short, all between are good."""
    ranked = [unit.id for unit in sorted(merits, key=merits.__getitem__, reverse=True)]
    excellent = totals["org_excellent"][position]
    failed = len(ranked) - totals["org_not_fulfilled"][position]
    fulfilled = failed - totals["org_fulfilled"][position]
    marks = {unit_id: {"org_good": 1} for unit_id in ranked}
    marks |= {unit_id: {"org_excellent": 1} for unit_id in ranked[:excellent]}
    marks |= {unit_id: {"org_fulfilled": 1} for unit_id in ranked[fulfilled:failed]}
    return marks | {unit_id: {"org_not_fulfilled": 1} for unit_id in ranked[failed:]}


def _merit(draws: Draws, unit: Unit, year: int) -> float:
    return draws.random("merit", unit.id).random() + draws.random("merit", unit.id, year).random()


def _classes(
    form_id: str,
    demo: dict,
    declared: Declarations,
    draws: Draws,
    units: Sequence[Unit],
    year: int,
) -> dict[str, Counts]:
    """Counts of people by class: each measure is drawn within what the limits of the form leave."""
    form = declared.forms[form_id]
    wanted = [unit for unit in units if _reports(form, unit)]
    rows: dict[str, Counts] = {unit.id: {} for unit in wanted}
    for measure, totals in demo["district"][form_id].items():
        room = {unit: _room(form, measure, rows[unit.id], unit.seats) for unit in wanted}
        least = {unit: _least(declared, measure, rows[unit.id]) for unit in wanted}
        total = totals[declared.years.index(year)]
        skew = 1.7 if any(measure in limit.parts for limit in form.limits) else 0
        for unit, count in draws.apportion(measure, year, total, room, least, skew).items():
            rows[unit.id][measure] = count
    return rows


def _reports(form: Form, unit: Unit) -> bool:
    return not unit.parent_id and (form.rows != "commune" or bool(unit.commune_code))


def _room(form: Form, measure: str, row: Counts, most: int) -> int:
    """What the limits leave for the measure; `most` for a measure that is a part of nothing.

    A whole that is drawn later limits nothing yet.
    """
    rooms = [
        sum(row[whole] for whole in limit.wholes) - sum(row.get(part, 0) for part in limit.parts)
        for limit in form.limits
        if measure in limit.parts and row.keys() >= set(limit.wholes)
    ]
    return min(rooms, default=most)


def _least(declared: Declarations, measure: str, row: Counts) -> int:
    """What an indicator that subtracts the measure needs to stay at or below 100%."""
    least = 0
    for indicator in declared.indicators.values():
        if indicator.numerator.get(measure, 0) < 0:
            terms = Counter(indicator.numerator)
            terms.subtract(indicator.denominator.terms)
            least = max(least, int(sum(row.get(m, 0) * factor for m, factor in terms.items())))
    return least
