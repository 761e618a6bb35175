"""Marks cells in a copy of a supplier's own workbook by patching its parts.

Our own because openpyxl's load and save loses cached values, images, custom XML and rich text, and the copy
has to be the supplier's workbook in everything but the marks: every part without a mark stays byte for byte.
"""
