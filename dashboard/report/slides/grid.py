"""What a slide shows below its sentence: rows of words with bars beside them. Plain values."""

from dataclasses import dataclass

from dashboard.report.screens.screen import (
    Bars,
    Body,
    Changes,
    Composition,
    Decisions,
    Results,
)
from dashboard.wording import say

WHOLE = 100.0
INDENT = "\u2003\u2003"


@dataclass(frozen=True)
class Column:
    """A column of words. `part`: of the width; the one that `is_chart` holds the bars."""

    heading: str
    part: float
    align: str = "left"
    is_chart: bool = False


@dataclass(frozen=True)
class Series:
    """Bars in per cent, None for a gap; `verdicts` colour them, empty for a quiet colour."""

    name: str
    values: tuple[float | None, ...]
    verdicts: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """Rows in their order; `goals`: where the goal of each row stands, None without one.

    `note`: under the rows; `key`: what the bars are, in place of the screen's own line.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    verdicts: tuple[str, ...]
    series: tuple[Series, ...] = ()
    goals: tuple[float | None, ...] = ()
    note: str = ""
    key: str = ""

    @property
    def top(self) -> float:
        """The end of the bars' axis: the furthest bar or goal, a little room beside it."""
        values = [v for one in self.series for v in one.values if v is not None]
        return max([*values, *(g for g in self.goals if g is not None)], default=WHOLE) * 1.02


def grid(body: Body) -> Grid:
    """The rows of a screen's drawing."""
    return GRIDS[type(body)](body)


def _results(body: Results) -> Grid:
    rows = body.rows
    return Grid(
        columns=(
            Column(say("slides.target"), 33),
            Column("", 23, is_chart=True),
            Column(say("slides.share"), 8, "right"),
            Column(say("slides.counts"), 12, "right"),
            Column(say("slides.verdict"), 12),
            Column(say("slides.gap"), 12),
        ),
        rows=tuple((f"{r.name} ({r.goal})", "", r.value, r.counts, r.told, r.gap) for r in rows),
        verdicts=tuple(r.verdict for r in rows),
        series=(
            Series(
                say("slides.share"),
                tuple(r.value_pct for r in rows),
                tuple(r.verdict for r in rows),
            ),
        ),
        goals=tuple(r.goal_pct for r in rows),
    )


def _bars(body: Bars) -> Grid:
    rows = body.rows
    verdicts = tuple(r.verdict for r in rows)
    return Grid(
        columns=(
            Column(say("slides.unit"), 26),
            Column(body.goal, 36, is_chart=True),
            Column(say("slides.share"), 9, "right"),
            Column(say("slides.counts"), 14, "right"),
            Column(say("slides.verdict"), 15),
        ),
        rows=tuple((r.name, "", r.value, r.counts, r.told) for r in rows),
        verdicts=verdicts,
        series=(Series(say("slides.share"), tuple(r.value_pct for r in rows), verdicts),),
        goals=tuple(body.goal_pct for _ in rows),
        note=body.others,
    )


def _changes(body: Changes) -> Grid:
    rows = body.rows
    verdicts = tuple(r.verdict for r in rows)
    before = Series(body.since, tuple(r.before_pct for r in rows), tuple("" for _ in rows))
    return Grid(
        columns=(
            Column(say("slides.target"), 36),
            Column("", 22, is_chart=True),
            Column(body.since, 10, "right"),
            Column(body.now, 10, "right"),
            Column(say("slides.change"), 12, "right"),
            Column(say("slides.verdict"), 12),
        ),
        rows=tuple((r.name, "", r.before, r.value, r.points, r.told) for r in rows),
        verdicts=verdicts,
        series=(Series(body.now, tuple(r.value_pct for r in rows), verdicts), before),
        goals=tuple(r.goal_pct for r in rows),
        key=say("slides.changes_key", now=body.now, since=body.since),
    )


def _composition(body: Composition) -> Grid:
    rows = [(of, one) for of in body.dimensions for one in of.classes]
    quiet = tuple("" for _ in rows)
    return Grid(
        columns=(
            Column(say("slides.class"), 34),
            Column("", 22, is_chart=True),
            Column(body.since, 15, "right"),
            Column(body.now, 15, "right"),
            Column(say("slides.change"), 14, "right"),
        ),
        rows=tuple(
            (
                f"{of.name}: {one.name}" if one is of.classes[0] else f"{INDENT}{one.name}",
                "",
                f"{one.since} ({one.since_counts})",
                f"{one.value} ({one.counts})",
                one.points,
            )
            for of, one in rows
        ),
        verdicts=quiet,
        series=(
            Series(body.now, tuple(one.value_pct for _, one in rows), ("now",) * len(rows)),
            Series(body.since, tuple(one.since_pct for _, one in rows), quiet),
        ),
    )


def _decisions(body: Decisions) -> Grid:
    columns = (
        Column(say("meeting.about"), 28),
        Column(say("meeting.cause"), 23),
        Column(say("meeting.remedy"), 23),
        Column(say("meeting.owner"), 14),
        Column(say("meeting.due"), 12),
    )
    rows = tuple(
        (" · ".join(filter(None, (r.about, r.carried))), r.cause, r.remedy, r.owner, r.due)
        for r in body.rows
    )
    return Grid(columns, rows, tuple("" for _ in rows), note=body.empty)


GRIDS = {
    Results: _results,
    Bars: _bars,
    Changes: _changes,
    Composition: _composition,
    Decisions: _decisions,
}
