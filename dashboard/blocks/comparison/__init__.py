"""Two to six units, or two years, side by side."""
