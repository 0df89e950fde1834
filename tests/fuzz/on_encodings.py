"""Mutators of CSV files as text: encodings, delimiters, quotes, line ends, what is no text."""

import codecs

from cases import Case, mutator


@mutator("csv", harmless=True, late=2)
def byte_order_mark(case: Case) -> None:
    """UTF-8 with a mark."""
    case.patch(lambda content: codecs.BOM_UTF8 + content)


@mutator("csv", harmless=True, late=2)
def utf_16(case: Case) -> None:
    """UTF-16, either way round, with its mark."""
    order = case.random.choice(("le", "be"))
    bom = {"le": codecs.BOM_UTF16_LE, "be": codecs.BOM_UTF16_BE}[order]
    case.patch(lambda content: bom + content.decode(errors="replace").encode(f"utf-16-{order}"))


@mutator("csv", late=2)
def utf_16_without_mark(case: Case) -> None:
    """UTF-16 that does not say so."""
    order = case.random.choice(("le", "be"))
    case.patch(lambda content: content.decode(errors="replace").encode(f"utf-16-{order}"))


@mutator("csv", late=2)
def utf_32(case: Case) -> None:
    """UTF-32 with its mark."""
    case.patch(lambda content: content.decode(errors="replace").encode("utf-32"))


@mutator("csv", late=2)
def old_code_page(case: Case) -> None:
    """A code page of Windows, letters that it lacks replaced."""
    page = case.random.choice(("cp1258", "cp1252", "latin-1", "ascii", "cp1250"))
    case.patch(lambda content: content.decode(errors="replace").encode(page, errors="replace"))


@mutator("csv", late=2)
def read_as_latin(case: Case) -> None:
    """UTF-8 taken for Latin-1 and saved again."""
    case.patch(lambda content: content.decode("latin-1").encode())


@mutator("csv", late=2)
def mixed_encodings(case: Case) -> None:
    """The first half in one encoding, the second in another."""

    def mixed(content: bytes) -> bytes:
        text = content.decode(errors="replace")
        half = text.find("\n", len(text) // 2)
        return text[:half].encode() + text[half:].encode("cp1258", errors="replace")

    case.patch(mixed)


@mutator("csv", harmless=True)
def other_delimiter(case: Case) -> None:
    """Comma or tab."""
    case.delimiter = case.random.choice((",", "\t"))


@mutator("csv")
def unknown_delimiter(case: Case) -> None:
    """A delimiter that nobody uses."""
    case.delimiter = case.random.choice(("|", ":", "^", " "))


@mutator("csv", late=2)
def line_that_names_the_delimiter(case: Case) -> None:
    """`sep=;` as Excel likes it."""
    case.patch(lambda content: b"sep=;\r\n" + content)


@mutator("csv", harmless=True, late=2)
def other_line_ends(case: Case) -> None:
    """Line feeds only, or carriage returns only."""
    end = case.random.choice((b"\n", b"\r"))
    case.patch(lambda content: content.replace(b"\r\n", end))


@mutator("csv", late=2)
def stray_line_ends(case: Case) -> None:
    """A carriage return, a line or paragraph separator in the middle of a row."""
    case.is_unknown = True
    stray = case.random.choice(("\r", "\n", "\u2028", "\u0085", "\x0b", "\x0c", "\x1c")).encode()
    at = case.random.random()

    def put(content: bytes) -> bytes:
        place = int(at * len(content))
        return content[:place] + stray + content[place:]

    case.patch(put)


@mutator("csv", late=2)
def stray_quotes(case: Case) -> None:
    """Quotes that do not close."""
    case.is_unknown = True
    places = [case.random.random() for _ in range(case.random.randint(1, 3))]

    def put(content: bytes) -> bytes:
        for share in places:
            place = int(share * len(content))
            content = content[:place] + b'"' + content[place:]
        return content

    case.patch(put)


@mutator("csv", late=2)
def nul_bytes(case: Case) -> None:
    """NUL between the characters."""
    case.is_unknown = True
    share = case.random.random()
    many = case.random.choice((1, 3, 60))

    def put(content: bytes) -> bytes:
        place = int(share * len(content))
        return content[:place] + b"\0" * many + content[place:]

    case.patch(put)


@mutator("csv", late=2)
def endless_line(case: Case) -> None:
    """A cell or a row of millions of signs."""
    sign = case.random.choice((b";", b"x", b'"', b"1", b"\xc4\x91"))
    many = case.random.choice((20_000, 200_000, 2_000_000))
    case.patch(lambda content: content + sign * many)


@mutator("csv", late=2)
def endless_rows(case: Case) -> None:
    """A hundred thousand empty rows, or one column more in each row than in the one before."""
    if case.random.random() < 0.5:
        case.patch(lambda content: content + b";;;\r\n" * 100_000)
    else:
        stairs = b"".join(b";" * i + b"\n" for i in range(0, 1500, 3))
        case.patch(lambda content: content + stairs)


@mutator("csv", harmless=True)
def every_cell_quoted(case: Case) -> None:
    """Quotes around every cell."""
    import csv

    import writers

    def quoted(_: bytes) -> bytes:
        return writers.csv_text(case.pages[0], case.delimiter, quoting=csv.QUOTE_ALL).encode()

    case.patches.insert(0, quoted)
