"""A block on its page: heading, chart or table, files to take along, a note."""

import logging
from urllib.parse import urlsplit

import streamlit as st

from dashboard.blocks.block import Block, Drawing
from dashboard.components.data_table import data_table
from dashboard.components.markup import element, notice, words
from dashboard.components.picker import choices
from dashboard.selection import View
from dashboard.tables.table import Table
from dashboard.wording import say
from pipelines.declarations import load_declarations

LOG = logging.getLogger(__name__)
CONFIG = {"displayModeBar": False, "showTips": False, "displaylogo": False, "scrollZoom": False}
KINDS = {"workbook": "xlsx", "delimited": "csv"}


def show(block: Block, view: View, beside: str = "") -> None:
    """Draw one block; `beside` is markup for the head, such as choices. A failure stays inside."""
    try:
        table = block.table(view)
        _draw(block, view, table, beside)
    except Exception:
        LOG.exception("block %s failed", block.id)
        st.html(notice(say("block.failed")))


def _draw(block: Block, view: View, table: Table, beside: str) -> None:
    head, note = _head(block, view, table, beside), _note(table)
    if table.rows.is_empty():
        told = words("p", table.empty or say("block.empty"), class_="empty")
        return st.html(_section(block.id, head + told))
    if block.draw is None or view.is_table(block.id):
        drawn = data_table(table, view, load_declarations())
        return st.html(_section(block.id, head + drawn + note))
    drawing = block.draw(view, table)
    if drawing.figure is None:
        return st.html(_section(block.id, head + _picture(drawing) + note))
    with st.container(key=f"block-{block.id}", gap="xxsmall"):
        st.html(_section(block.id, head))
        st.plotly_chart(
            drawing.figure, theme=None, config=CONFIG, key=f"chart-{block.id}", alt=drawing.alt
        )
        return st.html(note) if note else None


def _section(block_id: str, inside: str) -> str:
    return element("section", inside, data_block=block_id, class_="block")


def _picture(drawing: Drawing) -> str:
    if not drawing.alt:
        return element("div", drawing.markup, class_="drawn")
    return element("div", drawing.markup, class_="drawn", role="group", aria_label=drawing.alt)


def _note(table: Table) -> str:
    return words("p", table.note, class_="note") if table.note else ""


def _head(block: Block, view: View, table: Table, beside: str) -> str:
    tools = [] if table.rows.is_empty() else [_switch(block, view), _files(block, view, table)]
    return element(
        "div",
        words("h2", table.title),
        beside,
        element("div", *tools, class_="tools"),
        class_="block-head",
    )


def _switch(block: Block, view: View) -> str:
    if block.draw is None:
        return ""
    is_table, other = view.is_table(block.id), view.switched(block.id)
    here = view.link()
    return choices(
        say("block.shown_as"),
        [
            (say("block.chart"), other if is_table else here, not is_table),
            (say("block.table"), here if is_table else other, is_table),
        ],
        "choices switch",
        f"switch-{block.id}",
    )


def _files(block: Block, view: View, table: Table) -> str:
    query = urlsplit(view.link()).query
    links = [
        words(
            "a",
            say(f"block.{name}"),
            href=f"tai-ve/{view.path}.{block.id}.{kind}?{query}",
            download="",
            title=say(f"block.{name}_hint"),
            aria_label=f"{say(f'block.{name}_hint')}: {table.title}",
        )
        for name, kind in KINDS.items()
    ]
    return element("span", *links, class_="files", role="group", aria_label=say("block.take"))
