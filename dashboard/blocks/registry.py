"""Which blocks each page shows, by the page's address: what files can be taken along."""

from collections.abc import Mapping

from dashboard.blocks import cells, comparison, composition, overview, sources, target, unit
from dashboard.blocks.block import Block

BLOCKS: Mapping[str, Mapping[str, Block]] = {
    path: {block.id: block for block in page.BLOCKS}
    for path, page in {
        "tong-quan": overview,
        "chi-tieu": target,
        "don-vi": unit,
        "chi-bo": cells,
        "co-cau-cap-uy": composition,
        "so-sanh": comparison,
        "nguon": sources,
    }.items()
}
