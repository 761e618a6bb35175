"""How much of a stranger's file is read before it is refused."""

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds on one input file; sizes in bytes.

    Official templates stay under 2 MB packed, 12 MB unpacked, 6 MB a part, 0.2 million cells a sheet and
    4,000 characters a cell; the bounds leave room for ten times that and more.
    """

    file_bytes: int = 64 * MIB
    """A workbook, on disk or in an archive."""
    unpacked_bytes: int = 256 * MIB
    """All parts of a workbook together."""
    part_bytes: int = 64 * MIB
    """One part of a workbook, unpacked."""
    ratio: int = 200
    """Unpacked to packed size of a part; judged above `ratio_floor` only, as small parts pack better."""
    ratio_floor: int = 16 * MIB
    entries: int = 2_000
    """Parts of one workbook, or files of one archive."""
    inner_entries: int = 20_000
    """Files of all archives inside one archive together: a small one may name the same many times."""
    archive_bytes: int = 1024 * MIB
    """A zip archive of workbooks, packed."""
    archive_depth: int = 2
    """Archives inside each other: 2 opens an archive in an archive, and no further one."""
    cells: int = 2_000_000
    """Rows times columns from A1 to the last value of a sheet: calamine holds them all at once."""
    text_length: int = 1 * MIB
    """One shared string or cell, as stored (Excel allows 32,767 characters)."""
    text_bytes: int = 32 * MIB
    """Text of all cells of a sheet together: a long string may be used in many cells.

    What is made of it takes about ten times as much memory.
    """
    xml_depth: int = 64
    """Elements inside each other, where we walk through XML ourselves."""
    spin_count: int = 1_000_000
    """Rounds of the key derivation of an encrypted workbook; Excel writes 100,000."""


DEFAULT_LIMITS = Limits()

SECONDS_PER_FILE = 60.0
"""Time that one file may take; none of `Limits`, which say the same on every machine."""
