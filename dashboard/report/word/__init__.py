"""A document as a Word file: headings, tables, native charts, places to fill in."""
