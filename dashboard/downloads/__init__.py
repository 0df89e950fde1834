"""The numbers of a block as files: a workbook or a CSV, behind an address of their own."""
