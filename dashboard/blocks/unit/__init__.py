"""One organisation or cell."""
