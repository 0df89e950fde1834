"""How a document is laid out, by the day on which it is made (`layouts.toml`)."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DECLARED = Path(__file__).parent / "layouts.toml"


@dataclass(frozen=True)
class Layout:
    """Paper in millimetres, type in points, numbering as templates; holds from `since` on."""

    id: str
    since: date
    font: str
    paper_mm: tuple[int, int]
    margins_mm: dict[str, int]
    page_number_mm: int
    body_pt: float
    line_pt: float
    before_pt: float
    indent_mm: float
    motto: str
    motto_pt: float
    issuer_pt: float
    star: str
    kind_pt: float
    subject_pt: float
    dashes: str
    section: str
    part: str
    point: str
    letters: tuple[str, ...]
    authority_bold: bool
    office_bold: bool
    signature_pt: float
    recipients_pt: float
    recipients_joint: str
    table_pt: float
    annex_table_pt: float
    footer_pt: float

    def text_mm(self, *, landscape: bool = False) -> float:
        """The width between the margins."""
        width = self.paper_mm[1 if landscape else 0]
        return width - self.margins_mm["left"] - self.margins_mm["right"]


@cache
def layouts() -> tuple[Layout, ...]:
    """Every declared layout, the oldest first."""
    rows = tomllib.loads(DECLARED.read_text(encoding="utf-8"))["layout"]
    return tuple(sorted(map(_layout, rows), key=lambda layout: layout.since))


def layout_on(day: date) -> Layout:
    """The layout that holds on a day; before the first of them, the first."""
    holding = [layout for layout in layouts() if layout.since <= day]
    return holding[-1] if holding else layouts()[0]


def _layout(row: dict) -> Layout:
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    return Layout(**row | lists)
