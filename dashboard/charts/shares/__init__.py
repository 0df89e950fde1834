"""Classes of people as shares of a whole."""
