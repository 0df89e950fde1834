"""What is declared of lists of persons: what a cell tells of one, and what is counted of them."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain

from pipelines.declarations import DECLARED, load_declarations
from pipelines.declared_forms import Heading, Headings
from pipelines.text import clean, fold, parse_whole

BLANK, NONE = "", "none"
"""What a cell tells that holds nothing, and one that tells of none of the classes."""

CLASS = "class"
"""Role of a column that tells something of a person; target `sex`, or `sex.female` when marked."""

_NAMING = ("ordinal", "code", "name")


@dataclass(frozen=True)
class Trait:
    """One thing told of a person: its classes, and the words by which cells and headings say so.

    words: folded -> class or NONE. marked: class -> headings. ages: class -> its last year of age.
    blank: a blank cell means none of the classes. goes_on: more may follow a word.
    """

    id: str
    name: str
    expected: str
    headings: tuple[str, ...]
    words: dict[str, str]
    marked: dict[str, tuple[str, ...]]
    blank: bool = False
    goes_on: bool = False
    under: bool = False
    doubts: tuple[str, ...] = ()
    ages: dict[str, int] = field(default_factory=dict)
    youngest: int = 0

    @cached_property
    def classes(self) -> frozenset[str]:
        """Every class of the trait."""
        return frozenset(self.words.values()) - {NONE}

    @cached_property
    def _joined(self) -> dict[str, str]:
        return {word.replace(" ", ""): value for word, value in self.words.items()}

    def class_of(self, text: str) -> str | None:
        """The class that a text names, NONE where it names none of them, None when unknown."""
        age = parse_whole(text) if self.ages else None
        if age is not None:
            return self._class_of_age(age)
        key = fold(text)
        exact = self._joined.get(key.replace(" ", ""))
        return exact or (self._class_that_begins(key) if self.goes_on else None)

    def _class_of_age(self, age: int) -> str | None:
        if age < self.youngest:
            return None
        return next((key for key, last in self.ages.items() if age <= last), None)

    def _class_that_begins(self, key: str) -> str | None:
        """The class of a word that more words follow, none of another class and none of doubt."""
        rest, named = f" {key} ", {}
        for word in sorted(self.words, key=len, reverse=True):
            if f" {word} " in rest:
                named[word] = self.words[word]
                rest = rest.replace(f" {word} ", " | ")
        begins = any(f"{key} ".startswith(f"{word} ") for word in named)
        is_sure = len(set(named.values())) == 1 and not any(f" {d} " in rest for d in self.doubts)
        return next(iter(named.values())) if begins and is_sure else None


@dataclass(frozen=True)
class RosterForm:
    """A form that may come as a list of persons.

    counts: measure -> groups of classes, of each of which a person must have one.
    """

    form_id: str
    names: tuple[str, ...]
    needs: frozenset[str]
    counts: dict[str, tuple[tuple[str, ...], ...]]
    traits: dict[str, Trait]

    @cached_property
    def totals(self) -> frozenset[str]:
        """Measures that count everybody, or everybody of what is needed to tell them apart."""
        needed = frozenset(c for trait in self.needs for c in self.traits[trait].classes)
        return frozenset(m for m, told in self.counts.items() if needed.issuperset(chain(*told)))

    def trait_of(self, class_id: str) -> Trait:
        """The trait that a class belongs to."""
        return next(trait for trait in self.traits.values() if class_id in trait.classes)

    def known(self, targets: Iterable[str]) -> frozenset[str]:
        """The classes that class columns of these targets tell a person to be in or not."""
        parted = [target.partition(".") for target in targets]
        return frozenset(
            c for key, _, mark in parted for c in ([mark] if mark else self.traits[key].classes)
        )

    def countable(self, targets: Iterable[str]) -> list[str]:
        """The measures that can be counted from class columns of these targets."""
        known = self.known(targets)
        return [measure for measure, told in self.counts.items() if known.issuperset(chain(*told))]


@dataclass(frozen=True)
class Rosters:
    """Every form that may come as a list, the words around them, the headings of their columns."""

    forms: dict[str, RosterForm]
    headings: Headings
    lists: tuple[str, ...]
    never: tuple[str, ...]
    units: tuple[str, ...]
    ditto: tuple[str, ...]
    yes: frozenset[str]
    no: frozenset[str]
    words: dict[str, str]

    def tells(self, form: RosterForm, target: str, text: str | None) -> str | None:
        """What a cell of a class column tells: BLANK, NONE, a class, or None: not understood."""
        declared, held = load_declarations().words, clean(text or "")
        trait, _, marked = target.partition(".")
        if not held or held in declared.dashes or (marked and fold(held) in self.no):
            return BLANK
        if marked and (held.lower() in declared.marks or fold(held) in self.yes):
            return marked
        return form.traits[trait].class_of(held)


@cache
def rosters() -> Rosters:
    """The declared lists of persons."""
    held = tomllib.loads((DECLARED / "rosters.toml").read_text(encoding="utf-8"))
    traits = {row["id"]: _trait(row) for row in held["trait"]}
    forms = {row["form"]: _form(row, traits) for row in held["roster"]}
    return Rosters(
        forms=forms,
        headings=Headings({form_id: _headings(form) for form_id, form in forms.items()}),
        lists=_folded(held["titles"]["lists"]),
        never=_folded(held["titles"]["never"]),
        units=_folded(held["titles"]["units"]),
        ditto=_folded(held["titles"]["ditto"]),
        yes=frozenset(_folded(held["marked"]["yes"])),
        no=frozenset(_folded(held["marked"]["no"])),
        words=held["words"],
    )


def _folded(words: list[str]) -> tuple[str, ...]:
    return tuple(map(fold, words))


def _trait(row: dict) -> Trait:
    words = {fold(text): key for key, texts in row["words"].items() for text in texts}
    nothing = dict.fromkeys(_folded(row.get("nothing", [])), NONE)
    lists = {key: tuple(row.get(key, ())) for key in ("headings", "doubts")}
    marked = {key: tuple(texts) for key, texts in row["marked"].items()}
    kept = {key: row[key] for key in row.keys() - {"nothing"}}
    own = lists | {"doubts": _folded(lists["doubts"]), "words": words | nothing, "marked": marked}
    return Trait(**kept | own)


def _form(row: dict, traits: dict[str, Trait]) -> RosterForm:
    counts = {m: tuple(map(tuple, groups)) for m, groups in row["counts"].items()}
    told = set(chain(*chain(*counts.values())))
    used = {key: trait for key, trait in traits.items() if told & trait.classes}
    names = _folded(row["names"])
    return RosterForm(row["form"], names, frozenset(row["needs"]), counts, used)


def _headings(form: RosterForm) -> tuple[Heading, ...]:
    """Headings of a list: of its classes, and of every column that names rows in any form."""
    every = {h for headings in load_declarations().headings.values() for h in headings}
    naming = [heading for heading in every if heading.role in _NAMING]
    told = [h for trait in form.traits.values() for h in _headings_of(trait)]
    return tuple([*told, *sorted(naming, key=lambda heading: heading.text)])


def _headings_of(trait: Trait) -> list[Heading]:
    said = [_heading(trait.id, text) for text in trait.headings]
    above = [f"{heading} › " for heading in trait.headings] if trait.under else [""]
    return said + [
        _heading(f"{trait.id}.{class_id}", f"{parent}{text}")
        for class_id, texts in trait.marked.items()
        for text in texts
        for parent in above
    ]


def _heading(target: str, text: str) -> Heading:
    return Heading(CLASS, target, tuple(map(fold, text.split("›"))), text)
