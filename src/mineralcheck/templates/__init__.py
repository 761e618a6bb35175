"""Layouts as data: which cell holds what in which family and revision."""
