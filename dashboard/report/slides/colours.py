"""Colours of paper, as six hexadecimal digits: those of the light screen."""

from functools import cache

from dashboard import theme


@cache
def colour_of(verdict: str) -> str:
    """The colour of a verdict; "" is what was before, "now" has no verdict."""
    colours = theme.palette("light")
    plain = {"": colours.edge, "now": colours.deep}
    named = plain[verdict] if verdict in plain else colours.status(verdict)
    return named.lstrip("#")


def ink() -> str:
    """Words."""
    return theme.palette("light").ink.lstrip("#")


def muted() -> str:
    """Quiet words."""
    return theme.palette("light").muted.lstrip("#")


def accent() -> str:
    """The line of the goal."""
    return theme.palette("light").accent.lstrip("#")
