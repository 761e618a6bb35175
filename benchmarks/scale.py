"""Whole runs over folders of official-size files: cold, warm, memory; one table, kept in a history.

    python -m benchmarks.scale [--template RMI_CMRT_6.5.xlsx] [--files 100 1000] [--jobs 2] [--keep]

Every run is a process of its own with an empty cache, then the same again with the cache the first one left.
Peak memory is that of the process itself and of its largest worker, looked at every 20 ms. With --keep the
figures are appended to `benchmarks/history.jsonl`, so that a change can be compared with what was before.
"""

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psutil
from benchmarks.official_files import fill

from mineralcheck import __version__

_HISTORY = Path(__file__).with_name("history.jsonl")
_MIB = 2**20


class Measured(NamedTuple):
    """One run: wall seconds, CPU seconds of all its processes, peak memory in MiB."""

    wall: float
    cpu: float
    parent: float
    worker: float


def run(command: list[str], cache: Path) -> Measured:
    """Run a command and watch it."""
    environment = os.environ | {"MINERALCHECK_CACHE": str(cache), "MINERALCHECK_DATA": str(cache / "data")}
    start = time.perf_counter()
    process = psutil.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    parent = worker = 0.0
    cpu: dict[int, float] = {}
    while process.poll() is None:
        try:
            parent = max(parent, process.memory_info().rss / _MIB)
            for one in (process, *process.children(recursive=True)):
                times = one.cpu_times()
                cpu[one.pid] = times.user + times.system
                if one.pid != process.pid:
                    worker = max(worker, one.memory_info().rss / _MIB)
        except psutil.Error:
            pass  # a process ended between two looks
        time.sleep(0.02)
    return Measured(time.perf_counter() - start, sum(cpu.values()), parent, worker)


def make_folder(folder: Path, template: Path, files: int, smelters: int) -> None:
    """Files of official size, one for each number."""
    folder.mkdir()
    for number in range(files):
        (folder / f"{number:05d}.xlsx").write_bytes(fill(template, smelters, number))


def measure(template: Path, files: int, smelters: int, jobs: int) -> dict[str, Measured]:
    """Cold and warm runs over one folder."""
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        make_folder(base / "inbox", template, files, smelters)
        command = [sys.executable, "-m", "mineralcheck", "validate", str(base / "inbox"), "--jobs", str(jobs)]
        command += ["--reference", str(template), "--format", "json", "--as-of", "2026-06-30"]
        command += ["--output", str(base / "report.json")]
        cold = run(command, base / "cache")
        warm = run(command, base / "cache")
        uncached = run([*command, "--no-cache"], base / "cache")
        return {"cold": cold, "warm": warm, "without cache": uncached}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--template", type=Path, default=Path("../shared/templates/RMI_CMRT_6.5.xlsx"))
    parser.add_argument("--files", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--smelters", type=int, default=60)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", action="store_true")
    given = parser.parse_args()
    print(f"{given.template.name}, {given.smelters} smelters a file, {given.jobs} processes")
    heads = [f"{head:>12}" for head in ("wall s", "CPU s", "ms/file", "parent MiB", "worker MiB")]
    print(f"{'files':>7}  {'run':<14}{''.join(heads)}")
    for files in given.files:
        for label, found in measure(given.template, files, given.smelters, given.jobs).items():
            figures = (found.wall, found.cpu, 1000 * found.wall / files, found.parent, found.worker)
            print(f"{files:>7}  {label:<14}{''.join(f'{figure:>12.1f}' for figure in figures)}")
            if given.keep:
                _remember(files, given.jobs, label, found)


def _remember(files: int, jobs: int, label: str, found: Measured) -> None:
    line = {
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "version": __version__,
        "python": platform.python_version(),
        "files": files,
        "jobs": jobs,
        "run": label,
    } | {name: round(value, 3) for name, value in found._asdict().items()}
    with _HISTORY.open("a", encoding="utf-8") as out:
        out.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
