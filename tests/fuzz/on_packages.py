"""Mutators of a workbook's zip: its parts, their names, their order, their checksums."""

import io
import re
import zipfile

from cases import Case, mutator
from packages import BOOK, CONTENT, SHEETS, if_whole, packed, with_parts, with_text


@mutator("xlsx", "ods", harmless=True, late=2)
def parts_stored(case: Case) -> None:
    """Parts without compression."""
    case.patch(if_whole(lambda parts: packed(parts, stored=True)))


@mutator("xlsx", "ods", harmless=True, late=2)
def parts_in_other_order(case: Case) -> None:
    """Parts in any order."""
    order = [case.random.random() for _ in range(40)]

    def shuffled(parts: dict) -> dict:
        return dict(part for _, part in sorted(zip(order, parts.items(), strict=False)))

    case.patch(with_parts(shuffled))


@mutator("xlsx", harmless=True, late=2)
def absolute_targets(case: Case) -> None:
    """Parts named from the root."""
    case.patch(
        with_text(
            r"xl/_rels/workbook\.xml\.rels",
            lambda t: re.sub(r'Target="(worksheets|sharedS|styles|theme)', r'Target="/xl/\1', t),
        )
    )


@mutator("xlsx", harmless=True, late=2)
def date_system_1904(case: Case) -> None:
    """Days counted from 1904."""
    case.date_1904 = True


@mutator("xlsx", late=2)
def says_1904(case: Case) -> None:
    """The mark of 1904 alone: days move, counts do not."""
    case.patch(with_text(BOOK, lambda t: t.replace("<workbookPr ", '<workbookPr date1904="1" ')))


@mutator("xlsx", harmless=True, late=2)
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


@mutator("xlsx", late=2)
def strict_names(case: Case) -> None:
    """The name spaces of the strict standard."""
    old, new = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        ("http://purl.oclc.org/ooxml/spreadsheetml/main"),
    )
    case.patch(with_text(r".*\.xml", lambda t: t.replace(old, new)))


@mutator("xlsx", late=2)
def very_hidden(case: Case) -> None:
    """A sheet that only macros show: it counts, or it is told."""
    case.patch(with_text(BOOK, lambda t: t.replace("<sheet ", '<sheet state="veryHidden" ', 1)))


@mutator("xlsx", late=2)
def long_sheet_title(case: Case) -> None:
    """A name of a hundred letters, as only other programs write."""
    long = "Trang tổng hợp " * 7
    case.patch(
        with_text(
            BOOK, lambda t: re.sub(r'<sheet name="[^"]*"', f'<sheet name="{long}"', t, count=1)
        )
    )


@mutator("xlsx", late=2)
def same_sheet_title(case: Case) -> None:
    """Two sheets of one name."""
    case.patch(with_text(BOOK, lambda t: re.sub(r'<sheet name="[^"]*"', '<sheet name="Trang"', t)))


@mutator("xlsx", "ods", late=2)
def part_dropped(case: Case) -> None:
    """A part is missing."""
    which = case.random.random()

    def dropped(parts: dict) -> dict:
        del parts[sorted(parts)[int(which * len(parts))]]
        return parts

    case.patch(with_parts(dropped))


@mutator("xlsx", late=2)
def texts_emptied(case: Case) -> None:
    """The list of texts is empty or gone."""
    case.patch(with_parts(lambda parts: {n: p for n, p in parts.items() if "sharedS" not in n}))


@mutator("xlsx", "ods", late=3)
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


@mutator("xlsx", "ods", late=3)
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


@mutator("xlsx", "ods", late=3)
def names_of_parts(case: Case) -> None:
    """Parts in capitals or with backslashes, as some programs write."""
    change = case.random.choice((str.upper, lambda n: n.replace("/", "\\"), lambda n: f"/{n}"))
    case.patch(with_parts(lambda parts: {change(name): part for name, part in parts.items()}))


@mutator("xlsx", late=2)
def with_password(case: Case) -> None:
    """A file behind a password is another kind of file."""
    case.patch(lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + content)
