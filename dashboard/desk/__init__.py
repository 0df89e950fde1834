"""The data desk's own: files that were brought, and the addresses that take and give them."""
