"""Sheets of .xls files (BIFF), found safe by a walk over the records before calamine reads them.

Our own walk, because calamine trusts row and column numbers up to 65,536 each and would hold them all.
"""

import struct
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.workbook.calamine import CellReader
from mineralcheck.workbook.decryption import without_encryption
from mineralcheck.workbook.limits import Limits
from mineralcheck.workbook.ole import container_of, workbook_stream
from mineralcheck.workbook.refusals import Refusal, in_sheet, refused
from mineralcheck.workbook.shared_strings import check_text
from mineralcheck.workbook.sheet import Sheet, checked_text
from mineralcheck.workbook.survey import check_box

_FILE_PASS, _DATE_1904, _SHEET, _DIMENSIONS, _END = 0x2F, 0x22, 0x85, 0x200, 0x0A
_LARGEST_COLUMN = 0xFFFF
_DIMENSION_LAYOUTS = {10: "<HHHH", 14: "<IIHH"}
_SHARED_STRINGS, _CONTINUE, _STRING_CELL = 0xFC, 0x3C, 0xFD
_CELLS = frozenset({0x06, 0x7E, 0xBD, 0xBE, 0xD6, _STRING_CELL, 0x201, 0x203, 0x204, 0x205, 0x27E})
_MANY = frozenset({0xBD, 0xBE})
_MOST_RECORDS = 5_000_000
_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08


@dataclass(slots=True)
class _Records:
    """What the records of a workbook stream say, over all its sheets."""

    encrypted: bool = False
    date1904: bool = False
    seen: int = 0
    last: tuple[int, int] = 0, 0
    boxes: list[tuple[int, int]] = field(default_factory=list)
    declared: list[tuple[int, int, tuple[int, int]]] = field(default_factory=list)
    used: Counter[int] = field(default_factory=Counter)
    shared: list[bytes] = field(default_factory=list)


class XlsReader:
    """Sheets of an .xls file; Excel's built-in password is tried on an encrypted one, then the given ones."""

    format = "xls"

    def __init__(self, data: bytes, passwords: Sequence[str], limits: Limits) -> None:
        self._limits = limits
        name, stream = workbook_stream(data)
        records = _surveyed(stream)
        self.decrypted = records.encrypted
        if records.encrypted:
            name, stream = workbook_stream(without_encryption(data, passwords, limits))
            records = _surveyed(stream)
        _check(records, limits)
        sound = _with_true_dimensions(stream, records)
        _check(_surveyed(sound), limits)  # again, as records may overlap
        self.date1904 = records.date1904
        self._size = len(stream)
        self._reader = CellReader(container_of(name, sound))
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


def _surveyed(stream: bytes) -> _Records:
    """Survey of a workbook stream, in the places where calamine will look: the globals, then each sheet."""
    found = _Records()
    offsets: set[int] = set()
    in_shared = False
    for kind, start, size in _records(stream, 0, found):
        in_shared = kind == _SHARED_STRINGS or (kind == _CONTINUE and in_shared)
        if in_shared:
            found.shared.append(stream[start : start + size])
        elif kind == _SHEET and size >= 4:
            offsets.add(struct.unpack_from("<I", stream, start)[0])
        elif kind == _DATE_1904 and size >= 2:
            found.date1904 = stream[start] == 1
        elif kind == _FILE_PASS:
            found.encrypted = True
    for offset in () if found.encrypted else sorted(offsets):
        found.last = 0, 0
        declared: list[tuple[int, int]] = []
        for kind, start, size in _records(stream, offset, found):
            if kind == _DIMENSIONS:
                declared.append((start, size))
            elif kind in _CELLS and size >= 6:
                _note_cell(found, stream, kind, start, size)
        found.boxes.append(found.last)
        found.declared += [(start, size, found.last) for start, size in declared]
    return found


def _records(stream: bytes, position: int, found: _Records) -> Iterator[tuple[int, int, int]]:
    """Number, start and size of each record until the end mark or the end of the stream."""
    while position + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, position)
        found.seen += 1
        if kind == _END or position + 4 + size > len(stream):
            return
        if found.seen > _MOST_RECORDS:
            raise refused(Refusal.TOO_LARGE, what=f"over {_MOST_RECORDS} records")
        yield kind, position + 4, size
        position += 4 + size


def _with_true_dimensions(stream: bytes, records: _Records) -> bytes:
    """The stream with boxes declared as they are: calamine makes room for them, true or not."""
    patched = bytearray(stream)
    for start, size, (rows, columns) in records.declared:
        layout = _DIMENSION_LAYOUTS.get(size)
        if layout:
            struct.pack_into(layout, patched, start, 0, rows, 0, min(columns, _LARGEST_COLUMN))
    return bytes(patched)


def _note_cell(found: _Records, stream: bytes, kind: int, start: int, size: int) -> None:
    row, column = struct.unpack_from("<HH", stream, start)
    if kind in _MANY:
        (column,) = struct.unpack_from("<H", stream, start + size - 2)
    if kind == _STRING_CELL and size >= 10:
        found.used[struct.unpack_from("<I", stream, start + 6)[0]] += 1
    found.last = max(found.last[0], row + 1), max(found.last[1], column + 1)


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
