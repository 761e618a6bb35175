"""Reading the cells of one official-size file: ours beside other readers and the floor.

The floor unpacks the parts that are needed and looks at each stored value once; "unpack only" leaves out the
looking. The readers take turns, so that whatever else the machine does hits all of them. All figures are CPU
time of one process in one run: compare the ratios, not the milliseconds. A whole check is measured along.
"""

import datetime as dt
import io
import re
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import openpyxl
import python_calamine
from benchmarks.measuring import Line, Measured

from mineralcheck.check.file import Checker
from mineralcheck.check.options import CheckOptions
from mineralcheck.reader.submission import SHEETS
from mineralcheck.reference.entries import build_reference
from mineralcheck.reference.sources import lists_for_run
from mineralcheck.reference.status import StatusIndex
from mineralcheck.reporters.json_report import file_text
from mineralcheck.workbook.book_parts import book_parts
from mineralcheck.workbook.limits import DEFAULT_LIMITS
from mineralcheck.workbook.opening import open_workbook
from mineralcheck.workbook.package import Package

_VALUE = re.compile(rb"<v>([^<]*)")
_SLOW = 4
"""Repeats of the readers that take seconds."""


def ours(data: bytes) -> int:
    """Rows read by this project."""
    book = open_workbook(data, sheets=SHEETS)
    return sum(book.sheet(name).max_row for name in map(book.find, SHEETS) if name)


def calamine(data: bytes) -> int:
    """Rows read by python-calamine from the file as it is."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    wanted = [name for name in book.sheet_names if name in SHEETS]
    return sum(len(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in wanted)


def openpyxl_full(data: bytes) -> int:
    """Rows read by openpyxl, which loads the whole workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return sum(book[name].max_row for name in book.sheetnames if name in SHEETS)


def openpyxl_read_only(data: bytes) -> int:
    """Rows read by openpyxl as it goes through them."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)
    wanted = [book[name] for name in book.sheetnames if name in SHEETS]
    return sum(1 for sheet in wanted for _ in sheet.iter_rows(values_only=True))


def _floors(data: bytes) -> tuple[Callable[[bytes], int], Callable[[bytes], int]]:
    """Unpacking alone, and the floor, for one file: which parts are needed is known beforehand."""
    parts = book_parts(Package(data, DEFAULT_LIMITS), DEFAULT_LIMITS)
    sheets = {part for name, part in parts.sheets.items() if name in SHEETS}
    shared = {part for part in (parts.shared_strings, parts.styles) if part}
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        members = {name: container.getinfo(name) for name in sheets | shared}

    def unpack(data: bytes) -> int:
        return sum(len(_inflated(data, member)) for member in members.values())

    def floor(data: bytes) -> int:
        unpacked = {name: _inflated(data, member) for name, member in members.items()}
        return sum(1 for name in sheets for value in _VALUE.finditer(unpacked[name]) if value[1])

    return unpack, floor


def _inflated(data: bytes, member: zipfile.ZipInfo) -> bytes:
    lengths = data[member.header_offset + 26 : member.header_offset + 30]
    start = member.header_offset + 30 + lengths[0] + 256 * lengths[1] + lengths[2] + 256 * lengths[3]
    packed = memoryview(data)[start : start + member.compress_size]
    return zlib.decompress(packed, -zlib.MAX_WBITS, member.file_size)


def _check(template: Path) -> Callable[[bytes], str]:
    """A whole check: reading, rules, matching, and its part of the JSON report."""
    lists = lists_for_run([template])
    options = CheckOptions(build_reference(lists.all), StatusIndex(lists.statuses), dt.date(2026, 6, 30))
    checker = Checker(options)
    return lambda data: file_text(checker.check_bytes(data, ""))


def measured(data: bytes, template: Path, repeats: int) -> Mapping[str, list[float]]:
    """CPU seconds of each reader, every one in turn."""
    unpack, floor = _floors(data)
    readers: dict[str, tuple[Callable[[bytes], object], int]] = {
        "floor": (floor, repeats),
        "of it, unpacking": (unpack, repeats),
        "read: mineralcheck": (ours, repeats),
        "read: python-calamine": (calamine, repeats),
        "read: openpyxl, read-only": (openpyxl_read_only, min(repeats, _SLOW)),
        "read: openpyxl, full": (openpyxl_full, min(repeats, _SLOW)),
        "checked, as JSON: mineralcheck": (_check(template), repeats),
    }
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    for turn in range(repeats):
        for name, (read, times) in readers.items():
            if turn < times:
                start = time.process_time()
                read(data)
                seconds[name].append(time.process_time() - start)
    return seconds


def reading_lines(data: bytes, template: Path, repeats: int = 9) -> Iterator[Line]:
    """Each reader at its best, the floor first, and a whole check of the file."""
    for name, times in measured(data, template, repeats).items():
        yield Line("one file", name, Measured(min(times), min(times)))
