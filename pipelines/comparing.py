"""Two snapshots side by side: everything that is other in the second than in the first."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines import queries, warehouse
from pipelines.changes import (
    count_changes,
    finding_changes,
    result_changes,
    unit_changes,
    value_changes,
)
from pipelines.snapshot import State


@dataclass(frozen=True)
class Comparison:
    """What differs between two snapshots, named by their ids; the frames are rows of `changes`.

    values, results and units name their organisation: unit_name, and parent_name of a cell.
    names: of every organisation of either register. untold: why there are no results, in a
    sentence; "" where there are.
    """

    before: str
    after: str
    counts: pl.DataFrame
    values: pl.DataFrame
    results: pl.DataFrame
    findings: pl.DataFrame
    units: pl.DataFrame
    names: dict[str, str]
    untold: str = ""

    @property
    def tally(self) -> dict[str, int]:
        """Counts added, changed and removed; results, flipped verdicts, findings, units."""
        counted = {kind: self.counts[kind].sum() for kind in ("added", "changed", "removed")}
        flipped = 0 if self.results.is_empty() else self.results["is_flipped"].sum()
        heights = {name: getattr(self, name).height for name in ("results", "findings", "units")}
        return counted | heights | {"flipped": flipped}


def find(folder: Path, asked: str) -> str:
    """The id of a snapshot, named whole or by its number. Raises WarehouseError."""
    ids = warehouse.snapshot_ids(folder)
    found = [known for known in ids if asked in (known, known.partition("-")[0])]
    if not found:
        raise warehouse.WarehouseError(
            f"Không có bản số liệu {asked} trong kho. Xem `soket history`."
        )
    return found[0]


def compare(folder: Path, before: str, after: str) -> Comparison:
    """Compare two snapshots of a warehouse by their ids. Raises WarehouseError.

    Results are left out where an earlier version of the program wrote one of them.
    """
    was, now = (warehouse.read_state(folder, name) for name in (before, after))
    names = _names(was, now)
    results, untold = _results(folder, before, after)
    return Comparison(
        before,
        after,
        count_changes(was, now),
        value_changes(was, now).join(names, on="unit_id", how="left", maintain_order="left"),
        _named(results, names),
        finding_changes(was, now),
        unit_changes(was, now).join(names, on="unit_id", how="left", maintain_order="left"),
        dict(names.select("unit_id", "unit_name").iter_rows()),
        untold,
    )


def _names(was: State, now: State) -> pl.DataFrame:
    """Every organisation of either register: unit_id, unit_name, parent_name; the later name."""
    both = pl.concat([now.units, was.units]).unique("unit_id", keep="first", maintain_order=True)
    parents = both.select(parent_id="unit_id", parent_name="unit_name")
    return both.join(parents, on="parent_id", how="left").select(
        "unit_id", "unit_name", "parent_name"
    )


def _results(folder: Path, before: str, after: str) -> tuple[pl.DataFrame, str]:
    """The results that move; none, and the sentence that says why."""
    held = []
    for snapshot_id in (before, after):
        try:
            held.append(_progress(folder, snapshot_id))
        except warehouse.OldSnapshotError:
            return pl.DataFrame(), _untold(snapshot_id)
    return result_changes(*held), ""


def _untold(snapshot_id: str) -> str:
    return (
        f"Không đối chiếu được kết quả: bản {snapshot_id} do phiên bản trước của chương trình ghi, "
        "chưa có đủ kết quả. Số đếm, cảnh báo và danh mục vẫn đối chiếu được."
    )


def _progress(folder: Path, snapshot_id: str) -> pl.DataFrame:
    with closing(warehouse.open_results(folder, snapshot_id)) as connection:
        return queries.progress(connection)


def _named(results: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Results keep their own names, the district too; cells get that of their parent."""
    if results.is_empty():
        return results
    parents = names.select("unit_id", "parent_name")
    return results.join(parents, on="unit_id", how="left", maintain_order="left")
