"""Every number by its id: a target, a count of a form, or a class of a composition.

The ids are those of `pipelines.queries.lineage`: a target's id, `form.measure`, or
`body.dimension.class`.
"""

from dashboard import cached
from dashboard.selection import View
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations


def names(declared: Declarations) -> dict[str, str]:
    """What each number is called, targets first."""
    targets = {target.id: target.name for target in declared.targets.values()}
    measures = {measure.number_id: measure.name for measure in declared.measures.values()}
    return targets | measures | _classes(declared)


def sentence(view: View, number_id: str, declared: Declarations) -> str:
    """What the number is in the view, with its counts: "… năm 2024: 4.087 ÷ 4.595 = 88,9%"."""
    name = names(declared)[number_id]
    about = {"name": name, "unit": view.scope.name, "year": view.year}
    if is_count(number_id, declared):
        value = _count(view, number_id)
        return say("number.count", value=formatting.count(value), **about)
    k, n, share = _share(view, number_id, declared)
    if share is None:
        return say("number.nothing", **about)
    return say(
        "number.share",
        numerator=formatting.count(k),
        denominator=formatting.count(n),
        value=formatting.percent(share),
        **about,
    )


def is_count(number_id: str, declared: Declarations) -> bool:
    """Whether the number is a plain count of a form, not a share."""
    return any(measure.number_id == number_id for measure in declared.measures.values())


def _classes(declared: Declarations) -> dict[str, str]:
    return {
        f"{body.id}.{dimension.id}.{category}": say(
            "number.class", body=body.name, dimension=dimension.name, category=name
        )
        for body in declared.bodies.values()
        for dimension in body.dimensions.values()
        for category, name in dimension.names.items()
    }


def _count(view: View, number_id: str) -> int | None:
    scope = view.scope
    counts = cached.ask(
        view.snapshot,
        queries.counts,
        level=scope.level,
        unit_id=scope.unit_id,
        form_id=number_id.partition(".")[0],
        year=view.year,
    )
    return next(iter(counts.filter(number_id=number_id)["value"]), None)


def _share(
    view: View, number_id: str, declared: Declarations
) -> tuple[int | None, int | None, float | None]:
    """Numerator, denominator and share in per cent; nothing where there is no such row."""
    of_unit = {"year": view.year, "level": view.scope.level, "unit_id": view.scope.unit_id}
    if number_id in declared.targets:
        rows = cached.ask(view.snapshot, queries.progress, target_id=number_id, **of_unit)
        found = rows.select("numerator", "denominator", "value_pct").rows()
    else:
        body, dimension, category = number_id.split(".")
        rows = cached.ask(
            view.snapshot, queries.composition, body=body, dimension=dimension, **of_unit
        )
        found = rows.filter(category=category).select("count", "total", "share_pct").rows()
    return found[0] if found else (None, None, None)
