"""Cells of a recognised sheet that are not what they seem: findings that lead to each.

Excel errors, formulas that were never computed, one number in merged cells, rows and columns that
nobody sees, numbers that come from other files.
"""

from pipelines.declarations import Declarations
from pipelines.files.sheet import column_letter, corners, placed
from pipelines.findings import Finding, found
from pipelines.reading.layout import Layout
from pipelines.text import clean, parse_decimal

_COUNTED = ("count", "mark", "words")
_READ = (*_COUNTED, "class")
_SHOWN = 5
"""Cells that a sentence names at most."""


def odd_cells(layout: Layout, rows: set[int], declared: Declarations) -> list[Finding]:
    """Everything odd about the cells that the layout takes for its counts.

    rows: those that count something; where a sum row holds nothing but formulas, nothing is lost.
    """
    return [
        *_excel_errors(layout),
        *(f for f in uncomputed(layout) if placed(f.cell)[1] in rows),
        *_merged(layout, declared),
        *_hidden(layout),
        *_linked(layout),
    ]


def _is_in_body(layout: Layout, cell: str, *roles: str) -> bool:
    letter, row = placed(cell)
    return row >= layout.body_from and letter in layout.letters(*roles)


def _excel_errors(layout: Layout) -> list[Finding]:
    """Excel errors in the body. A percentage is not stored: its error (0 of 0) is a warning."""
    rules = dict.fromkeys(layout.letters(*_READ), "excel_error")
    rules |= dict.fromkeys(layout.letters("percent"), "excel_error_in_percentage")
    return [
        found(rules[letter], layout.place, cell, text)
        for cell, text in layout.sheet.errors.items()
        if (letter := placed(cell)[0]) in rules and placed(cell)[1] >= layout.body_from
    ]


def uncomputed(layout: Layout) -> list[Finding]:
    """Formulas that hold no value: whoever wrote the file never computed it."""
    roles = (*_READ, "field", "code", "name")
    cells = [c for c in layout.sheet.beside.uncomputed if _is_in_body(layout, c, *roles)]
    return [found("formula_without_value", layout.place, cell) for cell in cells]


# ---- Merged ----


def _merged(layout: Layout, declared: Declarations) -> list[Finding]:
    """One number in cells that belong to several rows or columns: nobody can tell whose it is."""
    return [
        found("merged_counts", layout.place, first, text, cells=area)
        for area in layout.sheet.beside.merged
        if _is_in_body(layout, first := area.partition(":")[0], *_COUNTED)
        and _spans(layout, area)
        and _counts(text := _text(layout, first), declared)
    ]


def _spans(layout: Layout, area: str) -> bool:
    """Whether a merged range goes over more than one row or more than one column of counts."""
    left, top, right, bottom = corners(area)
    letters = map(column_letter, range(left, right + 1))
    return bottom > top or len(set(letters) & set(layout.letters(*_COUNTED))) > 1


def _text(layout: Layout, cell: str) -> str:
    letter, row = placed(cell)
    held = layout.sheet.rows.filter(layout.sheet.rows["row"] == row)
    return clean(held[letter][0] or "") if held.height else ""


def _counts(text: str, declared: Declarations) -> bool:
    return bool(parse_decimal(text)) or text.lower() in declared.words.marks


# ---- Hidden, from elsewhere ----


def _hidden(layout: Layout) -> list[Finding]:
    """Rows and columns that Excel does not show but that were read."""
    beside, letters = layout.sheet.beside, layout.letters(*_READ)
    rows = _held_rows(layout, beside.hidden_rows, letters)
    columns = [letter for letter in beside.hidden_columns if letter in letters]
    told = []
    if rows:
        words = {"rows": _named(map(str, rows))}
        told.append(found("hidden_rows", layout.place, f"{letters[0]}{rows[0]}", **words))
    if columns:
        words = {"columns": _named(columns)}
        cell = f"{columns[0]}{layout.body_from}"
        told.append(found("hidden_columns", layout.place, cell, **words))
    return told


def _held_rows(layout: Layout, rows: tuple[int, ...], letters: list[str]) -> list[int]:
    """Those of the rows that are in the body and hold something in one of the columns."""
    hidden = set(rows)
    body = layout.sheet.rows.filter(layout.sheet.rows["row"].is_in(list(hidden)))
    return [
        row["row"]
        for row in body.iter_rows(named=True)
        if row["row"] >= layout.body_from and any(clean(row[letter] or "") for letter in letters)
    ]


def _linked(layout: Layout) -> list[Finding]:
    cells = [c for c in layout.sheet.beside.linked if _is_in_body(layout, c, *_READ)]
    if not cells:
        return []
    return [found("taken_from_other_file", layout.place, cells[0], cells=_named(cells))]


def _named(names: object) -> str:
    """The first few names, and how many more there are."""
    every = list(names)
    more = f" và {len(every) - _SHOWN} nơi khác" if len(every) > _SHOWN else ""
    return ", ".join(every[:_SHOWN]) + more
