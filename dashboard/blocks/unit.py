"""Xã, tổ chức: the blocks of the page about one unit, and which of them each level shows."""

from dashboard.blocks import (
    unit_cells,
    unit_committee,
    unit_list,
    unit_members,
    unit_peers,
    unit_ratings,
    unit_targets,
)

LIST = unit_list.BLOCK
ABOVE = (unit_targets.BLOCK, unit_peers.BLOCK)
BESIDE = (unit_ratings.BLOCK, unit_members.BLOCK)
BELOW = {"organisation": (unit_cells.BLOCK, unit_committee.BLOCK), "cell": ()}
"""What a level has besides; a cell has neither cells nor a committee that is reported."""

BLOCKS = (LIST, *ABOVE, *BESIDE, *BELOW["organisation"])
