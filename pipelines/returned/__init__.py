"""A file that goes back to its sender with what was found in it."""
