"""Stock and flow of members: from the opening to the closing, a step for every kind of change."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.charts.figure import HIDDEN, figure, label
from dashboard.theme import Palette, on, ramp
from dashboard.wording import say
from pipelines import formatting

ROW = 27  # px of one step with its share of the gap
HEAD = 26  # px above the steps, for the words about the axis
STOCK, GAIN, LOSS = "stock", "gain", "loss"
ARROWS = {STOCK: "", GAIN: "▲ ", LOSS: "▼ "}
GAP = "\u00a0"  # between a bar and its number
SEEN = 60  # of no more than so many, one is seen on an axis from zero
CUT_FROM = 2  # the axis leaves out zero where the lowest level is more than so many times the span


@dataclass(frozen=True)
class Step:
    """One bar: a stock (opening, closing), or a change. `count` is never negative."""

    name: str
    kind: str
    count: int
    href: str = ""


def bridge(steps: Sequence[Step], unit: str, colours: Palette) -> dict:
    """Bars from left to right under each other; `unit` is what is counted, for the axis' words."""
    bars = spans(steps)
    start, far = axis_start(bars), max(high for _, high in bars)
    return figure(
        [_bars(steps, bars, start, colours), _counts(steps, bars, colours)],
        colours,
        height=HEAD + ROW * len(steps),
        margin={"l": 0, "r": 0, "b": 0, "t": HEAD if start else 6},
        xaxis={"range": [start, far + (far - start) * 0.14], **HIDDEN},
        yaxis=_names(steps),
        shapes=_connectors(steps, bars, colours),
        annotations=_cut(steps, start, unit, colours) if start else [],
    )


def spans(steps: Sequence[Step]) -> list[tuple[int, int]]:
    """Where each bar begins and ends: stocks from zero, changes from the level reached before."""
    drawn, level = [], 0
    for step in steps:
        if step.kind == STOCK:
            drawn.append((0, step.count))
            level = step.count
        else:
            after = level + (step.count if step.kind == GAIN else -step.count)
            drawn.append((min(level, after), max(level, after)))
            level = after
    return drawn


def axis_start(bars: Sequence[tuple[int, int]]) -> int:
    """Zero; or a round number below every level, where the changes would be too small to see."""
    levels = [edge for bar in bars for edge in bar if edge]
    low, high = min(levels, default=0), max(levels, default=0)
    span = high - low
    if not span or high <= SEEN or low <= CUT_FROM * span:
        return 0
    step = 10 ** (len(str(span)) - 1)
    return max((low - max(span // 2, 1)) // step * step, 0)


def signed(step: Step) -> str:
    """ "+16", "−3", "0"; a stock without a sign."""
    written = formatting.count(step.count)
    if step.kind == STOCK or not step.count:
        return written
    return f"+{written}" if step.kind == GAIN else f"{formatting.MINUS}{written}"


def summary(steps: Sequence[Step], heading: str) -> str:
    """The message with its numbers; kinds of change that did not occur are left out."""
    changes = [f"{step.name} {signed(step)}" for step in steps if step.kind != STOCK and step.count]
    return say(
        "member_bridge.alt",
        heading=heading,
        opening=f"{steps[0].name} {signed(steps[0])}",
        closing=f"{steps[-1].name} {signed(steps[-1])}",
        changes=", ".join(changes) or say("member_bridge.no_change"),
    )


def _names(steps: Sequence[Step]) -> dict:
    return {
        "tickvals": list(range(len(steps))),
        "ticktext": [escape(f"{ARROWS[step.kind]}{step.name}") for step in steps],
        "range": [len(steps) - 0.5, -0.5],
        "ticks": "",
        "showline": False,
        "ticklabelstandoff": 8,
    }


def _bars(
    steps: Sequence[Step], bars: Sequence[tuple[int, int]], start: int, colours: Palette
) -> dict:
    """Stocks dark and full, increases lighter and full, decreases hollow."""
    middle = ramp(colours, 3)[1]
    fills = {STOCK: colours.deep, GAIN: middle, LOSS: colours.paper}
    return {
        "type": "bar",
        "orientation": "h",
        "base": [max(low, start) for low, _ in bars],
        "x": [high - max(low, start) for low, high in bars],
        "y": list(range(len(steps))),
        "customdata": [step.href for step in steps],
        "marker": {
            "color": [fills[step.kind] for step in steps],
            "line": {"color": colours.deep, "width": 1.5},
        },
        "hovertemplate": [_hover(step) for step in steps],
    }


def _hover(step: Step) -> str:
    return say("member_bridge.hover", name=escape(step.name), count=signed(step))


def _counts(steps: Sequence[Step], bars: Sequence[tuple[int, int]], colours: Palette) -> dict:
    return {
        "type": "scatter",
        "mode": "text",
        "x": [high for _, high in bars],
        "y": list(range(len(steps))),
        "text": [f"{GAP}<b>{signed(step)}</b>" if step.count else f"{GAP}0" for step in steps],
        "textposition": "middle right",
        "textfont": {"color": [colours.ink if step.count else colours.muted for step in steps]},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _connectors(
    steps: Sequence[Step], bars: Sequence[tuple[int, int]], colours: Palette
) -> list[dict]:
    """Thin lines from the level that a bar reaches to the next one."""
    levels = [
        low if step.kind == LOSS else high for step, (low, high) in zip(steps, bars, strict=True)
    ]
    return [
        {
            "type": "line",
            "x0": level,
            "x1": level,
            "y0": row,
            "y1": row + 1,
            "layer": "below",
            "line": {"color": colours.edge, "width": 1, "dash": "dot"},
        }
        for row, level in enumerate(levels[:-1])
    ]


def _cut(steps: Sequence[Step], start: int, unit: str, colours: Palette) -> list[dict]:
    """The mark on the bars that are cut, and the words that say where the axis begins."""
    told = say("member_bridge.cut", start=formatting.count(start), unit=unit)
    above = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper"}
    marks = [
        label("≈", on(colours.deep), x=start, xanchor="left", y=row, yanchor="middle")
        for row, step in enumerate(steps)
        if step.kind == STOCK
    ]
    return [label(told, colours.muted, yanchor="bottom", **above), *marks]
