"""A sheet taken for a form of a year, or the reasons why it cannot be."""

from dataclasses import replace

import polars as pl

from pipelines.declarations import Declarations, Form
from pipelines.files.exports import limits
from pipelines.files.persons import person_heading
from pipelines.files.sheet import Sheet
from pipelines.findings import Finding, Place, found
from pipelines.old_fonts import readings
from pipelines.reading.columns import (
    check_columns,
    match_headings,
    missing_headings,
    printed_heading,
)
from pipelines.reading.header import Header, find_header
from pipelines.reading.layout import Column, Layout
from pipelines.reading.old_text import announced, converted, encodings_of, refused, retyped
from pipelines.reading.titles import check_year, named_forms, title_texts, top_of, years_of
from pipelines.text import fold, legacy_encoding, parse_decimal


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
        return None, [refused(typed, place, encodings_of(typed), declared)]
    encoding = legacy_encoding(_texts(in_unicode))
    if encoding:
        return None, [refused(retyped(in_unicode, encoding), place, encoding, declared)]
    layout, findings = _take(in_unicode, place, declared, year)
    at = layout.place if layout else place
    macros = [found("macros_not_run", at)] if sheet.beside.has_macros else []
    return layout, [*macros, *announced(typed, at, declared), *findings]


def _too_large(sheet: Sheet, place: Place) -> Finding:
    (rows, columns), most = sheet.beside.extent, limits()
    words = {"rows": rows, "columns": columns, "most_rows": most.rows, "most_columns": most.columns}
    return found("sheet_too_large", place, **words)


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


def _without_header(sheet: Sheet, place: Place) -> Finding:
    numbers = sum(parse_decimal(text) is not None for text in _texts(sheet))
    return found("unknown_form" if numbers > 5 else "sheet_without_table", place)


def _find_form(
    sheet: Sheet, top: list[dict], header: Header, declared: Declarations
) -> tuple[Form | None, str]:
    """The form, and where it was found."""
    title = " ".join(fold(t) for t in title_texts(top, header, sheet.letters))
    names = [("sheet", sheet.name), ("file", sheet.file.rpartition(".")[0])]
    said = [(by, fold(reading)) for by, name in names for reading in readings(name)]
    for by, words in (("title", title), *said):
        named = named_forms(words, declared)
        if len(named) == 1:
            return named[0], by
        if named:
            return _best_by_headings(header, named, declared) or named[0], by
    return _best_by_headings(header, list(declared.forms.values()), declared), "headings"


def _best_by_headings(header: Header, forms: list[Form], declared: Declarations) -> Form | None:
    complete = [
        form
        for form in forms
        if not missing_headings(match_headings(header, form, declared), form, declared)
    ]
    return max(complete, key=lambda form: len(match_headings(header, form, declared)), default=None)


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
        Column(letter, h.role, h.target, printed_heading(header, letter, h))
        for letter, h in matched.items()
    )
    layout = Layout(sheet, form, None, columns, header.below, form_by)
    years = {} if form.kind == "register" else years_of(layout, top, header, given)
    findings = [] if form.kind == "register" else check_year(layout, years, header, declared)
    if not findings and years:
        (year,) = years
        layout = replace(layout, year=year, year_by=tuple(years[year]))
    findings += check_columns(layout, header, matched, declared)
    return (None if any(f.severity == "error" for f in findings) else layout), findings
