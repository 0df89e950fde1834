"""`soket findings`, and findings wherever else they are printed."""

from contextlib import closing

from pipelines.commands.spoken import Format, FormatOption, WarehouseOption, print_frame, published

FINDING_COLUMNS = ["severity", "rule", "file", "sheet", "cell", "value", "message"]


def findings(warehouse: WarehouseOption = None, form: FormatOption = Format.table) -> None:
    """Các cảnh báo của bản số liệu đang công bố."""
    from pipelines import queries

    with closing(published(warehouse)) as connection:
        print_findings(queries.findings(connection), form)


def print_findings(frame: object, form: Format) -> None:
    """Print a frame of findings; as a table only where there are any."""
    if form is not Format.table or not frame.is_empty():
        print_frame(frame.select(FINDING_COLUMNS), form)
