"""Blank sheets that an office fills in: laid out, checked while typing, ready to be loaded."""
