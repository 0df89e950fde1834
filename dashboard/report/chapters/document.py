"""A document as plain values: headings, sentences, tables, charts, places that people fill in."""

from dataclasses import dataclass

from dashboard.report.layouts import Layout


@dataclass(frozen=True)
class Heading:
    """A title of level 1 (I-), 2 (1-) or 3 (a))."""

    level: int
    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph of sentences."""

    text: str


@dataclass(frozen=True)
class Items:
    """Lines that begin with a dash; the last ends with a full stop."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """What only people can write: a marked place that says what belongs there."""

    prompt: str


@dataclass(frozen=True)
class Column:
    """One column of a table. `width`: its part of the table's; `align`: left | center | right."""

    heading: str
    width: float
    align: str = "left"


@dataclass(frozen=True)
class Table:
    """Rows under a heading that repeats on every page; `strong`: rows in bold, from 0."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    strong: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Series:
    """Shares in per cent, None for a gap, as they are written. `role`: now | before | goal."""

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]
    role: str


@dataclass(frozen=True)
class Graph:
    """A chart, its data editable in Word. `kind`: line | bar; `alt`: its message with numbers."""

    caption: str
    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    alt: str
    height_mm: float


Block = Heading | Text | Items | Place | Table | Graph


@dataclass(frozen=True)
class Head:
    """The first page's upper part: who issues, number and date left blank, what it is about."""

    superior: str
    issuer: str
    number: str
    date: str
    kind: str
    subject: str
    draft: str
    mark: str


@dataclass(frozen=True)
class Close:
    """The last lines: authority and office of the signatory without a name, who receives it."""

    authority: str
    office: str
    heading: str
    recipients: tuple[str, ...]


@dataclass(frozen=True)
class Annex:
    """A "Phụ lục" on pages of its own."""

    label: str
    title: str
    of: str
    blocks: tuple[Block, ...]
    is_landscape: bool = True


@dataclass(frozen=True)
class Document:
    """The whole report; `title` and `author` (a committee, never a person) are its properties."""

    layout: Layout
    title: str
    author: str
    head: Head
    body: tuple[Block, ...]
    close: Close
    annexes: tuple[Annex, ...]
    footer: str
