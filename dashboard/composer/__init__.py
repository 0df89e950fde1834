"""The page `/so-ket`: compose an agenda, keep it by name, show it, make its papers."""
