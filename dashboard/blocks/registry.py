"""Which file holds the blocks of each page: what can be taken along as a file."""

from importlib import import_module

from dashboard.blocks.block import Block

BLOCKS_OF = {
    "tong-quan": "overview",
    "chi-tieu": "target",
    "don-vi": "unit",
    "chi-bo": "cells",
    "co-cau-cap-uy": "composition",
    "so-sanh": "comparison",
    "nguon": "sources",
    "du-lieu": "desk",
}
"""Address of a page → its folder here, imported when it is asked for."""


def find_block(path: str, block_id: str) -> Block | None:
    """The block of that id on the page of that address; None when there is none."""
    if path not in BLOCKS_OF:
        return None
    blocks = import_module(f"dashboard.blocks.{BLOCKS_OF[path]}.page").BLOCKS
    return next((block for block in blocks if block.id == block_id), None)
