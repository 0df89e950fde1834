"""Blocks: what each page shows, one file per page; a block is a table and how it is drawn."""
