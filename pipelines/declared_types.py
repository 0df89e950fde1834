"""The shapes of what is declared: frozen values, no reading and no rules."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pipelines.text import fold


@dataclass(frozen=True)
class Balance:
    """An equation of one row: sum(plus) - sum(minus) = total. `rule` is the finding it raises."""

    rule: str
    total: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limit:
    """An inequality of one row: sum(parts) <= sum(wholes)."""

    wholes: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """One form of the exports.

    `rows`: every | grassroots | commune; `kind`: register | marks | counts.
    """

    id: str
    title: str
    kind: str
    rows: str
    sums: str = "every"
    share_of: str | None = None
    aliases: tuple[str, ...] = ()
    balances: tuple[Balance, ...] = ()
    limits: tuple[Limit, ...] = ()

    @property
    def name_keys(self) -> tuple[str, ...]:
        """Folded words that give the form away, longest first."""
        return tuple(sorted(map(fold, (self.title, *self.aliases)), key=len, reverse=True))


@dataclass(frozen=True)
class Measure:
    """One count as printed. `counted_at`: leaf | direct_children | grassroots | commune."""

    id: str
    form_id: str
    name: str
    unit: str
    counted_at: str
    is_required: bool

    @property
    def number_id(self) -> str:
        """The count as a number that can be traced (`queries.lineage`)."""
        return f"{self.form_id}.{self.id}"


@dataclass(frozen=True)
class Heading:
    """One heading ever seen: what a column whose path ends like `path` (folded) holds."""

    role: str
    target: str
    path: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Words:
    """Words that stand beside the counts, folded where they are compared folded."""

    totals: frozenset[str]
    marks: frozenset[str]
    dashes: frozenset[str]
    persons: dict[str, str]
    ratings: dict[str, str]
    unit_types: dict[str, str]
    sectors: dict[str, str]
    sector_names: dict[str, str]


@dataclass(frozen=True)
class Rule:
    """One kind of finding: severity, the sentence and what to do."""

    id: str
    severity: str
    says: str
    remedy: str


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
class Alias:
    """A spelling that somebody confirmed: of an organisation, or of a heading of a form.

    kind: unit | heading; context: the form of a heading. target: unit id, or what the heading of
    that role holds. confirmed_on: ISO date; confirmed_by: a role, never a person.
    """

    kind: str
    context: str
    spelling: str
    role: str
    target: str
    confirmed_on: str
    confirmed_by: str


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
class Headings:
    """The headings by which columns are known: form -> its headings."""

    headings: dict[str, tuple[Heading, ...]]

    @cached_property
    def heading_words(self) -> frozenset[str]:
        """Every folded word or phrase that a heading of any form is made of."""
        return frozenset(p for headings in self.headings.values() for h in headings for p in h.path)

    @cached_property
    def row_headings(self) -> frozenset[str]:
        """Folded headings of the columns that say which organisation a row is."""
        naming = ("code", "name")
        return frozenset(
            h.path[-1]
            for headings in self.headings.values()
            for h in headings
            if h.role in naming or h.target in ("unit_id", "unit_name")
        )

    @cached_property
    def headings_ending(self) -> dict[str, dict[str, list[Heading]]]:
        """Headings of each form by their last folded part."""
        endings: dict[str, dict[str, list[Heading]]] = {}
        for form_id, headings in self.headings.items():
            form = endings.setdefault(form_id, {})
            for heading in headings:
                form.setdefault(heading.path[-1], []).append(heading)
        return endings


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
            if alias.kind == "unit":
                spellings[alias.target] = (*spellings.get(alias.target, ()), alias.spelling)
        return spellings

    def measures_of(self, form_id: str) -> tuple[Measure, ...]:
        """The measures of one form, in the order they are declared."""
        return tuple(m for m in self.measures.values() if m.form_id == form_id)
