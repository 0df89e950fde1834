"""Titles with their numbers: I-, 1-, a)."""

from dashboard.report.chapters.document import Heading
from dashboard.report.layouts import Layout

ROMAN = ("I", "II", "III", "IV", "V")


def section(number: int, title: str, layout: Layout) -> Heading:
    """A chapter: "II- KẾT QUẢ THỰC HIỆN"."""
    return Heading(1, layout.section.format(number=ROMAN[number - 1], title=title))


def part(number: int, title: str, layout: Layout) -> Heading:
    """A part of a chapter: "1- Ưu điểm"."""
    return Heading(2, layout.part.format(number=number, title=title))


def point(number: int, title: str, layout: Layout) -> Heading:
    """A point of a part: "đ) Tỷ lệ kết nạp đảng viên"; after the last letter, numbers."""
    letters = layout.letters
    letter = letters[number - 1] if number <= len(letters) else str(number)
    return Heading(3, layout.point.format(letter=letter, title=title))
