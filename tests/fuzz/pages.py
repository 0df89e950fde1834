"""A form as rows of cells that still know what they are: what is mutated, and then written."""

from collections.abc import Callable
from dataclasses import dataclass, field

TITLE_ROWS = 5


@dataclass(frozen=True)
class Formula:
    """A cell that computes: its text, and the value that was kept with it (None: none was)."""

    text: str
    kept: object = None


@dataclass(frozen=True)
class Broken:
    """A cell that shows an Excel error."""

    text: str


@dataclass(frozen=True)
class Shown:
    """A number with a format of its own."""

    value: object
    pattern: str


@dataclass
class Column:
    """What stands in a column (`name`, `code`, a measure, `%` and a measure) and its headings."""

    key: str
    path: tuple[str, ...]


@dataclass
class Line:
    """One row of the body. `kind`: unit | group | total | text."""

    kind: str
    cells: list
    unit: str | None = None
    is_hidden: bool = False


@dataclass
class Spot:
    """One cell of the body."""

    line: Line
    index: int
    column: Column

    @property
    def value(self) -> object:
        """What stands in the cell."""
        return self.line.cells[self.index]

    def put(self, value: object) -> None:
        """Write into the cell."""
        self.line.cells[self.index] = value


@dataclass
class Page:
    """One sheet. `style` of the header: merged | repeated | flat."""

    form: str
    name: str
    above: list[list]
    columns: list[Column]
    lines: list[Line]
    style: str = "merged"
    has_numbers: bool = True
    is_hidden: bool = False
    merged_body: list[tuple[int, int, int, int]] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """What the columns hold, left to right."""
        return [column.key for column in self.columns]

    @property
    def units(self) -> list[Line]:
        """The rows of organisations."""
        return [line for line in self.lines if line.kind == "unit"]

    @property
    def counted(self) -> list[int]:
        """Places of the columns of counts and marks."""
        return [i for i, key in enumerate(self.keys) if is_measure(key)]

    @property
    def is_table(self) -> bool:
        """Whether there are organisations and counts to be changed."""
        return bool(self.units and len(self.counted) > 1)

    def spots(self, wanted: Callable[[object], bool] = bool) -> list[Spot]:
        """Cells of organisations' counts whose value is wanted."""
        return [
            Spot(line, i, self.columns[i])
            for line in self.units
            for i in self.counted
            if wanted(line.cells[i])
        ]

    def column_of(self, key: str) -> int | None:
        """Place of the column that holds something."""
        return self.keys.index(key) if key in self.keys else None

    def drop_column(self, index: int) -> None:
        """Take a column out, its cells too."""
        for cells in (self.columns, *(line.cells for line in self.lines)):
            del cells[index]

    def add_column(self, index: int, column: Column, values: list) -> None:
        """Put a column in; one value for each row of the body."""
        self.columns.insert(index, column)
        for line, value in zip(self.lines, values, strict=True):
            line.cells.insert(index, value)

    def reorder(self, order: list[int]) -> None:
        """Put the columns into another order."""
        self.columns = [self.columns[i] for i in order]
        for line in self.lines:
            line.cells = [line.cells[i] for i in order]

    def square(self) -> None:
        """Make all rows of the body as wide as the widest, and the header too."""
        width = max([len(self.columns), *(len(line.cells) for line in self.lines)])
        self.columns += [Column("other", ()) for _ in range(width - len(self.columns))]
        for line in self.lines:
            line.cells += [None] * (width - len(line.cells))

    # ---- As it is written ----

    def header(self) -> list[list]:
        """The rows of headings."""
        paths = [column.path for column in self.columns]
        if self.style == "flat":
            return [[" › ".join(path) or None for path in paths]]
        depth = max(map(len, paths), default=1)
        rows = [[path[i] if i < len(path) else None for path in paths] for i in range(depth)]
        return rows if self.style == "repeated" else [_first_of_run(paths, i) for i in range(depth)]

    def grid(self) -> list[list]:
        """All rows of the sheet."""
        numbers = [[f"({i})" for i, _ in enumerate(self.columns, 1)]] if self.has_numbers else []
        return [*self.above, *self.header(), *numbers, *(line.cells for line in self.lines)]

    @property
    def body_from(self) -> int:
        """0-based row of the first line of the body."""
        return len(self.above) + len(self.header()) + self.has_numbers

    def merges(self) -> list[tuple[int, int, int, int]]:
        """Merged cells: first row, first column, last row, last column, 0-based."""
        body = [(a + self.body_from, b, c + self.body_from, d) for a, b, c, d in self.merged_body]
        return [*_header_merges(self), *body]


def is_measure(key: str) -> bool:
    """Whether a column of that key holds counts or marks."""
    return key[0] != "%" and ("_" in key or key in PLAIN_MEASURES)


PLAIN_MEASURES = ("admitted", "reinstated", "died", "expelled", "resigned")
"""Measures of one word; the others have an underscore, and `code`, `name` have none."""


def _first_of_run(paths: list[tuple[str, ...]], depth: int) -> list:
    """One level of headings, a parent written over the first of its columns only."""
    return [
        None
        if len(path) <= depth
        or (i and len(path) > depth + 1 and paths[i - 1][: depth + 1] == path[: depth + 1])
        else path[depth]
        for i, path in enumerate(paths)
    ]


def _header_merges(page: Page) -> list[tuple[int, int, int, int]]:
    if page.style != "merged":
        return []
    rows, top = page.header(), len(page.above)
    paths = [column.path for column in page.columns]
    right = [
        (top + depth, i, top + depth, _end_of_run(paths, i, depth))
        for depth, row in enumerate(rows)
        for i, text in enumerate(row)
        if text and len(paths[i]) > depth + 1 and _end_of_run(paths, i, depth) > i
    ]
    down = [
        (top + len(path) - 1, i, top + len(rows) - 1, i)
        for i, path in enumerate(paths)
        if 0 < len(path) < len(rows)
    ]
    return right + down


def _end_of_run(paths: list[tuple[str, ...]], start: int, depth: int) -> int:
    end = start
    while (
        end + 1 < len(paths)
        and len(paths[end + 1]) > depth + 1
        and paths[end + 1][: depth + 1] == paths[start][: depth + 1]
    ):
        end += 1
    return end
