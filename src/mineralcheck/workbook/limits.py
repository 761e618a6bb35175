"""How much of a stranger's file is read before it is refused."""

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds on one input file; sizes in bytes.

    Official templates stay under 2 MB packed, 12 MB unpacked, 6 MB a part and 0.2 million cells a sheet.
    """

    file_bytes: int = 64 * MIB
    unpacked_bytes: int = 256 * MIB
    part_bytes: int = 64 * MIB
    ratio: int = 200
    """Unpacked to packed size of one part; judged only for parts over `ratio_floor` bytes."""
    ratio_floor: int = 8 * MIB
    entries: int = 2_000
    """Members of one zip container: the parts of a workbook, or the files of an archive."""
    archive_bytes: int = 1024 * MIB
    """Packed size of a zip archive of workbooks."""
    archive_depth: int = 2
    """A zip archive in a zip archive is opened, one in that is not."""
    cells: int = 8_000_000
    """Rows times columns of the box around all cells of one sheet."""
    xml_depth: int = 64


DEFAULT_LIMITS = Limits()
