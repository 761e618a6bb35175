"""Declared smelter to reference entry, with the reason."""
