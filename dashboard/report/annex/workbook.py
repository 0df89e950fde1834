"""`annex(brief, report)`: the phụ lục of a report as an Excel file."""

import io

import xlsxwriter

from dashboard import phrases
from dashboard.downloads.workbook import FONT, LABEL, NOT_COMPUTED
from dashboard.report.annex import people, records, targets
from dashboard.report.annex.sheet import Sheet
from dashboard.report.annex.writing import Writing
from dashboard.report.brief import Brief, Progress
from dashboard.wording import say
from pipelines.sheet_names import sheet_name

WIDEST = 110  # characters of the list of contents


def annex(brief: Brief, report: Progress) -> bytes:
    """A list of contents, then a sheet per subject, the bytes of an .xlsx."""
    report(say("annex.stage_read"), 0, 1)
    sheets = _sheets(brief)
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, NOT_COMPUTED) as book:
        book.set_properties(_properties(brief))
        book.set_calc_mode("auto")
        writing = Writing(book, brief)
        names = _names(sheets)
        _contents(writing, sheets, names)
        for at, (sheet, name) in enumerate(zip(sheets, names, strict=True)):
            report(say("annex.stage_write"), at, len(sheets))
            writing.add(sheet, name)
    report(say("annex.stage_write"), len(sheets), len(sheets))
    return content.getvalue()


def _sheets(brief: Brief) -> list[Sheet]:
    return [
        *targets.of_targets(brief),
        targets.over_years(brief),
        people.composition(brief),
        people.by_unit(brief),
        people.cells(brief),
        records.remarks(brief),
        records.findings(brief),
        records.sources(brief),
    ]


def _properties(brief: Brief) -> dict:
    return {
        "title": say("annex.title", unit=brief.scope.name, year=brief.year),
        "author": brief.declared.name,
        "company": brief.declared.name,
        "comments": brief.footer,
        "created": brief.made_at,
    }


def _names(sheets: list[Sheet]) -> list[str]:
    """Names as sheets can hold them, none twice."""
    names = [say("annex.contents")]
    for sheet in sheets:
        names.append(sheet_name(sheet.name, sheet.title, names))
    return names[1:]


def _contents(writing: Writing, sheets: list[Sheet], names: list[str]) -> None:
    """The first sheet: whose figures, up to when, of which snapshot, what follows."""
    brief, written = writing.brief, writing.book.add_worksheet(say("annex.contents"))
    written.set_column(0, 0, WIDEST)
    plain = writing.look(**FONT, text_wrap=True)
    lines = [
        (
            say("annex.title", unit=brief.scope.name, year=brief.year),
            {"bold": True, "font_size": 14},
        ),
        (say("annex.as_of", until=phrases.last_day(brief.year, brief.declared)), {}),
        (brief.footer, {}),
        (say("annex.how_to_read"), {"text_wrap": True}),
    ]
    for row, (text, look) in enumerate(lines):
        written.write_string(row, 0, text, writing.look(**(FONT | look)))
    written.set_row(3, 50)
    if brief.illustrative:
        written.write_string(len(lines), 0, brief.illustrative, writing.look(**LABEL))
    for row, (sheet, name) in enumerate(zip(sheets, names, strict=True), start=len(lines) + 2):
        target = name.replace("'", "''")
        written.write_url(row, 0, f"internal:'{target}'!A1", plain, sheet.title)
    written.set_landscape()
    written.set_paper(9)
    written.fit_to_pages(1, 0)
    written.set_footer(f"&L&9{brief.footer[:150].replace('&', '&&')}")
