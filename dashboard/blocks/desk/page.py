"""Nạp dữ liệu: the blocks of the data desk."""

from dashboard.blocks.desk import calls, compared, ledger, ledger_years, run, snapshots

RUN = (run.FINDINGS, run.SHEETS, run.NAMED, run.COUNTS, run.RESULTS)
YEARS, CALLS, LEDGER = ledger_years.YEARS, calls.CALLS, ledger.LEDGER
SNAPSHOTS, COMPARED = snapshots.SNAPSHOTS, compared.BLOCKS

BLOCKS = (*RUN, YEARS, CALLS, LEDGER, SNAPSHOTS, *COMPARED)
