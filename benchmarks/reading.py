"""Reading the cells of one official-size file: ours beside other readers and the floor.

    python -m benchmarks.reading [--template RMI_CMRT_6.5.xlsx] [--smelters 60] [--repeats 9]

The floor unpacks the parts that are needed and looks at each stored value once; "unpack only" leaves out the
looking. The readers take turns, so that whatever else the machine does hits all of them. All figures are CPU
time of one process in one run: compare the ratios, not the milliseconds.
"""

import argparse
import io
import re
import statistics
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import python_calamine
from benchmarks.official_files import fill

from mineralcheck.reader.submission import SHEETS
from mineralcheck.workbook.book_parts import book_parts
from mineralcheck.workbook.limits import DEFAULT_LIMITS
from mineralcheck.workbook.opening import open_workbook
from mineralcheck.workbook.package import Package

_VALUE = re.compile(rb"<v>([^<]*)")
_TEMPLATE = Path(__file__).resolve().parents[2] / "shared" / "templates" / "RMI_CMRT_6.5.xlsx"
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


def measured(data: bytes, repeats: int) -> Mapping[str, list[float]]:
    """CPU seconds of each reader, every one in turn."""
    unpack, floor = _floors(data)
    readers: dict[str, tuple[Callable[[bytes], int], int]] = {
        "unpack only": (unpack, repeats),
        "floor": (floor, repeats),
        "mineralcheck": (ours, repeats),
        "python-calamine": (calamine, repeats),
        "openpyxl, read-only": (openpyxl_read_only, min(repeats, _SLOW)),
        "openpyxl, full": (openpyxl_full, min(repeats, _SLOW)),
    }
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    for turn in range(repeats):
        for name, (read, times) in readers.items():
            if turn < times:
                start = time.process_time()
                read(data)
                seconds[name].append(time.process_time() - start)
    return seconds


def main() -> None:
    """Measure one file and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--template", type=Path, default=_TEMPLATE, help="a blank official template")
    parser.add_argument("--smelters", type=int, default=60)
    parser.add_argument("--repeats", type=int, default=9)
    options = parser.parse_args()
    data = fill(options.template, options.smelters, number=1)
    print(f"{options.template.name}, {options.smelters} smelters, {len(data) / 1e6:.2f} MB")
    seconds = measured(data, options.repeats)
    least = {name: min(times) for name, times in seconds.items()}
    print(f"{'':20} {'min ms':>8} {'median':>8} {'x floor':>8} {'x ours':>8}")
    for name, times in seconds.items():
        ratios = f"{least[name] / least['floor']:8.2f} {least[name] / least['mineralcheck']:8.2f}"
        print(f"{name:20} {1e3 * least[name]:8.1f} {1e3 * statistics.median(times):8.1f} {ratios}")


if __name__ == "__main__":
    main()
