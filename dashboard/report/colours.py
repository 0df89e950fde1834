"""Colours of paper, as six hexadecimal digits: those of the light screen."""

from functools import cache

from dashboard import theme


@cache
def paper_colour(name: str) -> str:
    """A colour by its name in the palette: ink, muted, accent, deep."""
    return getattr(theme.palette("light"), name).removeprefix("#")


@cache
def colour_of(verdict: str) -> str:
    """The colour of a verdict; "" is what was before, "now" has no verdict."""
    plain = {"": "edge", "now": "deep"}
    if verdict in plain:
        return paper_colour(plain[verdict])
    return theme.palette("light").status(verdict).removeprefix("#")
