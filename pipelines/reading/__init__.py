"""Exports → printed counts: one frame in which each count still knows its cell."""
