"""`soket compare`: what differs between two snapshots."""

from enum import StrEnum
from typing import Annotated

import typer

from pipelines.commands.spoken import (
    Format,
    FormatOption,
    WarehouseOption,
    folder_of,
    print_frame,
    say,
)

PARTS = {
    "counts": ["year", "form_id", "added", "changed", "removed"],
    "values": [
        *("year", "form_id", "unit_id", "unit_name", "parent_name", "measure_id", "change"),
        *("before_value", "before_sheet", "before_cell"),
        *("after_value", "after_sheet", "after_cell"),
    ],
    "results": [
        *("year", "level", "unit_id", "unit_name", "target_id"),
        *("before_numerator", "before_denominator", "before_value_pct", "before_verdict"),
        *("numerator", "denominator", "value_pct", "verdict"),
    ],
    "findings": ["change", "year", "form_id", "sheet", "cell", "value", "message"],
    "units": [
        *("unit_id", "unit_name", "parent_name", "change"),
        *("before_unit_name", "before_founded_on", "before_closed_on"),
        *("after_unit_name", "after_founded_on", "after_closed_on", "after_successor_id"),
    ],
}
Part = StrEnum("Part", list(PARTS))


def compare(
    before: Annotated[str, typer.Argument(metavar="MÃ_BẢN", help="Mã hoặc số của bản trước.")],
    after: Annotated[
        str | None,
        typer.Argument(metavar="MÃ_BẢN_SAU", help="Bản sau; không ghi là bản đang công bố."),
    ] = None,
    warehouse: WarehouseOption = None,
    part: Annotated[
        Part, typer.Option("--part", metavar="|".join(Part), help="Phần nào được in.")
    ] = Part.counts,
    form: FormatOption = Format.table,
) -> None:
    """Hai bản số liệu khác nhau ở đâu."""
    from pipelines import comparing
    from pipelines.warehouse import published_id

    folder = folder_of(warehouse)
    ids = [comparing.find(folder, name or "") for name in (before, after or published_id(folder))]
    found = comparing.compare(folder, *ids)
    if found.untold:
        say(found.untold)
    rows = getattr(found, part.value)
    if rows.width:
        print_frame(rows.select(PARTS[part.value]), form)
