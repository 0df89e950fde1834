"""Committees, commune staff and the newly admitted by class."""
