"""The declarations that the SQL counts with, as tables of a snapshot."""

from dataclasses import asdict

import polars as pl

from pipelines.declarations import Declarations
from pipelines.declared_types import Dimension


def declared_tables(declared: Declarations) -> dict[str, pl.DataFrame]:
    """Name of a table -> its rows, in the order in which they are declared."""
    return {
        "programme": _programme(declared),
        "sectors": _sectors(declared),
        "declared_forms": _forms(declared),
        "declared_measures": _measures(declared),
        "indicator_terms": _indicator_terms(declared),
        "targets": _targets(declared),
        "verdicts": _verdicts(declared),
        "classes": _classes(declared),
        "class_terms": _class_terms(declared),
        "printed_baseline": _baseline(declared),
        "due_days": _due_days(declared),
    }


def _programme(declared: Declarations) -> pl.DataFrame:
    row = {
        "district": declared.district,
        "base_year": declared.base_year,
        "last_year": max(declared.years),
        "small_n": declared.small_n,
    }
    return pl.DataFrame([row | declared.pace])


def _sectors(declared: Declarations) -> pl.DataFrame:
    names = declared.words.sector_names
    columns = {"sector_id": names.keys(), "sector_name": names.values()}
    return pl.DataFrame(columns).with_row_index("sector_order")


def _forms(declared: Declarations) -> pl.DataFrame:
    rows = [
        {"form_id": form.id, "form_title": form.title, "kind": form.kind, "rows_are": form.rows}
        for form in declared.forms.values()
    ]
    return pl.DataFrame(rows).with_row_index("form_order")


def _measures(declared: Declarations) -> pl.DataFrame:
    rows = [
        {
            "measure_id": measure.id,
            "measure_name": measure.name,
            "measure_unit": measure.unit,
            "form_id": measure.form_id,
            "counted_at": measure.counted_at,
            "number_id": measure.number_id,
        }
        for measure in declared.measures.values()
    ]
    return pl.DataFrame(rows).with_row_index("measure_order")


def _indicator_terms(declared: Declarations) -> pl.DataFrame:
    rows = [
        {
            "indicator_id": indicator.id,
            "variant": key,
            "variant_order": order,
            "is_chosen": key == indicator.chosen,
            "part": part,
            **term,
        }
        for indicator in declared.indicators.values()
        for order, (key, variant) in enumerate(indicator.variants.items())
        for part, terms in (("numerator", indicator.numerator), ("denominator", variant.terms))
        for term in _terms(terms)
    ]
    return pl.DataFrame(rows)


def _terms(terms: dict[str, float]) -> list[dict]:
    return [{"measure_id": key, "coefficient": float(factor)} for key, factor in terms.items()]


def _targets(declared: Declarations) -> pl.DataFrame:
    columns = ("goal_pct", "rule", "due", "near_pct")
    return pl.DataFrame(
        [
            {"target_id": t.id, "target_order": i, **{c: asdict(t)[c] for c in columns}}
            for i, t in enumerate(declared.targets.values())
        ],
        schema_overrides={"due": pl.Int32},
    )


def _due_days(declared: Declarations) -> pl.DataFrame:
    schema = {"year": pl.Int32, "due_on": pl.Date}
    return pl.DataFrame(list(declared.due_days.items()), schema=schema, orient="row")


def _verdicts(declared: Declarations) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"verdict": v.id, "is_reached": v.reached, "is_judged": v.judged}
            for v in declared.verdicts.values()
        ]
    )


def _classes(declared: Declarations) -> pl.DataFrame:
    """Every class by name; the total stands among the terms only."""
    return pl.DataFrame(
        [
            {
                "body": body.id,
                "dimension": dimension.id,
                "category": category,
                "category_name": name,
                "is_remainder": category == dimension.remainder,
                "body_order": body_order,
                "category_order": order,
            }
            for body_order, body in enumerate(declared.bodies.values())
            for dimension in body.dimensions.values()
            for order, (category, name) in enumerate(dimension.names.items())
        ]
    )


def _class_terms(declared: Declarations) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {"body": body.id, "dimension": dimension.id, "category": category, **term}
            for body in declared.bodies.values()
            for dimension in body.dimensions.values()
            for category, terms in _counted(dimension).items()
            for term in _terms(terms)
        ]
    )


def _counted(dimension: Dimension) -> dict[str, dict[str, float]]:
    return {"total": dimension.total, **dimension.categories}


def _baseline(declared: Declarations) -> pl.DataFrame:
    rows = [asdict(row) for row in declared.baseline]
    types = {"printed_pct": pl.Float64, "whole": pl.String}
    return pl.DataFrame(rows, schema_overrides=types).with_row_index("baseline_order")
