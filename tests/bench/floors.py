"""The floors that the product is measured against: the least that the same libraries can do.

Run as a process of its own: `floors.py read FOLDER` · `floors.py scan SNAPSHOT YEAR`.
"""

import sys
import tempfile
from pathlib import Path


def read(folder: str) -> None:
    """Read every sheet with bare fastexcel and insert the cells into DuckDB in one statement."""
    import duckdb
    import fastexcel
    import polars as pl

    cells = []
    for path in sorted(Path(folder).glob("*.xlsx")):
        workbook = fastexcel.read_excel(path)
        for name in workbook.sheet_names:
            sheet = workbook.load_sheet(name, header_row=None, dtypes="string").to_polars()
            cells.append(sheet.with_row_index("row").unpivot(index="row"))
    frame = pl.concat(cells)
    with tempfile.TemporaryDirectory() as temporary:
        connection = duckdb.connect(str(Path(temporary) / "cells.duckdb"))
        connection.execute("create table cells as select * from frame")
        print(frame.height)
        connection.close()


def scan(snapshot: str, year: str) -> None:
    """Scan one year of the published results into a frame."""
    import duckdb

    connection = duckdb.connect(snapshot, read_only=True)
    print(
        connection.sql("select * from progress where year = $y", params={"y": int(year)})
        .pl()
        .height
    )
    connection.close()


if __name__ == "__main__":
    {"read": read, "scan": scan}[sys.argv[1]](*sys.argv[2:])
