"""What the files of one load bring: each file read, each sheet taken for a form of a year."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from pipelines.declarations import Declarations
from pipelines.files.exports import Export, is_export, limits
from pipelines.files.readers import read_sheets
from pipelines.files.sheet import Sheet, UnreadableFileError
from pipelines.findings import Finding, Place, found
from pipelines.reading.layout import Layout
from pipelines.reading.recognise import recognise
from pipelines.rosters.listed import as_roster
from pipelines.stages import READING, Report

_READERS = 2
"""Files are parsed ahead, outside the interpreter lock, while the sheets before are recognised."""


@dataclass(frozen=True)
class Incoming:
    """What the files bring, before it is put together with the published state."""

    layouts: list[Layout]
    findings: list[Finding]
    sha256: dict[str, str]
    taken: list[tuple[Sheet, Layout | None]]


def read_files(
    files: list[Export],
    declared: Declarations,
    year: int | None,
    report: Report,
    *,
    accepts_old_text: bool = False,
) -> Incoming:
    """Every file read and every sheet taken for a form of a year, or the findings why not."""
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
    return Incoming(layouts, findings, sha256, taken)


def _recognised(
    sheet: Sheet, declared: Declarations, year: int | None, *, accepts_old_text: bool
) -> tuple[Layout | None, list[Finding]]:
    """What a sheet is taken for: one of the forms, else a list of persons that is counted."""
    layout, said = recognise(sheet, declared, year, accepts_old_text=accepts_old_text)
    if layout:
        return layout, said
    listed = as_roster(sheet, declared, year, accepts_old_text=accepts_old_text)
    return listed or (None, said)


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
