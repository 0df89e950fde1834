"""Mutators of what is inside a workbook's zip: parts, XML, references, sizes that are lies."""

import io
import re
import zipfile

from cases import NOTHING, Case, mutator
from packages import if_whole, packed, with_parts, with_text

SHEETS = r"xl/worksheets/sheet\d+\.xml"
STRINGS = r"xl/sharedStrings\.xml"
BOOK = r"xl/workbook\.xml"
CONTENT = r"content\.xml"
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"')
_VALUE = re.compile(r"<v>(\d+)</v>")


def _on_sheets(case: Case, change: object) -> None:
    case.patch(with_text(SHEETS, change))


# ---- The same, written otherwise ----


@mutator("xlsx", "ods", harmless=True, late=1)
def parts_stored(case: Case) -> None:
    """Parts without compression."""
    case.patch(if_whole(lambda parts: packed(parts, stored=True)))


@mutator("xlsx", "ods", harmless=True, late=1)
def parts_in_other_order(case: Case) -> None:
    """Parts in any order."""
    order = [case.random.random() for _ in range(40)]

    def shuffled(parts: dict) -> dict:
        return dict(part for _, part in sorted(zip(order, parts.items(), strict=False)))

    case.patch(with_parts(shuffled))


@mutator("xlsx", harmless=True, late=1)
def cells_without_address(case: Case) -> None:
    """Cells and rows that do not say where they are: each stands after the one before.

    Only where no cell is left out, or they would move.
    """
    is_row = case.random.random() < 0.5

    def without(text: str) -> str:
        if is_row:
            return re.sub(r'<row r="\d+"', "<row", text) if _rows_are_whole(text) else text
        return re.sub(r'<c r="[A-Z]+\d+"', "<c", text) if _cells_are_whole(text) else text

    for page in case.pages:
        page.style = "repeated" if case.random.random() < 0.5 else page.style
    _fill(case)
    _on_sheets(case, without)


def _fill(case: Case) -> None:
    """Write a blank text into every empty cell, so that none is left out."""
    for page in case.pages:
        width = len(page.columns)
        page.above = [[*row, *[""] * (width - len(row))] for row in page.above]
        page.above = [["" if v is None else v for v in row] for row in page.above]
        for line in page.lines:
            line.cells = ["" if value is None else value for value in line.cells]


def _rows_are_whole(text: str) -> bool:
    rows = [int(r) for r in re.findall(r'<row r="(\d+)"', text)]
    return rows == list(range(1, len(rows) + 1))


def _cells_are_whole(text: str) -> bool:
    rows = re.findall(r"<row .*?(?:</row>|/>)", text, re.DOTALL)
    return all(_is_whole(re.findall(r'<c r="([A-Z]+)\d+"', row)) for row in rows)


def _is_whole(letters: list[str]) -> bool:
    return letters == [_letter(i) for i in range(len(letters))]


def _letter(index: int) -> str:
    return chr(65 + index) if index < 26 else f"{chr(64 + index // 26)}{chr(65 + index % 26)}"


@mutator("xlsx", late=1)
def prefixed_xml(case: Case) -> None:
    """Every element with a prefix of its name space."""

    def prefixed(text: str) -> str:
        text = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", text)
        return text.replace(" xmlns=", " xmlns:x=", 1)

    case.patch(with_text(f"{SHEETS}|{STRINGS}", prefixed))


@mutator("xlsx", harmless=True, late=1)
def wrong_dimension(case: Case) -> None:
    """A dimension that is a lie."""
    lie = case.random.choice(("A1", "A1:B2", "A1:XFD1048576", "C5:D6", "Z99:AA100"))
    _on_sheets(case, lambda t: re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="{lie}"/>', t))


@mutator("xlsx", harmless=True, late=1)
def no_dimension(case: Case) -> None:
    """No dimension at all."""
    _on_sheets(case, lambda t: re.sub(r'<dimension ref="[^"]*"/>', "", t))


@mutator("xlsx", late=1)
def odd_dimension(case: Case) -> None:
    """A dimension that is none."""
    lie = case.random.choice(("B2:A1", "", "A", "A0:B0", "XFE1048577", "A1:A99999999999"))
    _on_sheets(case, lambda t: re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="{lie}"/>', t))


@mutator("xlsx", late=1)
def entities_in_values(case: Case) -> None:
    """Digits as character references, in CDATA, beside comments, between spaces."""
    how = case.random.choice(("entity", "hex", "cdata", "comment", "spaces", "newline"))

    def written(found: re.Match) -> str:
        digits = found.group(1)
        return {
            "entity": "<v>" + "".join(f"&#{ord(d)};" for d in digits) + "</v>",
            "hex": "<v>" + "".join(f"&#x{ord(d):x};" for d in digits) + "</v>",
            "cdata": f"<v><![CDATA[{digits}]]></v>",
            "comment": f"<v>{digits[0]}<!-- 9 -->{digits[1:]}</v>",
            "spaces": f"<v> {digits} </v>",
            "newline": f"<v>\n{digits}\n</v>",
        }[how]

    _on_sheets(case, lambda text: _VALUE.sub(written, text))


@mutator("xlsx", harmless=True, late=1)
def numbers_of_xml(case: Case) -> None:
    """The same number in another notation of XML: 1.2E1, 12.0, +12, 012."""
    how = case.random.choice(("{:.3E}", "{:.1f}", "{:05d}", "{:.10f}"))

    def written(found: re.Match) -> str:
        count = int(found.group(3))
        return f"{found.group(1)}<v>{how.format(count)}</v>"

    numbers = re.compile(r'(<c r="[A-Z]+\d+"( s="\d+")?>)<v>(\d+)</v>')
    _on_sheets(case, lambda text: numbers.sub(written, text))


@mutator("xlsx", harmless=True, late=1)
def inline_texts(case: Case) -> None:
    """Texts in the cells, not in a list of their own."""

    def inlined(parts: dict) -> dict:
        texts = re.findall(r"<si>(.*?)</si>", parts["xl/sharedStrings.xml"].decode(), re.DOTALL)

        def inline(found: re.Match) -> str:
            return f'<c r="{found[1]}"{found[2]} t="inlineStr"><is>{texts[int(found[3])]}</is></c>'

        cell = re.compile(r'<c r="([A-Z]+\d+)"( s="\d+")? t="s"><v>(\d+)</v></c>')
        for name in parts:
            if re.fullmatch(SHEETS, name):
                text = parts[name].decode()
                text = cell.sub(lambda m: inline(_with_style(m)), text)
                parts[name] = text.encode()
        return parts

    case.patch(with_parts(inlined))


def _with_style(found: re.Match) -> list:
    return [found[0], found[1], found[2] or "", found[3]]


@mutator("xlsx", harmless=True, late=1)
def rich_texts(case: Case) -> None:
    """Texts in runs of several fonts, with readings above them."""
    has_reading = case.random.random() < 0.5

    def rich(found: re.Match) -> str:
        text = found.group(2)
        half = len(text) // 2
        if "&" in text:
            return found.group(0)
        runs = "".join(
            f'<r><t xml:space="preserve">{t}</t></r>' for t in (text[:half], text[half:]) if t
        )
        reading = '<rPh sb="0" eb="1"><t>9</t></rPh>' if has_reading else ""
        return f"<si>{runs}{reading}</si>"

    pattern = re.compile(r"<si><t( xml:space=\"preserve\")?>([^<]*)</t></si>")
    case.patch(with_text(STRINGS, lambda text: pattern.sub(rich, text)))


@mutator("xlsx", harmless=True, late=1)
def absolute_targets(case: Case) -> None:
    """Parts named from the root."""
    case.patch(
        with_text(
            r"xl/_rels/workbook\.xml\.rels",
            lambda t: re.sub(r'Target="(worksheets|sharedS|styles|theme)', r'Target="/xl/\1', t),
        )
    )


@mutator("xlsx", harmless=True, late=1)
def date_system_1904(case: Case) -> None:
    """Days counted from 1904."""
    case.date_1904 = True


@mutator("xlsx", late=1)
def says_1904(case: Case) -> None:
    """The mark of 1904 alone: days move, counts do not."""
    case.patch(with_text(BOOK, lambda t: t.replace("<workbookPr ", '<workbookPr date1904="1" ')))


@mutator("xlsx", harmless=True, late=1)
def further_parts(case: Case) -> None:
    """Macros, links to other files, pictures, notes that nobody reads."""
    further = {
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
        "xl/media/image1.png": b"\x89PNG",
        "xl/comments1.xml": b"<comments/>",
        "customXml/item1.xml": b"<x>9</x>",
    }
    case.patch(with_parts(lambda parts: parts | further))


@mutator("xlsx", late=1)
def linked_value(case: Case) -> None:
    """A formula that looks into another file, with the value it had."""
    pattern = re.compile(r'(<c r="[A-Z]+\d+"( s="\d+")?>)<v>(\d+)</v>')
    link = r"\1<f>[1]Sheet1!$A$1</f><v>\3</v>"
    _on_sheets(case, lambda text: pattern.sub(link, text))


@mutator("xlsx", late=1)
def strict_names(case: Case) -> None:
    """The name spaces of the strict standard."""
    old, new = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        ("http://purl.oclc.org/ooxml/spreadsheetml/main"),
    )
    case.patch(with_text(r".*\.xml", lambda t: t.replace(old, new)))


@mutator("xlsx", late=1)
def very_hidden(case: Case) -> None:
    """A sheet that only macros show: it counts, or it is told."""
    case.patch(with_text(BOOK, lambda t: t.replace("<sheet ", '<sheet state="veryHidden" ', 1)))


@mutator("xlsx", late=1)
def long_sheet_title(case: Case) -> None:
    """A name of a hundred letters, as only other programs write."""
    long = "Trang tổng hợp " * 7
    case.patch(
        with_text(
            BOOK, lambda t: re.sub(r'<sheet name="[^"]*"', f'<sheet name="{long}"', t, count=1)
        )
    )


@mutator("xlsx", late=1)
def same_sheet_title(case: Case) -> None:
    """Two sheets of one name."""
    case.patch(with_text(BOOK, lambda t: re.sub(r'<sheet name="[^"]*"', '<sheet name="Trang"', t)))


# ---- Not the same any more ----


@mutator("xlsx", late=1)
def text_out_of_range(case: Case) -> None:
    """Texts that are not in the list of texts."""
    by = case.random.choice((1000, 2**31, 2**40, -1))

    def moved(text: str) -> str:
        return re.sub(
            r't="s"><v>(\d+)</v>',
            lambda m: f't="s"><v>{int(m[1]) + by if by > 0 else by}</v>',
            text,
            count=3,
        )

    _on_sheets(case, moved)


@mutator("xlsx", late=1, alone=True)
def counts_marked_as_text(case: Case) -> None:
    """Numbers that say they are something else: each is a number still, or it is told."""
    kind = case.random.choice(("str", "n", "b", "e", "d", "s", "inlineStr", "zz"))
    pattern = re.compile(r'<c r="([A-Z]+\d+)"( s="\d+")?><v>')
    _on_sheets(case, lambda text: pattern.sub(rf'<c r="\1"\2 t="{kind}"><v>', text))
    if kind in ("b", "e", "s", "inlineStr", "zz", "d"):
        _no_number_counts(case)


def _no_number_counts(case: Case) -> None:
    """Nobody knows any number now; marks are texts, and stay."""
    for key in case.truth:
        if not key[2].startswith("org_"):
            case.truth[key] = NOTHING


@mutator("xlsx", late=1, alone=True)
def cell_twice(case: Case) -> None:
    """The same address twice in a row, with another number."""
    pattern = re.compile(r'(<c r="[A-Z]+\d+"( s="\d+")?><v>)(\d+)(</v></c>)')
    twice = lambda m: f"{m[0]}{m[1]}{int(m[3]) + 1}{m[4]}"  # noqa: E731
    _on_sheets(case, lambda text: pattern.sub(twice, text))
    _no_number_counts(case)


@mutator("xlsx", late=1)
def cells_in_other_order(case: Case) -> None:
    """Cells of a row right to left: their addresses tell where they are."""

    def turned(found: re.Match) -> str:
        cells = re.findall(r"<c r=.*?(?:</c>|/>)", found.group(2), re.DOTALL)
        return found.group(1) + "".join(reversed(cells)) + "</row>"

    row = re.compile(r"(<row [^>]*[^/]>)(.*?)</row>", re.DOTALL)
    _on_sheets(case, lambda text: row.sub(turned, text))


@mutator("xlsx", late=1)
def rows_in_other_order(case: Case) -> None:
    """Rows upside down in the file: their numbers tell where they are."""

    def turned(found: re.Match) -> str:
        rows = re.findall(r"<row .*?(?:</row>|/>)", found.group(1), re.DOTALL)
        return "<sheetData>" + "".join(reversed(rows)) + "</sheetData>"

    data = re.compile(r"<sheetData>(.*)</sheetData>", re.DOTALL)
    _on_sheets(case, lambda text: data.sub(turned, text))


@mutator("xlsx", late=1)
def cells_say_another_row(case: Case) -> None:
    """Cells whose address is not in their row."""
    by = case.random.choice((1, 5, -1, 2000))
    _on_sheets(case, lambda t: _CELL.sub(lambda m: f'<c r="{m[1]}{max(1, int(m[2]) + by)}"', t))


@mutator("xlsx", late=1)
def odd_addresses(case: Case) -> None:
    """Addresses that are none."""
    odd = case.random.choice(
        ("", "1", "A", "A0", "ZZZZZZZ1", "XFE1", "A99999999999", "$A$1", "đ1", "a1")
    )
    _on_sheets(case, lambda t: re.sub(r'<c r="[A-Z]+\d+"', f'<c r="{odd}"', t, count=1))


@mutator("xlsx", late=1)
def far_cell(case: Case) -> None:
    """One cell in the last row and column that Excel has."""
    at = case.random.choice(("XFD1048576", "A1048576", "XFD1", "ZZ70000", "BZ200000"))
    row = re.sub("[A-Z]", "", at)
    cell = f'<row r="{row}"><c r="{at}"><v>1</v></c></row></sheetData>'
    _on_sheets(case, lambda text: text.replace("</sheetData>", cell))


@mutator("xlsx", "ods", late=1)
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


@mutator("xlsx", "ods", late=1)
def part_dropped(case: Case) -> None:
    """A part is missing."""
    which = case.random.random()

    def dropped(parts: dict) -> dict:
        del parts[sorted(parts)[int(which * len(parts))]]
        return parts

    case.patch(with_parts(dropped))


@mutator("xlsx", late=1)
def texts_emptied(case: Case) -> None:
    """The list of texts is empty or gone."""
    case.patch(with_parts(lambda parts: {n: p for n, p in parts.items() if "sharedS" not in n}))


@mutator("xlsx", "ods", late=1)
def part_cut(case: Case) -> None:
    """The XML of a sheet ends in the middle; the zip is whole."""
    share = case.random.random()
    case.patch(with_text(f"{SHEETS}|{CONTENT}", lambda text: text[: int(share * len(text))]))


@mutator("xlsx", "ods", late=1)
def element_lost(case: Case) -> None:
    """An end of an element is missing, or a sign that XML forbids."""
    share = case.random.random()
    wrong = case.random.choice(("<", "&", "</row>", "\x00", "]]>", "<!--", "&unknown;", "<a b>"))

    def put(text: str) -> str:
        at = text.find(">", int(share * len(text))) + 1
        return text[:at] + wrong + text[at:]

    case.patch(with_text(f"{SHEETS}|{CONTENT}|{STRINGS}", put))


@mutator("xlsx", "ods", late=1)
def deep_nesting(case: Case) -> None:
    """Elements in elements, tens of thousands deep."""
    deep = case.random.choice((1_000, 100_000))
    nested = "<a>" * deep + "</a>" * deep

    def put(text: str) -> str:
        if "</sheetData>" in text:
            return text.replace("</sheetData>", f"</sheetData>{nested}", 1)
        return text.replace("</office:spreadsheet>", f"{nested}</office:spreadsheet>", 1)

    case.patch(with_text(f"{SHEETS}|{CONTENT}", put))


@mutator("ods", late=1)
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


@mutator("ods", late=1)
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


@mutator("ods", harmless=True, late=1)
def empty_repeats(case: Case) -> None:
    """Empty cells and rows to the end of the sheet, as LibreOffice writes them."""
    tail = (
        '<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    case.patch(with_text(CONTENT, lambda text: text.replace("</table:table>", tail)))


@mutator("xlsx", "ods", late=2)
def bomb(case: Case) -> None:
    """A sheet that unpacks to hundreds of megabytes."""
    size = case.random.choice((5, 60, 300)) * 1_000_000
    case.patch(if_whole(lambda parts: packed(parts, spaces=(f"{SHEETS}|{CONTENT}", size))))


@mutator("xlsx", late=1)
def many_rows(case: Case) -> None:
    """A body of tens of thousands of rows of nothing."""
    rows = "".join(f'<row r="{i}"><c r="A{i}" s="0"/></row>' for i in range(200, 60_000))
    _on_sheets(case, lambda text: text.replace("</sheetData>", f"{rows}</sheetData>"))


@mutator("xlsx", "ods", late=2)
def digit_in_stored_part(case: Case) -> None:
    """A digit changed inside an uncompressed part: only its checksum tells."""
    at = case.random.random()

    def changed(parts: dict) -> bytes:
        raw = bytearray(packed(parts, stored=True))
        places = [m.start(1) for m in re.finditer(rb"<v>(\d)|office:value=\"(\d)", raw) if m[1]]
        places = places or [m.start(1) for m in re.finditer(rb'office:value="(\d)', raw)]
        if places:
            place = places[int(at * len(places))]
            raw[place] = ord("7") if raw[place] != ord("7") else ord("3")
        return bytes(raw)

    case.patch(if_whole(changed))


@mutator("xlsx", "ods", late=2)
def entry_twice(case: Case) -> None:
    """A zip with two parts of one name: which one counts, nobody knows."""

    def doubled(parts: dict) -> bytes:
        name = next((n for n in parts if re.fullmatch(f"{SHEETS}|{CONTENT}", n)), None)
        if name is None:
            return packed(parts)
        other = re.sub(rb"<v>(\d+)</v>", lambda m: b"<v>%d</v>" % (int(m[1]) + 1), parts[name])
        whole = io.BytesIO(packed(parts))
        with zipfile.ZipFile(whole, "a") as file:
            file.writestr(f"x{name[1:]}", other)
        return whole.getvalue().replace(f"x{name[1:]}".encode(), name.encode())

    case.is_unknown = True
    case.patch(if_whole(doubled))


@mutator("xlsx", "ods", late=1)
def names_of_parts(case: Case) -> None:
    """Parts in capitals or with backslashes, as some programs write."""
    change = case.random.choice((str.upper, lambda n: n.replace("/", "\\"), lambda n: f"/{n}"))
    case.patch(with_parts(lambda parts: {change(name): part for name, part in parts.items()}))


@mutator("xlsx", late=1)
def with_password(case: Case) -> None:
    """A file behind a password is another kind of file."""
    case.patch(lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + content)
