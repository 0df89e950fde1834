"""Where things stand on a drawing: places in per cent of its width."""

MOST = 2.0  # goals that a track holds: what is further away ends in an arrow
LEAST = 1.25  # and that it holds at least, so that there is room beyond the goal


def place(value: float, low: float, high: float) -> str:
    """Where a value stands between two ends: "40.0%", never outside."""
    part = (value - low) / (high - low) if high > low else 0.0
    return f"{min(max(part, 0.0), 1.0) * 100:.1f}%"


def in_goals(value_pct: float | None, goal_pct: float) -> float | None:
    """A share as a multiple of its goal; None when it is unknown or the goal is 0."""
    return None if value_pct is None or not goal_pct else value_pct / goal_pct


def reach(multiples: list[float | None]) -> float:
    """How many goals a track holds, so that goals of several targets stand under each other."""
    known = [m for m in multiples if m is not None]
    return min(max([LEAST, *known]), MOST)


def lowest(multiples: list[float | None]) -> float:
    """Where a track of points begins: a little below the lowest, never below 0."""
    known = [1.0, *(m for m in multiples if m is not None)]
    return max(min(known) - 0.05, 0.0)


def styled(**places: str) -> str:
    """Custom properties for a style attribute: `styled(w="40.0%")` gives "--w:40.0%"."""
    return ";".join(f"--{name}:{where}" for name, where in places.items())
