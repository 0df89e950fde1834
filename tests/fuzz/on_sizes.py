"""Mutators of XML that is broken, or that grows: entities, nesting, repeats, bombs."""

import re

from cases import Case, mutator
from packages import CONTENT, SHEETS, STRINGS, if_whole, on_sheets, packed, with_text


@mutator("xlsx", "ods", late=2)
def document_type(case: Case) -> None:
    """Entities that grow, or that look at other files."""
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 10))
    entities = case.random.choice(
        (
            f'<!ENTITY a0 "ha">{bomb}',
            '<!ENTITY a9 SYSTEM "file:///etc/hostname">',
            '<!ENTITY a9 "12">',
        )
    )

    def typed(text: str) -> str:
        head, mark, rest = text.partition("?>")
        root = "worksheet" if "<worksheet" in rest else "office:document-content"
        rest = re.sub(r"<v>\d+</v>", "<v>&a9;</v>", rest, count=2)
        rest = re.sub(r"<text:p>", "<text:p>&a9;", rest, count=1)
        return f"{head}{mark}<!DOCTYPE {root} [{entities}]>{rest}"

    case.is_unknown = True
    case.patch(with_text(f"{SHEETS}|{CONTENT}", typed))


@mutator("xlsx", "ods", late=2)
def element_lost(case: Case) -> None:
    """An end of an element is missing, or a sign that XML forbids."""
    share = case.random.random()
    wrong = case.random.choice(("<", "&", "</row>", "\x00", "]]>", "<!--", "&unknown;", "<a b>"))

    def put(text: str) -> str:
        at = text.find(">", int(share * len(text))) + 1
        return text[:at] + wrong + text[at:]

    case.patch(with_text(f"{SHEETS}|{CONTENT}|{STRINGS}", put))


@mutator("xlsx", "ods", late=2)
def part_cut(case: Case) -> None:
    """The XML of a sheet ends in the middle; the zip is whole."""
    share = case.random.random()
    case.patch(with_text(f"{SHEETS}|{CONTENT}", lambda text: text[: int(share * len(text))]))


@mutator("xlsx", "ods", late=2)
def deep_nesting(case: Case) -> None:
    """Elements in elements, tens of thousands deep."""
    deep = case.random.choice((1_000, 100_000))
    nested = "<a>" * deep + "</a>" * deep

    def put(text: str) -> str:
        if "</sheetData>" in text:
            return text.replace("</sheetData>", f"</sheetData>{nested}", 1)
        return text.replace("</office:spreadsheet>", f"{nested}</office:spreadsheet>", 1)

    case.patch(with_text(f"{SHEETS}|{CONTENT}", put))


@mutator("ods", late=2)
def repeated_rows(case: Case) -> None:
    """A row of values that says it stands there a million times."""
    times = case.random.choice((200, 50_000, 1_048_576, 2**31, 2**63))
    put = f'<table:table-row table:number-rows-repeated="{times}"'
    is_last = case.random.random() < 0.5

    def repeated(text: str) -> str:
        if is_last:
            head, mark, rest = text.rpartition("<table:table-row")
            return f"{head}{put}{rest}" if mark else text
        return text.replace("<table:table-row", put, 1)

    case.is_unknown = True
    case.patch(with_text(CONTENT, repeated))


@mutator("ods", late=2)
def repeated_cells(case: Case) -> None:
    """A cell that says it stands there thousands of times."""
    times = case.random.choice((2, 300, 16_384, 2**31, 2**63))
    at = case.random.random()

    def repeated(text: str) -> str:
        places = [m.end() for m in re.finditer("<table:table-cell", text)]
        place = places[int(at * len(places))]
        return f'{text[:place]} table:number-columns-repeated="{times}"{text[place:]}'

    case.is_unknown = True
    case.patch(with_text(CONTENT, repeated))


@mutator("ods", harmless=True, late=2)
def empty_repeats(case: Case) -> None:
    """Empty cells and rows to the end of the sheet, as LibreOffice writes them."""
    tail = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    case.patch(with_text(CONTENT, lambda text: text.replace("</table:table>", tail)))


@mutator("xlsx", "ods", late=3)
def bomb(case: Case) -> None:
    """A sheet that unpacks to hundreds of megabytes."""
    size = case.random.choice((5, 60, 300)) * 1_000_000
    case.patch(if_whole(lambda parts: packed(parts, spaces=(f"{SHEETS}|{CONTENT}", size))))


@mutator("xlsx", late=2)
def many_rows(case: Case) -> None:
    """A body of tens of thousands of rows of nothing."""
    rows = "".join(f'<row r="{i}"><c r="A{i}" s="0"/></row>' for i in range(200, 60_000))
    on_sheets(case, lambda text: text.replace("</sheetData>", f"{rows}</sheetData>"))
