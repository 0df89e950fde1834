"""From an address to the view of a snapshot, and what is said about the data of that view."""

from collections.abc import Mapping

from dashboard import cached
from dashboard.components.as_of import as_of
from dashboard.selection import DISTRICT, Scope, Snapshot, View, resolve
from pipelines import queries
from pipelines.declarations import Declarations


def view_of(
    snapshot: Snapshot, path: str, query: Mapping[str, str], declared: Declarations
) -> View:
    """The view that an address asks of a snapshot; `problem` tells what in it is not known."""
    return resolve(
        snapshot,
        path,
        query,
        cached.years(snapshot),
        cached.units(snapshot),
        cached.sectors(snapshot),
        declared.district,
    )


def bare(folder: str, path: str, query: Mapping[str, str], declared: Declarations) -> View:
    """The view of a page that works without figures too: no snapshot, the last declared year."""
    whole = Scope(DISTRICT, DISTRICT, declared.district)
    return View(Snapshot(folder, ""), path, declared.years[-1], (), whole, dict(query))


def about_line(view: View, declared: Declarations) -> str:
    """The data-as-of line of a view."""
    reporting = cached.ask(view.snapshot, queries.reporting, year=view.year)
    complete = cached.ask(view.snapshot, queries.complete, year=view.year)
    return as_of(cached.about(view.snapshot), reporting, complete, view.year, declared)


def illustrative(snapshot: Snapshot, declared: Declarations) -> str:
    """The words that mark invented figures; empty for real ones."""
    return cached.about(snapshot)["illustrative"] or declared.illustrative
