"""`make bench`: the budgets as ratios, each against a floor measured in the same run.

(a) load of six office workbooks ÷ bare reading and inserting of the same cells   ≤ 3
(b) results of one year ÷ a bare scan of the same view                            ≤ 2
(c) first visit to eight readable tiles ÷ first visit to a bare Streamlit page    ≤ 1.5
(d) seconds per row of 34 districts ÷ seconds per row of one                      ≤ 1
(e) every page beside a plain reference page: first visit to the last chart       ≤ 1
    a change of year                                                              ≤ 1.3
    bytes over the wire of a first visit                                          ≤ 3.5 MB
    data of a page                                                                ≤ 150 kB
(f) a change of year with 34 districts loaded ÷ with one                          ≤ 2
(g) each paper of the district ÷ the same content with the bare library           ≤ 2
(h) reports of all organisations in one command ÷ as many single commands         ≤ 1
(i) six workbooks at the data desk, to the published snapshot ÷ soket load        ≤ 3

`run.py e f` measures some of them.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OFFICE = ROOT / "tests" / "samples" / "office"
SOKET = Path(sys.executable).with_name("soket")
PAIRS = 9


def pairs(
    product: Callable[[], float], floor: Callable[[], float], runs: int = PAIRS
) -> list[tuple]:
    """Seconds of product and floor in turn, so that a drift of the machine falls on both."""
    product(), floor()
    return [(product(), floor()) for _ in range(runs)]


def tell(name: str, timed: list[tuple], budget: float) -> None:
    """One line: the median ratio, the median seconds of both, the budget."""
    ratios = [a / b for a, b in timed]
    product, floor = (statistics.median(side) for side in zip(*timed, strict=True))
    spread = f"min {min(ratios):.2f}, max {max(ratios):.2f}; {product:.3f} s ÷ {floor:.3f} s"
    median = statistics.median(ratios)
    print(f"{name:<58} {median:5.2f}  ({spread})  budget {budget}", flush=True)


def process(*words: object) -> float:
    """Seconds of a whole process."""
    started = time.perf_counter()
    subprocess.run([str(w) for w in words], check=True, capture_output=True)
    return time.perf_counter() - started


def fresh_load(exports: Path) -> float:
    """Seconds of `soket load` into an empty warehouse."""
    with tempfile.TemporaryDirectory() as folder:
        return process(SOKET, "load", exports, "--warehouse", folder)


def bench_load() -> None:
    """(a) Whole processes on both sides."""
    floor = [sys.executable, HERE / "floors.py", "read", OFFICE]
    tell(
        "(a) load six workbooks ÷ bare read + insert",
        pairs(lambda: fresh_load(OFFICE), lambda: process(*floor)),
        3,
    )


def bench_results(folder: Path) -> None:
    """(b) inside a process, and as whole processes."""
    from pipelines import queries
    from pipelines.warehouse import open_snapshot, published_id

    snapshot_id = published_id(folder)
    file = folder / f"{snapshot_id}.duckdb"

    def product() -> float:
        started = time.perf_counter()
        with closing(open_snapshot(folder, snapshot_id)) as connection:
            queries.progress(connection, year=2024)
        return time.perf_counter() - started

    def floor() -> float:
        started = time.perf_counter()
        with closing(duckdb.connect(str(file), read_only=True)) as connection:
            connection.sql("select * from progress where year = 2024").pl()
        return time.perf_counter() - started

    tell("(b) results of one year ÷ bare scan, in a process", pairs(product, floor, 30), 2)
    words = [SOKET, "results", "--year", 2024, "--format", "csv", "--warehouse", folder]
    bare = [sys.executable, HERE / "floors.py", "scan", file, 2024]
    timed = pairs(lambda: process(*words), lambda: process(*bare))
    tell("    the same, whole processes", timed, 2)


def bench_scale() -> None:
    """(d) the demo district against 34 of them: cost per row of the exports."""
    from pipelines.demo import write_demo

    with tempfile.TemporaryDirectory() as folder:
        district, province = Path(folder) / "district", Path(folder) / "province"
        write_demo(district)
        write_demo(province, copies=34)
        rows = {place: count_rows(place) for place in (district, province)}
        timed = [
            (fresh_load(province) / rows[province], fresh_load(district) / rows[district])
            for _ in range(3)
        ]
        print(f"    rows: {rows[district]} in the district, {rows[province]} in the province")
    per_thousand = [(1000 * a, 1000 * b) for a, b in timed]
    tell("(d) cost of 1,000 rows: 34 districts ÷ one", per_thousand, 1)


def count_rows(folder: Path) -> int:
    """Rows of all sheets of all workbooks."""
    import fastexcel

    books = [fastexcel.read_excel(path) for path in folder.glob("*.xlsx")]
    return sum(
        book.load_sheet(name, header_row=None, dtypes="string").height
        for book in books
        for name in book.sheet_names
    )


def load_demo(folder: Path, copies: int) -> Path:
    """A warehouse with the invented district, so many times."""
    from pipelines.demo import write_demo

    write_demo(folder / "exports", copies=copies)
    process(SOKET, "load", folder / "exports", "--warehouse", folder / "warehouse")
    return folder / "warehouse"


def snapshot_of(warehouse: Path) -> Path:
    """The file of the published snapshot."""
    from pipelines.warehouse import published_id

    return warehouse / f"{published_id(warehouse)}.duckdb"


def main(chosen: str = "abcdefghi") -> None:
    """The chosen ones, in order."""
    sys.path[:0] = [str(HERE), str(HERE.with_name("support"))]
    from desk import bench_desk
    from pages import bench_pages, bench_province
    from papers import Bench, bench_all_units, bench_papers
    from visit import bench_visit

    folder, measured = Path(tempfile.mkdtemp()), Bench(SOKET, pairs, process, tell)
    try:
        district = load_demo(folder / "district", 1)
        benches = {
            "a": bench_load,
            "b": lambda: bench_results(district),
            "c": lambda: bench_visit(district, tell),
            "d": bench_scale,
            "e": lambda: bench_pages(district, snapshot_of(district), tell),
            "f": lambda: bench_province(district, load_demo(folder / "province", 34), tell),
            "g": lambda: bench_papers(district, measured),
            "i": lambda: bench_desk(OFFICE, fresh_load, tell),
            "h": lambda: bench_all_units(district, measured),
        }
        for name in chosen:
            benches[name]()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main("".join(sys.argv[1:]) or "abcdefghi")
