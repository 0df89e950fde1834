"""Tables: the numbers of every block, as people read them and as files carry them."""
