"""`soket …`, command by command, and how all of them speak."""
