"""What one target is drawn with."""
