"""Members of a zip container, unpacked within limits.

`zipfile` reads the directory; the unpacking is our own few lines because `zipfile` believes the size that
the header declares, and copies every part twice.
"""

import io
import struct
import zipfile
import zlib
from typing import IO

from mineralcheck.workbook.inflating import inflated
from mineralcheck.workbook.limits import KIB, MIB, Limits
from mineralcheck.workbook.refusals import Refusal, refused

_END_RECORD = b"PK\x05\x06"
_END_RECORD_SIZE = 22
_LOCATOR = b"PK\x06\x07"
_LOCATOR_SIZE = 20
_RECORD_64_SIZE = 56
_LONGEST_COMMENT = 65_535
_LOCAL_HEADER_SIZE = 30
_DIRECTORY_ENTRY_SIZE = 46
_LONGEST_ENTRY = _DIRECTORY_ENTRY_SIZE + 1_000
_ENCRYPTED_FLAG = 0x1
_DIRECTORY_FAULTS = (zipfile.BadZipFile, NotImplementedError, struct.error, ValueError, OSError, EOFError)


def check_directory(tail: bytes, limits: Limits) -> None:
    """Refuse a container whose directory is missing or absurdly long, before anything parses it.

    `tail` is the end of the file, `TAIL_SIZE` bytes of it or all.
    """
    at = tail.rfind(_END_RECORD)
    if at < 0 or at + _END_RECORD_SIZE > len(tail):
        raise refused(Refusal.CUT_OFF)
    (size,) = struct.unpack_from("<I", tail, at + 12)
    if max(size, _size_in_zip64(tail, at)) > limits.entries * _LONGEST_ENTRY:
        raise refused(Refusal.TOO_LARGE, what=f"it packs more than {limits.entries} files")


def _size_in_zip64(tail: bytes, at: int) -> int:
    """Size of the directory as the record for large archives gives it, which overrules the other; else 0."""
    locator = at - _LOCATOR_SIZE
    record = locator - _RECORD_64_SIZE
    if record < 0 or not tail.startswith(_LOCATOR, locator):
        return 0
    (size,) = struct.unpack_from("<Q", tail, record + 40)
    return int(size)


TAIL_SIZE = _LONGEST_COMMENT + _END_RECORD_SIZE + _LOCATOR_SIZE + _RECORD_64_SIZE


def open_directory(file: IO[bytes], tail: bytes, limits: Limits) -> zipfile.ZipFile:
    """Directory of a container; raises UnreadableFileError when it is damaged or too long."""
    check_directory(tail, limits)
    try:
        directory = zipfile.ZipFile(file)
    except _DIRECTORY_FAULTS:
        raise refused(Refusal.DAMAGED, what="its directory of parts cannot be read") from None
    if len(directory.infolist()) > limits.entries:
        raise refused(Refusal.TOO_LARGE, what=f"it packs more than {limits.entries} files")
    return directory


class Package:
    """Parts of a workbook that is a zip container, by name.

    Part names are compared without case and with either slash, as spreadsheet programs do.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._data = memoryview(data)
        self._limits = limits
        directory = open_directory(io.BytesIO(data), data[-TAIL_SIZE:], limits)
        self._members = {_key(member.filename): member for member in directory.infolist()}
        if sum(member.file_size for member in self._members.values()) > limits.unpacked_bytes:
            raise refused(Refusal.TOO_LARGE, what=f"over {limits.unpacked_bytes // MIB} MiB unpacked")

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts, in lower case."""
        return tuple(self._members)

    def read(self, name: str) -> bytes:
        """A part, unpacked; raises UnreadableFileError when it is missing, damaged or too large."""
        member = self._members.get(_key(name))
        if member is None:
            raise refused(Refusal.DAMAGED, what=f"the part {name!r} is missing")
        check_member(member, self._limits.part_bytes, self._limits)
        return unpacked(self._packed(member), member)

    def _packed(self, member: zipfile.ZipInfo) -> memoryview:
        header = member.header_offset
        start = header + _header_size(bytes(self._data[max(header, 0) : header + _LOCAL_HEADER_SIZE]))
        return self._data[start : start + member.compress_size]


def _header_size(header: bytes) -> int:
    """Size of the header before a member; its name and extra field may differ from the directory's."""
    if len(header) < _LOCAL_HEADER_SIZE:
        raise refused(Refusal.CUT_OFF)
    name_length, extra_length = struct.unpack_from("<HH", header, 26)
    return _LOCAL_HEADER_SIZE + int(name_length) + int(extra_length)


def read_member(file: IO[bytes], member: zipfile.ZipInfo, largest: int, limits: Limits) -> bytes:
    """A member of an archive that is a file, of at most `largest` bytes unpacked."""
    check_member(member, largest, limits)
    file.seek(max(member.header_offset, 0))
    size = _header_size(file.read(_LOCAL_HEADER_SIZE))
    file.seek(member.header_offset + size)
    return unpacked(file.read(min(member.compress_size, largest + KIB * KIB)), member)


def unpacked(packed: bytes | memoryview, member: zipfile.ZipInfo) -> bytes:
    """Unpack what a directory entry describes, never beyond the size it declares."""
    if member.compress_type == zipfile.ZIP_STORED:
        content = _as_declared(bytes(packed), member)
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        content = _inflate(packed, member)
    else:
        raise refused(Refusal.DAMAGED, what="a part is packed by a method that is not supported")
    if content is None:
        raise refused(Refusal.DAMAGED, what="a part is not what the directory declares")
    return content


def _as_declared(content: bytes, member: zipfile.ZipInfo) -> bytes | None:
    return content if len(content) == member.file_size and zlib.crc32(content) == member.CRC else None


def _inflate(packed: bytes | memoryview, member: zipfile.ZipInfo) -> bytes | None:
    try:
        return inflated(packed, member.file_size, member.CRC)
    except zlib.error:
        raise refused(Refusal.DAMAGED, what="a part cannot be unpacked") from None


def check_member(member: zipfile.ZipInfo, largest: int, limits: Limits) -> None:
    """Refuse a member that is encrypted, over `largest` bytes unpacked, or packed like a bomb."""
    if member.flag_bits & _ENCRYPTED_FLAG:
        raise refused(Refusal.ZIP_PASSWORD)
    if member.file_size > largest:
        raise refused(Refusal.TOO_LARGE, what=f"a part of over {largest // MIB} MiB")
    suspicious = member.file_size > limits.ratio_floor
    if suspicious and member.file_size > limits.ratio * max(member.compress_size, 1):
        raise refused(Refusal.TOO_LARGE, what=f"a part packed more than {limits.ratio} to 1")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def stored(parts: dict[str, bytes]) -> bytes:
    """A container with these parts, not compressed: what calamine is given instead of the original."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as container:
        for name, content in parts.items():
            container.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()
