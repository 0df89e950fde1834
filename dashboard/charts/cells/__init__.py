"""Small drawings for tables of many cells."""
