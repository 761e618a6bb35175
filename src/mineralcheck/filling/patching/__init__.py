"""Cells changed in the bytes of a workbook, and nothing but the cells."""
