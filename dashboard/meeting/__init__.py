"""The meeting on the wall: an agenda as one page that needs nothing more from the server."""
