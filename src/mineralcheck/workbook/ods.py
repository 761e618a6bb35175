"""Sheets of .ods files, found safe by a walk over the XML before calamine reads them.

A cell or row of an OpenDocument sheet can say that it is repeated a million times.
"""

from collections.abc import Mapping

from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.workbook.calamine import CellReader
from mineralcheck.workbook.limits import MIB, Limits
from mineralcheck.workbook.markup import Attributes, walk
from mineralcheck.workbook.package import Package, stored
from mineralcheck.workbook.refusals import Refusal, refused
from mineralcheck.workbook.sheet import Sheet
from mineralcheck.workbook.survey import check_box
from mineralcheck.workbook.xls import read_sheet

_PARTS = ("mimetype", "META-INF/manifest.xml", "content.xml")
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_ENCRYPTED = b"encryption-data"


class OdsReader:
    """Sheets of an .ods container."""

    format = "ods"
    date1904 = False

    def __init__(self, package: Package, limits: Limits) -> None:
        self._limits = limits
        parts = {name: package.read(name) for name in _PARTS}
        if _ENCRYPTED in parts["META-INF/manifest.xml"]:
            raise refused(Refusal.PASSWORD)
        parts["mimetype"] = parts["mimetype"].strip()
        content = parts["content.xml"]
        surveyor = _Surveyor(limits)
        walk(content, limits, surveyor.start, surveyor.end, surveyor.text)
        self._size = len(content)
        self._reader = CellReader(stored(parts))
        self.sheet_names = self._reader.sheet_names

    def read(self, sheets: Mapping[str, int | None]) -> dict[str, Sheet | UnreadableFileError]:
        """Sheets by name, or why one cannot be read."""
        return {name: read_sheet(self._reader, name, self._size, self._limits) for name in sheets}


class _Surveyor:
    """Counts cells as calamine lays them out: empty ones only before others, repeated ones every time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._sheet = ""
        self._rows = self._columns = self._row_repeats = 0
        self._pending_rows = self._row_end = self._position = self._repeats = 0
        self._cells = self._text = self._text_length = 0
        self._filled = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "table":
            self._sheet = attributes.get("name", "")
            self._rows = self._columns = self._pending_rows = self._cells = self._text = 0
        elif name == "table-row":
            self._row_repeats = _count(attributes, "number-rows-repeated")
            self._row_end = self._position = 0
        elif name in _CELLS:
            self._repeats = _count(attributes, "number-columns-repeated")
            self._filled = "value-type" in attributes or "formula" in attributes
            self._text_length = max((len(value) for value in attributes.values()), default=0)
        elif name == "s":
            self._text_length += _count(attributes, "c")
            self._check_text(self._text_length)

    def text(self, data: str) -> None:
        self._text_length += len(data)

    def end(self, name: str) -> None:
        if name in _CELLS:
            self._end_cell()
        elif name == "table-row":
            self._end_row()

    def _end_cell(self) -> None:
        self._position += self._repeats
        if self._filled:
            self._row_end = self._position
            self._text += self._repeats * self._row_repeats * self._text_length
            self._check_text(self._text)
            check_box(self._sheet, 1, self._position, self._limits)

    def _end_row(self) -> None:
        self._pending_rows += self._row_repeats
        self._cells += self._row_end
        check_box(self._sheet, 1, self._cells, self._limits)
        if self._row_end:
            self._rows, self._pending_rows = self._rows + self._pending_rows, 0
            self._columns = max(self._columns, self._row_end)
            check_box(self._sheet, self._rows, self._columns, self._limits)

    def _check_text(self, length: int) -> None:
        if length > self._limits.text_bytes:
            raise refused(Refusal.TOO_LARGE, what=f"texts of over {self._limits.text_bytes // MIB} MiB")


def _count(attributes: Attributes, name: str) -> int:
    return int(attributes.get(name, "1"))
