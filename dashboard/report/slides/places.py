"""Where things stand on a 16:9 slide, in inches, and how large letters are, in points."""

from dashboard.report.slides.grid import Grid

WIDTH, HEIGHT = 13.333, 7.5
LEFT, INNER = 0.55, 12.233
TITLE_TOP, TITLE_HEIGHT = 0.35, 1.1
SUB_TOP, SUB_HEIGHT = 1.45, 0.4
TOP, BOTTOM = 1.95, 6.75
NOTE_HEIGHT = 0.3
FOOT_TOP, FOOT_HEIGHT = 6.92, 0.4
TALLEST_ROW = 0.5
TITLE_PT = ((75, 30), (150, 26), (10_000, 22))
"""Letters of a sentence up to which it is written in these points."""
ROW_PT = ((0.27, 14), (0.0, 12))
"""Height of a row from which on it is written in these points."""
SUB_PT, NOTE_PT, FOOT_PT = ((110, 16), (135, 14), (10_000, 12)), 14, 11
FONT = "Times New Roman"


def title_pt(sentence: str) -> int:
    """How large a sentence is written."""
    return next(points for letters, points in TITLE_PT if len(sentence) <= letters)


def sub_pt(sub: str) -> int:
    """How large the line below the sentence is written, so that it stays one line."""
    return next(points for letters, points in SUB_PT if len(sub) <= letters)


def row_height(grid: Grid) -> float:
    """The height of every row of a grid, its headings too."""
    room = BOTTOM - TOP - (NOTE_HEIGHT if grid.note else 0.0)
    return min(TALLEST_ROW, room / (len(grid.rows) + 1))


def row_pt(height: float) -> int:
    """How large the words of a row of this height are written."""
    return next(points for least, points in ROW_PT if height >= least)


def lefts(grid: Grid) -> list[float]:
    """Where each column begins, and where the last one ends."""
    whole, edges = sum(column.part for column in grid.columns), [LEFT]
    for column in grid.columns:
        edges.append(edges[-1] + INNER * column.part / whole)
    return edges
