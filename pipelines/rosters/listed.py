"""Lists of persons that are taken for a form: only what tells a class, a number, a row's owner.

Whatever else the sheet holds is dropped at once. No finding quotes a cell below the header.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

import polars as pl

from pipelines.declarations import Declarations, Form, Heading, load_declarations
from pipelines.files.sheet import Sheet, placed
from pipelines.findings import Finding, found
from pipelines.old_fonts import readings
from pipelines.reading.columns import match_headings
from pipelines.reading.header import Header
from pipelines.reading.layout import Column, Layout
from pipelines.reading.old_text import converted, encodings_of, examples_of
from pipelines.reading.recognise import personal_heads
from pipelines.reading.titles import check_year, says, title_texts, top_of, years_of
from pipelines.rosters.forms import CLASS, RosterForm, rosters
from pipelines.rosters.header import list_header
from pipelines.rosters.persons import read_persons
from pipelines.text import fold

_FEWEST = 2
"""Things that a list tells of each person at the least."""


@dataclass(frozen=True, kw_only=True)
class Roster(Layout):
    """A list of persons: its sheet holds nothing but the columns that are read, below the header.

    persons: row of each person, and the class of each of its traits; titles: what stands above the
    header and the names of sheet and file, where one organisation may be named.
    """

    counted: RosterForm
    persons: pl.DataFrame
    titles: tuple[str, ...]

    @property
    def targets(self) -> list[str]:
        """What its columns of classes tell."""
        return [column.target for column in self.columns if column.role == CLASS]


@dataclass(frozen=True)
class _Seen:
    """A sheet that looks like a list of persons: where its body is and which columns are known."""

    sheet: Sheet
    top: list[dict]
    header: Header
    form_by: str
    counted: RosterForm
    matched: dict[str, Heading]
    heads: dict[str, str]


def as_roster(
    sheet: Sheet, declared: Declarations, year: int | None = None, *, accepts_old_text: bool = False
) -> tuple[Roster | None, list[Finding]] | None:
    """Take a sheet for a list of persons; None when it is none that is counted.

    A list that cannot be used gives no roster but the reasons. The arguments are those of
    `layout.recognise`.
    """
    if sheet.beside.extent or not sheet.letters:
        return None
    in_unicode, typed = converted(sheet) if sheet.beside.persons else (sheet, None)
    seen = _look(in_unicode, declared)
    if seen is None:
        return None
    roster, findings = _taken(seen, declared, year)
    if roster.persons.is_empty():
        return None
    findings = [*_told(seen, roster), *findings]
    if typed is not None:
        findings += _old_text(typed, roster, seen.header, declared, accepts_old_text)
    is_usable = roster.year is not None and all(f.rule != "legacy_encoding" for f in findings)
    return (roster if is_usable else None), findings


# ---- Whether it is a list ----


def _look(sheet: Sheet, declared: Declarations) -> _Seen | None:
    top = top_of(sheet)
    header = list_header(top, sheet.letters)
    titles = title_texts(top, header, sheet.letters) if header else []
    form, form_by = _form(sheet, titles, declared) if header else (None, "")
    if form is None:
        return None
    matched = match_headings(header, form, rosters().headings)
    counted, heads = rosters().forms[form.id], personal_heads(sheet)
    seen = _Seen(sheet, top, header, form_by, counted, matched, heads)
    return seen if _is_list(seen, form, declared) else None


def _is_list(seen: _Seen, form: Form, declared: Declarations) -> bool:
    """Whether enough is told of each person, and no column holds totals as in the form itself."""
    told = [h.target for h in seen.matched.values() if h.role == CLASS]
    traits = {target.partition(".")[0] for target in told}
    printed = match_headings(seen.header, form, declared)
    has_totals = any(h.target in seen.counted.totals for h in printed.values())
    if len(traits) < _FEWEST or not seen.counted.needs <= traits or has_totals:
        return False
    return bool(seen.heads) or any("." not in target for target in told)


# ---- Of which form ----


def _form(sheet: Sheet, titles: list[str], declared: Declarations) -> tuple[Form | None, str]:
    """The form that the list is one of, and where that was found: in title, sheet or file."""
    for by, words, is_list in _naming(sheet, [fold(text) for text in titles]):
        named = _named(words, declared, is_list=is_list)
        if any(says(words, key) for key in rosters().never):
            return None, by
        if named:
            is_ours = len(named) == 1 and named[0] in rosters().forms
            return (declared.forms[named[0]] if is_ours else None), by
    return None, ""


def _naming(sheet: Sheet, titles: list[str]) -> Iterator[tuple[str, str, bool]]:
    """Where the form may be named, the words, and whether they are those of a list of persons."""
    at = next((i for i, text in enumerate(titles) if _speaks_of_a_list(text)), None)
    if at is not None:
        is_bare = titles[at] in rosters().lists
        yield "title", " ".join(titles[at : at + 1 + is_bare]), True
        return
    yield "title", " ".join(titles), False
    for by, name in (("sheet", sheet.name), ("file", _file_name(sheet))):
        yield from ((by, fold(reading), True) for reading in readings(name))


def _file_name(sheet: Sheet) -> str:
    """The name of the file without its folder and its kind."""
    return sheet.file.rpartition("/")[2].rpartition(".")[0]


def _speaks_of_a_list(title: str) -> bool:
    return any(says(title, key) for key in rosters().lists)


def _named(words: str, declared: Declarations, *, is_list: bool) -> list[str]:
    """The forms named by the longest words; those of lists count beside those of forms."""
    own = {key: form.names if is_list else () for key, form in rosters().forms.items()}
    names = {form.id: (*form.name_keys, *own.get(form.id, ())) for form in declared.forms.values()}
    lengths = {
        form_id: max((len(key) for key in keys if says(words, key)), default=0)
        for form_id, keys in names.items()
    }
    best = max(lengths.values())
    return [form_id for form_id, length in lengths.items() if length == best > 0]


# ---- What is taken ----


def _taken(seen: _Seen, declared: Declarations, year: int | None) -> tuple[Roster, list[Finding]]:
    form = declared.forms[seen.counted.form_id]
    columns = tuple(Column(x, h.role, h.target, h.text) for x, h in seen.matched.items())
    whole = Layout(seen.sheet, form, None, columns, seen.header.below, seen.form_by)
    years = years_of(whole, seen.top, seen.header, year)
    wrong = check_year(whole, years, seen.header, declared)
    if not wrong:
        ((named, by),) = years.items()
        whole = replace(whole, year=named, year_by=tuple(by))
    layout = replace(whole, sheet=_without_the_rest(whole))
    persons, findings = read_persons(layout, seen.counted, declared)
    own = {"counted": seen.counted, "persons": persons, "titles": _titles(seen)}
    return Roster(**vars(layout), **own), [*wrong, *findings]


def _without_the_rest(layout: Layout) -> Sheet:
    """The sheet below its header, with none but the columns that are read."""
    letters = [column.letter for column in layout.columns]
    sheet, body = layout.sheet, pl.col("row") >= layout.body_from
    kept = [letter for letter in sheet.letters if letter in letters]
    errors = {cell: text for cell, text in sheet.errors.items() if placed(cell)[0] in letters}
    return replace(sheet, rows=sheet.rows.filter(body).select("row", *kept), errors=errors)


def _titles(seen: _Seen) -> tuple[str, ...]:
    texts = title_texts(seen.top, seen.header, seen.sheet.letters)
    return (*texts, seen.sheet.name, _file_name(seen.sheet))


# ---- What is told of it ----


def _told(seen: _Seen, roster: Roster) -> list[Finding]:
    """That the list was counted and how, and of which classes nothing can be said."""
    cell = f"{seen.sheet.letters[0]}{seen.header.first}"
    traits = [t for t in seen.counted.traits.values() if t.id in roster.persons.columns]
    words = {
        "count": roster.persons.height,
        "columns": ", ".join(trait.name for trait in traits),
        "withheld": _withheld(seen),
    }
    counted = found("roster_counted", roster.place, cell, **words)
    macros = [found("macros_not_run", roster.place)] if seen.sheet.beside.has_macros else []
    return [counted, *macros, *_without_classes(roster, cell)]


def _withheld(seen: _Seen) -> str:
    """Columns that were not read: headings of persons by their declared words, others by letter."""
    others = [x for x, path in seen.header.paths.items() if path and x not in seen.matched]
    persons = [f"“{heading}”" for heading in dict.fromkeys(seen.heads.values())]
    unseen = [x for x in others if not any(placed(cell)[0] == x for cell in seen.heads)]
    words = rosters().words
    more = [words["others"].format(letters=", ".join(unseen))] if unseen else []
    return ", ".join([*persons, *more]) or words["no_other"]


def _without_classes(roster: Roster, cell: str) -> list[Finding]:
    """A finding for each trait of which the list tells too little, with what is not counted."""
    form, targets = roster.counted, roster.targets
    known, lost = form.known(targets), form.counts.keys() - set(form.countable(targets))
    missed = [(trait, _lost(form, trait.classes - known, lost)) for trait in form.traits.values()]
    return [
        found(_rule(held), roster.place, cell, column=trait.name, counts=_names(held))
        for trait, held in missed
        if held
    ]


def _lost(form: RosterForm, unknown: frozenset[str], lost: set[str]) -> list[str]:
    """The measures that are not counted because nothing tells these classes."""
    return [m for m, groups in form.counts.items() if m in lost and unknown & set(chain(*groups))]


def _rule(lost: list[str]) -> str:
    """An indicator must not be computed without one of its counts as if that were 0."""
    indicators = load_declarations().indicators.values()
    terms = [part for i in indicators for part in (i.numerator, i.denominator.terms)]
    is_needed = any(measure in part for part in terms for measure in lost)
    return "roster_without_needed_class" if is_needed else "roster_without_class"


def _names(measures: list[str]) -> str:
    return ", ".join(load_declarations().measures[measure].name for measure in measures)


def _old_text(
    typed: pl.DataFrame, roster: Roster, header: Header, declared: Declarations, accepts: bool
) -> list[Finding]:
    """What was typed in an old font among what is read; only words of headings are shown."""
    letters = {column.letter for column in roster.columns}
    places = [(cell, *placed(cell)) for cell in typed["cell"]]
    cells = [cell for cell, letter, row in places if letter in letters and row >= header.first]
    read = typed.filter(pl.col("cell").is_in(cells))
    if read.is_empty():
        return []
    known = read.filter(pl.col("after").map_elements(_is_heading, return_dtype=pl.Boolean))
    words = {"encoding": encodings_of(read), "examples": examples_of(known, declared) or "…"}
    rule = "old_text_converted" if accepts else "legacy_encoding"
    return [found(rule, roster.place, count=read.height, **words)]


def _is_heading(text: str) -> bool:
    return fold(text) in rosters().headings.heading_words
