"""The head of the comparison: what stands side by side, what can be added, what is proposed."""

import polars as pl

from dashboard import cached, options, targets
from dashboard.blocks.comparison import sides
from dashboard.blocks.comparison.sides import MOST, UNITS, YEARS, Asked, Side
from dashboard.components.markup import element, notice, words
from dashboard.components.picker import choices, picker
from dashboard.selection import DISTRICT, View
from dashboard.wording import say
from pipelines import queries
from pipelines.declarations import Target, load_declarations

Proposal = tuple[str, str]
"""Words and the address that they lead to."""


def choice(view: View, asked: Asked) -> str:
    """Chips of the sides, the list to add one, sentences about what is wrong, proposals."""
    chosen = _year_choices(view, asked) if asked.is_years else _chips(view, asked)
    wrong = [notice(sentence) for sentence in asked.wrong]
    parts = [_kinds(view, asked), chosen, *wrong]
    if not asked.is_enough:
        parts += [words("p", _what_to_do(asked), class_="vs-todo"), _proposed(view, asked)]
    return element("section", *parts, class_="vs-choice", aria_label=say("compare.chosen"))


def proposals(view: View, asked: Asked) -> list[Proposal]:
    """Comparisons that suggest themselves for the first side, or for the unit of the filter bar."""
    base = asked.sides[0] if asked.sides else sides.asked(_bare(view)).sides[0]
    years = say("compare.propose_years", first=view.years[0], last=view.years[-1], unit=base.name)
    two_years = [(years, _to_years(view, base))] if len(view.years) > 1 else []
    return [*_wider(view, base), *_ranked(view, base), *two_years]


def _bare(view: View) -> View:
    query = {n: code for n, code in view.query.items() if n not in (UNITS, YEARS)}
    return View(view.snapshot, view.path, view.year, view.years, view.scope, query)


def _what_to_do(asked: Asked) -> str:
    if asked.is_years:
        return say("compare.todo_years")
    return say("compare.todo" if asked.sides else "compare.todo_first")


def _kinds(view: View, asked: Asked) -> str:
    units = view.link({YEARS: None})
    first = asked.sides[0] if asked.sides else sides.asked(_bare(view)).sides[0]
    years = view.link() if asked.is_years else _to_years(view, first)
    is_here = [
        (say("compare.kind_units"), units, not asked.is_years),
        (say("compare.kind_years"), years, asked.is_years),
    ]
    return choices(say("compare.kind"), is_here, key="kind")


def _to_years(view: View, side: Side) -> str:
    pair = {UNITS: None, YEARS: f"{view.years[0]},{view.years[-1]}"}
    return view.to_unit(side.level, side.unit_id, None, **pair)


def _group(name: str, *children: str) -> str:
    label = say(f"compare.{name}")
    return element("div", *children, class_="vs-chips", role="group", aria_label=label)


# ---- Units ----


def _chips(view: View, asked: Asked) -> str:
    codes = [side.unit_id for side in asked.sides]
    chips = [_chip(view, side, codes) for side in asked.sides]
    full = words("span", say("compare.full", most=MOST), class_="vs-full")
    add = full if len(codes) >= MOST else _add(view, codes)
    return _group("units", *chips, add)


def _chip(view: View, side: Side, codes: list[str]) -> str:
    rest = ",".join(code for code in codes if code != side.unit_id) or None
    name = words("a", side.name, href=sides.to_side(view, side))
    remove = words(
        "a",
        "×",
        href=view.link({UNITS: rest}),
        class_="vs-remove",
        aria_label=say("compare.remove", unit=side.name),
        title=say("compare.remove", unit=side.name),
        data_key=f"remove-{side.mark}",
    )
    is_given = view.asked(UNITS) is not None
    mark = words("b", side.mark, aria_hidden="true")
    return element("span", mark, name, remove if is_given else "", class_="vs-chip")


def _add(view: View, codes: list[str]) -> str:
    address = view.link({UNITS: ",".join([*codes, "~"]), YEARS: None})
    return picker(view, UNITS, options.source(view, "so-sanh"), adds=(say("compare.add"), address))


# ---- Years ----


def _year_choices(view: View, asked: Asked) -> str:
    years = [side.year for side in asked.sides]
    page = view.to_unit(view.scope.level, view.scope.unit_id, sides.OVERVIEW)
    chip = element("span", words("a", view.scope.name, href=page), class_="vs-chip")
    return _group("years", chip, _year_row(view, years, 0), _year_row(view, years, 1))


def _year_row(view: View, years: list[int], place: int) -> str:
    """The years that can stand in one place; the other place keeps its year."""
    other = years[1 - place] if len(years) > 1 - place else None
    here = years[place] if len(years) > place else None
    label = say("compare.year_first" if place == 0 else "compare.year_second")
    links = [
        (str(year), _pair(view, year, other), year == here) for year in view.years if year != other
    ]
    head = words("span", label, class_="label", aria_hidden="true")
    return element("span", head, choices(label, links, key=f"year-{place}"), class_="vs-years")


def _pair(view: View, year: int, other: int | None) -> str:
    both = sorted(y for y in (year, other) if y is not None)
    return view.link({YEARS: ",".join(map(str, both)), UNITS: None})


# ---- Proposals ----


def _proposed(view: View, asked: Asked) -> str:
    links = [element("li", words("a", text, href=href)) for text, href in proposals(view, asked)]
    head = words("h2", say("compare.proposals"))
    return element("nav", head, element("ul", *links), class_="vs-proposals")


def _with(view: View, base: Side, codes: list[str]) -> str:
    return view.link({UNITS: ",".join([base.unit_id, *codes]), YEARS: None})


def _wider(view: View, base: Side) -> list[Proposal]:
    """The unit beside what it is a part of."""
    unit = cached.units(view.snapshot).by_id.get(base.unit_id)
    wider = [(DISTRICT, load_declarations().district)] if base.level != DISTRICT else []
    if unit:
        sector = cached.sectors(view.snapshot)[unit.sector_id]
        wider.append((unit.sector_id, sides.sector_name(sector)))
    if unit and unit.organisation_id != unit.unit_id:
        wider.append((unit.organisation_id, unit.organisation_name))
    return [
        (say("compare.propose", unit=base.name, other=name), _with(view, base, [code]))
        for code, name in wider
    ]


def _ranked(view: View, base: Side) -> list[Proposal]:
    """The unit with its neighbours in rank; a wider one with the first and the last below it."""
    target = targets.chosen_target(view, load_declarations())
    if target is None:
        return []
    is_unit = base.level not in (DISTRICT, "sector")
    ranked = _ranks(view, base, base.level if is_unit else "organisation", target)
    ids = ranked["unit_id"].to_list()
    if not is_unit:
        ends = list(dict.fromkeys([*ids[:1], *ids[-1:]]))
        text = say("compare.propose_ends", unit=base.name, target=target.name)
        return [(text, _with(view, base, ends))] if ends else []
    if base.unit_id not in ids or len(ids) < 2:
        return []
    at = ids.index(base.unit_id)
    near = [*ids[max(at - 2, 0) : at], *ids[at + 1 : at + 3]]
    text = say("compare.propose_near", unit=base.name, target=target.name)
    return [(text, _with(view, base, near))]


def _ranks(view: View, base: Side, level: str, target: Target) -> pl.DataFrame:
    """The ranked units of a level, the best first; of one sector where the side is one."""
    narrowed = {"year": view.year, "level": level, "target_id": target.id}
    if base.level == "sector":
        narrowed["sector_id"] = base.unit_id
    rows = cached.ask(view.snapshot, queries.progress, **narrowed)
    return rows.filter(pl.col("rank").is_not_null()).sort("rank", "unit_name")
