"""Chapter III: what is reached, what is lacking and where, the causes that were noted."""

from dashboard.report import sentences
from dashboard.report.brief import Brief, Row
from dashboard.report.chapters import numbering, prose
from dashboard.report.chapters.document import Block, Items, Place, Text
from dashboard.report.chapters.units import unit_called, units_on
from dashboard.report.layouts import Layout
from dashboard.report.noted import noted
from dashboard.report.sentences import in_prose
from dashboard.wording import say
from pipelines.declarations import Target

Result = tuple[Target, Row]


def assessment(brief: Brief, layout: Layout) -> list[Block]:
    """Strengths, weaknesses, causes, lessons."""
    return [
        numbering.part(1, say("assessment.good"), layout),
        *_strengths(brief),
        Place(say("assessment.good_place")),
        numbering.part(2, say("assessment.weak"), layout),
        *_weaknesses(brief),
        *_short_units(brief),
        Place(say("assessment.weak_place")),
        numbering.part(3, say("assessment.causes"), layout),
        *_causes(brief),
        Place(say("assessment.causes_place")),
        numbering.part(4, say("assessment.lessons"), layout),
        Place(say("assessment.lessons_place")),
    ]


def _sides(brief: Brief) -> tuple[list[Result], list[Result]]:
    """The targets that are reached, and those that are judged and are not."""
    verdicts = brief.declared.verdicts
    rows = [(target, brief.result(target)) for target in brief.targets]
    judged = [(target, row) for target, row in rows if verdicts[row["verdict"]].judged]
    reached = [(target, row) for target, row in judged if verdicts[row["verdict"]].reached]
    return reached, [pair for pair in judged if pair not in reached]


def _strengths(brief: Brief) -> list[Block]:
    reached, missed = _sides(brief)
    known = {"year": prose.capital(prose.year_words(brief)), "unit": brief.scope.name}
    if reached:
        count = in_prose(len(reached))
        blocks: list[Block] = [
            Text(say("assessment.good_lead", count=count, **known)),
            Items(tuple(_item(target, row, brief) for target, row in reached)),
        ]
    else:
        blocks = [Text(say("assessment.good_none", **known))]
    better = [_better(t, row, brief) for t, row in missed if _rose(row)]
    if better:
        blocks.append(Text(say("assessment.better", names=prose.joined(better))))
    return blocks


def _rose(row: Row) -> bool:
    """Whether more is better and it is more than a year before."""
    if row["change_pct"] is None or row["verdict"] == "over_ceiling":
        return False
    return sentences.direction(row["change_pct"]) == "rise"


def _better(target: Target, row: Row, brief: Brief) -> str:
    change = sentences.change(row, brief.declared)
    return say("assessment.better_item", name=target.name, change=change)


def _item(target: Target, row: Row, brief: Brief) -> str:
    return say("assessment.item", name=target.name, **prose.facts(row, target, brief))


def _weaknesses(brief: Brief) -> list[Block]:
    _, missed = _sides(brief)
    if not missed:
        return [Text(say("assessment.weak_none"))]
    items = tuple(_item(target, row, brief) for target, row in missed)
    return [Text(say("assessment.weak_lead", count=in_prose(len(missed)))), Items(items)]


def _short_units(brief: Brief) -> list[Block]:
    """The units below that are short of each target, by name and by how many."""
    named = [(target, _names(target, brief)) for target in brief.targets]
    items = [say("assessment.units_item", name=t.name, units=units) for t, units in named if units]
    if items:
        return [Text(say("assessment.units_lead")), Items(tuple(items))]
    below = any(brief.below(target).height for target in brief.targets)
    return [Text(say("assessment.units_none"))] if below else []


def _names(target: Target, brief: Brief) -> str:
    units = units_on(target, brief)
    names = ", ".join(_short(row, target, brief) for row in units.rows if row["is_short"])
    if not units.others:
        return names
    count = in_prose(len(units.others))
    if not names:
        return say("assessment.others_only", count=count)
    return say("assessment.others", units=names, count=count)


def _short(row: Row, target: Target, brief: Brief) -> str:
    unit = unit_called(row, brief)
    if not row["shortfall"]:
        return say("assessment.unit_plain", unit=unit, told=prose.told(row, target, brief))
    kind = "over" if row["verdict"] == "over_ceiling" else "short"
    count = in_prose(row["shortfall"])
    return say(f"assessment.unit_{kind}", unit=unit, count=count, noun=target.noun)


def _causes(brief: Brief) -> list[Block]:
    rows = [row for row in noted(brief) if row["cause"]]
    if not rows:
        return [Text(say("assessment.causes_none", year=prose.year_words(brief)))]
    items = tuple(_cause(row) for row in rows)
    return [Text(say("assessment.causes_lead")), Items(items)]


def _cause(row: Row) -> str:
    item = say(
        "assessment.cause_item", target=row["target"], unit=row["unit"], cause=row["cause"]
    ).rstrip(".")
    if not row["is_carried"]:
        return item
    return say("assessment.cause_carried", item=item, since=row["since_year"])
