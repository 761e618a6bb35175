"""Sheets of .xls files (BIFF), found safe by a walk over the records before calamine reads them.

Our own walk, because calamine trusts row and column numbers up to 65,536 each and would hold them all.
"""

import io
import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import olefile

from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.workbook.calamine import CellReader
from mineralcheck.workbook.decryption import decrypted_xls
from mineralcheck.workbook.limits import Limits
from mineralcheck.workbook.refusals import Refusal, in_sheet, refused
from mineralcheck.workbook.shared_strings import check_text
from mineralcheck.workbook.sheet import Sheet, checked_text
from mineralcheck.workbook.survey import check_box

_FILE_PASS, _DATE_1904, _BEGIN, _SHARED_STRINGS, _CONTINUE, _STRING_CELL = 0x2F, 0x22, 0x809, 0xFC, 0x3C, 0xFD
_CELLS = frozenset({0x06, 0x7E, 0xBD, 0xBE, 0xD6, _STRING_CELL, 0x201, 0x203, 0x204, 0x205, 0x27E})
_MANY = frozenset({0xBD, 0xBE})
_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08
_STREAMS = ("Workbook", "Book")
_OLE_FAULTS = (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error, OverflowError)


@dataclass(slots=True)
class _Records:
    """What the records of a workbook stream say, over all its sheets."""

    encrypted: bool = False
    date1904: bool = False
    boxes: list[tuple[int, int]] = field(default_factory=list)
    used: Counter[int] = field(default_factory=Counter)
    shared: list[bytes] = field(default_factory=list)


class XlsReader:
    """Sheets of an .xls file; Excel's built-in password is tried on an encrypted one, then the given ones."""

    format = "xls"

    def __init__(self, data: bytes, passwords: Sequence[str], limits: Limits) -> None:
        self._limits = limits
        records = _surveyed(_workbook_stream(data))
        self.decrypted = records.encrypted
        if records.encrypted:
            data = decrypted_xls(data, passwords, limits)
            records = _surveyed(_workbook_stream(data))
        _check(records, limits)
        self.date1904 = records.date1904
        self._size = len(data)
        self._reader = CellReader(data)
        self.sheet_names = self._reader.sheet_names

    def read(self, sheets: Mapping[str, int | None]) -> dict[str, Sheet | UnreadableFileError]:
        """Sheets by name, or why one cannot be read."""
        return {name: read_sheet(self._reader, name, self._size, self._limits) for name in sheets}


def read_sheet(reader: CellReader, name: str, size: int, limits: Limits) -> Sheet | UnreadableFileError:
    """A sheet, or why it cannot be read; `size` is that of the part its texts come from."""
    try:
        return Sheet(name, checked_text(reader.rows(name), limits, stored_size=size))
    except UnreadableFileError as error:
        return in_sheet(error, name)


def _workbook_stream(data: bytes) -> bytes:
    try:
        container = olefile.OleFileIO(io.BytesIO(data))
        for name in _STREAMS:
            if container.exists(name):
                return bytes(container.openstream(name).read())
    except _OLE_FAULTS:
        raise refused(Refusal.DAMAGED, what="its container cannot be read") from None
    raise refused(Refusal.DAMAGED, what="it holds no workbook")


def _surveyed(stream: bytes) -> _Records:
    found = _Records()
    in_shared = False
    for kind, start, size in _records(stream):
        if kind in _CELLS and size >= 6:
            _note_cell(found, stream, kind, start, size)
        elif kind == _BEGIN:
            found.boxes.append((0, 0))
        elif kind == _FILE_PASS:
            found.encrypted = True
        elif kind == _DATE_1904 and size >= 2:
            found.date1904 = stream[start] == 1
        in_shared = kind == _SHARED_STRINGS or (kind == _CONTINUE and in_shared)
        if in_shared:
            found.shared.append(stream[start : start + size])
    return found


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Number, start and size of each record."""
    position = 0
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        yield kind, position + 4, size
        position += 4 + size


def _note_cell(found: _Records, stream: bytes, kind: int, start: int, size: int) -> None:
    row, column = struct.unpack_from("<HH", stream, start)
    if kind in _MANY:
        (column,) = struct.unpack_from("<H", stream, start + size - 2)
    if kind == _STRING_CELL and size >= 10:
        found.used[struct.unpack_from("<I", stream, start + 6)[0]] += 1
    rows, columns = found.boxes[-1] if found.boxes else (0, 0)
    found.boxes[-1:] = [(max(rows, row + 1), max(columns, column + 1))]


def _check(records: _Records, limits: Limits) -> None:
    for number, (rows, columns) in enumerate(records.boxes):
        check_box(f"no. {number}", rows, columns, limits)
    check_text(records.used, dict(enumerate(string_lengths(records.shared))), limits)


def string_lengths(records: Sequence[bytes]) -> list[int]:
    """Characters of each shared string in an SST record and its continuations."""
    lengths: list[int] = []
    rest = _Continued(records)
    rest.skip(8)
    while header := rest.take(3):
        length, flags = struct.unpack("<HB", header)
        runs = struct.unpack("<H", rest.take(2) or b"\0\0")[0] if flags & _RICH else 0
        extra = struct.unpack("<I", rest.take(4) or bytes(4))[0] if flags & _EXTENDED else 0
        rest.skip_text(length, 2 if flags & _WIDE else 1)
        rest.skip(4 * runs + extra)
        lengths.append(length)
    return lengths


class _Continued:
    """Bytes of a record that goes on in others; text that is split over two repeats its flag byte."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self._records = records
        self._index = self._position = 0

    def _left(self) -> int:
        while self._index < len(self._records) and self._position >= len(self._records[self._index]):
            self._index, self._position = self._index + 1, 0
        return len(self._records[self._index]) - self._position if self._index < len(self._records) else 0

    def take(self, count: int) -> bytes:
        """The next bytes within one record, or none when there are not so many."""
        if self._left() < count:
            return b""
        start, self._position = self._position, self._position + count
        return self._records[self._index][start : self._position]

    def skip(self, count: int) -> None:
        while count > 0 and (left := self._left()):
            step = min(count, left)
            self._position += step
            count -= step

    def skip_text(self, characters: int, width: int) -> None:
        while characters > 0 and (left := self._left()):
            whole = min(characters, left // width)
            self._position += whole * width
            characters -= whole
            if characters and self._index + 1 < len(self._records) and self._records[self._index + 1]:
                self._index, self._position = self._index + 1, 1
                width = 2 if self._records[self._index][0] & _WIDE else 1
            elif characters:
                return
