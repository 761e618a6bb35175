"""Workbook to submission; nothing is judged here."""
