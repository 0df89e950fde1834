"""The values of a table as a file carries them: numbers, words, or nothing."""

import math
from collections.abc import Iterator

from dashboard.tables.table import Column, Table
from pipelines.declarations import load_declarations

Value = str | int | float | None
WHOLE = ("count", "year")
BROKEN = ("percent", "points")


def values(table: Table) -> Iterator[list[Value]]:
    """Row by row, in the order of the columns."""
    columns = table.carried.columns
    for row in table.rows.iter_rows(named=True):
        yield [_value(row[column.name], column) for column in columns]


def _value(value: object, column: Column) -> Value:
    """What is missing stays missing: never a zero, never a dash."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if column.kind in WHOLE:
        return int(value)
    if column.kind in BROKEN:
        return float(value)
    return _word(str(value)) if column.kind == "verdict" else str(value)


def _word(verdict_id: str) -> str:
    verdict = load_declarations().verdicts.get(verdict_id)
    return verdict.name if verdict else verdict_id
