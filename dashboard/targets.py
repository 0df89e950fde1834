"""Which target a page shows: the one that the address names, or the first that needs attention."""

import polars as pl

from dashboard import cached, phrases
from dashboard.selection import TARGET, View
from pipelines import queries
from pipelines.declarations import Declarations, Target


def units_below(view: View, target_id: str | None = None) -> pl.DataFrame:
    """Progress of the units one level below the scope, in the view's year.

    The communes of the district, the organisations of a sector, the cells of an organisation; a
    cell stands by itself.
    """
    narrowed: dict[str, object] = {"year": view.year, "target_id": target_id}
    scope = view.scope
    if scope.level == "cell":
        narrowed |= {"level": "cell", "unit_id": scope.unit_id}
    elif scope.level == "organisation":
        narrowed |= {"level": "cell", "organisation_id": scope.unit_id}
    else:
        sector = scope.unit_id if scope.level == "sector" else None
        narrowed |= {"level": "organisation", "sector_id": sector}
    known = {name: value for name, value in narrowed.items() if value is not None}
    return cached.ask(view.snapshot, queries.progress, **known)


def chosen_target(view: View, declared: Declarations) -> Target | None:
    """The target of the address; the first open one if it names none; None if it is unknown."""
    asked = view.asked(TARGET)
    if asked is not None:
        return declared.targets.get(asked)
    own = cached.ask(
        view.snapshot,
        queries.progress,
        level=view.scope.level,
        unit_id=view.scope.unit_id,
        year=view.year,
    )
    return declared.targets[phrases.first_open(own, units_below(view), declared)]
