"""What one organisation is drawn with."""
