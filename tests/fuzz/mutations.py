"""Mutated workbooks, byte by byte and part by part; the same seed gives the same ones.

    python -m tests.fuzz.mutations [--count 100000] [--seed 1]

reads as many, each twice, and tells how many were read and refused. Anything else ends the run, with the
workbook that caused it in a file of the working folder.
"""

import argparse
import random
import re
import struct
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.workbook.containers import biff8, ods, one_sheet, record8, unzipped, xls, xlsb, zipped

from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.workbook.opening import open_workbook

_NUMBER = re.compile(rb"[0-9]+")
_NUMBERS = (b"0", b"-1", b"1048577", b"65536", b"4294967296", b"99999999999999999999", b"1e309", b"nan")
_WORDS = (b"\xff\xff\xff\xff", bytes(4), b"\xff\xff\xff\x7f", b"\xff\xff", b"<v>", b"</row>", b"<!--", b'"')
_ROWS = "".join(
    f'<row r="{row}"><c r="A{row}" t="s"><v>{row % 4}</v></c><c r="B{row}" s="1"><v>45000.5</v></c>'
    f'<c r="C{row}" t="str"><f>A1</f><v></v></c><c r="D{row}" t="e"><v>#N/A</v></c>'
    f'<c r="E{row}" t="inlineStr"><is><t>x</t></is></c><c r="F{row}" t="b"><v>1</v></c></row>'
    for row in range(1, 6)
)
_ODS_ROW = (
    '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>'
    '<table:table-cell office:value-type="string"><text:p>Tin<text:s text:c="2"/></text:p></table:table-cell>'
    '<table:table-cell office:value-type="date" office:date-value="2026-05-01"/></table:table-row>'
)
_TEXTS = struct.pack("<HB", 5, 0) + b"hello" + struct.pack("<HB", 3, 1) + "abc".encode("utf-16-le")
_CELLS = (
    record8(0xFD, struct.pack("<HHHI", 2, 0, 0, 0))
    + record8(0x06, struct.pack("<HHHdHIH", 3, 0, 0, 1.5, 0, 0, 0))
    + record8(0xBD, struct.pack("<HH", 4, 0) + bytes(18) + struct.pack("<H", 2))
    + record8(0x204, struct.pack("<HHHHB", 5, 0, 0, 3, 0) + b"abc")
    + record8(0x200, struct.pack("<IIHHH", 0, 9, 0, 9, 0))
)
_STREAM = biff8({(0, 0): 1.0}, more=_CELLS, book=record8(0xFC, struct.pack("<II", 2, 2) + _TEXTS))
SEEDS = {
    "xlsx": one_sheet(_ROWS, list("abcd")),
    "xlsb": xlsb(
        {(row, column): row % 2 if column else 1.5 for row in range(4) for column in range(3)}, ["a", "b"]
    ),
    "ods": ods(_ODS_ROW),
    "xls": xls(_STREAM),
}


def mutated(content: bytes, rng: random.Random) -> bytes:
    """The content with a few bytes, numbers or words changed, inserted, moved or deleted."""
    data = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 4, 8))):
        at = rng.randrange(len(data) + 1)
        length = rng.choice((1, 2, 4, 8, 50))
        match rng.randrange(6):
            case 0:
                data[at : at + 1] = bytes([rng.randrange(256)])
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = rng.randbytes(length)
            case 3:
                source = rng.randrange(len(data) + 1)
                data[at : at + length] = data[source : source + length]
            case 4:
                data[at : at + 4] = rng.choice(_WORDS)
            case _:
                numbers = [found.span() for found in _NUMBER.finditer(data)]
                start, end = rng.choice(numbers or [(at, at)])
                data[start:end] = rng.choice(_NUMBERS)
    return bytes(data)


def workbooks(kind: str, count: int, seed: int) -> Iterator[bytes]:
    """Mutated workbooks of a kind: most with one damaged part under a valid checksum."""
    rng = random.Random(f"{kind}-{seed}")
    whole = SEEDS[kind]
    for _ in range(count):
        if rng.random() < 0.2:
            yield mutated(whole, rng)
        elif kind == "xls":
            yield xls(mutated(_STREAM, rng)[:40_000])
        else:
            parts = unzipped(whole)
            name = rng.choice(sorted(parts))
            yield zipped({**parts, name: mutated(parts[name], rng)}, zipfile.ZIP_STORED)


def outcome(data: bytes) -> str:
    """What reading gives: the cells as text, or the refusal."""
    try:
        book = open_workbook(data)
        sheets = [book.sheet(name) for name in book.sheet_names]
        return repr(
            [(sheet.name, [sheet.row(row) for row in range(1, 30)], sheet.errors) for sheet in sheets]
        )
    except UnreadableFileError as error:
        return error.message


def main() -> None:
    """Read many mutated workbooks and print how they ended."""
    parser = argparse.ArgumentParser(description="Read mutated workbooks")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    case = Path(f"mutated-{options.seed}.bin")
    for kind in SEEDS:
        ends: Counter[str] = Counter()
        slowest = 0.0
        for data in workbooks(kind, options.count // len(SEEDS), options.seed):
            case.write_bytes(data)
            start = time.process_time()
            first = outcome(data)
            slowest = max(slowest, time.process_time() - start)
            if outcome(data) != first:
                raise SystemExit(f"{case} reads differently twice")
            ends["read" if first.startswith("[") else "refused"] += 1
        print(f"{kind}: {dict(sorted(ends.items()))}, slowest {slowest:.2f} s CPU")
    case.unlink()


if __name__ == "__main__":
    main()
