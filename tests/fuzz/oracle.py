"""What may be published of a case: what its files say, or a finding tells why not."""

from dataclasses import dataclass

import polars as pl
from cases import MARKER, Case

from pipelines.findings import has_errors
from pipelines.load import Assembled

UNRELATED = {"excel_error_in_percentage", "percentage_differs"}
"""Warnings that speak of percentages, never of a count."""
ABOUT_ONE_UNIT = {"unit_missing", "unit_not_expected"}


@dataclass(frozen=True)
class Violation:
    """`kind`: wrong | lost | untold | leaked | crash | hang | memory."""

    kind: str
    what: str


def judged(case: Case, done: Assembled) -> list[Violation]:
    """What was published although it should not, or was not and nobody tells."""
    findings = done.after.findings
    violations = _leaked(done)
    if case.is_unknown or has_errors(findings):
        return violations
    violations += [Violation("untold", "nothing was refused")] * case.is_refused
    told = findings.filter(~pl.col("rule").is_in(list(UNRELATED))).to_dicts()
    violations += [
        Violation("untold", form) for form in sorted(case.told) if not _speaks_of(told, case, form)
    ]
    return violations + _differences(case, done.after.measures, told)


def _leaked(done: Assembled) -> list[Violation]:
    """A person's data where something is kept or shown."""
    frames = (done.after.findings, done.after.measures, done.after.sources, done.after.units)
    texts = [frame.write_csv() for frame in frames]
    return [Violation("leaked", "Mẫu Thử")] * any(MARKER in text for text in texts)


def _differences(case: Case, measures: pl.DataFrame, told: list[dict]) -> list[Violation]:
    rows = measures.select("unit_id", "year", "measure_id", "value").iter_rows()
    held = {(unit, year, measure): value for unit, year, measure, value in rows}
    forms = dict(measures.select("measure_id", "form_id").unique().iter_rows())
    violations = []
    for key in sorted({*held, *case.truth}):
        expected, published = case.truth.get(key), held.get(key)
        form = forms.get(key[2]) or _form_of(key[2])
        if expected != published and not _excused(told, case, form, key[0], published):
            kind = "lost" if published is None else "wrong"
            violations.append(Violation(kind, f"{key}: {published} for {expected}"))
    return violations


def _form_of(measure: str) -> str:
    from pipelines.declarations import load_declarations

    return load_declarations().measures[measure].form_id


def _excused(told: list[dict], case: Case, form: str, unit: str, published: int | None) -> bool:
    """Whether a finding speaks of the count: its sheet, its file, or (not published) its form."""
    return any(
        _is_about(finding, case, form)
        and (finding["rule"] not in ABOUT_ONE_UNIT or finding["value"] == unit)
        and (finding["rule"] != "form_missing" or published is None)
        for finding in told
    )


def _speaks_of(told: list[dict], case: Case, form: str) -> bool:
    return any(_is_about(finding, case, form) for finding in told)


def _is_about(finding: dict, case: Case, form: str) -> bool:
    file, sheet = case.places.get(form, ("", ""))
    others = case.notes | {place for other, place in case.places.items() if other != form}
    is_here = finding["file"] == file and (finding["file"], finding["sheet"]) not in others
    return finding["form_id"] == form or (finding["sheet"] == sheet and is_here) or is_here
