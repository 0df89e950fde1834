"""One load: read → harmonise → validate → publish. The command line calls this."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines import snapshot, warehouse
from pipelines.checking import arithmetic, validate
from pipelines.declarations import Declarations, fresh_declarations, load_declarations
from pipelines.files.exports import Sources, exports_of
from pipelines.files.sheet import Sheet
from pipelines.findings import SCHEMA, Finding, Question, found, has_errors, questions
from pipelines.merging import merged, with_findings
from pipelines.reading.harmonise import PRINTED, harmonise
from pipelines.reading.incoming import read_files
from pipelines.reading.layout import Layout
from pipelines.reading.register import UNITS, UnitIndex, read_register
from pipelines.rosters.counts import count_rosters
from pipelines.rosters.listed import Roster
from pipelines.snapshot import MEASURES, SOURCES, State
from pipelines.stages import CHECKING, PUBLISHING, WAITING, WRITING, Report, silent

ANY = "any"
"""Whatever is published."""


@dataclass(frozen=True)
class Loaded:
    """How a load ended. `snapshot_id`: what is published now; `is_new`: by this load."""

    findings: pl.DataFrame
    snapshot_id: str | None
    is_new: bool = False

    @property
    def has_errors(self) -> bool:
        """Whether findings stopped the publication."""
        return has_errors(self.findings)


@dataclass(frozen=True)
class Assembled:
    """The state before and after the files.

    taken: each sheet, and what it was taken for. printed: frame of harmonise.PRINTED, every count
    of the files. asked: what people can answer.
    """

    before: State
    after: State
    published: str | None
    taken: list[tuple[Sheet, Layout | None]]
    printed: pl.DataFrame
    asked: list[Question]


def load(
    sources: Sources,
    folder: Path,
    *,
    year: int | None = None,
    accepts_old_text: bool = False,
    wait_seconds: float = 30,
    on_top_of: str | None = ANY,
    before_it_shows: Callable[[str], None] = lambda snapshot_id: None,
    report: Report = silent,
) -> Loaded:
    """Read the files, check them with what is published, and publish unless there are errors.

    sources: files and folders, or exports. folder: the warehouse. year: the year of files that do
    not say theirs. accepts_old_text: text in TCVN3 or VNI is converted, not refused.
    on_top_of: the published snapshot (None for none) that the files were looked at against.
    before_it_shows: told the id of the new snapshot before it is published; what it raises stops
    the publication.
    Raises warehouse.WarehouseError (LockedError when another load keeps the warehouse, ChangedError
    when another snapshot than `on_top_of` is published).
    """
    with warehouse.one_loader(folder, wait_seconds, lambda who: report(f"{WAITING} ({who})", 0, 1)):
        _check_unchanged(folder, on_top_of)
        done = assemble(
            sources, folder, year=year, accepts_old_text=accepts_old_text, report=report
        )
        if has_errors(done.after.findings):
            return Loaded(done.after.findings, done.published)
        return _publish(done.after, folder, done.published, before_it_shows, report)


def _check_unchanged(folder: Path, on_top_of: str | None) -> None:
    if on_top_of != ANY and warehouse.published_id(folder) != on_top_of:
        raise warehouse.ChangedError(
            "Số liệu đang công bố đã đổi từ khi xem các tệp này; chưa công bố gì."
        )


def check(
    sources: Sources,
    folder: Path,
    *,
    year: int | None = None,
    accepts_old_text: bool = False,
    report: Report = silent,
) -> Loaded:
    """The findings that a load of the files would give, without publishing."""
    done = assemble(sources, folder, year=year, accepts_old_text=accepts_old_text, report=report)
    return Loaded(done.after.findings, done.published)


def assemble(
    sources: Sources,
    folder: Path,
    *,
    year: int | None = None,
    accepts_old_text: bool = False,
    report: Report = silent,
) -> Assembled:
    """The state after the files: by form and year what they bring, the rest as published."""
    declared = fresh_declarations()
    published = warehouse.published_id(folder)
    before = warehouse.read_state(folder, published) if published else _empty()
    incoming = read_files(
        exports_of(sources), declared, year, report, accepts_old_text=accepts_old_text
    )
    report(CHECKING, 0, 3)
    units, register_findings = _units(incoming.layouts, before, declared)
    printed, findings = _harmonised(incoming.layouts, units, declared)
    report(CHECKING, 1, 3)
    findings = [*incoming.findings, *register_findings, *findings]
    findings += _check_sheets(printed, units, declared)
    report(CHECKING, 2, 3)
    after = merged(before, incoming, units, printed)
    if not any(f.severity == "error" for f in findings):
        findings += validate.check_state(after.measures, units, declared)
    report(CHECKING, 3, 3)
    told = with_findings(after, findings)
    return Assembled(before, told, published, incoming.taken, printed, questions(findings))


def _empty() -> State:
    return State(*(pl.DataFrame(schema=schema) for schema in (UNITS, MEASURES, SOURCES, SCHEMA)))


def _units(
    layouts: list[Layout], before: State, declared: Declarations
) -> tuple[pl.DataFrame, list[Finding]]:
    """The register that the files bring, else the published one."""
    registers = [layout for layout in layouts if layout.form.kind == "register"]
    if not registers:
        needed = layouts and before.units.is_empty()
        return before.units, [found("register_missing", layouts[0].place)] if needed else []
    read = [read_register(layout, declared) for layout in registers]
    units = pl.concat([frame for frame, _ in read])
    findings = [finding for _, said in read for finding in said]
    return units.unique("unit_id", keep="first", maintain_order=True), findings


def _harmonised(
    layouts: list[Layout], units: pl.DataFrame, declared: Declarations
) -> tuple[pl.DataFrame, list[Finding]]:
    if units.is_empty():
        return _with_parents(pl.DataFrame(schema=PRINTED), units), []
    lists = [layout for layout in layouts if isinstance(layout, Roster)]
    tables = [layout for layout in layouts if not isinstance(layout, Roster)]
    forms = [layout for layout in tables if layout.form.kind != "register"]
    index = UnitIndex(units, declared.communes, declared.unit_spellings)
    printed, findings = harmonise(forms, index, declared)
    counted, said = count_rosters(lists, index, declared)
    return _with_parents(pl.concat([printed, counted]), units), [*findings, *said]


def _with_parents(printed: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    return printed.join(units.select("unit_id", "parent_id"), on="unit_id", how="left")


def _check_sheets(
    printed: pl.DataFrame, units: pl.DataFrame, declared: Declarations
) -> list[Finding]:
    if printed.is_empty():
        return []
    return [
        *validate.check_duplicates(printed, units, declared),
        *arithmetic.check_sums(printed, declared),
        *arithmetic.check_limits(printed, declared),
        *arithmetic.check_percentages(printed, declared),
    ]


def is_published(state: State, folder: Path, published: str | None) -> bool:
    """Whether the published snapshot was made from the same sheets and declarations."""
    digest = snapshot.content_digest(state.sources, load_declarations())
    return published is not None and warehouse.digest_of(folder, published) == digest


def _publish(
    state: State,
    folder: Path,
    published: str | None,
    before_it_shows: Callable[[str], None],
    report: Report,
) -> Loaded:
    if is_published(state, folder, published):
        return Loaded(state.findings, published)
    declared = load_declarations()
    digest = snapshot.content_digest(state.sources, declared)
    report(WRITING, 0, 1)
    built = warehouse.building(folder, digest)
    if not snapshot.build(built, state, declared, digest, published):
        raise warehouse.WarehouseError(
            "Bản số liệu vừa ghi không đọc lại được đủ; chưa công bố, hãy nạp lại."
        )
    report(PUBLISHING, 0, 1)
    snapshot_id = warehouse.publish(built, folder, digest, before_it_shows)
    report(PUBLISHING, 1, 1)
    return Loaded(state.findings, snapshot_id, is_new=True)
