"""Mutators of addresses, kinds and references of cells: what contradicts itself must be told."""

import re

from cases import NOTHING, Case, mutator
from packages import on_sheets

_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"')


@mutator("xlsx", late=2)
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

    on_sheets(case, moved)


@mutator("xlsx", late=2, alone=True)
def counts_marked_as_text(case: Case) -> None:
    """Numbers that say they are something else: each is a number still, or it is told."""
    kind = case.random.choice(("str", "n", "b", "e", "d", "s", "inlineStr", "zz"))
    pattern = re.compile(r'<c r="([A-Z]+\d+)"( s="\d+")?><v>')
    on_sheets(case, lambda text: pattern.sub(rf'<c r="\1"\2 t="{kind}"><v>', text))
    if kind in ("b", "e", "s", "inlineStr"):
        _no_number_counts(case)


def _no_number_counts(case: Case) -> None:
    """Nobody knows any number now; marks are texts, and stay."""
    for key in case.truth:
        if not key[2].startswith("org_"):
            case.truth[key] = NOTHING


@mutator("xlsx", late=2, alone=True)
def cell_twice(case: Case) -> None:
    """The same address twice in a row, with another number."""
    pattern = re.compile(r'(<c r="[A-Z]+\d+"( s="\d+")?><v>)(\d+)(</v></c>)')
    twice = lambda m: f"{m[0]}{m[1]}{int(m[3]) + 1}{m[4]}"  # noqa: E731
    on_sheets(case, lambda text: pattern.sub(twice, text))
    _no_number_counts(case)


@mutator("xlsx", late=2)
def cells_in_other_order(case: Case) -> None:
    """Cells of a row right to left: their addresses tell where they are."""

    def turned(found: re.Match) -> str:
        cells = re.findall(r"<c r=.*?(?:</c>|/>)", found.group(2), re.DOTALL)
        return found.group(1) + "".join(reversed(cells)) + "</row>"

    row = re.compile(r"(<row [^>]*[^/]>)(.*?)</row>", re.DOTALL)
    on_sheets(case, lambda text: row.sub(turned, text))


@mutator("xlsx", late=2)
def rows_in_other_order(case: Case) -> None:
    """Rows upside down in the file: their numbers tell where they are."""

    def turned(found: re.Match) -> str:
        rows = re.findall(r"<row .*?(?:</row>|/>)", found.group(1), re.DOTALL)
        return "<sheetData>" + "".join(reversed(rows)) + "</sheetData>"

    data = re.compile(r"<sheetData>(.*)</sheetData>", re.DOTALL)
    on_sheets(case, lambda text: data.sub(turned, text))


@mutator("xlsx", late=2)
def cells_say_another_row(case: Case) -> None:
    """Cells whose address is not in their row."""
    if any(page.merged_body for page in case.pages):  # what is merged would not move with them
        return
    by = case.random.choice((1, 5, -1, 2000))
    on_sheets(case, lambda t: _CELL.sub(lambda m: f'<c r="{m[1]}{max(1, int(m[2]) + by)}"', t))


@mutator("xlsx", late=2)
def odd_addresses(case: Case) -> None:
    """Addresses that are none."""
    odd = case.random.choice(
        ("", "1", "A", "A0", "ZZZZZZZ1", "XFE1", "A99999999999", "$A$1", "đ1", "a1")
    )
    on_sheets(case, lambda t: re.sub(r'<c r="[A-Z]+\d+"', f'<c r="{odd}"', t, count=1))


@mutator("xlsx", late=2)
def far_cell(case: Case) -> None:
    """One cell in the last row and column that Excel has."""
    at = case.random.choice(("XFD1048576", "A1048576", "XFD1", "ZZ70000", "BZ200000"))
    row = re.sub("[A-Z]", "", at)
    cell = f'<row r="{row}"><c r="{at}"><v>1</v></c></row></sheetData>'
    on_sheets(case, lambda text: text.replace("</sheetData>", cell))
