"""One target in depth."""
