"""Printed counts → findings: what does not add up, and which cell is wrong."""
