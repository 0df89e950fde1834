"""What a sheet is: its form, its year, where its header ends, and which column holds what."""

import re
from dataclasses import dataclass, replace

import polars as pl

from pipelines.declarations import Declarations, Form, Heading
from pipelines.declared_types import Headings
from pipelines.findings import Finding, Place, Question, closest, found, nearest
from pipelines.reading.exports import limits
from pipelines.reading.header import SEARCHED_ROWS, Header, find_header, raw_heading
from pipelines.reading.old_fonts import converted, readings, retyped
from pipelines.reading.persons import person_heading
from pipelines.reading.sheet import Sheet
from pipelines.text import clean, fold, legacy_encoding, parse_decimal

_YEAR_IN_TITLE = re.compile(r"\bnăm (20\d\d)\b")
_YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d\d)(?!\d)")

_CHOICES = 6
NOT_A_COUNT = "không thuộc biểu, bỏ qua cột này"

_SHOWN = 60
"""Characters of an example; the rest of a long title tells nothing more."""


@dataclass(frozen=True)
class Column:
    """One column: its Excel letter, what it holds (role and target) and its heading as printed."""

    letter: str
    role: str
    target: str
    heading: str


@dataclass(frozen=True)
class Layout:
    """A recognised sheet: form, year (None for the register), columns, first row of the body.

    form_by, year_by: where the form and the year were found: "title", "sheet", "file", "headings",
    "given"; nothing for a register's year.
    """

    sheet: Sheet
    form: Form
    year: int | None
    columns: tuple[Column, ...]
    body_from: int
    form_by: str
    year_by: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where findings of this sheet are."""
        return Place(self.sheet.file, self.sheet.name, self.form.id, self.year)

    def letters(self, *roles: str) -> list[str]:
        """Letters of the columns in one of the roles."""
        return [column.letter for column in self.columns if column.role in roles]

    def letter_of(self, role: str, target: str) -> str | None:
        """The letter of the one column that holds the target, None when there is none."""
        return next((c.letter for c in self.columns if (c.role, c.target) == (role, target)), None)


def recognise(
    sheet: Sheet,
    declared: Declarations,
    year: int | None = None,
    *,
    accepts_old_text: bool = False,
) -> tuple[Layout | None, list[Finding]]:
    """Take a sheet for one form of one year; None when it cannot be taken for any, with the reason.

    A sheet with a column of names or identity numbers is refused before anything else is looked at.
    accepts_old_text: text in TCVN3 or VNI is converted and announced; else one such cell refuses
    the sheet.
    """
    place = Place(sheet.file, sheet.name)
    if sheet.beside.extent:
        return None, [_too_large(sheet, place)]
    personal = _personal_columns(sheet, place)
    if personal:
        return None, personal
    in_unicode, typed = converted(sheet)
    if not accepts_old_text and not typed.is_empty():
        return None, [_refused(typed, place, encodings_of(typed), declared)]
    encoding = legacy_encoding(_texts(in_unicode))
    if encoding:
        return None, [_refused(retyped(in_unicode, encoding), place, encoding, declared)]
    layout, findings = _take(in_unicode, place, declared, year)
    at = layout.place if layout else place
    macros = [found("macros_not_run", at)] if sheet.beside.has_macros else []
    return layout, [*macros, *_announced(typed, at, declared), *findings]


def _too_large(sheet: Sheet, place: Place) -> Finding:
    (rows, columns), most = sheet.beside.extent, limits()
    words = {"rows": rows, "columns": columns, "most_rows": most.rows, "most_columns": most.columns}
    return found("sheet_too_large", place, **words)


def _take(
    sheet: Sheet, place: Place, declared: Declarations, year: int | None
) -> tuple[Layout | None, list[Finding]]:
    top = top_of(sheet)
    header = find_header(top, sheet.letters, declared)
    if header is None:
        return None, [_without_header(sheet, place)]
    form, form_by = _find_form(sheet, top, header, declared)
    if form is None:
        return None, [found("unknown_form", place, f"{sheet.letters[0]}{header.first}")]
    return _lay_out(sheet, top, header, form, form_by, declared, year)


def top_of(sheet: Sheet) -> list[dict[str, str | None]]:
    """The rows in which title and header are looked for."""
    return sheet.rows.head(SEARCHED_ROWS).rows(named=True)


def _personal_columns(sheet: Sheet, place: Place) -> list[Finding]:
    """Only the declared word is shown: what stands beside it may be a person's."""
    heads = personal_heads(sheet)
    return [found("personal_column", place, c, heads[c], heading=heads[c]) for c in heads]


def personal_heads(sheet: Sheet) -> dict[str, str]:
    """Cells with headings of persons anywhere in the sheet, also those the reader did not see."""
    return sheet.beside.persons | _unseen_heads(sheet)


def _unseen_heads(sheet: Sheet) -> dict[str, str]:
    personal = {text: person for text in sheet.texts if (person := person_heading(text))}
    if not personal:
        return {}
    held = sheet.cells.filter(pl.col("value").is_in(list(personal))).sort("row")
    return {f"{letter}{row}": personal[text] for row, letter, text in held.iter_rows()}


def _texts(sheet: Sheet) -> list[str]:
    return sheet.cells["value"].head(2_000).to_list()


def _without_header(sheet: Sheet, place: Place) -> Finding:
    numbers = sum(parse_decimal(text) is not None for text in _texts(sheet))
    return found("unknown_form" if numbers > 5 else "sheet_without_table", place)


# ---- Old fonts ----


def _refused(typed: pl.DataFrame, place: Place, encoding: str, declared: Declarations) -> Finding:
    examples = examples_of(typed, declared)
    return found("legacy_encoding", place, encoding=encoding, examples=examples)


def encodings_of(typed: pl.DataFrame) -> str:
    """The encodings of converted cells, in words."""
    return ", ".join(typed["encoding"].unique().sort())


def _announced(typed: pl.DataFrame, place: Place, declared: Declarations) -> list[Finding]:
    if typed.is_empty():
        return []
    words = {
        "encoding": encodings_of(typed),
        "count": typed.height,
        "examples": examples_of(typed, declared),
    }
    return [found("old_text_converted", place, **words)]


def examples_of(typed: pl.DataFrame, declared: Declarations) -> str:
    """Up to three texts as typed and converted; where headings are known, only these are shown."""
    distinct = list(dict.fromkeys(typed.select("before", "after").iter_rows()))
    known = [pair for pair in distinct if fold(pair[1]) in declared.heading_words]
    shown = [tuple(clean(text)[:_SHOWN] for text in pair) for pair in (known or distinct)[:3]]
    return "; ".join(f"“{before}” → “{after}”" for before, after in shown)


# ---- Form, year, columns ----


def _find_form(
    sheet: Sheet, top: list[dict], header: Header, declared: Declarations
) -> tuple[Form | None, str]:
    """The form, and where it was found."""
    title = " ".join(fold(t) for t in title_texts(top, header, sheet.letters))
    names = [("sheet", sheet.name), ("file", sheet.file.rpartition(".")[0])]
    said = [(by, fold(reading)) for by, name in names for reading in readings(name)]
    for by, words in (("title", title), *said):
        named = _named_forms(words, declared)
        if len(named) == 1:
            return named[0], by
        if named:
            return _best_by_headings(header, named, declared) or named[0], by
    return _best_by_headings(header, list(declared.forms.values()), declared), "headings"


def title_texts(top: list[dict], header: Header, letters: list[str]) -> list[str]:
    """What stands above the header, cell by cell."""
    return [
        row[letter] for row in top if row["row"] < header.first for letter in letters if row[letter]
    ]


def _named_forms(words: str, declared: Declarations) -> list[Form]:
    matches = {
        form.id: max((len(key) for key in form.name_keys if says(words, key)), default=0)
        for form in declared.forms.values()
    }
    best = max(matches.values())
    return [declared.forms[form_id] for form_id, length in matches.items() if length == best > 0]


def says(words: str, key: str) -> bool:
    """Whether folded words hold the folded words of the key, whole and in this order."""
    return f" {key} " in f" {words} "


def _best_by_headings(header: Header, forms: list[Form], declared: Declarations) -> Form | None:
    complete = [
        form
        for form in forms
        if not _missing(match_headings(header, form, declared), form, declared)
    ]
    return max(complete, key=lambda form: len(match_headings(header, form, declared)), default=None)


def match_headings(header: Header, form: Form, known: Headings) -> dict[str, Heading]:
    """Letter of each column whose heading is known for the form -> that heading."""
    matched = {}
    for letter, path in header.paths.items():
        alike = known.headings_ending[form.id].get(path[-1], ()) if path else ()
        fitting = [heading for heading in alike if _fits(heading.path, path)]
        if fitting:
            matched[letter] = max(fitting, key=lambda h: len(h.path))
    return matched


def _fits(wanted: tuple[str, ...], path: tuple[str, ...]) -> bool:
    parts = iter(path)
    return all(part in parts for part in wanted)


def _missing(matched: dict[str, Heading], form: Form, declared: Declarations) -> list[str]:
    """Headings that the form needs and the sheet does not have, as people call them."""
    held = {h.target for h in matched.values() if h.role in ("count", "mark", "field")}
    roles = {h.role for h in matched.values()}
    if form.kind == "register":
        needed = {
            "unit_id": "Mã tổ chức",
            "unit_name": "Tên tổ chức đảng",
            "unit_type": "Loại tổ chức",
        }
        needed |= {"sector": "Loại hình", "parent_id": "Mã cấp trên"}
        return [name for key, name in needed.items() if key not in held]
    if "words" in roles and form.kind == "marks":
        return [] if roles & {"name", "code"} else ["Tên tổ chức đảng"]
    missing = [m.name for m in declared.measures_of(form.id) if m.is_required and m.id not in held]
    return missing + ([] if roles & {"name", "code"} else ["Tên tổ chức đảng"])


def _lay_out(
    sheet: Sheet,
    top: list[dict],
    header: Header,
    form: Form,
    form_by: str,
    declared: Declarations,
    given: int | None,
) -> tuple[Layout | None, list[Finding]]:
    matched = match_headings(header, form, declared)
    columns = tuple(
        Column(letter, h.role, h.target, _printed(header, letter, h))
        for letter, h in matched.items()
    )
    layout = Layout(sheet, form, None, columns, header.below, form_by)
    years = {} if form.kind == "register" else years_of(layout, top, header, given)
    findings = [] if form.kind == "register" else check_year(layout, years, header, declared)
    if not findings and years:
        (year,) = years
        layout = replace(layout, year=year, year_by=tuple(years[year]))
    findings += _check_columns(layout, header, matched, declared)
    return (None if any(f.severity == "error" for f in findings) else layout), findings


def _printed(header: Header, letter: str, heading: Heading) -> str:
    """The declared heading, below the uppermost printed one where the column has more."""
    if len(header.paths[letter]) <= len(heading.path):
        return heading.text
    return " › ".join((header.printed[letter].partition(" › ")[0], heading.text))


def years_of(
    layout: Layout, top: list[dict], header: Header, given: int | None
) -> dict[int, list[str]]:
    """Every year that is named, and where."""
    sheet = layout.sheet
    title = [fold(text) for text in title_texts(top, header, sheet.letters)]
    said = {"title": {int(y) for text in title for y in _YEAR_IN_TITLE.findall(text)}}
    names = {"sheet": sheet.name, "file": sheet.file.rpartition(".")[0].rpartition("/")[2]}
    for by, name in names.items():
        named = {int(y) for y in _YEAR_IN_NAME.findall(name)}
        said[by] = named if len(named) == 1 else set()
    said["given"] = {given} if given else set()
    every = sorted(set().union(*said.values()))
    return {year: [by for by, years in said.items() if year in years] for year in every}


def check_year(
    layout: Layout, years: dict[int, list[str]], header: Header, declared: Declarations
) -> list[Finding]:
    """What is wrong with the year of a sheet: none, several, or not one of the programme."""
    cell = f"{layout.sheet.letters[0]}{header.first}"
    if not years:
        return [found("year_unknown", layout.place, cell)]
    if len(years) > 1:
        spoken = ", ".join(map(str, years))
        return [found("year_contradictory", layout.place, cell, spoken, years=spoken)]
    (year,) = years
    if year not in declared.years:
        words = {"first": declared.years[0], "last": declared.years[-1], "year": year}
        return [found("year_outside_programme", layout.place, cell, year, **words)]
    return []


def _check_columns(
    layout: Layout, header: Header, matched: dict[str, Heading], declared: Declarations
) -> list[Finding]:
    findings = [
        found("missing_column", layout.place, value=name, column=name, form=layout.form.title)
        for name in _missing(matched, layout.form, declared)
    ]
    findings += _duplicates(layout, header)
    for letter, path in header.paths.items():
        if path and letter not in matched:
            findings.append(_unknown(layout, letter, header, declared))
    return findings


def _duplicates(layout: Layout, header: Header) -> list[Finding]:
    by_target: dict[tuple[str, str], list[Column]] = {}
    for column in layout.columns:
        if column.role in ("count", "mark", "field", "percent"):
            by_target.setdefault((column.role, column.target), []).append(column)
    return [
        found(
            "duplicate_heading",
            layout.place,
            f"{columns[1].letter}{header.first}",
            columns[1].heading,
            column=columns[1].heading,
            cells=", ".join(f"{c.letter}{header.first}" for c in columns),
        )
        for columns in by_target.values()
        if len(columns) > 1
    ]


def _unknown(layout: Layout, letter: str, header: Header, declared: Declarations) -> Finding:
    body = layout.sheet.rows.filter(layout.sheet.rows["row"] >= layout.body_from)[letter]
    has_numbers = any(parse_decimal(text) for text in body.drop_nulls())
    heading = raw_heading(layout.sheet, letter, header)
    choices = tuple(dict.fromkeys(h.text for h in declared.headings[layout.form.id]))
    words = {"heading": heading, "nearest": nearest(heading, choices)}
    cell = f"{letter}{header.first}"
    if not has_numbers:
        return found("unread_heading", layout.place, cell, heading, **words)
    asks = _question(layout, header.printed[letter], declared)
    return found("unknown_heading", layout.place, cell, heading, asks, **words)


def _question(layout: Layout, heading: str, declared: Declarations) -> Question:
    """What the heading stands for: one of the measures that the sheet has not shown, or nothing."""
    held = {column.target for column in layout.columns}
    names = {m.id: m.name for m in declared.measures_of(layout.form.id) if m.id not in held}
    spelt = [
        h for h in declared.headings[layout.form.id] if h.role == "count" and h.target in names
    ]
    near = closest(heading, tuple(h.text for h in spelt), len(spelt))
    targets = dict.fromkeys([spelt[i].target for i in near] + list(names))
    choices = {f"count:{target}": names[target] for target in list(targets)[:_CHOICES]}
    return Question("heading", heading, layout.form.id, choices | {"note:": NOT_A_COUNT})
