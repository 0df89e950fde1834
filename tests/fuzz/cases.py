"""A case: a small world of which something was changed, the files that tell it, and the truth."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

import base
import writers
from pages import Page, Spot

KINDS = ("xlsx", "csv", "ods", "xls")
NOTHING = -1
"""Expected where the file no longer says a count: whatever is published there needs a finding."""
MARKER = "Mẫu Thử 0123456789"
"""Stands in every cell that a person's would stand in: it must come out nowhere."""

Patch = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Mutator:
    """One way in which files go wrong. `kinds`: the files that it is for."""

    name: str
    apply: Callable[["Case"], None]
    kinds: tuple[str, ...]
    is_harmless: bool
    late: int
    is_alone: bool


MUTATORS: dict[str, Mutator] = {}


def mutator(
    *kinds: str, harmless: bool = False, late: int = 0, alone: bool = False
) -> Callable[[Callable[["Case"], None]], Callable[["Case"], None]]:
    """Register a mutator. harmless: the files say the same as before. late: 1 wants rows in
    their place, 2 works on parts of a zip or text of a CSV, 3 on bytes. alone: not with others."""

    def register(apply: Callable[["Case"], None]) -> Callable[["Case"], None]:
        name = apply.__name__
        MUTATORS[name] = Mutator(name, apply, kinds or KINDS, harmless, late, alone)
        return apply

    return register


@dataclass
class Case:
    """One case.

    `told`: forms about which a finding is demanded. `is_refused`: an error is. `is_unknown`: only
    survival is.
    """

    seed: int
    random: Random
    kind: str
    pages: list[Page]
    truth: dict[tuple[str, int, str], int]
    register: Page = field(default_factory=base.register)
    file_year: int | None = base.YEAR
    accepts_old_text: bool = False
    date_1904: bool = False
    is_unknown: bool = False
    is_refused: bool = False
    encoding: str = "utf-8"
    delimiter: str = ";"
    suffix: str | None = None
    names: list[str] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    patches: list[Patch] = field(default_factory=list)
    register_patches: list[Patch] = field(default_factory=list)
    further: dict[str, bytes] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    notes: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.forms = {page.form for page in self.pages}

    # ---- What the files say ----

    def says(self, unit: str, measure: str, count: int) -> None:
        """The files say another count now."""
        self.truth[unit, base.YEAR, measure] = count

    def says_no_count(self, spot: Spot) -> None:
        """The cell holds something that is no count, or nobody knows which."""
        self.says(spot.line.unit, spot.column.key, NOTHING)

    def is_silent_on(self, unit: str, measures: list[str]) -> None:
        """The files no longer speak of these counts."""
        for measure in measures:
            self.truth.pop((unit, base.YEAR, measure), None)

    # ---- Choosing ----

    def page(self, *forms: str) -> Page:
        """One of the pages, of one of the forms if there are any."""
        tables = [page for page in self.pages if page.is_table]
        fitting = [page for page in tables if page.form in forms]
        return self.random.choice(fitting or tables)

    def counts_page(self) -> Page:
        """A page of counts, not of marks."""
        return self.page("member_rating", "member_flow", "committee", "commune_staff")

    def spots(self, page: Page, wanted: Callable[[object], bool], most: int = 3) -> list[Spot]:
        """A few cells of counts whose value is wanted."""
        spots = page.spots(wanted)
        return self.random.sample(spots, min(len(spots), self.random.randint(1, most)))

    # ---- Files ----

    def files(self) -> dict[str, bytes]:
        """Name → bytes of what is loaded, written and then patched."""
        register = f"Danh mục tổ chức.{'xlsx' if self.kind == 'xls' else self.kind}"
        held = {register: self._patched(self._written([self.register]), self.register_patches)}
        year = f" {self.file_year}" if self.file_year else ""
        books = [[page] for page in self.pages] if self.kind == "csv" else [self.pages]
        for number, pages in enumerate(books):
            _tell_apart(pages)
            stem = f"{pages[0].name}{year}" if self.kind == "csv" else f"Biểu tổng hợp{year}"
            name = f"{stem}.{self.suffix or self.kind}"
            for page in pages:
                place = (name, stem if self.kind == "csv" else page.name)
                self.notes.add(place) if page.form == "note" else None
                self.places[page.form] = place
            patches = self.patches if number == 0 else []
            held[name] = self._patched(self._written(pages), patches)
        return held | self.further

    def _written(self, pages: list[Page]) -> bytes:
        if self.kind == "csv":
            text = writers.csv_text(pages[0], self.delimiter)
            return text.encode(self.encoding, errors="replace")
        if self.kind == "xlsx":
            return writers.xlsx(pages, self.date_1904)
        if self.kind == "xls" and pages[0].form == "register":
            return writers.xlsx(pages)
        return {"xls": writers.xls, "ods": writers.ods}[self.kind](pages)

    def _patched(self, content: bytes, patches: list[Patch]) -> bytes:
        for patch in patches:
            content = patch(content)
        return content

    def patch(self, change: Callable[..., bytes], *words: object) -> None:
        """Change the bytes of the first file after it is written."""
        self.patches.append(partial(change, *words) if words else change)


def _tell_apart(pages: list[Page]) -> None:
    """No workbook can be written that has two sheets of one name."""
    taken: set[str] = set()
    for page in pages:
        while page.name.casefold() in taken:
            page.name = f"{page.name[:28]} {len(taken)}"
        taken.add(page.name.casefold())


def untouched(seed: int, kind: str, forms: list[str], random: Random) -> Case:
    """A case in which nothing is wrong."""
    pages = [page for page in base.pages(random.random() < 0.5) if page.form in forms]
    measures = {measure for form in forms for measure in base.measures_of(form)}
    truth = {key: count for key, count in base.truth().items() if key[2] in measures}
    return Case(seed, random, kind, pages, truth)


def case_of(seed: int, names: list[str] | None = None) -> Case:
    """The case of a seed: the same each time. names: these mutators instead of drawn ones."""
    _declare()
    random = Random(seed)
    drawn = names or _drawn(seed, random)
    kinds = [k for k in KINDS if all(k in MUTATORS[name].kinds for name in drawn)]
    weights = [{"xlsx": 6, "csv": 4, "ods": 2, "xls": 2}[kind] for kind in kinds]
    how_many = random.choice((1, 1, 1, 2, 2, 5))
    forms = random.sample(base.FORMS, how_many)
    case = untouched(seed, random.choices(kinds, weights)[0], forms, random)
    for name in sorted(drawn, key=lambda name: MUTATORS[name].late):
        if any(page.is_table for page in case.pages):
            case.names.append(name)
            MUTATORS[name].apply(case)
        for page in case.pages:
            page.square()
    return case


def _drawn(seed: int, random: Random) -> list[str]:
    """One mutator in turn, and now and then one or two more that fit the same kind of file."""
    drawn = [list(MUTATORS)[seed % len(MUTATORS)]]
    further = 0 if MUTATORS[drawn[0]].is_alone else random.choice((0, 0, 0, 0, 1, 1, 2))
    for _ in range(further):
        kinds = {k for k in KINDS if all(k in MUTATORS[name].kinds for name in drawn)}
        fitting = [m.name for m in MUTATORS.values() if kinds & set(m.kinds) and not m.is_alone]
        drawn.append(random.choice(fitting))
    return list(dict.fromkeys(drawn))


def _declare() -> None:
    """Import the modules of mutators: each registers its own."""
    import on_addresses  # noqa: F401
    import on_bytes  # noqa: F401
    import on_cells  # noqa: F401
    import on_encodings  # noqa: F401
    import on_headings  # noqa: F401
    import on_names  # noqa: F401
    import on_notation  # noqa: F401
    import on_packages  # noqa: F401
    import on_rows  # noqa: F401
    import on_sheets  # noqa: F401
    import on_sizes  # noqa: F401


def mutator_names() -> list[str]:
    """All mutators."""
    _declare()
    return list(MUTATORS)


def saved(case: Case, folder: Path) -> None:
    """Write the files of a case into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in case.files().items():
        (folder / name.replace("/", "_")).write_bytes(content)
