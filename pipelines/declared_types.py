"""The shapes of what is declared of a programme and its formulas, and of everything together."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pipelines.declared_forms import UNIT, Alias, Form, Headings, Measure, Rule, Words


@dataclass(frozen=True)
class Variant:
    """One denominator of an indicator: measure -> coefficient, in words.

    `noun`: what stands after the denominator in prose, "đảng viên đầu năm".
    """

    terms: dict[str, float]
    explained: str
    noun: str


@dataclass(frozen=True)
class Indicator:
    """A formula: numerator and the denominator that the programme's setting chose."""

    id: str
    name: str
    numerator: dict[str, float]
    variants: dict[str, Variant]
    chosen: str
    setting: str | None = None

    @property
    def denominator(self) -> Variant:
        """The denominator in force."""
        return self.variants[self.chosen]


@dataclass(frozen=True)
class Dimension:
    """Classes of one property of a body of people, and the class left over.

    `total` and each class: measure -> coefficient. `names`: every class in reading order.
    `target`: the goal that the share of `target_categories` together is compared with.
    """

    id: str
    name: str
    total: dict[str, float]
    categories: dict[str, dict[str, float]]
    names: dict[str, str]
    remainder: str
    is_ordinal: bool = False
    target: str | None = None
    target_categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Body:
    """A body of people: what is counted, what the forms do not tell apart, its dimensions."""

    id: str
    name: str
    noun: str
    note: str
    dimensions: dict[str, Dimension]


@dataclass(frozen=True)
class Verdict:
    """A verdict as people see it; its colour belongs to the dashboard's theme.

    `reached`: the target counts as reached. `judged`: False when there was nothing to judge.
    """

    id: str
    name: str
    icon: str
    explained: str
    reached: bool = False
    judged: bool = True


@dataclass(frozen=True)
class Target:
    """A declared number. `rule`: at_least | above | ceiling; `due` is None for a yearly target.

    `excludes`: who is left out; `limits`: what the figure does not tell.
    """

    id: str
    name: str
    goal_pct: float
    rule: str
    near_pct: float
    noun: str
    wording: str
    clause: str
    excludes: str
    limits: str
    due: int | None = None


@dataclass(frozen=True)
class PartYear:
    """A year whose figures stop before 31 December."""

    year: int
    until: date
    note: str


@dataclass(frozen=True)
class Group:
    """A roman group row of the exports and the organisations that it holds."""

    name: str
    types: tuple[str, ...]
    sectors: tuple[str, ...]


@dataclass(frozen=True)
class Commune:
    """A commune or township of the district: code, name, short names, place on the tile map."""

    code: str
    name: str
    aliases: tuple[str, ...]
    tile: tuple[int, int]
    successor: str


@dataclass(frozen=True)
class BaselineCount:
    """A count printed in the programme, and the share of `whole` printed beside it."""

    measure_id: str
    printed_count: int
    printed_pct: float | None
    whole: str | None
    clause: str
    note: str


@dataclass(frozen=True)
class Term:
    """A word of the trade, its abbreviation ("" when there is none) and what it means."""

    term: str
    abbreviation: str
    explained: str


@dataclass(frozen=True)
class SettingWords:
    """A setting of the programme for people; `values`: each value allowed -> its words."""

    id: str
    name: str
    explained: str
    values: dict[str, str]


@dataclass(frozen=True)
class Issuer:
    """Who issues a document about units whose names begin with `names` ("" for the district).

    `superior`, `issuer`: the upper left corner; `committee`: who speaks; `number`: the symbol
    after the number; `signature`: authority and office. Templates may hold {unit} and {UNIT}.
    """

    names: str
    superior: str
    issuer: str
    committee: str
    number: str
    signature: tuple[str, str]
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class DocumentWords:
    """What the report in Word says about its programme: place, subject, grounds, task groups."""

    place: str
    subject: str
    grounds: tuple[str, ...]
    tasks: tuple[str, ...]
    issuers: tuple[Issuer, ...]


@dataclass(frozen=True)
class Declarations(Headings):
    """Everything declared: what is true for any district, and one programme.

    `due_days`: year -> the last day on which its forms are in time; empty where none is declared.
    """

    id: str
    name: str
    district: str
    title: str
    issuer: tuple[str, ...]
    base_year: int
    years: tuple[int, ...]
    illustrative: str
    small_n: int
    settings: dict[str, str]
    settings_explained: dict[str, SettingWords]
    pace: dict[str, float]
    forms: dict[str, Form]
    measures: dict[str, Measure]
    words: Words
    rules: dict[str, Rule]
    indicators: dict[str, Indicator]
    bodies: dict[str, Body]
    verdicts: dict[str, Verdict]
    targets: dict[str, Target]
    part_years: dict[int, PartYear]
    due_days: dict[int, date]
    groups: tuple[Group, ...]
    communes: tuple[Commune, ...]
    aliases: tuple[Alias, ...]
    baseline: tuple[BaselineCount, ...]
    glossary: tuple[Term, ...]
    document: DocumentWords
    roles: tuple[str, ...]
    offices: tuple[str, ...]
    digest: str = field(repr=False, default="")

    @property
    def dimensions(self) -> dict[str, Dimension]:
        """The dimensions of the first body, the committees."""
        return next(iter(self.bodies.values())).dimensions

    @cached_property
    def personal_heading(self) -> re.Pattern[str]:
        """Folded headings of columns of names and identity numbers, whatever follows them."""
        longest_first = sorted(self.words.persons, key=len, reverse=True)
        spelt = "|".join(map(re.escape, longest_first))
        return re.compile(rf"({spelt})(?: .*)?")

    @cached_property
    def unit_spellings(self) -> dict[str, tuple[str, ...]]:
        """Unit id -> the spellings of its name that people confirmed."""
        spellings: dict[str, tuple[str, ...]] = {}
        for alias in self.aliases:
            if alias.kind == UNIT:
                spellings[alias.target] = (*spellings.get(alias.target, ()), alias.spelling)
        return spellings

    @cached_property
    def reported_forms(self) -> tuple[Form, ...]:
        """The forms that organisations report every year: all but the register."""
        return tuple(form for form in self.forms.values() if form.kind != "register")

    def measures_of(self, form_id: str) -> tuple[Measure, ...]:
        """The measures of one form, in the order they are declared."""
        return tuple(m for m in self.measures.values() if m.form_id == form_id)
