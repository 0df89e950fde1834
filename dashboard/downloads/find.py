"""From the address of a file to the table that it carries: the block and the view of the page."""

from collections.abc import Mapping

from dashboard import cached, views
from dashboard.blocks.registry import find_block
from dashboard.downloads.about import About
from dashboard.navigation import PAGES
from dashboard.tables.table import Table
from pipelines.declarations import load_declarations
from pipelines.warehouse import default_warehouse

WITHOUT_FIGURES = {entry.url_path for entry in PAGES if not entry.needs_figures}


def find(table_id: str, query: Mapping[str, str]) -> tuple[Table, About] | None:
    """The table of `page.block` for the view that the query asks for; None when there is none."""
    path, _, block_id = table_id.partition(".")
    block, snapshot = find_block(path, block_id), cached.published()
    declared = load_declarations()
    if block is not None and path in WITHOUT_FIGURES and snapshot is None:
        view = views.bare(str(default_warehouse()), path, query, declared)
        return block.table(view).carried, About(declared.illustrative, "", "", declared.name)
    if block is None or snapshot is None or not cached.years(snapshot):
        return None
    view = views.view_of(snapshot, path, dict(query), declared)
    if view.problem:
        return None
    table, sorting = block.table(view).carried, view.sorting(block_id)
    about = About(
        illustrative=views.illustrative(snapshot, declared),
        as_of=views.about_line(view, declared),
        snapshot_id=snapshot.id,
        owner=declared.name,
    )
    return table.ordered(*sorting) if sorting else table, about
