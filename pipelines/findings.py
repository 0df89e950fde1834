"""Findings: everything odd, with the rule, the cell it came from, a sentence and what to do."""

from dataclasses import dataclass
from functools import cache

import polars as pl

from pipelines.declarations import load_declarations
from pipelines.text import clean, fold

SCHEMA = {
    "severity": pl.String,
    "rule": pl.String,
    "file": pl.String,
    "sheet": pl.String,
    "cell": pl.String,
    "value": pl.String,
    "message": pl.String,
    "form_id": pl.String,
    "year": pl.Int32,
}
"""Columns of a frame of findings; the first seven are the printed contract."""


@dataclass(frozen=True)
class Place:
    """Where a finding was made: file, sheet, and what the sheet was taken for."""

    file: str
    sheet: str = ""
    form_id: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `rule` is an id of findings.toml; `message` names the remedy too."""

    severity: str
    rule: str
    file: str
    sheet: str
    cell: str
    value: str
    message: str
    form_id: str | None
    year: int | None


def found(
    rule_id: str, place: Place, cell: str = "", value: object = "", **words: object
) -> Finding:
    """A finding of the declared rule; `words` and the value fill its sentence."""
    rule = load_declarations().rules[rule_id]
    shown = clean(str(value))[:100]
    spoken = {"value": shown, "year": place.year, **words}
    message = f"{rule.says.format(**spoken)} {rule.remedy.format(**spoken)}"
    where = (place.file, place.sheet, cell)
    return Finding(rule.severity, rule_id, *where, shown, message, place.form_id, place.year)


def to_frame(findings: list[Finding]) -> pl.DataFrame:
    """The findings as a frame of SCHEMA, errors first, in the order they were made."""
    rows = [vars(finding) for finding in sorted(findings, key=lambda f: f.severity != "error")]
    return pl.DataFrame(rows, schema=SCHEMA)


def has_errors(findings: pl.DataFrame) -> bool:
    """Whether anything found stops the publication."""
    return (findings["severity"] == "error").any()


def nearest(name: str, choices: tuple[str, ...], limit: int = 3) -> str:
    """The declared names nearest to what was typed, as a phrase."""
    from rapidfuzz import fuzz, process

    keys = _keys(choices)
    close = process.extract(
        fold(name), keys, scorer=fuzz.WRatio, limit=limit, score_cutoff=60, processor=None
    )
    return ", ".join(f"“{choices[i]}”" for _, _, i in close) or "không có tên gần giống"


@cache
def _keys(choices: tuple[str, ...]) -> list[str]:
    return [fold(choice) for choice in choices]
