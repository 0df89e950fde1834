"""What can be chosen over the table of cells: a verdict, and how the rows are put in order."""

import polars as pl

from dashboard import phrases
from dashboard.blocks.cells import rows as data
from dashboard.components.markup import element, notice, words
from dashboard.components.picker import choices
from dashboard.selection import PART, View
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target

BLOCK_ID = "chi-bo"
VERDICT = "danh-gia"  # target.verdict
GROUPS = "nhom"
FLAT = "khong"


def is_grouped(view: View) -> bool:
    """Whether the rows stand under their organisations: wherever there is more than one."""
    return data.surroundings(view).level != "organisation" and view.asked(GROUPS) is None


def filtered(rows: pl.DataFrame, view: View, shown: list[Target]) -> pl.DataFrame:
    """The rows of the verdict that the address asks for; none, when it is not known."""
    asked = view.asked(VERDICT)
    if asked is None:
        return rows
    target, _, verdict = asked.partition(".")
    if target not in {known.id for known in shown}:
        return rows.clear()
    return rows.filter(pl.col(f"verdict_{target}") == verdict)


def controls(view: View, declared: Declarations) -> str:
    """The head of the table: how many cells, how many of each verdict, as links that narrow it."""
    cells, own = data.listed(view), data.this_year(view)
    if cells.is_empty():
        return ""
    shown = data.targets(declared, own)
    lines = [
        *_notices(view, shown, declared),
        _summary(cells, own, shown, view, declared),
        element(
            "div",
            _all(view, cells.height),
            *(_of_target(target, own, view, declared) for target in shown),
            _grouping(view),
            class_="cells-choices",
        ),
    ]
    return element("div", *lines, class_="cells-head")


def _notices(view: View, shown: list[Target], declared: Declarations) -> list[str]:
    """What of the address is not understood."""
    verdict, groups = view.asked(VERDICT), view.asked(GROUPS)
    known = {f"{target.id}.{id_}" for target in shown for id_ in declared.verdicts}
    told = []
    if verdict is not None and verdict not in known:
        told.append(say("cells.unknown_verdict", asked=verdict))
    if groups not in (None, FLAT):
        told.append(say("cells.unknown_grouping", asked=groups))
    return [notice(sentence) for sentence in told]


def _summary(
    cells: pl.DataFrame,
    own: pl.DataFrame,
    shown: list[Target],
    view: View,
    declared: Declarations,
) -> str:
    organisations = cells["organisation_id"].n_unique()
    kind = "summary" if organisations > 1 else "summary_one"
    parts = [
        say(
            f"cells.{kind}",
            cells=formatting.count(cells.height),
            organisations=formatting.count(organisations),
        ),
        *(_met(target, own, declared) for target in shown),
        _silent(cells, own),
    ]
    until = phrases.part_year(view.year, declared)
    mark = words("span", until, class_="cells-mark") if until else ""
    told = words("span", " · ".join(parts))
    return element("p", mark, told, class_="cells-summary")


def _met(target: Target, own: pl.DataFrame, declared: Declarations) -> str:
    counts = _verdicts(target, own)
    verdicts = declared.verdicts
    return say(
        "cells.met",
        target=target.name,
        met=formatting.count(sum(n for v, n in counts.items() if verdicts[v].reached)),
        judged=formatting.count(sum(n for v, n in counts.items() if verdicts[v].judged)),
    )


def _silent(cells: pl.DataFrame, own: pl.DataFrame) -> str:
    """Cells with a target of which nothing was reported, or without any row."""
    full = own.group_by("unit_id").agg((pl.col("verdict") != data.UNREPORTED).all().alias("full"))
    reported = cells.join(full.filter("full"), on="unit_id", how="semi").height
    missing = cells.height - reported
    return (
        say("cells.some_silent", count=formatting.count(missing))
        if missing
        else say("cells.all_reported")
    )


def _verdicts(target: Target, own: pl.DataFrame) -> dict[str, int]:
    rows = own.filter(pl.col("target_id") == target.id)
    return dict(rows.group_by("verdict").len().iter_rows())


def _all(view: View, count: int) -> str:
    everything = say("cells.everything", count=formatting.count(count))
    here = view.asked(VERDICT) is None
    link = view.link({VERDICT: None, PART: None})
    return choices(say("cells.verdict_filter"), [(everything, link, here)], key=VERDICT)


def _of_target(target: Target, own: pl.DataFrame, view: View, declared: Declarations) -> str:
    """The verdicts that some cell has, and the one asked for, with their counts."""
    counts, asked = _verdicts(target, own), view.asked(VERDICT)
    options = []
    for id_, verdict in declared.verdicts.items():
        code = f"{target.id}.{id_}"
        if id_ in counts or code == asked:
            count = formatting.count(counts.get(id_, 0))
            text = say("cells.choice", icon=verdict.icon, verdict=verdict.name, count=count)
            options.append((text, view.link({VERDICT: code, PART: None}), code == asked))
    label = words("span", target.name, class_="label")
    drawn = choices(target.name, options, key=f"{VERDICT}-{target.id}")
    return element("div", label, drawn, class_="cells-choice")


def _grouping(view: View) -> str:
    if data.surroundings(view).level == "organisation":
        return ""
    asked = view.asked(GROUPS)
    options = [
        (say(f"cells.{name}"), view.link({GROUPS: code, PART: None}), asked == code)
        for name, code in (("grouped", None), ("flat", FLAT))
    ]
    label = say("cells.grouping")
    drawn = choices(label, options, key=GROUPS)
    return element("div", words("span", label, class_="label"), drawn, class_="cells-choice")
