"""Pieces of pages that are used again: frame in, markup out."""
