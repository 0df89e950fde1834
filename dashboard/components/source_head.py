"""The head of the page of sources: which section, and in it which number."""

from dashboard import figures, options
from dashboard.blocks.sources import lineage as sources_lineage
from dashboard.blocks.sources import page as sources
from dashboard.components.markup import element, words
from dashboard.components.picker import choices, picker
from dashboard.selection import NUMBER, View
from dashboard.wording import say
from pipelines.declarations import load_declarations

SECTION = "muc"


def section(view: View) -> str:
    """The code of the section that the address names; the first one if it names none."""
    return view.asked(SECTION) or next(iter(sources.SECTIONS))


def head(view: View) -> str:
    """The choice of a section and, where one number is looked for, of the number."""
    sections = [
        (say(f"sources.{name}"), view.link({SECTION: code}), code == section(view))
        for code, (name, _) in sources.SECTIONS.items()
    ]
    links = choices(say("sources.sections"), sections)
    numbers = _numbers(view) if _is_lineage(view) else ""
    return element("div", links, numbers, class_="page-head")


def problem(view: View) -> str:
    """What in the address is not known, in a sentence; empty when all is."""
    if section(view) not in sources.SECTIONS:
        return say("sources.unknown", asked=section(view))
    if _is_lineage(view) and sources_lineage.chosen(view) is None:
        return say("number.unknown", asked=view.asked(NUMBER))
    return ""


def _is_lineage(view: View) -> bool:
    name, _ = sources.SECTIONS.get(section(view), ("", ()))
    return name == "lineage"


def _numbers(view: View) -> str:
    chosen, names = sources_lineage.chosen(view), figures.names(load_declarations())
    list_ = picker(
        view,
        NUMBER,
        options.source(view, "con-so"),
        problem=chosen is None,
        shown=names.get(chosen),
    )
    return list_ + words("p", say("sources.how"), class_="note")
