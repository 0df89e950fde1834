"""Nguồn số liệu: one section at a time, from a single number to the history of snapshots."""

from dashboard.blocks import composition_programme as programme
from dashboard.blocks import sources_data as data
from dashboard.blocks import sources_lineage as lineage
from dashboard.blocks import sources_words as words
from dashboard.blocks.block import Block

SECTIONS: dict[str, tuple[str, tuple[Block, ...]]] = {
    "con-so": ("lineage", (lineage.BLOCK,)),
    "dinh-nghia": ("definitions", (words.DEFINITIONS, words.VERDICTS)),
    "thuat-ngu": ("glossary", (words.GLOSSARY,)),
    "cai-dat": ("settings", (words.SETTINGS,)),
    "bieu": ("forms", (data.FORMS, data.GAPS)),
    "doi-chieu": ("baseline", (programme.BLOCK,)),
    "canh-bao": ("warnings", (data.WARNINGS,)),
    "ban-so-lieu": ("history", (data.HISTORY,)),
}
"""Code in the address → name in the texts, blocks. The first one is shown without a code."""

BLOCKS = tuple(block for _, blocks in SECTIONS.values() for block in blocks)
