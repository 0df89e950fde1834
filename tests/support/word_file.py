"""A written .docx as a reader of tests sees it: paragraphs, tables, headings, charts."""

import io
from functools import cached_property
from zipfile import ZipFile

import docx
from docx.oxml.ns import qn
from docx.table import Table


class WordFile:
    """One file, parsed once."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.document = docx.Document(io.BytesIO(content))
        self.zip = ZipFile(io.BytesIO(content))

    @cached_property
    def paragraphs(self) -> list[str]:
        """Every paragraph of the body in its order, those in tables and controls too."""
        found = self.document.element.body.iter(qn("w:p"))
        return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in found]

    @cached_property
    def headings(self) -> list[tuple[int, str]]:
        """Level and text."""
        styled = [(p.style.name, p.text) for p in self.document.paragraphs]
        return [(int(s[-1]), text) for s, text in styled if s.startswith("Heading ")]

    @cached_property
    def tables(self) -> dict[str, list[list[str]]]:
        """Tables with a caption: caption → rows, the heading first; a line break is a space."""
        return {
            table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")): _rows(table)
            for table in self.document.tables
            if table._tbl.tblPr.find(qn("w:tblCaption")) is not None
        }

    @cached_property
    def text(self) -> str:
        """Everything that is read, headers and footers too."""
        edges = [p.text for s in self.document.sections for p in s.footer.paragraphs]
        rows = [" | ".join(row) for table in self.tables.values() for row in table]
        return "\n".join([*self.paragraphs, *edges, *rows])

    def named(self, ending: str) -> list[str]:
        """Names of files in the zip that match."""
        return [name for name in self.zip.namelist() if name.endswith(ending)]


def _rows(table: Table) -> list[list[str]]:
    return [
        [" ".join(_lines(cell)) for cell in row.iter(qn("w:tc"))]
        for row in table._tbl.iter(qn("w:tr"))
    ]


def _lines(cell: object) -> list[str]:
    return [t.text or "" for t in cell.iter(qn("w:t"))]
