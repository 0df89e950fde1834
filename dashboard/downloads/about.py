"""What a file says about its numbers, besides the numbers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """Where a table comes from.

    `illustrative` is the label of invented data ("Số liệu minh họa"), empty for real ones; `as_of`
    the sentence that tells how fresh the data are; `owner` the committee they belong to.
    """

    illustrative: str
    as_of: str
    snapshot_id: str
    owner: str
