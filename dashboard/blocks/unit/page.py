"""Xã, tổ chức: the blocks of the page about one unit, and which of them each level shows."""

from dashboard.blocks.unit import cells as unit_cells
from dashboard.blocks.unit import committee as unit_committee
from dashboard.blocks.unit import members as unit_members
from dashboard.blocks.unit import organisations as unit_list
from dashboard.blocks.unit import peers as unit_peers
from dashboard.blocks.unit import ratings as unit_ratings
from dashboard.blocks.unit import remarks as unit_remarks
from dashboard.blocks.unit import targets as unit_targets

LIST = unit_list.BLOCK
ABOVE = (unit_targets.BLOCK, unit_peers.BLOCK)
BESIDE = (unit_ratings.BLOCK, unit_members.BLOCK)
REMARKS = unit_remarks.BLOCK
BELOW = {
    "organisation": (unit_cells.BLOCK, unit_committee.BLOCK, REMARKS),
    "cell": (REMARKS,),
}
"""What a level has besides; a cell has neither cells nor a committee that is reported."""

BLOCKS = (LIST, *ABOVE, *BESIDE, *BELOW["organisation"])
