"""Mutators of how XML writes a cell: the same in another notation is the same."""

import re

from cases import Case, mutator
from packages import SHEETS, STRINGS, on_sheets, with_parts, with_text

_VALUE = re.compile(r"<v>(\d+)</v>")


@mutator("xlsx", harmless=True, late=2)
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
    on_sheets(case, without)


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


@mutator("xlsx", late=2)
def prefixed_xml(case: Case) -> None:
    """Every element with a prefix of its name space."""

    def prefixed(text: str) -> str:
        text = re.sub(r"<(/?)([a-zA-Z])", r"<\1x:\2", text)
        return text.replace(" xmlns=", " xmlns:x=", 1)

    case.patch(with_text(f"{SHEETS}|{STRINGS}", prefixed))


@mutator("xlsx", harmless=True, late=2)
def wrong_dimension(case: Case) -> None:
    """A dimension that is a lie."""
    lie = case.random.choice(("A1", "A1:B2", "A1:XFD1048576", "C5:D6", "Z99:AA100"))
    on_sheets(case, lambda t: re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="{lie}"/>', t))


@mutator("xlsx", harmless=True, late=2)
def no_dimension(case: Case) -> None:
    """No dimension at all."""
    on_sheets(case, lambda t: re.sub(r'<dimension ref="[^"]*"/>', "", t))


@mutator("xlsx", late=2)
def odd_dimension(case: Case) -> None:
    """A dimension that is none."""
    lie = case.random.choice(("B2:A1", "", "A", "A0:B0", "XFE1048577", "A1:A99999999999"))
    on_sheets(case, lambda t: re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="{lie}"/>', t))


@mutator("xlsx", late=2)
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

    on_sheets(case, lambda text: _VALUE.sub(written, text))


@mutator("xlsx", harmless=True, late=2)
def numbers_of_xml(case: Case) -> None:
    """The same number in another notation of XML: 1.2E1, 12.0, +12, 012."""
    how = case.random.choice(("{:.3E}", "{:.1f}", "{:05d}", "{:.10f}"))

    def written(found: re.Match) -> str:
        count = int(found.group(3))
        return f"{found.group(1)}<v>{how.format(count)}</v>"

    numbers = re.compile(r'(<c r="[A-Z]+\d+"( s="\d+")?>)<v>(\d+)</v>')
    on_sheets(case, lambda text: numbers.sub(written, text))


@mutator("xlsx", harmless=True, late=2)
def inline_texts(case: Case) -> None:
    """Texts in the cells, not in a list of their own."""

    def inlined(parts: dict) -> dict:
        strings = parts.get("xl/sharedStrings.xml", b"").decode()  # none after "part_dropped"
        texts = re.findall(r"<si>(.*?)</si>", strings, re.DOTALL)

        def inline(found: list) -> str:
            if int(found[3]) >= len(texts):  # of "text_out_of_range"
                return found[0]
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


@mutator("xlsx", harmless=True, late=2)
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


@mutator("xlsx", late=2)
def linked_value(case: Case) -> None:
    """A formula that looks into another file, with the value it had."""
    pattern = re.compile(r'(<c r="[A-Z]+\d+"( s="\d+")?>)<v>(\d+)</v>')
    link = r"\1<f>[1]Sheet1!$A$1</f><v>\3</v>"
    on_sheets(case, lambda text: pattern.sub(link, text))
