"""What the units inside are coloured by: one target, or the number of targets that they reach."""

from dataclasses import replace

from dashboard import targets
from dashboard.components.markup import element, notice, words
from dashboard.components.picker import choices, picker
from dashboard.selection import TARGET, View
from dashboard.wording import say
from pipelines.declarations import Declarations

COLOURING = "to-mau"
SCORES = "so-dat"


def by_scores(view: View) -> bool:
    """Whether the address asks for the number of targets reached."""
    return view.asked(COLOURING) == SCORES


def controls(view: View, declared: Declarations) -> str:
    """The target, the two colourings, and a sentence about a code that is not known."""
    head = element(
        "div",
        words("h2", say("overview_colouring.heading")),
        _target(view, declared),
        _colourings(view),
        class_="block-head colouring",
        role="group",
        aria_label=say("overview_colouring.controls"),
    )
    return head + "".join(notice(told) for told in _problems(view, declared))


def _target(view: View, declared: Declarations) -> str:
    """The list of targets; it shows the one in force also where the address names none."""
    target = targets.chosen_target(view, declared)
    shown = replace(view, query=dict(view.query) | {TARGET: target.id}) if target else view
    options = [(each.id, each.name) for each in declared.targets.values()]
    return picker(shown, TARGET, options, clears=[COLOURING], problem=target is None)


def _colourings(view: View) -> str:
    label, scored = say("overview_colouring.label"), by_scores(view)
    ways = [
        (say("overview_colouring.target"), view.link({COLOURING: None}), not scored),
        (say("overview_colouring.scores"), view.link({COLOURING: SCORES}), scored),
    ]
    name = words("span", label, class_="label", aria_hidden="true")
    return element("div", name, choices(label, ways, key=COLOURING), class_="colourings")


def _problems(view: View, declared: Declarations) -> list[str]:
    problems = []
    if targets.chosen_target(view, declared) is None:
        problems.append(say("problem.target_unknown", asked=view.asked(TARGET)))
    if view.asked(COLOURING) not in (None, SCORES):
        problems.append(say("overview_colouring.unknown", asked=view.asked(COLOURING)))
    return problems
