"""Which column holds what: headings matched with those that are declared for a form."""

from pipelines.declarations import Declarations, Form, Heading
from pipelines.declared_forms import HEADING, Headings
from pipelines.findings import Finding, Question, closest, found, nearest
from pipelines.reading.header import Header, raw_heading
from pipelines.reading.layout import Column, Layout
from pipelines.text import parse_decimal

_CHOICES = 6
NOT_A_COUNT = "không thuộc biểu, bỏ qua cột này"


def match_headings(header: Header, form: Form, known: Headings) -> dict[str, Heading]:
    """Letter of each column whose heading is known for the form -> that heading."""
    matched = {}
    for letter, path in header.paths.items():
        alike = known.headings_ending[form.id].get(path[-1], ()) if path else ()
        fitting = [heading for heading in alike if _fits(heading.path, path)]
        if fitting:
            matched[letter] = max(fitting, key=lambda h: len(h.path))
    return matched


def _fits(wanted: tuple[str, ...], path: tuple[str, ...]) -> bool:
    parts = iter(path)
    return all(part in parts for part in wanted)


def missing_headings(matched: dict[str, Heading], form: Form, declared: Declarations) -> list[str]:
    """Headings that the form needs and the sheet does not have, as people call them."""
    held = {h.target for h in matched.values() if h.role in ("count", "mark", "field")}
    roles = {h.role for h in matched.values()}
    if form.kind == "register":
        needed = {
            "unit_id": "Mã tổ chức",
            "unit_name": "Tên tổ chức đảng",
            "unit_type": "Loại tổ chức",
        }
        needed |= {"sector": "Loại hình", "parent_id": "Mã cấp trên"}
        return [name for key, name in needed.items() if key not in held]
    if "words" in roles and form.kind == "marks":
        return [] if roles & {"name", "code"} else ["Tên tổ chức đảng"]
    missing = [m.name for m in declared.measures_of(form.id) if m.is_required and m.id not in held]
    return missing + ([] if roles & {"name", "code"} else ["Tên tổ chức đảng"])


def printed_heading(header: Header, letter: str, heading: Heading) -> str:
    """The declared heading, below the uppermost printed one where the column has more."""
    if len(header.paths[letter]) <= len(heading.path):
        return heading.text
    return " › ".join((header.printed[letter].partition(" › ")[0], heading.text))


def check_columns(
    layout: Layout, header: Header, matched: dict[str, Heading], declared: Declarations
) -> list[Finding]:
    """What is wrong with the columns: one that is missing, there twice, or not understood."""
    findings = [
        found("missing_column", layout.place, value=name, column=name, form=layout.form.title)
        for name in missing_headings(matched, layout.form, declared)
    ]
    findings += _duplicates(layout, header)
    for letter, path in header.paths.items():
        if path and letter not in matched:
            findings.append(_unknown(layout, letter, header, declared))
    return findings


def _duplicates(layout: Layout, header: Header) -> list[Finding]:
    by_target: dict[tuple[str, str], list[Column]] = {}
    for column in layout.columns:
        if column.role in ("count", "mark", "field", "percent"):
            by_target.setdefault((column.role, column.target), []).append(column)
    return [
        found(
            "duplicate_heading",
            layout.place,
            f"{columns[1].letter}{header.first}",
            columns[1].heading,
            column=columns[1].heading,
            cells=", ".join(f"{c.letter}{header.first}" for c in columns),
        )
        for columns in by_target.values()
        if len(columns) > 1
    ]


def _unknown(layout: Layout, letter: str, header: Header, declared: Declarations) -> Finding:
    body = layout.sheet.rows.filter(layout.sheet.rows["row"] >= layout.body_from)[letter]
    has_numbers = any(parse_decimal(text) for text in body.drop_nulls())
    heading = raw_heading(layout.sheet, letter, header)
    choices = tuple(dict.fromkeys(h.text for h in declared.headings[layout.form.id]))
    words = {"heading": heading, "nearest": nearest(heading, choices)}
    cell = f"{letter}{header.first}"
    if not has_numbers:
        return found("unread_heading", layout.place, cell, heading, **words)
    asks = _question(layout, header.printed[letter], declared)
    return found("unknown_heading", layout.place, cell, heading, asks, **words)


def _question(layout: Layout, heading: str, declared: Declarations) -> Question:
    """What the heading stands for: one of the measures that the sheet has not shown, or nothing."""
    held = {column.target for column in layout.columns}
    names = {m.id: m.name for m in declared.measures_of(layout.form.id) if m.id not in held}
    spelt = [
        h for h in declared.headings[layout.form.id] if h.role == "count" and h.target in names
    ]
    near = closest(heading, tuple(h.text for h in spelt), len(spelt))
    targets = dict.fromkeys([spelt[i].target for i in near] + list(names))
    choices = {f"count:{target}": names[target] for target in list(targets)[:_CHOICES]}
    return Question(HEADING, heading, layout.form.id, choices | {"note:": NOT_A_COUNT})
