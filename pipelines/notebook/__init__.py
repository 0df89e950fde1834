"""What people write beside the figures: remarks, named agendas, notes on snapshots.

No load, roll-back or report touches it, and nothing in it is changed or taken away: a correction is
a new entry.
"""
