"""A folder of official-size files, checked with one process and with two, beside openpyxl that only reads.

    python -m benchmarks.folder [--template RMI_CMRT_6.5.xlsx] [--files 200] [--smelters 60]

All figures come from one run on one machine; compare the ratios, not the seconds.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.official_files import fill

from mineralcheck.check.options import CheckOptions

_SHEETS = ("Revision", "Declaration", "Smelter List", "Product List")


def _median_ms(work: Callable[[], object], repeats: int) -> float:
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1000 * statistics.median(times)


def _openpyxl(path: Path, *, read_only: bool) -> int:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=read_only, data_only=True)
    cells = sum(1 for name in _SHEETS for row in book[name].iter_rows(values_only=True) for _ in row)
    book.close()
    return cells


def _wall(*words: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "mineralcheck", *words], capture_output=True, check=False)
    return time.perf_counter() - start


def _options(template: Path) -> CheckOptions:
    import datetime as dt

    from mineralcheck.reference.entries import build_reference
    from mineralcheck.reference.sources import lists_for_run
    from mineralcheck.reference.status import StatusIndex

    lists = lists_for_run([template])
    return CheckOptions(build_reference(lists.all), StatusIndex(lists.statuses), dt.date(2026, 6, 30))


def main() -> None:
    """Print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--template", type=Path, default=Path("../shared/templates/RMI_CMRT_6.5.xlsx"))
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--smelters", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(given.files):
            (folder / f"{number:05d}.xlsx").write_bytes(fill(given.template, given.smelters, number))
        _report(folder, given.template, given.files)


def _report(folder: Path, template: Path, files: int) -> None:
    from mineralcheck.check.file import Checker

    one = folder / "00000.xlsx"
    size = one.stat().st_size / 1e6
    checker = Checker(_options(template))
    data = one.read_bytes()
    ours = _median_ms(lambda: checker.check_bytes(data, one.name), 15)
    rows = [("check one file (read, rules, matches, report)", ours)]
    rows.append(("openpyxl read-only, reading alone", _median_ms(lambda: _openpyxl(one, read_only=True), 3)))
    rows.append(("openpyxl full load, reading alone", _median_ms(lambda: _openpyxl(one, read_only=False), 3)))
    print(f"one file of {size:.2f} MB, CPU ms (median)")
    for label, value in rows:
        print(f"  {label:<48}{value:>9.1f}{value / ours:>8.1f} x")
    print(f"folder of {files} files, wall seconds")
    base = _wall("validate", str(folder), "--reference", str(template), "--format", "json", "--jobs", "1")
    for jobs in (1, 2):
        words = (
            "validate",
            str(folder),
            "--reference",
            str(template),
            "--format",
            "json",
            "--jobs",
            str(jobs),
        )
        seconds = base if jobs == 1 else _wall(*words)
        print(f"  {jobs} process{'es' if jobs > 1 else '':<38}{seconds:>9.2f}{base / seconds:>8.2f} x")
    print("start-up, wall ms (best of 7)")
    bare = min(_start("-c", "pass") for _ in range(7))
    for label in ("--help", "--version"):
        best = min(_start("-m", "mineralcheck", label) for _ in range(7))
        print(f"  {label:<48}{1000 * best:>9.0f}")
    print(f"  {'python -c pass':<48}{1000 * bare:>9.0f}")


def _start(*words: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], capture_output=True, check=False)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
