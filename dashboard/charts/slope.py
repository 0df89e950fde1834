"""From one value to the next beside a goal: a line as small as a word, in the page's colours."""

from dashboard.components.markup import element

TOP, BOTTOM = 6, 22  # px in the 28 of 5-overview.css; where the highest and the lowest stand
FIRST, LAST = 12, 88  # per cent of the width


def slope(before: float, now: float, goal: float, verdict: str, spoken: str) -> str:
    """`verdict` colours the second dot; the goal is the dashed line; `spoken` says all three."""
    low, high = min(before, now, goal), max(before, now, goal)
    places = [BOTTOM - (v - low) / ((high - low) or 1.0) * (BOTTOM - TOP) for v in (before, now)]
    level = BOTTOM - (goal - low) / ((high - low) or 1.0) * (BOTTOM - TOP)
    return element(
        "span",
        element("i", class_="goal", style=f"top:{level:.1f}px"),
        element("i", class_="way", style=f"clip-path:polygon({_band(*places)})"),
        element("i", class_="dot was", style=f"left:{FIRST}%;top:{places[0]:.1f}px"),
        element("i", class_="dot", style=f"left:{LAST}%;top:{places[1]:.1f}px"),
        class_="slope",
        role="img",
        aria_label=spoken,
        title=spoken,
        data_verdict=verdict,
    )


def _band(before: float, now: float) -> str:
    """The corners of a line two px thick."""
    corners = [(FIRST, before - 1), (LAST, now - 1), (LAST, now + 1), (FIRST, before + 1)]
    return ",".join(f"{x}% {y:.1f}px" for x, y in corners)
