"""The two snapshots that the address asks to compare, and what is wrong with them."""

from dataclasses import dataclass
from pathlib import Path

from dashboard import cached
from dashboard.selection import AFTER, BEFORE, View
from dashboard.wording import say
from pipelines.comparing import Comparison, find
from pipelines.warehouse import WarehouseError


@dataclass(frozen=True)
class Sides:
    """Ids of both snapshots where they are known, sentences about what is wrong, what differs."""

    before: str | None = None
    after: str | None = None
    wrong: tuple[str, ...] = ()
    found: Comparison | None = None


def is_asked(view: View) -> bool:
    """Whether the address asks for a comparison."""
    return not {BEFORE, AFTER}.isdisjoint(view.query)


def asked(view: View) -> Sides:
    """Both sides; a second one that is not named is the published snapshot."""
    before, after = view.asked(BEFORE), view.asked(AFTER) or view.snapshot.id
    known = [_known(view, name) for name in (before, after)]
    unknown = [name for name, id_ in zip((before, after), known, strict=True) if name and not id_]
    wrong = tuple(say("compared.unknown", asked=name) for name in unknown)
    if not all(known):
        return Sides(*known, wrong=wrong)
    try:
        return Sides(*known, found=cached.compared(view.snapshot.folder, *known))
    except WarehouseError as error:
        return Sides(*known, wrong=(str(error),))


def _known(view: View, name: str | None) -> str | None:
    try:
        return find(Path(view.snapshot.folder), name or "")
    except WarehouseError:
        return None
