"""Nạp dữ liệu: the blocks of the data desk."""

from dashboard.blocks.desk import ledger, run, snapshots

RUN = (run.FINDINGS, run.SHEETS, run.NAMED, run.COUNTS, run.RESULTS)
LEDGER = ledger.LEDGER
SNAPSHOTS = snapshots.SNAPSHOTS

BLOCKS = (*RUN, LEDGER, SNAPSHOTS)
