"""The whole meeting as one page: every screen, the style, the keys; it asks for nothing more."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from dashboard.components.markup import element, words
from dashboard.meeting.drawings.draw import draw
from dashboard.meeting.style import style_sheet
from dashboard.report.brief import Brief
from dashboard.report.screens.agenda import agenda, context
from dashboard.report.screens.screen import Screen, Span
from dashboard.wording import say, texts

SCRIPT = Path(__file__).with_name("meeting.js")
GAPS = {name: f"{{{name}}}" for name in ("at", "count", "message")}  # filled in by the script
SHORT, LONG = 62, 130  # letters of a sentence that take one line, two lines


def meeting_page(brief: Brief, anew: str) -> str:
    """The agenda of a brief; `anew` is the address that shows the newest numbers."""
    screens = agenda(brief)
    foot = _context(brief)
    shown = [_screen(s, at, len(screens), foot) for at, s in enumerate(screens, start=1)]
    body = [element("main", *shown), *_aside(), f"<script>{_script()}</script>"]
    title = say("meeting.title", unit=brief.scope.name, year=brief.year)
    return document(title, *body, data_anew=anew, data_place=say("meeting.place", **GAPS))


def document(title: str, *body: str, **attributes: str) -> str:
    """A page of this room: nothing of it may come from elsewhere, only our own script runs."""
    head = element(
        "head",
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_policy())}">',
        words("title", title),
        f"<style>{style_sheet()}</style>",
    )
    content = element("body", *body, **attributes)
    return f"<!doctype html>{element('html', head, content, lang='vi')}"


@cache
def _script() -> str:
    return SCRIPT.read_text(encoding="utf-8")


def _policy() -> str:
    digest = b64encode(sha256(_script().encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "font-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )


def _context(brief: Brief) -> str:
    """Which unit, which year, figures up to when; on every screen."""
    told = words("span", context(brief))
    badge = words("b", brief.illustrative, class_="badge") if brief.illustrative else ""
    return element("p", told, badge, class_="context")


def _screen(screen: Screen, at: int, count: int, foot: str) -> str:
    heading = f"thong-diep-{at}"
    number = words("p", say("meeting.number", at=at, count=count), class_="number")
    return element(
        "section",
        element(
            "header",
            element("h1", *map(_span, screen.message), id=heading, data_length=_length(screen)),
            words("p", screen.sub, class_="sub"),
        ),
        draw(screen),
        element("footer", foot, number),
        class_="screen",
        aria_labelledby=heading,
        data_screen=screen.id,
    )


def _span(span: Span) -> str:
    return words("span", span.text, data_verdict=span.verdict)


def _length(screen: Screen) -> str:
    letters = len(screen.sentence)
    return "short" if letters <= SHORT else "long" if letters <= LONG else "longer"


def _aside() -> list[str]:
    """What is seen only when it is called: the digits typed, a notice, black, the keys."""
    keys = texts()["meeting_keys"].values()
    rows = [element("div", words("dt", row["keys"]), words("dd", row["does"])) for row in keys]
    listed = element("dl", *rows)
    return [
        element("p", class_="typed", hidden="hidden"),
        words("p", say("meeting.not_updated"), class_="notice", role="alert", hidden="hidden"),
        element("div", class_="blank", hidden="hidden"),
        element(
            "div",
            words("h2", say("meeting.keys")),
            listed,
            class_="keys",
            role="dialog",
            aria_label=say("meeting.keys"),
            hidden="hidden",
        ),
        element("p", class_="said", aria_live="polite"),
    ]
