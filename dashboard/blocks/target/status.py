"""The top of the page: choosing the target, and where the scope stands on it."""

from dashboard import cached, phrases
from dashboard.blocks.target.subject import absence, this_year
from dashboard.components.data_table import verdict_mark
from dashboard.components.markup import element, notice, words
from dashboard.components.picker import picker
from dashboard.phrases import Row
from dashboard.selection import TARGET, View
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations, Target


def status(view: View, target: Target | None, declared: Declarations) -> str:
    """The picker and one line about the scope; `target` is None when the address names none."""
    chosen = picker(view, TARGET, _options(view, declared), problem=target is None)
    if target is None:
        told = say("target.unknown", asked=view.asked(TARGET))
        return element("div", chosen, notice(told), class_="target-status")
    row = this_year(view, target)
    line = _line(row, view, target, declared) if row else _no_line(view, target)
    return element(
        "div",
        chosen,
        words("h2", _heading(view)),
        line,
        class_="target-status",
        data_target=target.id,
        data_verdict=row["verdict"] if row else "",
    )


def _heading(view: View) -> str:
    """The scope and the year; a cell with its organisation, since many share a name."""
    if view.scope.level != "cell":
        return say("target.heading", unit=view.scope.name, year=view.year)
    cell = cached.units(view.snapshot).by_id[view.scope.unit_id]
    named = {"cell": cell.unit_name, "organisation": cell.organisation_name}
    return say("target.cell_of", year=view.year, **named)


def _options(view: View, declared: Declarations) -> list[tuple[str, str]]:
    """Every target; those that are not counted for the scope say so."""
    scope = view.scope
    own = cached.ask(
        view.snapshot, queries.progress, level=scope.level, unit_id=scope.unit_id, year=view.year
    )
    counted = set(own["target_id"])
    return [
        (id_, target.name if id_ in counted else say("target.elsewhere", target=target.name))
        for id_, target in declared.targets.items()
    ]


def _no_line(view: View, target: Target) -> str:
    return words("p", absence(view, target), class_="told", role="status")


def _line(row: Row, view: View, target: Target, declared: Declarations) -> str:
    facts = [
        phrases.change(row, declared),
        *_ranks(row, declared),
        _reported(row),
        phrases.part_year(view.year, declared),
    ]
    return element(
        "div",
        _value(row, view, target),
        verdict_mark(row["verdict"], declared),
        words("b", phrases.counts(row), class_="kn"),
        words("span", phrases.goal(target)),
        words("b", phrases.gap(row, target), class_="gap"),
        *(words("span", fact) for fact in facts if fact),
        words("a", say("block.source"), href=_source(view, target), class_="source"),
        class_="line",
    )


def _source(view: View, target: Target) -> str:
    return view.to_source(view.year, view.scope.level, view.scope.unit_id, target.id)


def _value(row: Row, view: View, target: Target) -> str:
    if row["value_pct"] is None:
        return words("span", formatting.NOTHING, class_="value")
    text = formatting.percent(row["value_pct"])
    return words("a", text, class_="value", href=_source(view, target), title=say("block.source"))


def _ranks(row: Row, declared: Declarations) -> list[str]:
    """Places among all of the level and among those of the sector, where there are others."""
    if row["is_small"]:
        return [say("target.small", small=declared.small_n)]
    kinds = {"rank": ("rank", "ranked"), "sector_rank": ("sector_rank", "sector_ranked")}
    return [
        say(
            f"target.{kind}",
            rank=formatting.count(row[place]),
            ranked=formatting.count(row[among]),
        )
        for kind, (place, among) in kinds.items()
        if row[place] is not None and row[among] > 1
    ]


def _reported(row: Row) -> str:
    expected, reported = row["expected"], row["reported"]
    if not expected or not 0 < reported < expected:
        return ""
    written = {"reported": formatting.count(reported), "expected": formatting.count(expected)}
    return say("figure.reported", **written)
