"""The report in Word as it will read, on the page: the same values, written as HTML."""

from dashboard.components.markup import element, words
from dashboard.report.chapters.document import (
    Block,
    Close,
    Document,
    Graph,
    Head,
    Heading,
    Items,
    Place,
    Table,
    Text,
)
from dashboard.report.layouts import Layout
from dashboard.wording import say


def preview(document: Document) -> str:
    """The whole document on one sheet; charts stand as their message."""
    parts = [
        _head(document.head, document.layout),
        *map(_block, document.body),
        _close(document.close),
    ]
    for annex in document.annexes:
        parts += [words("h3", f"{annex.label}. {annex.title}"), *map(_block, annex.blocks)]
    parts.append(words("p", document.footer, class_="sub"))
    sheet = element("article", *parts, class_="sheet")
    heading = words("h2", say("composer.preview"))
    return element("section", heading, sheet, class_="block", data_block="xem-truoc")


def _head(head: Head, layout: Layout) -> str:
    left = [
        words("p", head.superior),
        words("p", head.issuer, class_="issuer"),
        words("p", layout.star),
        words("p", head.number, class_="blank"),
        words("p", head.draft, class_="issuer"),
    ]
    right = [words("p", layout.motto, class_="motto"), words("p", head.date, class_="blank date")]
    right += [words("p", head.mark, class_="issuer")] if head.mark else []
    corner = element("div", element("div", *left), element("div", *right), class_="corners")
    titles = [words("p", head.kind, class_="kind"), words("p", head.subject, class_="subject")]
    return corner + "".join(titles) + words("p", layout.dashes, class_="kind")


def _close(close: Close) -> str:
    recipients = element("ul", *(words("li", name) for name in close.recipients))
    left = element("div", words("p", close.heading), recipients)
    right = element("div", words("p", close.authority), words("p", close.office))
    return element("div", left, right, class_="corners")


def _block(block: Block) -> str:
    match block:
        case Heading():
            return words(f"h{block.level + 2}", block.text)
        case Text():
            return words("p", block.text)
        case Items():
            return element("ul", *(words("li", item) for item in block.items))
        case Place():
            return words("p", say("composer.place", prompt=block.prompt), class_="place")
        case Graph():
            figure = words("figcaption", say("composer.graph", caption=block.caption))
            return element("figure", figure, words("p", block.alt, class_="sub"))
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    head = [words("th", c.heading, scope="col") for c in table.columns]
    rows = [_row(table, at, row) for at, row in enumerate(table.rows)]
    body = element("tbody", *rows)
    drawn = element("table", words("caption", table.caption), element("thead", *head), body)
    frame = element("div", drawn, class_="table-frame", tabindex="0")
    return frame + "".join(words("p", note, class_="sub") for note in table.notes)


def _row(table: Table, at: int, row: tuple[str, ...]) -> str:
    cells = [
        words("td", text, class_=f"{column.align}")
        for column, text in zip(table.columns, row, strict=True)
    ]
    return element("tr", *cells, class_="strong" if at in table.strong else "")
