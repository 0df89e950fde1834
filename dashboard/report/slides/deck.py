"""`slides(brief, report)`: the agenda of a meeting as a PowerPoint file."""

import io

from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from dashboard.report.brief import Brief, Progress
from dashboard.report.drawingml import LANGUAGE
from dashboard.report.reproducible import reproducible
from dashboard.report.screens.agenda import agenda, context
from dashboard.report.screens.screen import Screen
from dashboard.report.slides import places
from dashboard.report.slides.bars import add_bars
from dashboard.report.slides.grid import grid
from dashboard.report.slides.words import add_line, add_sentence, add_table
from dashboard.wording import say

TITLE_ONLY = 5  # of the layouts that an empty presentation has


def slides(brief: Brief, report: Progress) -> bytes:
    """One slide per screen of the agenda, the bytes of a .pptx."""
    screens = agenda(brief)
    deck = _empty(brief)
    for at, screen in enumerate(screens, start=1):
        report(say("slides.stage"), at - 1, len(screens))
        _add(deck, screen, brief, say("meeting.number", at=at, count=len(screens)))
    content = io.BytesIO()
    deck.save(content)
    report(say("slides.stage"), len(screens), len(screens))
    return reproducible(content.getvalue(), brief.made_at)


def _empty(brief: Brief) -> Deck:
    deck = Presentation()
    _keep_one_layout(deck)
    deck.slide_width, deck.slide_height = Inches(places.WIDTH), Inches(places.HEIGHT)
    about = deck.core_properties
    about.title = say("slides.title", unit=brief.scope.name, year=brief.year)
    about.author = about.last_modified_by = brief.declared.name
    about.language, about.comments = LANGUAGE, brief.footer
    return deck


def _keep_one_layout(deck: Deck) -> None:
    """A sentence and nothing else; the other layouts of the template are English and unused."""
    kept = deck.slide_layouts[TITLE_ONLY]
    for layout in list(deck.slide_layouts):
        if layout != kept:
            deck.slide_layouts.remove(layout)
    kept._element.cSld.set("name", say("slides.layout"))


def _add(deck: Deck, screen: Screen, brief: Brief, number: str) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    add_sentence(slide, screen)
    shown = grid(screen.body)
    under = shown.key or screen.sub
    add_line(slide, under, places.SUB_TOP, places.SUB_HEIGHT, places.sub_pt(under))
    height = places.row_height(shown)
    if shown.rows:
        add_table(slide, shown, height, screen.alt)
    if shown.series and shown.rows:
        add_bars(slide, shown, height, screen.alt)
    if shown.note:
        top = places.TOP + height * (len(shown.rows) + 1)
        add_line(slide, shown.note, top, places.NOTE_HEIGHT, places.NOTE_PT)
    foot = say("slides.foot", context=context(brief), footer=brief.footer)
    add_line(slide, foot, places.FOOT_TOP, places.FOOT_HEIGHT, places.FOOT_PT)
    add_line(slide, number, places.FOOT_TOP, places.FOOT_HEIGHT, places.FOOT_PT, "right")
    _note(slide, screen)


def _note(slide: object, screen: Screen) -> None:
    """What the speaker needs: the sentence, the drawing in words, where the numbers are from."""
    lines = [screen.sentence, screen.sub, screen.alt, *screen.sources]
    slide.notes_slide.notes_text_frame.text = "\n".join(filter(None, lines))
