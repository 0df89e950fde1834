"""Declared files as typed, frozen values. The only module that knows their format."""

import csv
import hashlib
import os
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from pipelines.declared_forms import (
    HEADING,
    Alias,
    Balance,
    Form,
    Heading,
    Limit,
    Measure,
    Rule,
    Words,
)
from pipelines.declared_types import (
    BaselineCount,
    Body,
    Commune,
    Declarations,
    Dimension,
    DocumentWords,
    Group,
    Indicator,
    Issuer,
    PartYear,
    SettingWords,
    Target,
    Term,
    Variant,
    Verdict,
)
from pipelines.text import fold

DECLARED = Path(__file__).parent / "declared"
DATA = Path(__file__).parents[1] / "data"
PROGRAMME = DATA / "programmes" / os.environ.get("SOKET_PROGRAMME", "tay-son-2020-2025")
WAREHOUSE = DATA / "warehouse"
ALIASES = "aliases.csv"
"""The programme's spellings that people confirmed while they loaded; not there before the first."""

_stamps: dict[Path, tuple[int, int] | None] = {}


def fresh_declarations() -> Declarations:
    """The declarations, read anew when a spelling was confirmed since, by whatever process."""
    file = PROGRAMME / ALIASES
    stamp = (file.stat().st_mtime_ns, file.stat().st_size) if file.exists() else None
    if _stamps.get(file) != stamp:
        load_declarations.cache_clear()
        _stamps[file] = stamp
    return load_declarations()


@cache
def load_declarations(programme: Path = PROGRAMME) -> Declarations:
    """Read the declared files of the product and of one programme.

    Raises ValueError when a setting, indicator or measure named in one file is unknown in another.
    """
    about = _toml(programme / "programme.toml")
    targets = _toml(programme / "targets.toml")
    formulas = _toml(DECLARED / "indicators.toml")
    forms = _toml(DECLARED / "forms.toml")
    aliases = _aliases(programme / ALIASES)
    loaded = Declarations(
        id=about["id"],
        name=about["name"],
        district=about["district"],
        title=about["title"],
        issuer=tuple(about["issuer"]),
        base_year=about["base_year"],
        years=tuple(about["years"]),
        illustrative=about["illustrative"],
        small_n=about["small_n"],
        settings=about["settings"],
        settings_explained=_settings(_toml(DECLARED / "settings.toml")),
        pace=targets["pace"],
        forms=_by_id(_form(row) for row in forms["form"]),
        measures=_by_id(_measure(row) for row in _csv(DECLARED / "measures.csv")),
        headings=_headings(
            [*_csv(DECLARED / "headings.csv"), *map(_as_heading, aliases)],
            [row["id"] for row in forms["form"]],
        ),
        words=_words(forms["words"], forms["register"]),
        rules=_by_id(Rule(id=k, **v) for k, v in _toml(DECLARED / "findings.toml").items()),
        indicators=_by_id(_indicator(row, about["settings"]) for row in formulas["indicator"]),
        bodies=_bodies(formulas["body"], formulas["dimension"]),
        verdicts=_by_id(Verdict(**row) for row in formulas["verdict"]),
        targets=_by_id(Target(**row) for row in targets["target"]),
        part_years={row["year"]: PartYear(**row) for row in about.get("part_year", [])},
        due_days=_due_days(about),
        groups=tuple(
            Group(row["name"], tuple(row["types"]), tuple(row["sectors"])) for row in about["group"]
        ),
        aliases=aliases,
        communes=tuple(_commune(row) for row in _csv(programme / "communes.csv")),
        baseline=tuple(_baseline(row) for row in _csv(programme / "baseline.csv")),
        glossary=tuple(Term(**row) for row in _csv(DECLARED / "glossary.csv")),
        document=_document(about["document"]),
        roles=tuple(about["remarks"]["roles"]),
        offices=tuple(about["remarks"]["offices"]),
        digest=_digest(programme),
    )
    _check(loaded)
    return loaded


def _toml(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _aliases(file: Path) -> tuple[Alias, ...]:
    return tuple(Alias(**row) for row in _csv(file)) if file.exists() else ()


def _as_heading(alias: Alias) -> dict[str, str]:
    """A confirmed heading as a row of headings.csv; a confirmed name belongs to no form."""
    form_id = alias.context if alias.kind == HEADING else ""
    about = {"role": alias.role, "target": alias.target, "heading": alias.spelling}
    return {"form_id": form_id} | about


def _by_id(values: object) -> dict:
    return {value.id: value for value in values}


def _form(row: dict) -> Form:
    balances = tuple(
        Balance(b["rule"], b["total"], tuple(b["plus"]), tuple(b.get("minus", ())))
        for b in row.pop("balances", [])
    )
    limits = tuple(Limit(tuple(x["wholes"]), tuple(x["parts"])) for x in row.pop("limits", []))
    aliases = tuple(row.pop("aliases"))
    return Form(aliases=aliases, balances=balances, limits=limits, **row)


def _measure(row: dict[str, str]) -> Measure:
    return Measure(
        id=row["measure_id"],
        form_id=row["form_id"],
        name=row["name"],
        unit=row["unit"],
        counted_at=row["counted_at"],
        is_required=row["required"] == "yes",
    )


def _headings(rows: list[dict[str, str]], form_ids: list[str]) -> dict[str, tuple[Heading, ...]]:
    """Headings of each form: its own before those of any form, so that its own win."""
    return {
        form_id: tuple(
            _heading(row) for owner in (form_id, "*") for row in rows if row["form_id"] == owner
        )
        for form_id in form_ids
    }


def _heading(row: dict[str, str]) -> Heading:
    path = tuple(fold(part) for part in row["heading"].split("›"))
    return Heading(row["role"], row["target"], path, row["heading"])


def _words(words: dict, register: dict) -> Words:
    sectors = register["sectors"]
    return Words(
        totals=frozenset(map(fold, words["totals"])),
        marks=frozenset(words["marks"]),
        dashes=frozenset(words["dashes"]),
        persons={fold(person): person for person in words["persons"]},
        ratings=_key_to_id(words["ratings"]),
        unit_types=_key_to_id(register["types"]),
        sectors=_key_to_id({s["id"]: [s["name"], *s.get("aliases", [])] for s in sectors}),
        sector_names={s["id"]: s["name"] for s in sectors},
    )


def _key_to_id(spellings: dict[str, list[str]]) -> dict[str, str]:
    return {fold(text): key for key, texts in spellings.items() for text in texts}


def _indicator(row: dict, settings: dict[str, str]) -> Indicator:
    setting = row.get("setting")
    if setting is None:
        variants = {"": Variant(row["denominator"], row["explained"], row["noun"])}
    else:
        variants = {k: Variant(**v) for k, v in row["denominator_variants"].items()}
    chosen = settings[setting] if setting else ""
    if chosen not in variants:
        raise ValueError(f"{setting} = {chosen!r}: expected one of {sorted(variants)}")
    return Indicator(row["id"], row["name"], row["numerator"], variants, chosen, setting)


def _settings(rows: dict[str, dict]) -> dict[str, SettingWords]:
    return _by_id(SettingWords(**{"id": k, "values": {}} | row) for k, row in rows.items())


def _bodies(rows: list[dict], dimensions: list[dict]) -> dict[str, Body]:
    """Bodies whose dimensions have the words declared for any body, unless they have their own."""
    shared = {row["id"]: row for row in dimensions}
    return _by_id(_body(row, shared) for row in rows)


def _body(row: dict, shared: dict[str, dict]) -> Body:
    about = {key: row[key] for key in ("id", "name", "noun", "note")}
    dimensions = (
        _dimension({"total": row["total"]} | shared[key] | own)
        for key, own in row["dimensions"].items()
    )
    return Body(**about, dimensions=_by_id(dimensions))


def _dimension(row: dict) -> Dimension:
    return Dimension(**row | {"target_categories": tuple(row.get("target_categories", ()))})


def _baseline(row: dict[str, str]) -> BaselineCount:
    return BaselineCount(
        measure_id=row["measure_id"],
        printed_count=int(row["printed_count"]),
        printed_pct=float(row["printed_pct"]) if row["printed_pct"] else None,
        whole=row["whole"] or None,
        clause=row["clause"],
        note=row["note"],
    )


def _commune(row: dict[str, str]) -> Commune:
    tile = (int(row["tile_row"]), int(row["tile_column"]))
    aliases = tuple(row["aliases"].split("|"))
    return Commune(row["commune_code"], row["name"], aliases, tile, row["successor"])


def _due_days(about: dict) -> dict[int, date]:
    """The declared month and day of the year that follows, or the day of a year's own."""
    declared = about.get("reports")
    if declared is None:
        return {}
    own = {int(year): day for year, day in declared.get("due_of", {}).items()}
    usual = declared["due"]
    try:
        days = {year: date.fromisoformat(f"{year + 1}-{usual}") for year in about["years"]}
    except ValueError as error:
        raise ValueError(f"reports.due = {usual!r}: expected month and day, like 01-31") from error
    return days | own


def _document(row: dict) -> DocumentWords:
    return DocumentWords(
        place=row["place"],
        subject=row["subject"],
        grounds=tuple(row["grounds"]),
        tasks=tuple(row["tasks"]),
        issuers=tuple(_issuer(issuer) for issuer in row["issuer"]),
    )


def _issuer(row: dict) -> Issuer:
    authority, office = row["signature"]
    return Issuer(
        **row | {"signature": (authority, office), "recipients": tuple(row["recipients"])}
    )


def _digest(programme: Path) -> str:
    counted = (DECLARED.parent / "sql").glob("*.sql")  # questions lie deeper: they count nothing
    named = (file for file in programme.iterdir() if not file.name.startswith("."))
    files = sorted([*DECLARED.iterdir(), *named, *counted])
    return hashlib.sha256(b"\0".join(f.read_bytes() for f in files)).hexdigest()


def _check(loaded: Declarations) -> None:
    for name, used in _measures_used(loaded):
        unknown = used - loaded.measures.keys()
        if unknown:
            raise ValueError(f"{name}: unknown measures {sorted(unknown)}")
    unknown = loaded.targets.keys() - loaded.indicators.keys()
    if unknown:
        raise ValueError(f"targets without an indicator of that id: {sorted(unknown)}")


def _measures_used(loaded: Declarations) -> Iterator[tuple[str, set[str]]]:
    """Where measures are named, and which."""
    for indicator in loaded.indicators.values():
        parts = [indicator.numerator, *(v.terms for v in indicator.variants.values())]
        yield f"indicator {indicator.id}", {measure for part in parts for measure in part}
    for body in loaded.bodies.values():
        for dimension in body.dimensions.values():
            parts = [dimension.total, *dimension.categories.values()]
            yield f"{body.id}.{dimension.id}", {measure for part in parts for measure in part}
    counts = loaded.baseline
    yield "baseline", {m for row in counts for m in (row.measure_id, row.whole) if m}
