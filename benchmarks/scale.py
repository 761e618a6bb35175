"""Whole runs over folders of official-size files: cold and from the cache; and memory as the files go by.

    python -m benchmarks.scale [--template RMI_CMRT_6.5.xlsx] [--files 20000] [--jobs 2]

prints the curve: memory of a cold run and of its largest worker, twenty times on its way. The table of cold
and warm runs is part of `python -m benchmarks`.
"""

import argparse
import os
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import psutil
from benchmarks.measuring import Line, Measured, run
from benchmarks.official_files import fill

TEMPLATE = Path(__file__).resolve().parents[2] / "shared" / "templates" / "RMI_CMRT_6.5.xlsx"
SMELTERS = 60
_DISTINCT = 500
_MIB = 2**20


def make_folder(folder: Path, template: Path, files: int, *, linked: bool = False) -> None:
    """Files of official size. After 500 that differ in what they say, the same again as files of other bytes.

    With `linked`, further ones are the same bytes: enough where it is memory that is measured.
    """
    folder.mkdir()
    write = partial(_write, folder, template)
    with ProcessPoolExecutor() as processes:
        list(processes.map(write, range(min(files, _DISTINCT)), chunksize=8))
    for number in range(_DISTINCT, files):
        first, copy = folder / _name(number % _DISTINCT), folder / _name(number)
        if linked:
            copy.hardlink_to(first)
            continue
        copy.write_bytes(first.read_bytes())
        with zipfile.ZipFile(copy, "a") as archive:
            archive.comment = str(number).encode()


def _name(number: int) -> str:
    return f"{number:05d}.xlsx"


def _write(folder: Path, template: Path, number: int) -> None:
    (folder / _name(number)).write_bytes(fill(template, SMELTERS, number))


def command(base: Path, template: Path, jobs: int) -> list[str]:
    """Check the inbox of a folder, into a JSON file beside it."""
    words = ["validate", str(base / "inbox"), "--jobs", str(jobs), "--reference", str(template)]
    report = ["--format", "json", "--as-of", "2026-06-30", "--output", str(base / "report.json")]
    return [sys.executable, "-m", "mineralcheck", *words, *report]


def folder_lines(template: Path, files: int, jobs: int) -> Iterator[Line]:
    """A folder checked for the first time, again, and as the table that people look at."""
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        make_folder(base / "inbox", template, files)
        words, cache = command(base, template, jobs), base / "cache"
        group = f"validate {files:,} files, {jobs} processes"

        def line(label: str, measured: Measured) -> Line:
            return Line(group, label, measured, files, (base / "report.json").stat().st_size)

        yield line("cold, JSON", run(words, cache))
        yield line("unchanged, JSON", run(words, cache))
        table = [word.replace("json", "txt") if word.endswith("json") else word for word in words]
        table = [word if word != "txt" else "table" for word in table]
        run(table, cache)
        yield line("unchanged, table", run(table, cache))


def curve(template: Path, files: int, jobs: int) -> Iterator[str]:
    """Files done, and what the run and its largest worker take at that time."""
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        make_folder(base / "inbox", template, files, linked=True)
        environment = os.environ | {"MINERALCHECK_CACHE": name, "MINERALCHECK_DATA": name}
        start = time.perf_counter()
        process = psutil.Popen(command(base, template, jobs), env=environment, stderr=-3)
        seen: list[tuple[float, float, float]] = []
        while process.poll() is None:
            try:
                workers = [one.memory_info().rss / _MIB for one in process.children(recursive=True)]
                own = process.memory_info().rss / _MIB
                seen.append((time.perf_counter() - start, own, max(workers, default=0.0)))
            except psutil.Error:
                pass  # a process ended between two looks
            time.sleep(0.1)
    yield f"{files:,} files, {jobs} processes, {seen[-1][0]:.0f} s"
    yield f"{'of the run':>10}{'parent MiB':>12}{'worker MiB':>12}"
    for part in range(1, 21):
        until = seen[-1][0] * part / 20
        slot = [one for one in seen if until - seen[-1][0] / 20 <= one[0] <= until]
        yield f"{part * 5:>9}%{max(one[1] for one in slot):>12.0f}{max(one[2] for one in slot):>12.0f}"


def main() -> None:
    """Print the curve."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--template", type=Path, default=TEMPLATE)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    for text in curve(given.template, given.files, given.jobs):
        print(text, flush=True)


if __name__ == "__main__":
    main()
