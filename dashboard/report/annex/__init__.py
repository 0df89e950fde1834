"""The annex as an Excel file: counts as numbers, shares as formulas over them."""
