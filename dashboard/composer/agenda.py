"""What an agenda is made of, chosen by links, and the sentences that it will show."""

from dashboard import cached, options
from dashboard.components.markup import element, notice, words
from dashboard.components.picker import picker
from dashboard.meeting.asked import PATH, TARGETS, UNITS, Asked
from dashboard.report.brief import Brief
from dashboard.report.screens.screen import Screen, Span
from dashboard.selection import View
from dashboard.wording import say

MOST_UNITS = 8  # organisations with a screen of their own


def refused(reason: str) -> str:
    """Why there is no agenda for what the address asks."""
    told = notice(reason)
    return element("section", told, class_="block", data_block="chuong-trinh")


def choice(view: View, asked: Asked, brief: Brief) -> str:
    """The targets that are spoken of, the units shown one by one, the way to the wall."""
    show = words(
        "a", say("composer.show"), href=_meeting(asked), target="_blank", class_="act-first"
    )
    head = element("div", words("h2", say("composer.agenda", unit=brief.scope.name)), show)
    parts = [element("div", head, class_="block-head"), _targets(view, brief), _units(view, asked)]
    return element("section", *parts, class_="block composer", data_block="chuong-trinh")


def sentences(screens: list[Screen], asked: Asked) -> str:
    """Every screen by its sentence; a click shows it on the wall."""
    lines = [
        element("li", _line(screen, f"{_meeting(asked)}#{at}"))
        for at, screen in enumerate(screens, start=1)
    ]
    head = words("h2", say("composer.screens", count=len(screens)))
    listed = element("ol", *lines, class_="screens")
    return element("section", head, listed, class_="block", data_block="man-hinh")


def _line(screen: Screen, href: str) -> str:
    said = element("a", *map(_span, screen.message), href=href, target="_blank")
    return said + (words("span", screen.sub, class_="sub") if screen.sub else "")


def _span(span: Span) -> str:
    return words("span", span.text, data_verdict=span.verdict)


def _meeting(asked: Asked) -> str:
    """Relative: the meeting freezes the numbers when it is opened."""
    return f"{PATH}?{asked.anew.partition('?')[2]}"


# ---- Targets ----


def _targets(view: View, brief: Brief) -> str:
    counted = [t for t in brief.declared.targets.values() if _is_counted(t.id, brief)]
    chosen = {target.id for target in brief.targets}
    links = [_target(view, t.id, t.name, chosen, [c.id for c in counted]) for t in counted]
    return _row("targets", *links)


def _is_counted(target_id: str, brief: Brief) -> bool:
    return target_id in set(brief.results()["target_id"])


def _target(view: View, target_id: str, name: str, chosen: set[str], every: list[str]) -> str:
    """A switch; the last one that is on stays on."""
    is_on = target_id in chosen
    after = chosen ^ {target_id} or chosen
    kept = [code for code in every if code in after]
    codes = None if kept == every else ",".join(kept)
    return words(
        "a",
        f"{'✓' if is_on else '+'} {name}",
        href=view.link({TARGETS: codes}),
        role="switch",
        aria_checked=str(is_on).lower(),
        class_="chip on" if is_on else "chip",
        data_key=f"target-{target_id}",
    )


# ---- Units ----


def _units(view: View, asked: Asked) -> str:
    chips = [_unit(view, unit_id, asked.unit_ids) for unit_id in asked.unit_ids]
    return _row("units", *chips, _add(view, asked.unit_ids))


def _unit(view: View, unit_id: str, codes: tuple[str, ...]) -> str:
    name = cached.units(view.snapshot).by_id[unit_id].unit_name
    rest = ",".join(code for code in codes if code != unit_id) or None
    label = say("composer.remove", unit=name)
    return words(
        "a",
        f"× {name}",
        href=view.link({UNITS: rest}),
        class_="chip on",
        aria_label=label,
        title=label,
        data_key=f"unit-{unit_id}",
    )


def _add(view: View, codes: tuple[str, ...]) -> str:
    if len(codes) >= MOST_UNITS:
        return words("span", say("composer.full", most=MOST_UNITS), class_="sub")
    address = view.link({UNITS: ",".join([*codes, "~"])})
    found = options.organisations(view)
    left = [(code, name) for code, name in found if code not in codes]
    return picker(view, UNITS, left, adds=(say("composer.add"), address))


def _row(name: str, *parts: str) -> str:
    label = say(f"composer.{name}")
    head = words("span", label, class_="label", aria_hidden="true")
    return element("div", head, *parts, class_="chips", role="group", aria_label=label)
