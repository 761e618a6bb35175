"""All figures in one table.

    python -m benchmarks [--template RMI_CMRT_6.5.xlsx] [--files 100 1000] [--jobs 2] [--keep]

Reading beside other readers, start-up, matching, each report, and whole folders cold and from the cache. "x
floor" is CPU time a file in units of the floor of the same run, "before" the same as it was kept last: these
two are compared, not the seconds. With --keep the figures go into `benchmarks/history.jsonl`.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.matching import speed_lines
from benchmarks.measuring import Line, Measured, keep, kept_last, printed
from benchmarks.official_files import fill
from benchmarks.reading import reading_lines
from benchmarks.reports import report_lines
from benchmarks.scale import SMELTERS, TEMPLATE, folder_lines

_STARTS = {
    "python -c pass": ("-c", "pass"),
    "mineralcheck --version": ("-m", "mineralcheck", "--version"),
    "mineralcheck --help": ("-m", "mineralcheck", "--help"),
}


def start_lines(repeats: int = 9) -> Iterator[Line]:
    """How long it takes to say something at all, at best."""
    for name, words in _STARTS.items():
        yield Line("start", name, min(_started(words) for _ in range(repeats)))


def _started(words: tuple[str, ...]) -> Measured:
    wall, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=True)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Measured(time.perf_counter() - wall, cpu)


def lines(data: bytes, template: Path, files: list[int], jobs: int) -> Iterator[Line]:
    """Everything, the quick things first; the floor is among the first."""
    yield from reading_lines(data, template)
    yield from start_lines()
    yield from speed_lines(template)
    yield from report_lines()
    for count in files:
        yield from folder_lines(template, count, jobs)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--template", type=Path, default=TEMPLATE, help="a blank official template")
    parser.add_argument("--files", type=int, nargs="*", default=[100, 1000], help="sizes of folders")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", action="store_true", help="add the figures to the history")
    given = parser.parse_args()
    data = fill(given.template, SMELTERS, number=1)
    print(f"{given.template.name}, {SMELTERS} smelters, {len(data) / 1e6:.2f} MB")
    kept: list[Line] = []
    for text in printed(_noted(lines(data, given.template, given.files, given.jobs), kept), kept_last()):
        print(text, flush=True)
    if given.keep:
        keep(kept)


def _noted(found: Iterator[Line], kept: list[Line]) -> Iterator[Line]:
    for line in found:
        kept.append(line)
        yield line


if __name__ == "__main__":
    main()
