"""The whole báo cáo sơ kết of one brief: five chapters and the annexes."""

from dashboard.report.brief import Brief
from dashboard.report.chapters import numbering
from dashboard.report.chapters.annexes import annexes
from dashboard.report.chapters.assessment import assessment
from dashboard.report.chapters.committees import committees
from dashboard.report.chapters.document import Block, Document, Place
from dashboard.report.chapters.opening import close, filled, head, issuer_of, opening, subject
from dashboard.report.chapters.remarks import way
from dashboard.report.chapters.score import score
from dashboard.report.chapters.targets import targets
from dashboard.report.layouts import Layout, layout_on
from dashboard.wording import say


def document(brief: Brief) -> Document:
    """What the report says, laid out as the day on which it is made asks for."""
    layout = layout_on(brief.made_at.date())
    issuer = issuer_of(brief)
    return Document(
        layout=layout,
        title=say("paper.title", subject=subject(brief)),
        author=filled(issuer.committee, issuer, brief),
        head=head(brief, layout),
        body=tuple([*opening(brief), *_chapters(brief, layout)]),
        close=close(brief, layout),
        annexes=tuple(annexes(brief)),
        footer=brief.footer,
    )


def _chapters(brief: Brief, layout: Layout) -> list[Block]:
    return [
        numbering.section(1, say("leadership.title"), layout),
        *_leadership(layout),
        numbering.section(2, say("results.title"), layout),
        *_results(brief, layout),
        numbering.section(3, say("assessment.title"), layout),
        *assessment(brief, layout),
        numbering.section(4, say("way.title"), layout),
        *way(brief, layout),
        numbering.section(5, say("proposals.title"), layout),
        Place(say("proposals.place")),
    ]


def _leadership(layout: Layout) -> list[Block]:
    """What only people know: how the programme was spread, directed, inspected."""
    blocks: list[Block] = []
    for number, name in enumerate(("spread", "direct", "inspect"), 1):
        blocks.append(numbering.part(number, say(f"leadership.{name}"), layout))
        blocks.append(Place(say(f"leadership.{name}_place")))
    return blocks


def _results(brief: Brief, layout: Layout) -> list[Block]:
    return [
        numbering.part(1, say("results.targets"), layout),
        *score(brief),
        *targets(brief, layout),
        numbering.part(2, say("committees.title"), layout),
        *committees(brief),
        numbering.part(3, say("tasks.title"), layout),
        *_tasks(brief, layout),
    ]


def _tasks(brief: Brief, layout: Layout) -> list[Block]:
    blocks: list[Block] = []
    for number, task in enumerate(brief.declared.document.tasks, 1):
        blocks += [numbering.point(number, task, layout), Place(say("tasks.place"))]
    return blocks
