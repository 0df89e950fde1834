"""Lists of persons: known, counted in memory, nothing of a single person kept."""
