"""What an .ods says beside its values: merged and hidden cells, formulas never computed."""

from xml.parsers import expat

from pipelines.files.sheet import Beside, column_letter

CONTENT = "content.xml"
_HIDDEN = ("collapse", "filter")
_FAR, _LOW = 2_000, 1_000_000
"""Columns, rows and repetitions beyond these are the blank rest of a sheet."""


def beside_of_ods(parts: dict[str, bytes]) -> dict[str, Beside]:
    """What each sheet says beside its texts, by its name; nothing for a file that cannot be parsed.

    Whether it can be read at all is for the reader to say.
    """
    walk, parser = _Walk(), expat.ParserCreate()
    parser.StartElementHandler = walk.start
    try:
        parser.Parse(parts.get(CONTENT, b""), True)
    except (expat.ExpatError, ValueError):
        return {}
    return {table.name: table.beside() for table in walk.tables}


class _Table:
    """One sheet: where the walk is in it, and what it has met."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.row = self.row_end = self.column = self.columns_told = 0
        self.merged: list[str] = []
        self.uncomputed: list[str] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[str] = []

    def beside(self) -> Beside:
        return Beside(
            merged=tuple(self.merged),
            uncomputed=tuple(self.uncomputed),
            hidden_rows=tuple(self.hidden_rows),
            hidden_columns=tuple(self.hidden_columns),
        )

    def take_column(self, about: dict[str, str]) -> None:
        first = self.columns_told
        self.columns_told += _times(about, "columns")
        if about.get("table:visibility") in _HIDDEN:
            last = min(self.columns_told, first + _FAR)
            self.hidden_columns += map(column_letter, range(first, last))

    def take_row(self, about: dict[str, str]) -> None:
        self.row, self.column = self.row_end + 1, 0
        self.row_end += _times(about, "rows")
        if about.get("table:visibility") in _HIDDEN:
            self.hidden_rows += range(self.row, min(self.row_end, self.row + _FAR) + 1)

    def take_cell(self, about: dict[str, str]) -> None:
        if self.column < _FAR and self.row < _LOW:
            self._look(about, f"{column_letter(self.column)}{self.row}")
        self.column += _times(about, "columns")

    def _look(self, about: dict[str, str], here: str) -> None:
        right, below = _spanned(about, "columns"), _spanned(about, "rows")
        if right > 1 or below > 1:
            end = f"{column_letter(self.column + right - 1)}{self.row + below - 1}"
            self.merged.append(f"{here}:{end}")
        if "table:formula" in about and "office:value-type" not in about:
            self.uncomputed.append(here)


class _Walk:
    """Goes through the sheets as a parser meets their tags."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []

    def start(self, tag: str, about: dict[str, str]) -> None:
        if tag == "table:table":
            self.tables.append(_Table(about.get("table:name", "")))
        elif self.tables and tag in _TAKEN:
            _TAKEN[tag](self.tables[-1], about)


_TAKEN = {
    "table:table-column": _Table.take_column,
    "table:table-row": _Table.take_row,
    "table:table-cell": _Table.take_cell,
    "table:covered-table-cell": _Table.take_cell,
}


def _times(about: dict[str, str], what: str) -> int:
    return _whole(about.get(f"table:number-{what}-repeated", ""))


def _spanned(about: dict[str, str], what: str) -> int:
    return min(_whole(about.get(f"table:number-{what}-spanned", "")), _FAR)


def _whole(text: str) -> int:
    """A number of an attribute; 1 for what is none."""
    return int(text[:9]) if text.isascii() and text.isdecimal() else 1
