"""What becomes of damaged files: each kind of damage done to invented and official workbooks, and a table.

    python -m benchmarks.damage [--templates ../shared/templates] [--mutations 40]

Every file is read and checked in a process of its own. *Right* means that it says what the whole file says;
*with a note* that it does, and that the program remarks on it; *says other things* that what was damaged is
an answer itself, under a valid checksum. The last lines tell the longest time (CPU) and the largest memory.
"""

import argparse
import datetime as dt
import io
import multiprocessing
import random
import re
import resource
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from benchmarks.official_files import fill
from fixtures.builder import template
from tests.fuzz.mutations import mutated
from tests.support.meaning import meaning
from tests.support.moving import inserted, move, part_of
from tests.support.writers import WRITERS
from tests.workbook.containers import encrypted_package, unzipped, zipped

from mineralcheck.check.file import Checker
from mineralcheck.check.options import CheckOptions
from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.model.submission import CompanyField, Submission
from mineralcheck.reader.submission import read_submission
from mineralcheck.reference.entries import build_reference
from mineralcheck.reference.status import StatusIndex
from mineralcheck.workbook.opening import open_workbook

MIB = 2**20
ENDS = ("right", "with a note", "says other things", "refused", "crashed")
Damage = Callable[[bytes, random.Random], bytes]


class Outcome(NamedTuple):
    """How reading a file ended, with seconds of CPU and MiB of memory."""

    end: str
    why: str
    seconds: float
    mib: float


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(1, len(data))]


def _flipped(data: bytes, rng: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(20):
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
    return bytes(damaged)


def _zeroed(data: bytes, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    return data[:start] + bytes(min(4096, len(data) - start)) + data[start + 4096 :]


def _mutated_part(data: bytes, rng: random.Random) -> bytes:
    parts = unzipped(data)
    name = rng.choice([name for name in sorted(parts) if name.startswith("xl/") and parts[name]])
    return zipped({**parts, name: mutated(parts[name], rng)}, zipfile.ZIP_STORED)


def _without_part(data: bytes, rng: random.Random) -> bytes:
    parts = unzipped(data)
    del parts[rng.choice(sorted(parts))]
    return zipped(parts)


def _sheet_part(parts: dict[str, bytes]) -> str:
    with zipfile.ZipFile(io.BytesIO(zipped(parts, zipfile.ZIP_STORED))) as archive:
        return part_of(archive, "Smelter List")


def _with_cells(data: bytes, cells: str) -> bytes:
    parts = unzipped(data)
    name = _sheet_part(parts)
    return zipped({**parts, name: parts[name].replace(b"</sheetData>", f"{cells}</sheetData>".encode())})


def _far_cell(data: bytes, _: random.Random) -> bytes:
    return _with_cells(data, '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def _million_rows(data: bytes, _: random.Random) -> bytes:
    rows = "".join(f'<row r="{row}"><c r="B{row}"><v>1</v></c></row>' for row in range(10_000, 1_048_576))
    return _with_cells(data, rows)


def _most_cells(data: bytes, _: random.Random) -> bytes:
    """Almost as many cells as are allowed, each with a value."""
    cells = "".join(f'<c r="{column}{{0}}"><v>1.5</v></c>' for column in "ABCDEFGHIJKLMNOPQRST")
    rows = "".join(f'<row r="{row}">{cells.format(row)}</row>' for row in range(10_000, 99_000))
    return _with_cells(data, rows)


def _quadratic(data: bytes, _: random.Random) -> bytes:
    """A text of almost the allowed length, used almost as often as is allowed."""
    parts = unzipped(data)
    strings = parts.get("xl/sharedStrings.xml", b"").decode()
    text = "x" * 1_000_000
    if not strings:
        cell = f'<c r="B{{}}" t="inlineStr"><is><t>{text}</t></is></c>'
        rows = "".join(f'<row r="{row}">{cell.format(row)}</row>' for row in range(9000, 9030))
        return _with_cells(data, rows)
    index = strings.count("<si>") + strings.count("<si/>")
    parts["xl/sharedStrings.xml"] = strings.replace("</sst>", f"<si><t>{text}</t></si></sst>").encode()
    rows = "".join(
        f'<row r="{row}"><c r="B{row}" t="s"><v>{index}</v></c></row>' for row in range(9000, 9030)
    )
    return _with_cells(zipped(parts), rows)


def _nested(data: bytes, _: random.Random) -> bytes:
    return _with_cells(data, '<row r="9999">' + "<x>" * 200_000 + "</x>" * 200_000 + "</row>")


def _entities(data: bytes, _: random.Random) -> bytes:
    parts = unzipped(data)
    declaration, end, body = parts["xl/workbook.xml"].rpartition(b"?>")
    declared = declaration + end + b'<!DOCTYPE x [<!ENTITY a "b">]>' + body
    return zipped({**parts, "xl/workbook.xml": declared})


def _bomb(data: bytes, _: random.Random) -> bytes:
    parts = unzipped(data)
    name = _sheet_part(parts)
    return zipped({**parts, name: parts[name].replace(b"</sheetData>", b" " * 60 * MIB + b"</sheetData>")})


def _bomb_beside(data: bytes, _: random.Random) -> bytes:
    return zipped({**unzipped(data), "xl/media/image99.png": bytes(60 * MIB)})


def _many_parts(data: bytes, _: random.Random) -> bytes:
    return zipped({**unzipped(data), **{f"xl/media/{number}.bin": b"" for number in range(2_000)}})


def _spaces(data: bytes, _: random.Random) -> bytes:
    """Invisible and wide characters in every answer."""
    parts = unzipped(data)
    for name, body in parts.items():
        if name.startswith("xl/worksheets/sheet") or name == "xl/sharedStrings.xml":
            xml = body.decode()
            for word in ("Yes", "No", "100%", "Unknown"):
                xml = xml.replace(f">{word}<", f">\u200b\u00a0{word}\u3000<")
            parts[name] = xml.encode()
    return zipped(parts)


def _renamed_sheet(data: bytes, _: random.Random) -> bytes:
    parts = unzipped(data)
    book = parts["xl/workbook.xml"].replace(b'name="Smelter List"', b'name="Smelter List (2)"')
    return zipped({**parts, "xl/workbook.xml": book})


def _unprotected(data: bytes, _: random.Random) -> bytes:
    parts = unzipped(data)
    for name, body in parts.items():
        if name.startswith("xl/w"):
            parts[name] = re.sub(rb"<(workbook|sheet)Protection[^>]*/>", b"", body)
    return zipped(parts)


def _moved(sheet: str, at: int, *, rows: bool) -> Damage:
    def damage(data: bytes, _: random.Random) -> bytes:
        shift = inserted(at, 2)
        return move(data, sheet, rows=shift) if rows else move(data, sheet, columns=shift)

    return damage


def _written(name: str) -> Damage:
    return lambda data, _: WRITERS[name](data)


DAMAGES: dict[str, tuple[Damage, bool]] = {
    **{f"saved by another program: {name.replace('_', ' ')}": (_written(name), False) for name in WRITERS},
    "no protection": (_unprotected, False),
    "encrypted with Excel's own password": (
        lambda data, _: encrypted_package(data, "VelvetSweatshop"),
        False,
    ),
    "encrypted with a password": (lambda data, _: encrypted_package(data, "secret"), False),
    "invisible and wide characters in answers": (_spaces, False),
    "smelter list renamed": (_renamed_sheet, False),
    "rows inserted above the form": (_moved("Declaration", 3, rows=True), False),
    "rows inserted above the smelter list": (_moved("Smelter List", 2, rows=True), False),
    "columns inserted in the smelter list": (_moved("Smelter List", 1, rows=False), False),
    "cut off": (_cut, True),
    "bits flipped": (_flipped, True),
    "4 KiB overwritten": (_zeroed, True),
    "a part missing": (_without_part, True),
    "a part mutated under a valid checksum": (_mutated_part, True),
    "empty": (lambda _data, _rng: b"", False),
    "bound: a cell in the last row and column": (_far_cell, False),
    "bound: a million rows": (_million_rows, False),
    "bound: as many cells as are allowed": (_most_cells, False),
    "bound: a long text used in many cells": (_quadratic, False),
    "bound: deeply nested XML": (_nested, False),
    "bound: a document type with entities": (_entities, False),
    "bound: a part that unpacks to 60 MiB": (_bomb, False),
    "bound: an image that unpacks to 60 MiB": (_bomb_beside, False),
    "bound: 2,000 more parts": (_many_parts, False),
}


def originals(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Invented workbooks, and official ones filled in where they are at hand."""
    for family, version in (("CMRT", "6.5"), ("EMRT", "2.1"), ("CRT", "2.2"), ("AMRT", "1.3")):
        yield f"{family} {version}", template(family, version).bytes()
    for name in ("RMI_CMRT_6.5.xlsx", "RMI_EMRT_2.1.xlsx", "RMI_AMRT_1.3.xlsx"):
        if (folder / name).is_file():
            yield name, fill(folder / name, 200, 1)


def said(submission: Submission) -> str:
    """What a submission says, without invisible characters and the way in which its date is written."""
    fields = {k: v for k, v in submission.fields.items() if k is not CompanyField.EFFECTIVE_DATE}
    text = repr(meaning(submission.model_copy(update={"fields": fields})))
    return re.sub(r"\\u200b|\\xa0|\\u3000", "", text)


def _read(data: bytes, meant: str, sender: Connection) -> None:
    checker = Checker(CheckOptions(build_reference([]), StatusIndex([]), dt.date(2026, 6, 30)))
    started = time.process_time()
    checker.check_bytes(data, "file.xlsx")
    seconds = time.process_time() - started
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    try:
        submission, _ = read_submission(open_workbook(data))
        same = said(submission) == meant
        end, why = ("with a note" if submission.notes else "right") if same else "says other things", ""
    except UnreadableFileError as error:
        end, why = "refused", error.reason.value
    sender.send(Outcome(end, why, seconds, mib))


def outcome(data: bytes, meant: str) -> Outcome:
    """How reading ends, in a process of its own."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_read, args=(data, meant, sender))
    process.start()
    sender.close()
    try:
        found: Outcome = receiver.recv()
    except EOFError:
        found = Outcome("crashed", "", 0, 0)
    process.join()
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="What becomes of damaged files")
    parser.add_argument("--templates", type=Path, default=Path("../shared/templates"))
    parser.add_argument("--mutations", type=int, default=40, help="files for each kind that is random")
    parser.add_argument("--only", default="", help="kinds with this in their name")
    options = parser.parse_args()
    books = originals(options.templates)
    whole = [(name, data, said(read_submission(open_workbook(data))[0])) for name, data in books]
    slowest = largest = ("", Outcome("", "", 0, 0))
    total: Counter[str] = Counter()
    print(f"| damage | files | {' | '.join(ENDS)} |\n| --- |{' ---: |' * (len(ENDS) + 1)}")
    for kind, (damage, is_random) in DAMAGES.items():
        if options.only not in kind:
            continue
        ends: Counter[str] = Counter()
        for name, data, meant in whole:
            for number in range(options.mutations if is_random else 1):
                found = outcome(damage(data, random.Random(f"{kind} {name} {number}")), meant)
                ends[found.end] += 1
                slowest = max(slowest, (f"{kind}, {name}", found), key=lambda one: one[1].seconds)
                largest = max(largest, (f"{kind}, {name}", found), key=lambda one: one[1].mib)
        total += ends
        cells = " | ".join(str(ends[end] or "") for end in ENDS)
        print(f"| {kind} | {ends.total()} | {cells} |", flush=True)
    print(f"| all | {total.total()} | {' | '.join(str(total[end]) for end in ENDS)} |")
    print(f"\nlongest: {slowest[1].seconds:.1f} s CPU ({slowest[0]})")
    print(f"largest: {largest[1].mib:.0f} MiB ({largest[0]})")


if __name__ == "__main__":
    main()
