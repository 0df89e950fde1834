"""Being built."""

from dashboard.blocks.block import Block

BLOCKS: tuple[Block, ...] = ()
