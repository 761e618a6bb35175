"""Sheets of .xlsb files (BIFF12), found safe by a walk over the records before calamine reads them."""

import struct
from collections import Counter
from collections.abc import Iterator, Mapping

from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.workbook.calamine import CellReader
from mineralcheck.workbook.limits import Limits
from mineralcheck.workbook.markup import elements
from mineralcheck.workbook.package import Package, stored
from mineralcheck.workbook.refusals import Refusal, refused
from mineralcheck.workbook.shared_strings import check_text
from mineralcheck.workbook.sheet import Sheet
from mineralcheck.workbook.survey import check_box
from mineralcheck.workbook.xls import read_sheet

_ROW, _STRING_CELL, _SHARED_STRING, _WORKBOOK_PROPERTIES, _TAB = 0, 7, 19, 153, 156
_SMALLEST = {0: 4, 1: 8, 2: 12, 3: 9, 4: 9, 5: 16, 6: 12, 7: 12, 8: 12, 9: 16, 10: 9, 11: 9, 148: 16}
"""Bytes that calamine takes from a record without asking whether they are there."""
_LAST_CELL_RECORD = 11
_WORKBOOK = "xl/workbook.bin"
_LINKS = "xl/_rels/workbook.bin.rels"
_SHARED = "xl/sharedstrings.bin"
_SHEETS = "xl/worksheets/"


class XlsbReader:
    """Sheets of an .xlsb container."""

    format = "xlsb"

    def __init__(self, package: Package, limits: Limits) -> None:
        self._limits = limits
        wanted = [name for name in package.names if name.endswith((".bin", ".rels", ".xml"))]
        parts = {name: package.read(name) for name in wanted if name.startswith(("xl/", "_rels/", "["))}
        _check_tabs(parts.get(_WORKBOOK, b""), parts.get(_LINKS, b""), limits)
        lengths = _shared_lengths(parts.get(_SHARED, b""))
        for name, part in parts.items():
            if name.startswith(_SHEETS) and name.endswith(".bin"):
                _check_sheet(name, part, lengths, limits)
        self.date1904 = _date1904(parts.get(_WORKBOOK, b""))
        self._size = sum(map(len, parts.values()))
        self._reader = CellReader(stored({_CASED.get(name, name): part for name, part in parts.items()}))
        self.sheet_names = self._reader.sheet_names

    def read(self, sheets: Mapping[str, int | None]) -> dict[str, Sheet | UnreadableFileError]:
        """Sheets by name, or why one cannot be read."""
        return {name: read_sheet(self._reader, name, self._size, self._limits) for name in sheets}


_CASED = {_SHARED: "xl/sharedStrings.bin", "[content_types].xml": "[Content_Types].xml"}


def _records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """Number, start and size of each record; both numbers are stored in groups of seven bits."""
    position, length = 0, len(part)
    while position < length:
        kind, position = _seven_bit(part, position, 2)
        size, position = _seven_bit(part, position, 4)
        if position + size > length:
            raise refused(Refusal.DAMAGED, what="a part ends in the middle of a record")
        yield kind, position, size
        position += size


def _seven_bit(part: bytes, position: int, longest: int) -> tuple[int, int]:
    value = 0
    for shift in range(longest):
        if position >= len(part):
            raise refused(Refusal.DAMAGED, what="a part ends in the middle of a record")
        byte = part[position]
        position += 1
        value |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:
            break
    return value, position


def _check_sheet(name: str, part: bytes, lengths: list[int], limits: Limits) -> None:
    row = rows = columns = 0
    used: Counter[int] = Counter()
    for kind, start, size in _records(part):
        if size < _SMALLEST.get(kind, 0):
            raise refused(Refusal.DAMAGED, what="a cell is cut short")
        if kind == _ROW:
            (row,) = struct.unpack_from("<I", part, start)
        elif kind <= _LAST_CELL_RECORD:
            (column,) = struct.unpack_from("<I", part, start)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if kind == _STRING_CELL:
                used[struct.unpack_from("<I", part, start + 8)[0]] += 1
    check_box(name.rpartition("/")[2], rows, columns, limits)
    if used and max(used) >= len(lengths):
        raise refused(Refusal.DAMAGED, what="a cell names a text that is not there")
    check_text(used, dict(enumerate(lengths)), limits)


def _check_tabs(book: bytes, links: bytes, limits: Limits) -> None:
    """Refuse a sheet whose name is cut short or that leads nowhere: calamine would panic."""
    known = {attributes.get("Id", "") for _, attributes in elements(links, limits)} if links else set()
    for kind, start, size in _records(book):
        if kind != _TAB:
            continue
        link, position = _wide_text(book[start : start + size], 8)
        _wide_text(book[start : start + size], position)
        if link not in known:
            raise refused(Refusal.DAMAGED, what="a sheet leads to no part")


def _wide_text(record: bytes, position: int) -> tuple[str, int]:
    """A counted UTF-16 text and where it ends."""
    start = position + 4
    length = int.from_bytes(record[position:start], "little") if start <= len(record) else len(record)
    end = start + 2 * length
    if end > len(record):
        raise refused(Refusal.DAMAGED, what="a text is cut short")
    return record[start:end].decode("utf-16-le", "replace"), end


def _shared_lengths(part: bytes) -> list[int]:
    return [size for kind, _, size in _records(part) if kind == _SHARED_STRING]


def _date1904(part: bytes) -> bool:
    for kind, start, size in _records(part):
        if kind == _WORKBOOK_PROPERTIES and size >= 4:
            return bool(part[start] & 1)
    return False
