"""OLE containers: the workbook stream out of a stranger's, and a sound one around it.

olefile reads containers but writes none, so the writing is ours: one stream, in the layout with sectors of
4,096 bytes. calamine is given that instead of the original, whose sector chains may run in circles.
"""

import io
import struct

import olefile

from mineralcheck.workbook.refusals import Refusal, refused

_STREAMS = ("Workbook", "Book")
_FAULTS = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    struct.error,
    OverflowError,
    MemoryError,
)
_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR = 4_096
_ENTRIES = _SECTOR // 4
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_TABLES_IN_HEADER = 109
_ROOT, _STREAM = 5, 2


def workbook_stream(data: bytes) -> tuple[str, bytes]:
    """Name and content of the stream that holds the workbook; raises UnreadableFileError without one."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            for name in _STREAMS:
                if container.exists(name):
                    return name, bytes(container.openstream(name).read())
    except _FAULTS:
        raise refused(Refusal.DAMAGED, what="its container cannot be read") from None
    raise refused(Refusal.DAMAGED, what="it holds no workbook")


def container_of(name: str, stream: bytes) -> bytes:
    """A container with one stream.

    Its sectors are those of the table, the directory, an empty one for small streams (calamine wants there
    to be one), and the stream.
    """
    content = stream + bytes(-len(stream) % _SECTOR or (0 if stream else _SECTOR))
    length = len(content) // _SECTOR
    tables = -(-(length + 2) // (_ENTRIES - 1))
    if tables > _TABLES_IN_HEADER:
        raise refused(Refusal.TOO_LARGE, what="a workbook of several hundred MiB")
    first = tables + 2
    table = [*[_TABLE] * tables, _END, _END, *range(first + 1, first + length), _END]
    table += [_FREE] * (tables * _ENTRIES - len(table))
    root = _entry("Root Entry", _ROOT, tables + 1, _SECTOR, child=1)
    directory = root + _entry(name, _STREAM, first, len(content))
    parts = _header(tables), struct.pack(f"<{len(table)}I", *table), directory, b""
    return b"".join(part.ljust(_SECTOR, b"\0") for part in parts) + content


def _header(tables: int) -> bytes:
    positions = [*range(tables), *[_FREE] * (_TABLES_IN_HEADER - tables)]
    version = struct.pack("<HHHHH6x", 0x3E, 4, 0xFFFE, 12, 6)
    sizes = struct.pack("<IIIIIIIII", 1, tables, tables, 0, _SECTOR, _END, 0, _END, 0)
    return _SIGNATURE + bytes(16) + version + sizes + struct.pack("<109I", *positions)


def _entry(name: str, kind: int, first: int, size: int, child: int = _FREE) -> bytes:
    text = f"{name}\0".encode("utf-16-le")
    named = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return named + struct.pack("<III36xIQ", _FREE, _FREE, child, first, size)
