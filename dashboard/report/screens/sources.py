"""Where the numbers of a screen come from, for the speaker's notes."""

from dashboard import phrases
from dashboard.report.brief import Brief, Row
from dashboard.wording import say
from pipelines.declarations import Target


def source(brief: Brief, target: Target, row: Row) -> str:
    """The figure, the forms that it is counted from and its number on the page of sources."""
    declared = brief.declared
    indicator = declared.indicators[target.id]
    measures = [*indicator.numerator, *indicator.denominator.terms]
    forms = dict.fromkeys(declared.forms[declared.measures[id_].form_id].title for id_ in measures)
    return say(
        "screen.source",
        name=target.name,
        counts=phrases.counts(row),
        forms=", ".join(forms),
        number=target.id,
    )
