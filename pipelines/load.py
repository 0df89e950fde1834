"""One load: read → harmonise → validate → publish. The command line calls this."""

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path, PurePath

import polars as pl

from pipelines import snapshot, warehouse
from pipelines.checking import arithmetic, validate
from pipelines.declarations import Declarations, fresh_declarations, load_declarations
from pipelines.findings import (
    SCHEMA,
    Finding,
    Place,
    Question,
    found,
    has_errors,
    questions,
    to_frame,
)
from pipelines.reading.exports import Export, Sources, exports_of, is_export, limits
from pipelines.reading.harmonise import PRINTED, harmonise
from pipelines.reading.layout import Layout, recognise
from pipelines.reading.readers import read_sheets
from pipelines.reading.register import UNITS, UnitIndex, read_register
from pipelines.reading.roster_counts import count_rosters
from pipelines.reading.rosters import Roster, as_roster
from pipelines.reading.sheet import Sheet, UnreadableFileError
from pipelines.snapshot import MEASURES, SOURCES, State, with_arrivals

Report = Callable[[str, int, int], None]
"""Told the stage, the steps done and the steps in all, as the load goes on."""

_READERS = 2
"""Files are parsed ahead, outside the interpreter lock, while the sheets before are recognised."""

ANY = "any"
"""Whatever is published."""

WAITING = "Chờ lượt nạp khác"
READING, CHECKING, WRITING, PUBLISHING = "Đọc tệp", "Đối chiếu", "Ghi bản số liệu", "Công bố"


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
class _Incoming:
    """What the files bring, before it is put together with the published state."""

    layouts: list[Layout]
    findings: list[Finding]
    sha256: dict[str, str]
    taken: list[tuple[Sheet, Layout | None]]


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


def _silent(stage: str, done: int, total: int) -> None:
    """Report to nobody."""


def load(
    sources: Sources,
    folder: Path,
    *,
    year: int | None = None,
    accepts_old_text: bool = False,
    wait_seconds: float = 30,
    on_top_of: str | None = ANY,
    report: Report = _silent,
) -> Loaded:
    """Read the files, check them with what is published, and publish unless there are errors.

    sources: files and folders, or exports. folder: the warehouse. year: the year of files that do
    not say theirs. accepts_old_text: text in TCVN3 or VNI is converted, not refused.
    on_top_of: the published snapshot (None for none) that the files were looked at against.
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
        return _publish(done.after, folder, done.published, report)


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
    report: Report = _silent,
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
    report: Report = _silent,
) -> Assembled:
    """The state after the files: by form and year what they bring, the rest as published."""
    declared = fresh_declarations()
    published = warehouse.published_id(folder)
    before = warehouse.read_state(folder, published) if published else _empty()
    incoming = _read(exports_of(sources), declared, year, report, accepts_old_text=accepts_old_text)
    report(CHECKING, 0, 3)
    units, register_findings = _units(incoming.layouts, before, declared)
    printed, findings = _harmonised(incoming.layouts, units, declared)
    report(CHECKING, 1, 3)
    findings = [*incoming.findings, *register_findings, *findings]
    findings += _check_sheets(printed, units, declared)
    report(CHECKING, 2, 3)
    after = _merge(before, incoming, units, printed)
    if not any(f.severity == "error" for f in findings):
        findings += validate.check_state(after.measures, units, declared)
    report(CHECKING, 3, 3)
    told = _with_findings(after, findings)
    return Assembled(before, told, published, incoming.taken, printed, questions(findings))


def _empty() -> State:
    return State(*(pl.DataFrame(schema=schema) for schema in (UNITS, MEASURES, SOURCES, SCHEMA)))


def _read(
    files: list[Export],
    declared: Declarations,
    year: int | None,
    report: Report,
    *,
    accepts_old_text: bool = False,
) -> _Incoming:
    taken, findings, sha256, room = [], [], {}, limits().batch_cells
    with ThreadPoolExecutor(_READERS) as readers:
        for done, opened in enumerate(readers.map(_open, files)):
            report(READING, done, len(files))
            sha256[opened.label] = opened.sha256
            findings += opened.findings
            room -= opened.cells
            if room < 0:
                findings.append(_too_many(opened.label))
                continue
            for sheet in opened.sheets:
                layout, said = _recognised(sheet, declared, year, accepts_old_text=accepts_old_text)
                findings += said
                taken.append((_named_only(sheet), layout))
    report(READING, len(files), len(files))
    layouts = [layout for _, layout in taken if layout]
    if not layouts and not any(finding.severity == "error" for finding in findings):
        findings.append(found("nothing_to_load", Place(files[0].label if files else "")))
    return _Incoming(layouts, findings, sha256, taken)


def _recognised(
    sheet: Sheet, declared: Declarations, year: int | None, *, accepts_old_text: bool
) -> tuple[Layout | None, list[Finding]]:
    """What a sheet is taken for: a list of persons that is counted, else one of the forms."""
    listed = as_roster(sheet, declared, year, accepts_old_text=accepts_old_text)
    return listed or recognise(sheet, declared, year, accepts_old_text=accepts_old_text)


def _named_only(sheet: Sheet) -> Sheet:
    """The sheet without its rows: they may hold persons, and nobody asks for them again."""
    return replace(sheet, rows=sheet.rows.clear())


@dataclass(frozen=True)
class _Opened:
    """One file read: its sheets, or the finding that says why it could not be."""

    label: str
    sheets: list[Sheet] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sha256: str = ""

    @property
    def cells(self) -> int:
        """How many cells the sheets have room for."""
        return sum(sheet.rows.height * sheet.rows.width for sheet in self.sheets)


def _too_many(label: str) -> Finding:
    return found(
        "unreadable_file", Place(label), reason="cả lượt nạp có quá nhiều ô; nạp làm nhiều lượt"
    )


def _open(export: Export) -> _Opened:
    if not is_export(PurePath(export.label).name):
        return _Opened(export.label, findings=[found("file_ignored", Place(export.label))])
    try:
        content = export.read()
        sheets = list(read_sheets(content, export.label))
        return _Opened(export.label, sheets, sha256=hashlib.sha256(content).hexdigest())
    except (UnreadableFileError, OSError) as error:
        why = found("unreadable_file", Place(export.label), reason=_reason(error))
        return _Opened(export.label, findings=[why])


def _reason(error: Exception) -> str:
    return (
        str(error)
        if isinstance(error, UnreadableFileError)
        else "không có quyền đọc hoặc tệp đã mất"
    )


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


# ---- Putting together ----


def _merge(before: State, incoming: _Incoming, units: pl.DataFrame, printed: pl.DataFrame) -> State:
    """Replace, form by form and year by year, what the files bring; keep the rest."""
    sources = _sources(incoming, printed)
    brought = sources.select("form_id", "year").unique()
    keys = ["form_id", "year"]
    kept = before.measures.join(brought, on=keys, how="anti", nulls_equal=True)
    measures = pl.concat([kept, _measures(printed)])
    return State(
        units,
        measures,
        pl.concat([before.sources.join(brought, on=keys, how="anti", nulls_equal=True), sources]),
        before.findings.join(brought, on=keys, how="anti", nulls_equal=True),
        with_arrivals(before.arrivals, measures, date.today()),
    )


def _measures(printed: pl.DataFrame) -> pl.DataFrame:
    return (
        printed.filter(
            (pl.col("kind") == "unit")
            & pl.col("role").is_in(["count", "mark", "words"])
            & (pl.col("value") >= 0)
        )
        .with_columns(cell=pl.col("letter") + pl.col("row").cast(pl.String))
        .unique(["unit_id", "year", "measure_id"], keep="first", maintain_order=True)
        .select(MEASURES.keys())
    )


def _sources(incoming: _Incoming, printed: pl.DataFrame) -> pl.DataFrame:
    rows = printed.group_by("file", "sheet").agg(pl.col("row").n_unique())
    counted = {(file, sheet): n for file, sheet, n in rows.iter_rows()}
    reported = set(printed.filter(kind="unit").select("file", "sheet").unique().iter_rows())
    now = datetime.now()
    return pl.DataFrame(
        [
            {
                "form_id": layout.form.id,
                "year": layout.year,
                "file": layout.sheet.file,
                "sheet": layout.sheet.name,
                "sha256": incoming.sha256.get(layout.sheet.file, ""),
                "rows": counted.get(
                    (layout.sheet.file, layout.sheet.name), layout.sheet.rows.height
                ),
                "read_at": now,
            }
            for layout in incoming.layouts
            if layout.form.kind == "register" or (layout.sheet.file, layout.sheet.name) in reported
        ],
        schema=SOURCES,
    )


def _with_findings(after: State, findings: list[Finding]) -> State:
    """Findings of the load and those of kept sheets; state-wide rules are found anew each time."""
    is_kept = pl.col("form_id").is_not_null() & ~pl.col("rule").is_in(validate.STATE_RULES)
    told = pl.concat([to_frame(findings), after.findings.filter(is_kept)])
    return replace(after, findings=told)


def _publish(state: State, folder: Path, published: str | None, report: Report) -> Loaded:
    declared = load_declarations()
    digest = snapshot.content_digest(state.sources, declared)
    if published and warehouse.digest_of(folder, published) == digest:
        return Loaded(state.findings, published)
    report(WRITING, 0, 1)
    built = warehouse.building(folder, digest)
    if not snapshot.build(built, state, declared, digest, published):
        raise warehouse.WarehouseError(
            "Bản số liệu vừa ghi không đọc lại được đủ; chưa công bố, hãy nạp lại."
        )
    report(PUBLISHING, 0, 1)
    snapshot_id = warehouse.publish(built, folder, digest)
    report(PUBLISHING, 1, 1)
    return Loaded(state.findings, snapshot_id, is_new=True)
