"""The indicator sheet: everything that is fixed about a target, with this year's numbers."""

from collections.abc import Iterator, Mapping

import polars as pl

from dashboard import cached
from dashboard.blocks.block import Block, Drawing
from dashboard.blocks.target.subject import subject, this_year, unknown
from dashboard.charts.target.indicator_sheet import indicator_sheet
from dashboard.phrases import Row
from dashboard.selection import View
from dashboard.tables import columns
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting, queries
from pipelines.declarations import Declarations, Target, load_declarations

ID = "phieu-chi-tieu"
MOST_NAMED = 20  # organisations without figures that are named
PACED = ("on_track", "speed_up", "behind", "reversed", "kept", "slipped")
SCHEMA = dict.fromkeys(("section", "heading", "text", "verdict", "href"), pl.String)
Item = dict[str, str | None]


def _table(view: View) -> Table:
    declared, target = load_declarations(), subject(view)
    if target is None:
        return unknown(view, ID)
    return Table(
        id=ID,
        title=say("target_sheet.heading", target=target.name),
        columns=(
            Column("heading", say("target_sheet.item")),
            Column("text", say("target_sheet.content"), link="href"),
        ),
        rows=pl.DataFrame(list(_items(view, target, declared)), schema=SCHEMA),
    )


def _items(view: View, target: Target, declared: Declarations) -> Iterator[Item]:
    quoted = say("target_sheet.quoted", wording=target.wording)
    yield _item("wording", "wording", quoted)
    yield _item("clause", "clause", target.clause)
    yield from _formula(view, target, declared)
    yield from _thresholds(target, declared)
    yield from _verdicts(target, declared)
    yield from _settings(target, declared)
    yield _item("excludes", "excludes", target.excludes)
    yield from _missing(view, target)
    yield _item("limits", "limits", target.limits)


def _item(section: str, heading: str, text: str, **gaps: object) -> Item:
    named = {"section": section, "heading": say(f"target_sheet.{heading}", **gaps), "text": text}
    return named | {"verdict": None, "href": None}


# ---- The formula with this year's numbers ----


def _formula(view: View, target: Target, declared: Declarations) -> Iterator[Item]:
    indicator, row = declared.indicators[target.id], this_year(view, target)
    yield _item("formula", "formula", indicator.denominator.explained)
    if row is None:
        told = say("target_sheet.not_here", unit=view.scope.name)
        yield _item("formula", "value", told, year=view.year)
        return
    values = _values(view, target, declared)
    parts = {"numerator": indicator.numerator, "denominator": indicator.denominator.terms}
    for part, terms in parts.items():
        written = written_sum(terms, values, row[part], declared)
        yield _item("formula", part, written, year=view.year)
    source = view.to_source(view.year, view.scope.level, view.scope.unit_id, target.id)
    yield _item("formula", "value", _division(row), year=view.year) | {"href": source}


def _values(view: View, target: Target, declared: Declarations) -> dict[str, int | None]:
    """The rolled-up count of every measure of the formula."""
    scope, found = view.scope, {}
    for form_id in _forms(target, declared):
        rows = cached.ask(
            view.snapshot,
            queries.counts,
            level=scope.level,
            unit_id=scope.unit_id,
            form_id=form_id,
            year=view.year,
        )
        found |= dict(rows.select("measure_id", "value").iter_rows())
    return found


def _forms(target: Target, declared: Declarations) -> list[str]:
    indicator = declared.indicators[target.id]
    measures = [*indicator.numerator, *indicator.denominator.terms]
    return list(dict.fromkeys(declared.measures[id_].form_id for id_ in measures))


def written_sum(
    terms: Mapping[str, float],
    values: Mapping[str, int | None],
    total: int | None,
    declared: Declarations,
) -> str:
    """ "Đảng viên hoàn thành tốt 3.675 + xuất sắc 412 = 4.087"; one term stands alone."""
    written = ""
    for id_, coefficient in terms.items():
        sign = formatting.MINUS if coefficient < 0 else "+" if written else ""
        term = _term(declared.measures[id_].name, abs(coefficient), values.get(id_))
        written = f"{written} {sign} {term}".strip()
    if len(terms) == 1 and set(terms.values()) == {1}:
        return written
    return say("target_sheet.sum", terms=written, sum=formatting.count(total))


def _term(name: str, coefficient: float, value: int | None) -> str:
    told = say("target_sheet.not_reported") if value is None else formatting.count(value)
    term = say("target_sheet.term", name=name, value=told)
    if coefficient == 1:
        return term
    written = formatting.goal(coefficient).removesuffix("%")
    return say("target_sheet.coefficient", coefficient=written, name=term)


def _division(row: Row) -> str:
    if row["value_pct"] is None:
        return say(f"target_sheet.{row['verdict']}")
    return say(
        "target_sheet.division",
        numerator=formatting.count(row["numerator"]),
        denominator=formatting.count(row["denominator"]),
        value=formatting.percent(row["value_pct"]),
    )


# ---- Thresholds, verdicts, settings ----


def _thresholds(target: Target, declared: Declarations) -> Iterator[Item]:
    goal = formatting.goal(target.goal_pct)
    yield _item("thresholds", "met_when", say(f"target_sheet.{target.rule}", goal=goal))
    kind = "near_due" if target.due else "near"
    near = formatting.points(target.near_pct).removeprefix("+")
    told = say(f"target_sheet.{kind}", near=near, due=target.due)
    yield _item("thresholds", "near_when", told)
    if target.due:
        yield _item("thresholds", "pace", _pace(target, declared), due=target.due)


def _pace(target: Target, declared: Declarations) -> str:
    cuts = {name: formatting.goal(100 * share) for name, share in declared.pace.items()}
    names = {f"{id_}_name": _quoted(declared.verdicts[id_].name) for id_ in PACED[:3]}
    return say(
        "target_sheet.pace_points",
        base=declared.base_year,
        due=target.due,
        goal=formatting.goal(target.goal_pct),
        **cuts,
        **names,
    )


def _quoted(name: str) -> str:
    return say("target_sheet.quoted", wording=name)


def _verdicts(target: Target, declared: Declarations) -> Iterator[Item]:
    """Every verdict that such a target can get."""
    for id_, verdict in declared.verdicts.items():
        is_foreign = (id_ in PACED and not target.due) or (
            id_ == "over_ceiling" and target.rule != "ceiling"
        )
        if not is_foreign:
            named = {"heading": verdict.name, "text": verdict.explained}
            yield {"section": "verdicts", **named, "verdict": id_, "href": None}


def _settings(target: Target, declared: Declarations) -> Iterator[Item]:
    """The settings that this figure depends on, in words."""
    setting = declared.indicators[target.id].setting
    in_force = {setting: declared.settings.get(setting)} if setting else {}
    in_force |= {"base_year": str(declared.base_year), "small_n": str(declared.small_n)}
    for id_, value in in_force.items():
        words = declared.settings_explained[id_]
        told = say(
            "target_sheet.setting",
            value=_sentence(words.values.get(value, value)),
            explained=words.explained,
        )
        named = {"section": "settings", "heading": words.name, "text": told}
        yield named | {"verdict": None, "href": None}


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


# ---- Who has not reported ----


def _missing(view: View, target: Target) -> Iterator[Item]:
    row = this_year(view, target)
    if row is None:
        return
    written = {name: formatting.count(row[name]) for name in ("expected", "reported")}
    if row["reported"] >= row["expected"]:
        told = say("target_sheet.nothing_missing", **written)
        yield _item("missing", "missing", told, year=view.year)
        return
    told = say("target_sheet.missing_counted", **written)
    yield _item("missing", "missing", told, year=view.year)
    yield from _named(_silent(view, target), view)


def _silent(view: View, target: Target) -> pl.DataFrame:
    """The organisations that count for the figure and sent nothing in: unit_id, unit_name."""
    scope = view.scope
    cells = cached.ask(
        view.snapshot,
        queries.lineage,
        year=view.year,
        level=scope.level,
        unit_id=scope.unit_id,
        number_id=target.id,
    )
    silent = cells.filter(pl.col("value").is_null()).select(
        unit_id="source_id", unit_name="source_name"
    )
    return silent.unique(maintain_order=True)


def _named(silent: pl.DataFrame, view: View) -> Iterator[Item]:
    units = cached.units(view.snapshot).by_id
    for unit_id, unit_name in silent.head(MOST_NAMED).iter_rows():
        href = columns.to_unit(view, units[unit_id].level, unit_id)
        yield _item("missing", "missing", unit_name, year=view.year) | {"href": href}
    if silent.height > MOST_NAMED:
        told = say("target_sheet.missing_more", others=silent.height - MOST_NAMED)
        yield _item("missing", "missing", told, year=view.year)


def _draw(_view: View, table: Table) -> Drawing:
    return Drawing(markup=indicator_sheet(table.rows.to_dicts(), load_declarations()))


BLOCK = Block(ID, _table, _draw)
