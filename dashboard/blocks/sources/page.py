"""Nguồn số liệu: one section at a time, from a single number to the history of snapshots."""

from dashboard.blocks.block import Block
from dashboard.blocks.composition import programme
from dashboard.blocks.desk import snapshots
from dashboard.blocks.sources import data, lineage, words

SECTIONS: dict[str, tuple[str, tuple[Block, ...]]] = {
    "con-so": ("lineage", (lineage.BLOCK,)),
    "dinh-nghia": ("definitions", (words.DEFINITIONS, words.VERDICTS)),
    "thuat-ngu": ("glossary", (words.GLOSSARY,)),
    "cai-dat": ("settings", (words.SETTINGS,)),
    "bieu": ("forms", (data.FORMS, data.GAPS)),
    "doi-chieu": ("baseline", (programme.BLOCK,)),
    "canh-bao": ("warnings", (data.WARNINGS,)),
    "ban-so-lieu": ("history", (snapshots.SNAPSHOTS,)),
}
"""Code in the address → name in the texts, blocks. The first one is shown without a code."""

BLOCKS = tuple(block for _, blocks in SECTIONS.values() for block in blocks)
