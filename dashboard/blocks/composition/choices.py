"""What the page about compositions is asked for: a body of people, with or without part-time
members, and one of its dimensions or all of them."""

from dataclasses import dataclass

from dashboard.components.markup import element, words
from dashboard.components.picker import choices
from dashboard.selection import View
from dashboard.wording import say
from pipelines.declarations import Declarations
from pipelines.declared_types import Body, Dimension

BODY = "nhom-nguoi"
PART_TIME = "khong-chuyen-trach"
DIMENSION = "chieu"
SORT_BY = "xep-theo"  # the class, or the target, that units are ranked by

IN, OUT = "co", "khong"
ALL = "tat-ca"


@dataclass(frozen=True)
class Asked:
    """`chosen` as declared, `body` as shown (without part-time members where asked for).

    `dimension` is None for all of them; `problem` says what of the address is not known.
    """

    chosen: Body
    body: Body
    dimension: Dimension | None
    problem: str = ""

    @property
    def first(self) -> Dimension:
        """The dimension shown, or the first of all."""
        return self.dimension or next(iter(self.body.dimensions.values()))

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Every dimension shown."""
        return (self.dimension,) if self.dimension else tuple(self.body.dimensions.values())


def asked(view: View, declared: Declarations) -> Asked:
    """What the address asks for, or the first of everything and a sentence about the rest."""
    bodies = shown_bodies(declared)
    code = view.asked(BODY)
    chosen = next((body for body in bodies if code in (None, body.id)), None)
    if chosen is None:
        return _unknown(bodies[0], say("composition.unknown_body", asked=code))
    part_time = view.asked(PART_TIME)
    narrower = without_part_time(chosen, declared)
    if part_time not in (None, IN, OUT):
        return _unknown(chosen, say("composition.unknown_part_time", asked=part_time))
    if part_time == OUT and narrower is None:
        return _unknown(chosen, say("composition.no_part_time", body=chosen.name))
    return _dimension(view, chosen, narrower if part_time == OUT else chosen)


def shown_bodies(declared: Declarations) -> tuple[Body, ...]:
    """The bodies to choose from; one that is another less its part-time members is left out."""
    bodies = declared.bodies.values()
    narrower = [without_part_time(body, declared) for body in bodies]
    return tuple(body for body in bodies if body not in narrower)


def without_part_time(body: Body, declared: Declarations) -> Body | None:
    """The declared body that is this one less some of its people; None if there is none."""
    whole = _total(body)
    for other in declared.bodies.values():
        more = {m: c for m, c in _total(other).items() if m not in whole}
        if more and whole.items() <= _total(other).items() and max(more.values()) < 0:
            return other
    return None


def choice_bar(view: View, now: Asked, declared: Declarations) -> str:
    """Every choice of the page as links, and what the forms do not tell apart."""
    rows = [
        _row("bodies", _bodies(view, now, declared)),
        _row("dimensions", _dimensions(view, now)),
    ]
    narrower = without_part_time(now.chosen, declared)
    if narrower:
        rows.append(_row("part_time", _part_time(view, now, narrower)))
    note = words("p", now.body.note, class_="note") if now.body.note else ""
    return element("div", *rows, class_="composition-choices") + note


def _total(body: Body) -> dict[str, float]:
    return next(iter(body.dimensions.values())).total


def _unknown(body: Body, problem: str) -> Asked:
    return Asked(body, body, None, problem)


def _dimension(view: View, chosen: Body, body: Body) -> Asked:
    code = view.asked(DIMENSION)
    if code in (None, ALL):
        first = next(iter(body.dimensions.values()))
        return Asked(chosen, body, None if code else first)
    if code in body.dimensions:
        return Asked(chosen, body, body.dimensions[code])
    kind = "no_dimension" if code in chosen.dimensions else "unknown_dimension"
    told = say(f"composition.{kind}", asked=code, body=body.name, note=body.note)
    return Asked(chosen, body, None, told)


def _row(name: str, options: list[tuple[str, str, bool]]) -> str:
    label = say(f"composition.{name}")
    shown = choices(label, options, key=f"composition-{name}")
    return element(
        "div", words("span", label, class_="pick-label"), shown, class_="composition-row"
    )


def _kept(view: View, body: Body) -> str | None:
    """The dimension of the address, where the other body has it too."""
    code = view.asked(DIMENSION)
    return code if code == ALL or code in body.dimensions else None


def _bodies(view: View, now: Asked, declared: Declarations) -> list[tuple[str, str, bool]]:
    return [
        (
            body.name,
            view.link(
                {BODY: body.id, PART_TIME: None, DIMENSION: _kept(view, body), SORT_BY: None}
            ),
            body.id == now.chosen.id,
        )
        for body in shown_bodies(declared)
    ]


def _dimensions(view: View, now: Asked) -> list[tuple[str, str, bool]]:
    every = [(say("composition.all"), ALL, now.dimension is None and not now.problem)]
    options = [(d.name, d.id, d is now.dimension) for d in now.body.dimensions.values()] + every
    return [
        (name, view.link({DIMENSION: code, SORT_BY: None}), is_here)
        for name, code, is_here in options
    ]


def _part_time(view: View, now: Asked, narrower: Body) -> list[tuple[str, str, bool]]:
    return [
        (
            say(f"composition.part_time_{name}"),
            view.link({PART_TIME: code, DIMENSION: _kept(view, body), SORT_BY: None}),
            body is now.body,
        )
        for name, code, body in (("in", IN, now.chosen), ("out", OUT, narrower))
    ]
