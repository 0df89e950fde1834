"""Snapshots: write, publish, open read-only, history, roll-back.

A warehouse is a folder. Each snapshot is one immutable DuckDB file, the whole state and the whole
backup; the file `published` names the one in force. Nothing is edited in place: a load writes a new
file under a name that readers ignore, checks it, names it and switches `published` in one step.
"""

import json
import os
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl
from filelock import FileLock, Timeout

from pipelines.declarations import WAREHOUSE
from pipelines.disk import refusal
from pipelines.snapshot import SQL, VIEWS, State

_POINTER = "published"
_LOCK = "loading.lock"
_HOLDER = "loading.json"
_BUILDING = ".building-"


class WarehouseError(Exception):
    """Something about the warehouse that a person must mend; the text is a Vietnamese sentence."""


class BrokenPointerError(WarehouseError):
    """`published` names a snapshot that is not there."""


class OldSnapshotError(WarehouseError):
    """A snapshot that an earlier version of the program wrote, without what is now asked of it."""


class ChangedError(WarehouseError):
    """Another snapshot is published than the one that something was decided about."""


class LockedError(WarehouseError):
    """Another load is running; the text says who holds the lock."""


class UnwritableError(WarehouseError):
    """The disk refused what was to be written."""


def default_warehouse() -> Path:
    """The folder of snapshots: SOKET_WAREHOUSE, or data/warehouse of the checkout."""
    return Path(os.environ.get("SOKET_WAREHOUSE") or WAREHOUSE)


# ---- Reading ----


def published_id(warehouse: Path) -> str | None:
    """Id of the published snapshot, None for an empty warehouse. Raises BrokenPointerError."""
    pointer = warehouse / _POINTER
    if not pointer.exists():
        return None
    snapshot_id = pointer.read_text(encoding="utf-8").strip()
    if snapshot_id not in snapshot_ids(warehouse):
        raise BrokenPointerError(
            f"Bản số liệu đang công bố ({snapshot_id or 'trống'}) không còn trong kho {warehouse}. "
            "Xem các bản còn lại bằng `soket history`, rồi chọn một bản bằng "
            "`soket rollback MÃ_BẢN`."
        )
    return snapshot_id


def snapshot_ids(warehouse: Path) -> list[str]:
    """Ids of all snapshots, oldest first."""
    return sorted(file.stem for file in warehouse.glob("[0-9]*.duckdb"))


def open_snapshot(warehouse: Path, snapshot_id: str) -> duckdb.DuckDBPyConnection:
    """A read-only connection without access to anything outside the file. Take a cursor per call.

    Raises WarehouseError when the file cannot be read.
    """
    config = {"enable_external_access": "false", "autoinstall_known_extensions": "false"}
    try:
        return duckdb.connect(str(file_of(warehouse, snapshot_id)), read_only=True, config=config)
    except duckdb.Error as error:
        raise WarehouseError(
            f"Không mở được bản số liệu {snapshot_id}: tệp hỏng hoặc không có."
        ) from error


def open_results(warehouse: Path, snapshot_id: str) -> duckdb.DuckDBPyConnection:
    """The same, of a snapshot that can answer every question of `queries`.

    Raises OldSnapshotError when an earlier version wrote it.
    """
    connection = open_snapshot(warehouse, snapshot_id)
    if _relations(connection).issuperset(VIEWS):
        return connection
    connection.close()
    raise OldSnapshotError(
        f"Bản số liệu {snapshot_id} do phiên bản trước của chương trình ghi, chưa có đủ kết quả mà "
        "phiên bản này cần. Số đếm trong bản vẫn còn nguyên: nạp lại một biểu bất kỳ bằng "
        "`soket load`, chương trình sẽ tính lại và công bố bản mới."
    )


def _sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def read_state(warehouse: Path, snapshot_id: str) -> State:
    """The state that a snapshot holds, to load more on top of it."""
    with closing(open_snapshot(warehouse, snapshot_id)) as connection:
        held = (_table(connection, name) for name in ("units", "measures", "sources", "findings"))
        return State(*held, _arrivals(connection))


def _arrivals(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The kept days; of a snapshot that an earlier version wrote, those of its files."""
    if "arrivals" in _relations(connection):
        return _table(connection, "arrivals")
    return connection.sql(_sql("questions/arrivals_of_sources")).pl()


def _relations(connection: duckdb.DuckDBPyConnection) -> set[str]:
    return {name for (name,) in connection.execute(_sql("relations")).fetchall()}


def digest_of(warehouse: Path, snapshot_id: str) -> str:
    """The content digest that a snapshot was made from."""
    with closing(open_snapshot(warehouse, snapshot_id)) as connection:
        return connection.table("snapshot").project("digest").fetchall()[0][0]


def _table(connection: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    return connection.table(name).pl()


def history(warehouse: Path) -> pl.DataFrame:
    """All snapshots, newest first, with what each holds and which is published."""
    try:
        current = published_id(warehouse)
    except BrokenPointerError:
        current = None
    rows = [
        _about(warehouse, snapshot_id, current) for snapshot_id in reversed(snapshot_ids(warehouse))
    ]
    schema = {
        "snapshot_id": pl.String,
        "created_at": pl.Datetime("us"),
        "parent_id": pl.String,
        "years": pl.String,
        "counts": pl.Int64,
        "warnings": pl.Int64,
        "is_published": pl.Boolean,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _about(warehouse: Path, snapshot_id: str, current: str | None) -> tuple:
    try:
        with closing(open_snapshot(warehouse, snapshot_id)) as connection:
            row = connection.execute(_sql("history")).fetchone()
    except (WarehouseError, duckdb.Error):
        row = (None, None, "không đọc được", None, None)
    return (snapshot_id, *row, snapshot_id == current)


# ---- Writing ----


@contextmanager
def one_loader(
    warehouse: Path, wait_seconds: float = 30, waiting: Callable[[str], None] = lambda who: None
) -> Iterator[None]:
    """Hold the warehouse for one load; `waiting` is told who holds it when it is taken.

    Raises LockedError when another load keeps it longer than the seconds, UnwritableError when the
    disk refuses what is written meanwhile.
    """
    try:
        with _held(warehouse, wait_seconds, waiting):
            yield
    except (OSError, duckdb.Error) as error:
        why = refusal(error)
        if why is None:
            raise
        raise UnwritableError(
            f"Không ghi được vào kho {warehouse}: {why}. Bản số liệu đang công bố không thay đổi."
        ) from error


@contextmanager
def _held(warehouse: Path, wait_seconds: float, waiting: Callable[[str], None]) -> Iterator[None]:
    warehouse.mkdir(parents=True, exist_ok=True)
    lock = FileLock(warehouse / _LOCK)
    _acquire(lock, warehouse, wait_seconds, waiting)
    try:
        about = {"pid": os.getpid(), "host": socket.gethostname()}
        about |= {"since": f"{datetime.now():%H:%M:%S}"}
        (warehouse / _HOLDER).write_text(json.dumps(about), encoding="utf-8")
        _sweep(warehouse)
        yield
    finally:
        (warehouse / _HOLDER).unlink(missing_ok=True)
        lock.release()


def _acquire(
    lock: FileLock, warehouse: Path, wait_seconds: float, waiting: Callable[[str], None]
) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting(holder(warehouse))
        try:
            lock.acquire(timeout=wait_seconds)
        except Timeout as error:
            raise LockedError(
                f"Đang có lượt nạp khác ({holder(warehouse)}); chờ {wait_seconds:.0f} giây chưa "
                "xong. Không có gì thay đổi; hãy nạp lại sau."
            ) from error


def holder(warehouse: Path) -> str:
    """Who holds the lock, in words."""
    try:
        about = json.loads((warehouse / _HOLDER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "không rõ tiến trình"
    return f"tiến trình {about['pid']} trên máy {about['host']}, từ {about['since']}"


def is_locked(warehouse: Path) -> bool:
    """Whether another load runs at this moment."""
    if not warehouse.is_dir():
        return False
    lock = FileLock(warehouse / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def _sweep(warehouse: Path) -> None:
    """Remove what a load that was killed left unfinished."""
    for leftover in (*warehouse.glob(f"{_BUILDING}*"), *warehouse.glob(f"{_POINTER}.*")):
        if leftover.is_dir():  # where DuckDB puts what memory cannot hold
            shutil.rmtree(leftover)
        else:
            leftover.unlink(missing_ok=True)


def building(warehouse: Path, digest: str) -> Path:
    """The name of a snapshot that is being written; readers ignore it."""
    return warehouse / f"{_BUILDING}{digest[:8]}.duckdb"


def publish(
    built: Path,
    warehouse: Path,
    digest: str,
    before_it_shows: Callable[[str], None] = lambda snapshot_id: None,
) -> str:
    """Give the built snapshot its name and switch to it. Returns its id.

    before_it_shows: told the id first; what it raises leaves everything as it was.
    """
    taken = [int(snapshot_id.split("-")[0]) for snapshot_id in snapshot_ids(warehouse)]
    snapshot_id = f"{max(taken, default=0) + 1:04d}-{datetime.now():%Y%m%d-%H%M%S}-{digest[:8]}"
    _sync(built)
    before_it_shows(snapshot_id)
    built.replace(file_of(warehouse, snapshot_id))
    switch(warehouse, snapshot_id)
    return snapshot_id


def switch(warehouse: Path, snapshot_id: str) -> None:
    """Publish an existing snapshot, in one step. Raises WarehouseError if there is none."""
    if snapshot_id not in snapshot_ids(warehouse):
        raise WarehouseError(f"Không có bản số liệu {snapshot_id} trong kho. Xem `soket history`.")
    fresh = warehouse / f"{_POINTER}.{os.getpid()}"
    fresh.write_text(snapshot_id + "\n", encoding="utf-8")
    _sync(fresh)
    fresh.replace(warehouse / _POINTER)


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def file_of(warehouse: Path, snapshot_id: str) -> Path:
    """Where a snapshot lies."""
    return warehouse / f"{snapshot_id}.duckdb"
