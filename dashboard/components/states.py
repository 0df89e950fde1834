"""A page that cannot show numbers says why, and which command helps."""

from html import escape

from dashboard.components.markup import element, words
from dashboard.wording import commands, say


def state(kind: str, reason: str = "", folder: str = "", ways_out: str = "") -> str:
    """The block of one state: `kind` names a section of the texts, `reason` comes first."""
    lines = commands(kind)
    helped = [
        words("p", say("state.where.commands"), class_="where"),
        words("pre", "\n".join(lines)),
        words("p", say("state.where.warehouse", folder=folder), class_="where") if folder else "",
    ]
    return element(
        "section",
        words("h2", say(f"state.{kind}.title")),
        element("p", _marked(reason), class_="reason") if reason else "",
        element("p", _marked(say(f"state.{kind}.says"))),
        ways_out,
        *(helped if lines else []),
        class_="state",
        role="alert",
        data_state=kind,
    )


def _marked(sentence: str) -> str:
    """Escape a sentence; `what stands between backticks` is a command."""
    parts = sentence.split("`")
    return "".join(words("code", part) if i % 2 else escape(part) for i, part in enumerate(parts))
