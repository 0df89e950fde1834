"""Spellings that people confirm are kept, so that the same question is not asked again."""

import csv
import io
from dataclasses import astuple, fields
from datetime import date
from pathlib import Path

from pipelines.declarations import ALIASES, PROGRAMME, fresh_declarations
from pipelines.declared_forms import HEADING, UNIT, Alias
from pipelines.findings import Question
from pipelines.text import clean, fold
from pipelines.warehouse import WarehouseError, one_loader, published_id, read_state
from pipelines.whole_files import write_whole


class AliasError(WarehouseError):
    """A spelling that cannot be kept; the text is a Vietnamese sentence."""


def answers(question: Question, choice: str, role: str) -> Alias:
    """The alias that an answer makes. choice: a key of the choices. role: who answers, no person.

    Raises AliasError for a choice that was not offered.
    """
    if choice not in question.choices:
        raise AliasError(f"“{question.spelling}”: lựa chọn không có trong danh sách.")
    if question.kind == UNIT:
        return _alias(UNIT, "", question.spelling, UNIT, choice, role)
    column, _, target = choice.partition(":")
    return _alias(HEADING, question.context, question.spelling, column, target, role)


def alias_of(spelling: str, target: str, folder: Path) -> Alias | None:
    """The alias for an organisation's code or a count (`member_flow.admitted`), None for neither.

    folder: the warehouse whose published register knows the organisations.
    """
    role = fresh_declarations().roles[0]
    counts = {m.number_id: m for m in fresh_declarations().measures.values()}
    if target in counts:
        measure = counts[target]
        return _alias(HEADING, measure.form_id, spelling, "count", measure.id, role)
    published = published_id(folder)
    known = read_state(folder, published).units["unit_id"].to_list() if published else []
    return _alias(UNIT, "", spelling, UNIT, target, role) if target in known else None


def _alias(kind: str, context: str, spelling: str, role: str, target: str, by: str) -> Alias:
    spelt = _harmless(clean(spelling))
    return Alias(kind, context, spelt, role, target, f"{date.today():%Y-%m-%d}", by)


def _harmless(spelling: str) -> str:
    """A spelling that no spreadsheet takes for a formula; an apostrophe says nothing in a name."""
    return f"'{spelling}" if spelling.startswith(("=", "+", "-", "@")) else spelling


def keep(aliases: list[Alias], folder: Path) -> None:
    """Add spellings to the programme's own file, each once, while nobody loads into the folder.

    A later answer about the same spelling takes the place of an earlier one. Raises AliasError
    where the file cannot be written, LockedError while somebody loads.
    """
    with one_loader(folder):
        add(aliases)


def add(aliases: list[Alias]) -> None:
    """The same, by who holds the folder; the file is left alone when there is nothing to add."""
    held = {_key(alias): alias for alias in (*fresh_declarations().aliases, *aliases)}
    if aliases:
        _write(list(held.values()))


def forget(spelling: str, folder: Path) -> int:
    """Take a spelling out of the file; how many meanings it had. Raises as `keep` does."""
    with one_loader(folder):
        held = fresh_declarations().aliases
        kept = [alias for alias in held if fold(alias.spelling) != fold(spelling)]
        _write(kept)
    return len(held) - len(kept)


def _write(aliases: list[Alias]) -> None:
    file = PROGRAMME / ALIASES
    try:
        write_whole(file, as_csv(aliases))
    except OSError as error:
        raise AliasError(
            f"Không ghi được tệp tên gọi khác {file}; chưa lưu gì. Kiểm tra quyền ghi và chỗ trống "
            "trên đĩa."
        ) from error
    fresh_declarations()


def _key(alias: Alias) -> tuple[str, str, str]:
    return alias.kind, alias.context, fold(alias.spelling)


def as_csv(aliases: object) -> bytes:
    """Aliases as the programme's file holds them."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(field.name for field in fields(Alias))
    writer.writerows(map(astuple, aliases))
    return lines.getvalue().encode("utf-8")


def from_csv(content: bytes) -> list[Alias]:
    """Aliases of such a file. Raises ValueError for one of another shape."""
    try:
        return [Alias(**row) for row in csv.DictReader(io.StringIO(content.decode("utf-8")))]
    except TypeError as error:
        raise ValueError("not a file of aliases") from error
