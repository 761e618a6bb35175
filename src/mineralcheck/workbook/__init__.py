"""Bytes to cells: what a file is, whether it is safe to open, and what its cells hold."""
