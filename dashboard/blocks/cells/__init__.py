"""All cells in one table, and one of them in detail."""
