"""The shapes of what is declared of the exports: forms, headings, words, rules, spellings."""

from dataclasses import dataclass
from functools import cached_property

from pipelines.text import fold

UNIT, HEADING = "unit", "heading"
"""Kinds of spellings that people confirm."""


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
