"""A document as a Word file: headings, tables, native charts, places to fill in."""

from dashboard.report.word.writer import word

__all__ = ["word"]
