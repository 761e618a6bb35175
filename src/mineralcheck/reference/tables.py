"""Any file a reference list may come in, as named tables of cells."""

import csv
import io
from typing import NamedTuple

from mineralcheck.model.cells import CellValue
from mineralcheck.model.errors import UnreadableFileError, UsageError
from mineralcheck.reference.lookup_sheet import SHEET, TEMPLATE_SHEETS
from mineralcheck.reference.spreadsheetml import is_spreadsheetml, read_spreadsheetml
from mineralcheck.workbook.limits import DEFAULT_LIMITS
from mineralcheck.workbook.opening import Workbook, open_workbook

_WORKBOOK_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_ENCODINGS = ("utf-8-sig", "cp932", "gbk")
_MAX_CSV_ROWS = 200_000


class Table(NamedTuple):
    """A sheet of a workbook, or a whole text file; `name` is the sheet name, empty for text."""

    name: str
    rows: list[list[CellValue]]


class ListFile(NamedTuple):
    """An opened file: its tables, and the workbook if it is one."""

    tables: list[Table]
    workbook: Workbook | None
    is_text: bool = False


def open_list(data: bytes, source: str) -> ListFile:
    """Open a file by its content, whatever its suffix; raises UsageError with the remedy."""
    if len(data) > DEFAULT_LIMITS.file_bytes:
        raise UsageError(
            f"{source}: larger than {DEFAULT_LIMITS.file_bytes // 2**20} MiB; no reference list is."
        )
    if not data.strip():
        raise UsageError(f"{source}: the file is empty. Download or export it again.")
    if is_spreadsheetml(data):
        return ListFile([Table(*sheet) for sheet in read_spreadsheetml(data, source)], None)
    if data.startswith(_WORKBOOK_MARKS):
        return _open_workbook(data, source)
    return ListFile([Table("", _csv_rows(_decode(data, source), source))], None, is_text=True)


def _open_workbook(data: bytes, source: str) -> ListFile:
    try:
        template = open_workbook(data, sheets=TEMPLATE_SHEETS)
        if template.find(SHEET):
            return ListFile([], template)
        workbook = open_workbook(data)
        return ListFile([_table(workbook, name) for name in workbook.sheet_names], workbook)
    except UnreadableFileError as error:
        raise UsageError(f"{source}: {error.message}") from None


def _table(workbook: Workbook, name: str) -> Table:
    sheet = workbook.sheet(name)
    return Table(name, [list(sheet.row(row)) for row in range(1, sheet.max_row + 1)])


def _decode(data: bytes, source: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise UsageError(
            f"{source}: neither a workbook, nor Excel 2003 XML, nor CSV. Give the file as RMI's website or "
            "the template offers it."
        )
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(f"{source}: the text is neither UTF-8 nor cp932 nor GBK. Save it as CSV UTF-8.")


def _csv_rows(text: str, source: str) -> list[list[CellValue]]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows: list[list[CellValue]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([value or None for value in row])
            if len(rows) > _MAX_CSV_ROWS:
                raise UsageError(f"{source}: more than {_MAX_CSV_ROWS:,} rows; this is no reference list.")
    except csv.Error as error:
        raise UsageError(f"{source}: not readable as CSV ({error}). Save it as CSV UTF-8.") from None
    return rows
