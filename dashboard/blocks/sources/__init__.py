"""Where numbers come from and how they are understood."""
