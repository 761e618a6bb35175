"""How reports are written: whole or not at all, as every other file."""

from mineralcheck.model.writing import scratch_folder, uninterrupted, write_whole

__all__ = ["scratch_folder", "uninterrupted", "write_whole"]
