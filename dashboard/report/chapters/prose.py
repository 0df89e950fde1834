"""Sentences of the report about one result: nothing is left out when a number is missing."""

from collections.abc import Iterable

from dashboard import phrases
from dashboard.report import sentences
from dashboard.report.brief import Brief, Row
from dashboard.report.sentences import in_prose
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Target


def year_words(brief: Brief, *, whole: bool = False) -> str:
    """ "năm 2023"; `whole`: "năm 2025 (đến 30/6/2025)" for a year that is not whole."""
    part = brief.declared.part_years.get(brief.year)
    kind = "part_year" if part and whole else "year"
    until = phrases.last_day(brief.year, brief.declared)
    return say(f"paper.{kind}", year=brief.year, until=until)


def capital(text: str) -> str:
    """The first letter large, the others as they are."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The first letter small: "Xã Tây Giang" inside a sentence."""
    return text[:1].lower() + text[1:]


def joined(names: Iterable[str]) -> str:
    """Names one after the other."""
    return "; ".join(names)


def result(row: Row, target: Target, brief: Brief) -> str:
    """ "Năm 2023 đạt 4,1% (186/4.577 đảng viên đầu năm), vượt chỉ tiêu trên 4%…"."""
    year = capital(year_words(brief))
    if row["verdict"] in sentences.NO_VALUE:
        return say(f"results.{row['verdict']}", year=year, change=_change(row, brief))
    told = say("results.result", year=year, change=_change(row, brief), **facts(row, target, brief))
    return f"{told} {partly(row)}".strip()


def facts(row: Row, target: Target, brief: Brief) -> dict[str, str]:
    """Share, counts, verdict and gap, as the gaps of a template."""
    return {
        "value": formatting.percent(row["value_pct"]),
        "counts": counts(row, target, brief),
        "said": told(row, target, brief),
        "gap": gap(row, target),
    }


def counts(row: Row, target: Target, brief: Brief) -> str:
    """ "186/4.577 đảng viên đầu năm"."""
    return say(
        "results.counts",
        numerator=formatting.count(row["numerator"]),
        denominator=formatting.count(row["denominator"]),
        noun=brief.declared.indicators[target.id].denominator.noun,
    )


def told(row: Row, target: Target, brief: Brief) -> str:
    """What the verdict says, with the goal: "vượt chỉ tiêu trên 4%"."""
    verdict = row["verdict"]
    if verdict == "met" and row["surplus"]:
        verdict = "met_beyond"
    return say(
        f"told.{verdict}",
        aim=sentences.goal(target),
        goal=formatting.goal(target.goal_pct),
        base=brief.declared.base_year,
    )


def gap(row: Row, target: Target) -> str:
    """How many are lacking or too many, behind the verdict; empty for exactly enough."""
    if row["shortfall"]:
        kind, count = ("over" if row["verdict"] == "over_ceiling" else "short"), row["shortfall"]
    elif row["surplus"]:
        kind, count = "surplus", row["surplus"]
    else:
        return ""
    return say(f"results.gap_{kind}", count=in_prose(count), noun=target.noun)


def partly(row: Row) -> str:
    """That not everyone has reported; empty when all have."""
    if row["reported"] >= row["expected"]:
        return ""
    reported, expected = formatting.count(row["reported"]), formatting.count(row["expected"])
    return say("results.partly", reported=reported, expected=expected)


def _change(row: Row, brief: Brief) -> str:
    since = sentences.change(row, brief.declared)
    if since:
        return say("results.change", change=since)
    if row["verdict"] in sentences.NO_VALUE:
        return ""
    return say("results.change_none", year=row["year"] - 1)
