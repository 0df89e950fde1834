"""Read the yearly exports, check them, publish snapshots, answer questions about them."""
