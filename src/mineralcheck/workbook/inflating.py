"""Deflated data, unpacked by ISA-L where it is installed: the bytes that zlib gives, in half the time.

What ISA-L does not unpack as declared is unpacked by zlib again, so that a damaged part is refused with the
same words on every machine.
"""

import zlib

try:
    from isal import isal_zlib
except ImportError:  # no wheel for this platform
    isal_zlib = None  # type: ignore[assignment]  # a module where there is one

_RAW = -zlib.MAX_WBITS


def inflated(packed: bytes | memoryview, size: int, checksum: int) -> bytes | None:
    """What is packed, if it has this size and CRC-32, else None; raises zlib.error for damaged data.

    No more than one byte beyond `size` is ever unpacked.
    """
    if isal_zlib is not None:
        try:
            content = isal_zlib.decompressobj(_RAW).decompress(packed, size + 1)
        except isal_zlib.error:  # type: ignore[misc]  # its stubs say an exception and mean the class
            content = b""
        if len(content) == size and isal_zlib.crc32(content) == checksum:
            return content
    content = zlib.decompressobj(_RAW).decompress(packed, size + 1)
    return content if len(content) == size and zlib.crc32(content) == checksum else None
