"""Declared files as typed, frozen values. The only module that knows their format."""

import csv
import hashlib
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from pipelines.text import fold

DECLARED = Path(__file__).parent / "declared"
DATA = Path(__file__).parents[1] / "data"
PROGRAMME = DATA / "programmes" / "tay-son-2020-2025"
WAREHOUSE = DATA / "warehouse"


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
    """One form of the exports. `rows`: every | grassroots | commune; `kind`: register | marks | counts."""

    id: str
    title: str
    kind: str
    rows: str
    sums: str = "every"
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
    blanks: frozenset[str]
    persons: frozenset[str]
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
    """One denominator of an indicator: measure -> coefficient, in words."""

    terms: dict[str, float]
    explained: str


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
    """Classes of one property of the committee members, and the class left over."""

    id: str
    name: str
    total: str
    categories: dict[str, str]
    names: dict[str, str]
    remainder: str


@dataclass(frozen=True)
class Verdict:
    """A verdict as people see it; its colour belongs to the dashboard's theme."""

    id: str
    name: str
    icon: str
    explained: str


@dataclass(frozen=True)
class Target:
    """A declared number. `rule`: at_least | above | ceiling; `due` is None for a yearly target."""

    id: str
    name: str
    goal_pct: float
    rule: str
    near_pct: float
    noun: str
    wording: str
    clause: str
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
class Declarations:
    """Everything declared: what is true for any district, and one programme."""

    id: str
    name: str
    district: str
    title: str
    issuer: tuple[str, ...]
    base_year: int
    years: tuple[int, ...]
    illustrative: str
    settings: dict[str, str]
    pace: dict[str, float]
    forms: dict[str, Form]
    measures: dict[str, Measure]
    headings: dict[str, tuple[Heading, ...]]
    words: Words
    rules: dict[str, Rule]
    indicators: dict[str, Indicator]
    dimensions: dict[str, Dimension]
    verdicts: dict[str, Verdict]
    targets: dict[str, Target]
    part_years: dict[int, PartYear]
    groups: tuple[Group, ...]
    communes: tuple[Commune, ...]
    digest: str = field(repr=False, default="")

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

    def measures_of(self, form_id: str) -> tuple[Measure, ...]:
        """The measures of one form, in the order they are declared."""
        return tuple(m for m in self.measures.values() if m.form_id == form_id)


@cache
def load_declarations(programme: Path = PROGRAMME) -> Declarations:
    """Read the declared files of the product and of one programme.

    Raises ValueError when a setting, an indicator or a measure named in one file is unknown in another.
    """
    about = _toml(programme / "programme.toml")
    targets = _toml(programme / "targets.toml")
    formulas = _toml(DECLARED / "indicators.toml")
    forms = _toml(DECLARED / "forms.toml")
    loaded = Declarations(
        id=about["id"],
        name=about["name"],
        district=about["district"],
        title=about["title"],
        issuer=tuple(about["issuer"]),
        base_year=about["base_year"],
        years=tuple(about["years"]),
        illustrative=about["illustrative"],
        settings=about["settings"],
        pace=targets["pace"],
        forms=_by_id(_form(row) for row in forms["form"]),
        measures=_by_id(_measure(row) for row in _csv(DECLARED / "measures.csv")),
        headings=_headings(_csv(DECLARED / "headings.csv"), [row["id"] for row in forms["form"]]),
        words=_words(forms["words"], forms["register"]),
        rules=_by_id(Rule(id=k, **v) for k, v in _toml(DECLARED / "findings.toml").items()),
        indicators=_by_id(_indicator(row, about["settings"]) for row in formulas["indicator"]),
        dimensions=_by_id(Dimension(**row) for row in formulas["dimension"]),
        verdicts=_by_id(Verdict(**row) for row in formulas["verdict"]),
        targets=_by_id(Target(**row) for row in targets["target"]),
        part_years={row["year"]: PartYear(**row) for row in about.get("part_year", [])},
        groups=tuple(
            Group(row["name"], tuple(row["types"]), tuple(row["sectors"])) for row in about["group"]
        ),
        communes=tuple(_commune(row) for row in _csv(programme / "communes.csv")),
        digest=_digest(programme),
    )
    _check(loaded)
    return loaded


def _toml(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _by_id(values: object) -> dict:
    return {value.id: value for value in values}


def _form(row: dict) -> Form:
    balances = tuple(
        Balance(b["rule"], b["total"], tuple(b["plus"]), tuple(b.get("minus", ())))
        for b in row.pop("balances", [])
    )
    limits = tuple(Limit(tuple(x["wholes"]), tuple(x["parts"])) for x in row.pop("limits", []))
    aliases = tuple(row.pop("aliases"))
    return Form(aliases=aliases, balances=balances, limits=limits, **row)


def _measure(row: dict[str, str]) -> Measure:
    return Measure(
        id=row["measure_id"],
        form_id=row["form_id"],
        name=row["name"],
        unit=row["unit"],
        counted_at=row["counted_at"],
        is_required=row["required"] == "yes",
    )


def _headings(rows: list[dict[str, str]], form_ids: list[str]) -> dict[str, tuple[Heading, ...]]:
    """Headings of each form: its own before those of any form, so that its own win."""
    return {
        form_id: tuple(_heading(row) for owner in (form_id, "*") for row in rows if row["form_id"] == owner)
        for form_id in form_ids
    }


def _heading(row: dict[str, str]) -> Heading:
    path = tuple(fold(part) for part in row["heading"].split("›"))
    return Heading(row["role"], row["target"], path, row["heading"])


def _words(words: dict, register: dict) -> Words:
    sectors = register["sectors"]
    return Words(
        totals=frozenset(map(fold, words["totals"])),
        marks=frozenset(words["marks"]),
        blanks=frozenset(words["blanks"]),
        persons=frozenset(map(fold, words["persons"])),
        ratings=_key_to_id(words["ratings"]),
        unit_types=_key_to_id(register["types"]),
        sectors=_key_to_id({s["id"]: [s["name"], *s.get("aliases", [])] for s in sectors}),
        sector_names={s["id"]: s["name"] for s in sectors},
    )


def _key_to_id(spellings: dict[str, list[str]]) -> dict[str, str]:
    return {fold(text): key for key, texts in spellings.items() for text in texts}


def _indicator(row: dict, settings: dict[str, str]) -> Indicator:
    setting = row.get("setting")
    if setting is None:
        variants = {"": Variant(row["denominator"], row["explained"])}
    else:
        variants = {k: Variant(**v) for k, v in row["denominator_variants"].items()}
    chosen = settings[setting] if setting else ""
    if chosen not in variants:
        raise ValueError(f"{setting} = {chosen!r}: expected one of {sorted(variants)}")
    return Indicator(row["id"], row["name"], row["numerator"], variants, chosen, setting)


def _commune(row: dict[str, str]) -> Commune:
    tile = (int(row["tile_row"]), int(row["tile_column"]))
    aliases = tuple(row["aliases"].split("|"))
    return Commune(row["commune_code"], row["name"], aliases, tile, row["successor"])


def _digest(programme: Path) -> str:
    files = sorted([*DECLARED.iterdir(), *programme.iterdir(), *(DECLARED.parent / "sql").iterdir()])
    return hashlib.sha256(b"\0".join(f.read_bytes() for f in files)).hexdigest()


def _check(loaded: Declarations) -> None:
    for indicator in loaded.indicators.values():
        parts = [indicator.numerator, *(v.terms for v in indicator.variants.values())]
        unknown = {measure for part in parts for measure in part} - loaded.measures.keys()
        if unknown:
            raise ValueError(f"indicator {indicator.id}: unknown measures {sorted(unknown)}")
    unknown = loaded.targets.keys() - loaded.indicators.keys()
    if unknown:
        raise ValueError(f"targets without an indicator of that id: {sorted(unknown)}")
