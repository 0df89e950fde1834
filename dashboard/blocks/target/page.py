"""Chỉ tiêu: the blocks of one target."""

from dashboard.blocks.target import history as target_history
from dashboard.blocks.target import remarks as target_remarks
from dashboard.blocks.target import sectors as target_sectors
from dashboard.blocks.target import sheet as target_sheet
from dashboard.blocks.target import units as target_units
from dashboard.blocks.target import variants as target_variants

HISTORY = target_history.BLOCK
SECTORS = target_sectors.BLOCK
RANKING = target_units.RANKING_BLOCK
GRID = target_units.GRID_BLOCK
SHEET = target_sheet.BLOCK
VARIANTS = target_variants.BLOCK
REMARKS = target_remarks.BLOCK

BLOCKS = (HISTORY, RANKING, GRID, SECTORS, SHEET, VARIANTS, REMARKS)
