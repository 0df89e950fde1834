"""Everything declared says in Vietnamese what it is, is used, and stands in the guides."""

import re
from pathlib import Path

import pytest

from pipelines.cli import app
from pipelines.declarations import load_declarations

ROOT = Path(__file__).parents[1]
DECLARED = load_declarations()
GUIDES = ["README.md"]
COMMANDS = [command.name or command.callback.__name__ for command in app.registered_commands]
COUNTED = ("count", "mark")
# Letters that English does not have: at least one stands in any Vietnamese phrase.
VIETNAMESE = re.compile(r"[àáảãạăâđèéẻẽẹêìíỉĩịòóỏõọôơùúủũụưỳýỷỹỵ\u1ea0-\u1ef9]", re.IGNORECASE)

DIMENSIONS = [(b.id, d) for b in DECLARED.bodies.values() for d in b.dimensions.values()]
DIMENSION_IDS = [f"{body}.{dimension.id}" for body, dimension in DIMENSIONS]
DESCRIPTIONS = [
    *[("indicator", i.id, i.name) for i in DECLARED.indicators.values()],
    *[
        ("indicator", f"{i.id} {setting}", variant.explained)
        for i in DECLARED.indicators.values()
        for setting, variant in i.variants.items()
    ],
    *[("measure", m.id, m.name) for m in DECLARED.measures.values()],
    *[("target", t.id, t.name) for t in DECLARED.targets.values()],
    *[("wording", t.id, t.wording) for t in DECLARED.targets.values()],
    *[("clause", t.id, t.clause) for t in DECLARED.targets.values()],
    *[("noun", t.id, t.noun) for t in DECLARED.targets.values()],
    *[("says", r.id, r.says) for r in DECLARED.rules.values()],
    *[("remedy", r.id, r.remedy) for r in DECLARED.rules.values()],
    *[("verdict", v.id, v.name) for v in DECLARED.verdicts.values()],
    *[("explained", v.id, v.explained) for v in DECLARED.verdicts.values()],
    *[("excludes", t.id, t.excludes) for t in DECLARED.targets.values()],
    *[("limits", t.id, t.limits) for t in DECLARED.targets.values()],
    *[("body", b.id, b.name) for b in DECLARED.bodies.values()],
    *[("noun", b.id, b.noun) for b in DECLARED.bodies.values()],
    *[("note", b.id, b.note) for b in DECLARED.bodies.values()],
    *[("dimension", f"{b} {d.id}", d.name) for b, d in DIMENSIONS],
    *[("term", term.term, term.explained) for term in DECLARED.glossary],
    *[("setting", s.id, s.name) for s in DECLARED.settings_explained.values()],
    *[("setting", s.id, s.explained) for s in DECLARED.settings_explained.values()],
    *[("form", f.id, f.title) for f in DECLARED.forms.values()],
]


def commands_without(guide):
    text = (ROOT / guide).read_text(encoding="utf-8")
    return [name for name in COMMANDS if f"soket {name}" not in text]


@pytest.mark.parametrize(("kind", "key", "text"), DESCRIPTIONS)
def test_description_is_vietnamese(kind, key, text):
    assert VIETNAMESE.search(text), (kind, key)
    assert text == text.strip()


@pytest.mark.parametrize(("body", "dimension"), DIMENSIONS, ids=DIMENSION_IDS)
def test_every_class_of_a_dimension_has_a_name(body, dimension):
    assert dimension.names.keys() == {*dimension.categories, dimension.remainder}
    assert all(dimension.names.values())
    assert "total" not in dimension.names


@pytest.mark.parametrize(("body", "dimension"), DIMENSIONS, ids=DIMENSION_IDS)
def test_a_goal_is_compared_with_classes_of_its_own_formula(body, dimension):
    """The classes together are the numerator of the target, and the total its denominator."""
    if dimension.target is None:
        assert dimension.target_categories == ()
        return
    indicator = DECLARED.indicators[dimension.target]
    classes = [dimension.categories[key] for key in dimension.target_categories]
    assert {m: c for terms in classes for m, c in terms.items()} == indicator.numerator
    assert dimension.total == indicator.denominator.terms


def test_the_first_body_is_the_committees_with_the_dimensions_of_the_command_line():
    assert next(iter(DECLARED.bodies)) == "committee"
    assert list(DECLARED.dimensions) == ["sex", "ethnicity", "age", "education", "theory"]


def test_no_number_has_two_meanings():
    counts = {measure.number_id for measure in DECLARED.measures.values()}
    classes = {f"{body}.{d.id}.{key}" for body, d in DIMENSIONS for key in ("total", *d.names)}
    assert len(counts) == len(DECLARED.measures)
    assert not (counts & classes | counts & DECLARED.targets.keys())


def test_every_setting_and_each_of_its_values_is_explained():
    for indicator in DECLARED.indicators.values():
        if indicator.setting:
            words = DECLARED.settings_explained[indicator.setting].values
            assert words.keys() == indicator.variants.keys()
            assert all(VIETNAMESE.search(word) for word in words.values())
    assert DECLARED.settings.keys() | {"small_n"} <= DECLARED.settings_explained.keys()


def test_no_term_is_explained_twice():
    terms = [term.term for term in DECLARED.glossary]
    assert len(set(terms)) == len(terms) >= 25
    assert all(term.explained.endswith(".") for term in DECLARED.glossary)


def test_verdicts_say_what_is_reached_and_what_was_judged():
    verdicts = DECLARED.verdicts.values()
    assert {v.id for v in verdicts if v.reached} == {"met", "kept"}
    assert {v.id for v in verdicts if not v.judged} == {"not_reported", "not_applicable"}


@pytest.mark.parametrize("verdict", DECLARED.verdicts.values(), ids=DECLARED.verdicts.keys())
def test_verdict_has_one_icon(verdict):
    assert len(verdict.icon) == 1


@pytest.mark.parametrize("rule", DECLARED.rules.values(), ids=DECLARED.rules.keys())
def test_rule_is_a_sentence_with_a_severity(rule):
    assert rule.severity in ("error", "warning")
    assert rule.remedy.endswith(".")
    assert rule.says.endswith((".", "{suspects}"))


@pytest.mark.parametrize("form", DECLARED.forms.values(), ids=DECLARED.forms.keys())
def test_form_has_aliases_that_no_other_form_has(form):
    others = {key for f in DECLARED.forms.values() if f is not form for key in f.name_keys}
    assert form.aliases
    assert not others & set(form.name_keys)


def test_every_target_has_an_indicator_and_every_indicator_a_target():
    assert DECLARED.targets.keys() == DECLARED.indicators.keys()


def test_every_measure_has_a_heading_and_every_heading_a_measure():
    pairs = {
        (form, heading.target)
        for form, headings in DECLARED.headings.items()
        for heading in headings
        if heading.role in COUNTED
    }
    assert pairs == {(measure.form_id, measure.id) for measure in DECLARED.measures.values()}


def test_every_percentage_heading_belongs_to_a_measure_of_its_form():
    for form, headings in DECLARED.headings.items():
        percentages = {h.target for h in headings if h.role == "percent"}
        assert percentages <= {measure.id for measure in DECLARED.measures_of(form)}


def test_no_heading_has_two_meanings_in_a_form():
    for form, headings in DECLARED.headings.items():
        meanings = {}
        for heading in headings:
            meanings.setdefault(heading.path, set()).add((heading.role, heading.target))
        own_first = {path: m for path, m in meanings.items() if len(m) > 1 and form != "register"}
        assert own_first == {}, form


def test_every_measure_of_an_equation_belongs_to_its_form():
    for form in DECLARED.forms.values():
        terms = {m for b in form.balances for m in (b.total, *b.plus, *b.minus)}
        terms |= {m for limit in form.limits for m in (*limit.wholes, *limit.parts)}
        assert terms <= {measure.id for measure in DECLARED.measures_of(form.id)}
        assert {balance.rule for balance in form.balances} <= DECLARED.rules.keys()


@pytest.mark.parametrize("own", ["code", "name", "tile"])
def test_every_commune_has_its_own(own):
    values = {getattr(commune, own) for commune in DECLARED.communes}
    assert len(values) == len(DECLARED.communes)


# ---- Guides ----


@pytest.mark.parametrize("guide", GUIDES)
def test_guide_names_every_command(guide):
    assert commands_without(guide) == []


def test_readme_shows_every_file_of_the_pipelines():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    folder = ROOT / "pipelines"
    files = [p for p in folder.iterdir() if p.suffix == ".py" and p.name != "__init__.py"]
    folders = [p for p in folder.iterdir() if p.is_dir() and p.name != "__pycache__"]
    shown = [p.name for p in files] + [f"{p.name}/" for p in folders]
    assert [name for name in sorted(shown) if name not in readme] == []
