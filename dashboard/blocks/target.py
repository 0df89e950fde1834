"""Chỉ tiêu: the blocks of one target."""

from dashboard.blocks import (
    target_history,
    target_sectors,
    target_sheet,
    target_units,
    target_variants,
)

HISTORY = target_history.BLOCK
SECTORS = target_sectors.BLOCK
RANKING = target_units.RANKING_BLOCK
GRID = target_units.GRID_BLOCK
SHEET = target_sheet.BLOCK
VARIANTS = target_variants.BLOCK

BLOCKS = (HISTORY, RANKING, GRID, SECTORS, SHEET, VARIANTS)
