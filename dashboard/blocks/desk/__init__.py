"""Nạp dữ liệu: what a load would do, who has reported, the snapshots."""
