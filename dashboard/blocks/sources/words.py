"""How the targets are understood: definitions, verdicts, glossary, settings."""

import polars as pl

from dashboard import phrases
from dashboard.blocks.block import Block
from dashboard.selection import TARGET, View
from dashboard.tables.table import Column, Table
from dashboard.wording import say
from pipelines import formatting
from pipelines.declarations import Declarations, Target, load_declarations


def _definitions(view: View) -> Table:
    declared = load_declarations()
    rows = [
        {
            "name": target.name,
            "href": view.link({TARGET: target.id}, "chi-tieu"),
            "wording": f"“{target.wording}”",
            "clause": target.clause,
            "formula": declared.indicators[target.id].denominator.explained,
            "threshold": _threshold(target, declared),
            "excludes": target.excludes,
            "limits": target.limits,
        }
        for target in declared.targets.values()
    ]
    shown = ("wording", "clause", "formula", "threshold", "excludes", "limits")
    first = Column("name", say("column.target"), link="href")
    return _table("dinh-nghia", "definitions", (first, *_text(*shown)), rows)


def _threshold(target: Target, declared: Declarations) -> str:
    near = say("sources_word.near", near=formatting.goal(target.near_pct).rstrip("%"))
    told = [phrases.goal(target), near]
    if target.due:
        cuts = {name: formatting.goal(100 * cut) for name, cut in declared.pace.items()}
        told.append(say("sources_word.due", due=target.due, **cuts))
    return "; ".join(told)


def _verdicts(view: View) -> Table:
    rows = [
        {"verdict": verdict.id, "meaning": verdict.explained}
        for verdict in load_declarations().verdicts.values()
    ]
    shown = (Column("verdict", say("column.verdict"), "verdict"), *_text("meaning"))
    return _table("muc-danh-gia", "verdicts", shown, rows)


def _glossary(view: View) -> Table:
    rows = [
        {"term": term.term, "abbreviation": term.abbreviation, "meaning": term.explained}
        for term in load_declarations().glossary
    ]
    return _table("thuat-ngu", "glossary", _text("term", "abbreviation", "meaning"), rows)


def _settings(view: View) -> Table:
    declared = load_declarations()
    in_force = {**declared.settings, "small_n": str(declared.small_n)}
    rows = [
        {
            "setting": told.name,
            "in_force": told.values.get(in_force.get(id_), in_force.get(id_)),
            "meaning": told.explained,
            "others": "; ".join(w for v, w in told.values.items() if v != in_force.get(id_)),
        }
        for id_, told in declared.settings_explained.items()
    ]
    return _table("cai-dat", "settings", _text("setting", "in_force", "meaning", "others"), rows)


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name, say(f"sources_column.{name}")) for name in names)


def _table(id_: str, title: str, shown: tuple[Column, ...], rows: list[dict]) -> Table:
    kept = pl.DataFrame(rows, schema_overrides={column.name: pl.String for column in shown})
    return Table(id_, say(f"sources_title.{title}"), shown, kept)


DEFINITIONS = Block("dinh-nghia", _definitions)
VERDICTS = Block("muc-danh-gia", _verdicts)
GLOSSARY = Block("thuat-ngu", _glossary)
SETTINGS = Block("cai-dat", _settings)
