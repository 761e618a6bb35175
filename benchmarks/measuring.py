"""Figures of a run: what a process took, and a history so that a change can be compared with what was before.

Seconds are those of one machine at one moment. What is compared over time is CPU time in units of the floor
of the same run: unpacking the needed parts of one official file and looking at each value once.
"""

import datetime as dt
import json
import os
import platform
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import psutil

from mineralcheck import __version__

_HISTORY = Path(__file__).with_name("history.jsonl")
_MIB = 2**20
_LOOK_EVERY = 0.02


class Measured(NamedTuple):
    """One run: wall seconds, CPU seconds of all its processes, peak MiB of itself and of a worker."""

    wall: float
    cpu: float
    parent: float = 0.0
    worker: float = 0.0


class Line(NamedTuple):
    """A measurement with its place in the table; `files` is by how many to divide, `written` in bytes."""

    group: str
    name: str
    measured: Measured
    files: int = 1
    written: int = 0

    @property
    def key(self) -> str:
        """What it is called in the history."""
        return f"{self.group} / {self.name}"


def run(command: Sequence[str], cache: Path) -> Measured:
    """Run a command and watch it: memory is looked at every 20 ms."""
    environment = os.environ | {"MINERALCHECK_CACHE": str(cache), "MINERALCHECK_DATA": str(cache / "data")}
    start = time.perf_counter()
    process = psutil.Popen(
        list(command), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
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
        time.sleep(_LOOK_EVERY)
    return Measured(time.perf_counter() - start, sum(cpu.values()), parent, worker)


def printed(lines: Iterable[Line], before: Mapping[str, float]) -> Iterator[str]:
    """The table, line by line; the floor is its first line. `before` is what was kept last."""
    heads = ("wall s", "CPU s", "ms/file", "x floor", "before", "parent MiB", "worker MiB", "MB")
    yield f"{'':<44}{''.join(f'{head:>11}' for head in heads)}"
    group, floor = "", 0.0
    for line in lines:
        floor = floor or line.measured.cpu
        if line.group != group:
            group = line.group
            yield group
        each = line.measured.cpu / line.files
        earlier = before.get(line.key)
        cells = (
            f"{line.measured.wall:.2f}",
            f"{line.measured.cpu:.3f}",
            f"{1000 * each:.1f}",
            f"{each / floor:.2f}",
            f"{earlier:.2f}" if earlier else "",
            *(f"{mib:.0f}" if mib else "" for mib in line.measured[2:]),
            f"{line.written / 1e6:.1f}" if line.written else "",
        )
        yield f"  {line.name:<42}{''.join(f'{cell:>11}' for cell in cells)}"


def kept_last(path: Path = _HISTORY) -> dict[str, float]:
    """What each line of the table came to when it was kept last: CPU time a file, in units of the floor."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {kept["key"]: kept["floors"] for kept in map(json.loads, lines)}


def keep(lines: Sequence[Line], path: Path = _HISTORY) -> None:
    """Add lines to the history; the floor is the first."""
    floor = lines[0].measured.cpu
    about = {
        "date": dt.datetime.now(tz=dt.UTC).date().isoformat(),
        "version": __version__,
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "floor_ms": round(1000 * floor, 2),
    }
    with path.open("a", encoding="utf-8") as out:
        for line in lines:
            figures = {name: round(value, 3) for name, value in line.measured._asdict().items()}
            own = {"key": line.key, "floors": round(line.measured.cpu / line.files / floor, 3)}
            out.write(json.dumps(about | own | {"files": line.files} | figures) + "\n")
