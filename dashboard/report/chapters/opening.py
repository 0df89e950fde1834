"""What stands before and after the chapters: issuer, subject, grounds, signature, recipients."""

from dashboard import phrases
from dashboard.report.brief import Brief
from dashboard.report.chapters import prose
from dashboard.report.chapters.document import Block, Close, Head, Items, Place, Text
from dashboard.report.layouts import Layout
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declared_types import Issuer


def issuer_of(brief: Brief) -> Issuer:
    """Whoever the unit's name begins like; the district for itself and for a sector."""
    declared = brief.declared.document.issuers
    named = [i for i in declared if i.names and brief.scope.name.startswith(f"{i.names} ")]
    district = [issuer for issuer in declared if not issuer.names]
    return (district if brief.is_district else [*named, *district])[0]


def filled(template: str, issuer: Issuer, brief: Brief) -> str:
    """A template of an issuer with what is left of the unit's name: "ĐẢNG ỦY XÃ BÌNH NGHI"."""
    unit = brief.scope.name.removeprefix(issuer.names).strip()
    return template.format(unit=unit, UNIT=unit.upper())


def subject(brief: Brief) -> str:
    """ "sơ kết thực hiện Chương trình hành động về “…” năm 2023"."""
    year = prose.year_words(brief, whole=True)
    return brief.declared.document.subject.format(title=brief.declared.title, year=year)


def head(brief: Brief, layout: Layout) -> Head:
    """The first page's upper part; number and date are left blank."""
    issuer = issuer_of(brief)
    return Head(
        superior=issuer.superior,
        issuer=filled(issuer.issuer, issuer, brief),
        number=say("paper.number", symbol=issuer.number),
        date=say("paper.date", place=_place(brief)),
        kind=say("paper.kind"),
        subject=subject(brief),
        draft=say("paper.draft"),
        mark=brief.illustrative,
    )


def _place(brief: Brief) -> str:
    """The commune of an organisation of a commune, otherwise the declared place."""
    units = brief.ask(queries.units).filter(unit_id=brief.scope.unit_id)
    code = units["commune_code"][0] if units.height else None
    communes = {c.code: c.aliases[0] for c in brief.declared.communes if c.aliases}
    return communes.get(code, brief.declared.document.place)


def opening(brief: Brief) -> list[Block]:
    """Grounds, who reports, up to when the figures count."""
    words, issuer = brief.declared.document, issuer_of(brief)
    committee = filled(issuer.committee, issuer, brief)
    year = prose.year_words(brief, whole=True)
    blocks: list[Block] = [
        Items(tuple(ground.format(title=brief.declared.title) for ground in words.grounds)),
        Place(say("opening.ground_number")),
        Text(say("opening.begins", committee=committee, year=year)),
        Text(_counted_until(brief)),
    ]
    if brief.illustrative:
        blocks.append(Text(say("opening.illustrative", mark=brief.illustrative)))
    return blocks


def _counted_until(brief: Brief) -> str:
    until = phrases.last_day(brief.year, brief.declared)
    told = say("opening.counted_until", until=until)
    if not brief.is_district:
        return told
    complete = brief.ask(queries.complete, year=brief.year).row(0, named=True)
    kind = "all" if complete["complete"] == complete["units"] else "some"
    counts = {name: formatting.count(count) for name, count in complete.items()}
    return f"{told} {say(f'opening.{kind}_reported', **counts)}"


def close(brief: Brief, layout: Layout) -> Close:
    """Authority and office without a name; the recipients as the layout ends their lines."""
    issuer = issuer_of(brief)
    authority, office = issuer.signature
    *others, last = issuer.recipients
    recipients = (*(f"{name}{layout.recipients_joint}" for name in others), f"{last}.")
    return Close(authority, office, say("paper.recipients"), recipients)
