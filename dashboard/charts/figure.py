"""What all Plotly figures share. Figures are plain values: building `graph_objects` costs more."""

from dashboard.theme import Palette, plotly_template

HIDDEN = {"visible": False, "fixedrange": True}


def figure(data: list[dict], colours: Palette, **layout: object) -> dict:
    """Traces and a layout on the one template."""
    return {"data": data, "layout": {"template": plotly_template(colours), **layout}}


def goal_line(
    value: float, colours: Palette, *, upright: bool, axis: str = "", dash: str = "dash"
) -> dict:
    """The line of a goal or a ceiling over the drawing; upright where values run to the right."""
    along, across = ("x", "y") if upright else ("y", "x")
    return {
        "type": "line",
        f"{along}0": value,
        f"{along}1": value,
        f"{along}ref": f"{along}{axis}",
        f"{across}0": 0,
        f"{across}1": 1,
        f"{across}ref": "paper" if axis == "" else f"{across}{axis} domain",
        "line": {"color": colours.accent, "width": 2, "dash": dash},
    }


def label(text: str, colour: str, **place: object) -> dict:
    """Words on the drawing, without an arrow."""
    return {"text": text, "font": {"color": colour}, "showarrow": False, **place}
