"""Files that are brought → their sheets as texts that still know their cells."""
