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
class Question:
    """What a person can answer once and for all: what a spelling stands for.

    kind: "unit" or "heading". spelling: as typed. context: the form of a heading. choices: what it
    may stand for (unit ids; `role:target` of headings) -> as people call it, the nearest first.
    """

    kind: str
    spelling: str
    context: str
    choices: dict[str, str]

    @property
    def key(self) -> tuple[str, str, str]:
        """The same for the same question asked at another place."""
        return self.kind, self.context, fold(self.spelling)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. `rule` is an id of findings.toml; `message` names the remedy too.

    `asks`: the question whose answer would settle it.
    """

    severity: str
    rule: str
    file: str
    sheet: str
    cell: str
    value: str
    message: str
    form_id: str | None
    year: int | None
    asks: Question | None = None


def found(
    rule_id: str,
    place: Place,
    cell: str = "",
    value: object = "",
    asks: Question | None = None,
    **words: object,
) -> Finding:
    """A finding of the declared rule; `words` and the value fill its sentence.

    Of a value of several lines the first is told: others may be no part of what was meant.
    """
    rule = load_declarations().rules[rule_id]
    lines = str(value).strip().splitlines()
    shown = clean(f"{lines[0]} …" if lines[1:] else "".join(lines))[:100]
    spoken = {"value": shown, "year": place.year, **words}
    message = f"{rule.says.format(**spoken)} {rule.remedy.format(**spoken)}"
    where = (place.file, place.sheet, cell)
    return Finding(rule.severity, rule_id, *where, shown, message, place.form_id, place.year, asks)


def to_frame(findings: list[Finding]) -> pl.DataFrame:
    """The findings as a frame of SCHEMA, errors first, in the order they were made."""
    rows = [
        {name: getattr(finding, name) for name in SCHEMA}
        for finding in sorted(findings, key=lambda f: f.severity != "error")
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def questions(findings: list[Finding]) -> list[Question]:
    """What the findings ask, each question once."""
    asked = {finding.asks.key: finding.asks for finding in findings if finding.asks}
    return list(asked.values())


def has_errors(findings: pl.DataFrame) -> bool:
    """Whether anything found stops the publication."""
    return (findings["severity"] == "error").any()


def nearest(name: str, choices: tuple[str, ...], limit: int = 3) -> str:
    """The declared names nearest to what was typed, as a phrase."""
    close = (f"“{choices[i]}”" for i in closest(name, choices, limit))
    return ", ".join(close) or "không có tên gần giống"


def closest(name: str, choices: tuple[str, ...], limit: int) -> list[int]:
    """Places of the choices nearest to what was typed, the nearest first."""
    from rapidfuzz import fuzz, process

    close = process.extract(
        fold(name), _keys(choices), scorer=fuzz.WRatio, limit=limit, score_cutoff=60, processor=None
    )
    return [place for _, _, place in close]


@cache
def _keys(choices: tuple[str, ...]) -> list[str]:
    return [fold(choice) for choice in choices]
