"""The stages of a load, and how whoever waits is told of them."""

from collections.abc import Callable

Report = Callable[[str, int, int], None]
"""Told the stage, the steps done and the steps in all, as the load goes on."""

WAITING = "Chờ lượt nạp khác"
READING, CHECKING, WRITING, PUBLISHING = "Đọc tệp", "Đối chiếu", "Ghi bản số liệu", "Công bố"


def silent(stage: str, done: int, total: int) -> None:
    """Report to nobody."""
