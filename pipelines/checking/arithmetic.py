"""Equations between printed counts, and the cell that must be wrong when they do not hold.

Every check is rows of one frame of terms: equation, cell, coefficient; `sum(coefficient * value)`
must be 0. Which cell is wrong is worked out in `suspects.py`.
"""

import polars as pl

from pipelines.checking.suspects import Cell, Equation, equations, possible, suspects
from pipelines.declarations import Declarations, Form
from pipelines.declared_forms import Limit
from pipelines.findings import Finding, Place, found
from pipelines.reading.rows import ORGANISATIONS
from pipelines.text import parse_decimal

_TERM = [
    "sheet_id",
    "row",
    "measure_id",
    "equation",
    "rule",
    "is_sum",
    "coefficient",
    "value",
    "letter",
]
_SEARCHED = 200
"""Broken equations in which a suspect is looked for; a sheet with more is wrong as a whole."""
_NAMED_SUSPECTS = 5


def check_sums(printed: pl.DataFrame, declared: Declarations) -> list[Finding]:
    """Findings for every equation that does not hold: of rows, parents, groups and totals."""
    counts = _counts(printed)
    terms = pl.concat([_balances(counts, declared), *_column_sums(counts, declared)])
    broken = (
        terms.group_by("equation").agg(residual=(pl.col("coefficient") * pl.col("value")).sum())
    ).filter(pl.col("residual") != 0)
    if broken.is_empty():
        return []
    wrong = equations(terms.join(broken.select("equation"), on="equation", how="semi"))
    suspected = suspects(wrong, terms) if len(wrong) <= _SEARCHED else {}
    rows = {(r["sheet_id"], r["row"]): r for r in _rows(counts, wrong)}
    return [
        finding
        for name, equation in wrong.items()
        for finding in _say(
            equation, possible(suspected.get(name, []), rows, declared), rows, declared
        )
    ]


def _counts(printed: pl.DataFrame) -> pl.DataFrame:
    return printed.filter(pl.col("role") != "percent").with_columns(
        pl.col("value").fill_null(0),
        pl.col("row", "block", "under").cast(pl.Int64),
        sheet_id=pl.struct("file", "sheet").rank("dense").cast(pl.Int64),
    )


def _rows(counts: pl.DataFrame, wrong: dict[str, Equation]) -> list[dict]:
    """The rows that broken equations speak of, each with its counts (`held`: measure -> value)."""
    touched = {(c.sheet_id, c.row) for e in wrong.values() for c in e.cells}
    wanted = pl.DataFrame(list(touched), schema=["sheet_id", "row"], orient="row")
    columns = ["file", "sheet", "form_id", "year", "name"]
    grouped = counts.join(wanted, on=["sheet_id", "row"]).group_by("sheet_id", "row")
    held = grouped.agg(pl.col(columns).first(), "measure_id", "value").to_dicts()
    return [row | {"held": dict(zip(row["measure_id"], row["value"], strict=True))} for row in held]


# ---- Terms ----


def _balances(counts: pl.DataFrame, declared: Declarations) -> pl.DataFrame:
    """Equations inside a row, for rows of organisations, groups and totals alike."""
    parts = pl.DataFrame(
        [
            {
                "form_id": form.id,
                "rule": b.rule,
                "measure_id": measure,
                "is_sum": measure == b.total,
                "coefficient": sign,
            }
            for form in declared.forms.values()
            for b in form.balances
            for sign, measures in ((-1, (b.total,)), (1, b.plus), (-1, b.minus))
            for measure in measures
        ],
    )
    return (
        counts.join(parts, on=["form_id", "measure_id"])
        .with_columns(equation=pl.format("{}/{}/{}", "rule", "sheet_id", "row"))
        .select(_TERM)
    )


def _column_sums(counts: pl.DataFrame, declared: Declarations) -> list[pl.DataFrame]:
    """Equations down a column: cells and parent, organisations and group, all and the total."""
    below = _below(counts)
    summed = [form.id for form in declared.forms.values() if form.sums == "every"]
    tops = below.filter(pl.col("parent_row").is_null())
    cells = below.filter(pl.col("parent_row").is_not_null() & pl.col("form_id").is_in(summed))
    groups = counts.filter(pl.col("kind") == "group")
    totals = counts.filter(pl.col("kind") == "total").with_columns(parent_row=pl.col("row"))
    of_total = tops.drop("parent_row").join(
        totals.select("sheet_id", "measure_id", "parent_row"), on=["sheet_id", "measure_id"]
    )
    return [
        _sum_terms("children_do_not_sum_to_parent", cells, counts),
        _sum_terms(
            "rows_do_not_sum_to_group", tops.with_columns(parent_row=pl.col("block")), groups
        ),
        _sum_terms("rows_do_not_sum_to_total", of_total, totals),
    ]


def _below(counts: pl.DataFrame) -> pl.DataFrame:
    """The rows of organisations, each with the row of the sheet that it is a part of, if any."""
    units = counts.filter(pl.col("kind").is_in(ORGANISATIONS))
    keys = ["sheet_id", "unit_id", "measure_id"]
    parents = units.drop_nulls("unit_id").select(*keys, parent_row="row")
    below = units.join(
        parents, left_on=["sheet_id", "parent_id", "measure_id"], right_on=keys, how="left"
    )
    return below.with_columns(pl.coalesce("parent_row", pl.col("under").replace(0, None)))


def _sum_terms(rule: str, parts: pl.DataFrame, sums: pl.DataFrame) -> pl.DataFrame:
    """Terms of `sum of the parts - printed sum = 0`, one equation per sum that has parts."""
    name = pl.format("{}/{}/{}/{}", pl.lit(rule), "sheet_id", "parent_row", "measure_id")
    keys = ["sheet_id", "parent_row", "measure_id"]
    sums = sums.with_columns(parent_row=pl.col("row"))
    plus = parts.join(sums.select(keys), on=keys, how="semi").with_columns(coefficient=pl.lit(1))
    minus = sums.join(parts.select(keys), on=keys, how="semi").with_columns(coefficient=pl.lit(-1))
    return pl.concat(
        frame.with_columns(
            equation=name, rule=pl.lit(rule), coefficient=pl.col("coefficient").cast(pl.Int64)
        )
        .with_columns(is_sum=pl.col("coefficient") == -1)
        .select(_TERM)
        for frame in (minus, plus)
    )


# ---- Sentences ----


def _say(
    equation: Equation, suspects: list[Cell], rows: dict, declared: Declarations
) -> list[Finding]:
    """One finding at the cell that must be wrong, or at each of a few suspects, or at the sum."""
    printed = equation.cells[0]
    row = rows[(printed.sheet_id, printed.row)]
    computed = printed.value - equation.residual // printed.coefficient
    words = {
        "unit": row["name"],
        "sum_name": declared.measures[printed.measure_id].name,
        "printed": printed.value,
        "computed": computed,
        "difference": abs(printed.value - computed),
        "suspects": _suspect_words(suspects, printed),
    }
    place = Place(row["file"], row["sheet"], row["form_id"], row["year"])
    wrong = suspects if 0 < len(suspects) <= _NAMED_SUSPECTS else [printed]
    return [found(equation.rule, place, cell.address, cell.value, **words) for cell in wrong]


def _suspect_words(suspects: list[Cell], printed: Cell) -> str:
    """Which cell is wrong, as far as the equations tell, and where the printed sum stands."""
    if len(suspects) == 1:
        return f" Ô sai: {suspects[0].address}; ô cộng: {printed.address}."
    if 1 < len(suspects) <= _NAMED_SUSPECTS:
        cells = ", ".join(cell.address for cell in suspects)
        return f" Một trong các ô {cells} sai; ô cộng: {printed.address}."
    parts = sorted((cell for cell in suspects if cell != printed), key=lambda cell: cell.row)
    if parts:
        span = f"từ {parts[0].address} đến {parts[-1].address}"
        return f" Ô cộng {printed.address} hoặc một ô {span} sai."
    return f" Ô cộng: {printed.address}."


# ---- Parts and wholes, percentages ----


def check_limits(printed: pl.DataFrame, declared: Declarations) -> list[Finding]:
    """Findings for rows in which parts exceed their whole (`limits` of forms.toml)."""
    counts = printed.filter((pl.col("role") != "percent") & pl.col("kind").is_in(ORGANISATIONS))
    return [
        finding
        for form in declared.forms.values()
        if form.limits
        for finding in _form_limits(counts.filter(pl.col("form_id") == form.id), form, declared)
    ]


def _form_limits(counts: pl.DataFrame, form: Form, declared: Declarations) -> list[Finding]:
    keys = ["file", "sheet", "year", "row", "name"]
    wide = counts.pivot("measure_id", index=keys, values="value")
    places = counts.select("file", "sheet", "measure_id", "letter").unique()
    letters = {(file, sheet, measure): x for file, sheet, measure, x in places.iter_rows()}
    known = (x for x in form.limits if set(x.parts + x.wholes) <= set(wide.columns))
    return [
        _parts_over_total(row, limit, form, letters, declared)
        for limit in known
        for row in _over(wide, limit).iter_rows(named=True)
    ]


def _over(wide: pl.DataFrame, limit: Limit) -> pl.DataFrame:
    """Rows whose parts exceed their wholes; a cell that holds no number is told elsewhere."""
    held = wide.drop_nulls([*limit.parts, *limit.wholes])
    parts, wholes = pl.sum_horizontal(limit.parts), pl.sum_horizontal(limit.wholes)
    return held.with_columns(parts=parts, wholes=wholes).filter(pl.col("parts") > pl.col("wholes"))


def _parts_over_total(
    row: dict, limit: Limit, form: Form, letters: dict[tuple, str], declared: Declarations
) -> Finding:
    words = {
        "unit": row["name"],
        "part_names": _names(limit.parts, declared),
        "whole_names": _names(limit.wholes, declared),
        "parts": row["parts"],
        "wholes": row["wholes"],
    }
    worst = max(limit.parts, key=row.get)
    cell = f"{letters[row['file'], row['sheet'], worst]}{row['row']}"
    place = Place(row["file"], row["sheet"], form.id, row["year"])
    return found("parts_over_total", place, cell, row[worst], **words)


def _names(measures: tuple[str, ...], declared: Declarations) -> str:
    return " + ".join(declared.measures[m].name for m in measures)


def check_percentages(printed: pl.DataFrame, declared: Declarations) -> list[Finding]:
    """Findings for printed percentages that do not follow from the counts beside them.

    A percentage may be rounded or cut at its last printed decimal.
    """
    keys = ["file", "sheet", "row"]
    wholes = [form.share_of for form in declared.forms.values() if form.share_of]
    rated = printed.filter(pl.col("measure_id").is_in(wholes)).select(*keys, whole="value")
    counts = printed.filter(pl.col("role") == "count").select(*keys, "measure_id", part="value")
    shares = (
        printed.filter((pl.col("role") == "percent") & pl.col("text").is_not_null())
        .join(rated, on=keys)
        .join(counts, on=[*keys, "measure_id"])
    )
    parsed = {text: parse_decimal(text) for text in shares["text"].unique()}
    typed = pl.Struct({"pct": pl.Float64, "decimals": pl.Int64})
    known = {t: {"pct": p[0], "decimals": p[1]} for t, p in parsed.items() if p}
    computed = (100 * pl.col("part") / pl.col("whole")).fill_nan(0)
    wrong = (
        shares.with_columns(
            typed=pl.col("text").replace_strict(known, default=None, return_dtype=typed)
        )
        .unnest("typed")
        .with_columns(computed=computed)
        .filter(
            (pl.col("pct") - pl.col("computed")).abs()
            > pl.lit(1.001) * pl.lit(10.0).pow(-pl.col("decimals"))
        )
    )
    return [_say_percentage(row) for row in wrong.iter_rows(named=True)]


def _say_percentage(row: dict) -> Finding:
    words = {
        "unit": row["name"],
        "printed": row["text"],
        "computed": f"{row['computed']:.2f}%".replace(".", ","),
        "numerator": row["part"],
        "denominator": row["whole"],
    }
    place = Place(row["file"], row["sheet"], row["form_id"], row["year"])
    return found("percentage_differs", place, f"{row['letter']}{row['row']}", row["text"], **words)
