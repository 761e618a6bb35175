"""How many processes share the work, and plain work that they share."""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from mineralcheck.workbook.discovery import Found
from mineralcheck.workbook.limits import SECONDS_PER_FILE

# Below this number of files a pool costs more than it saves.
_SERIAL_UP_TO = 8
_FILES_PER_WORKER = 4

Result = TypeVar("Result")


def default_jobs() -> int:
    """Number of processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def workers_for(files: int, jobs: int) -> int:
    """Number of worker processes worth starting; 0 means that this process does the work."""
    if jobs <= 1 or files <= _SERIAL_UP_TO:
        return 0
    return min(jobs, -(-files // _FILES_PER_WORKER))


def map_files(
    work: Callable[[Found], Result | None],
    files: Sequence[Found],
    *,
    jobs: int,
    seconds: float | None = SECONDS_PER_FILE,
) -> Iterator[Result | None]:
    """`work` done for every file; None for a file whose worker died or hung."""
    workers = workers_for(len(files), jobs)
    if not workers:
        yield from map(work, files)
        return
    from mineralcheck.check.pool import Crew, in_order  # deferred: a run without work needs no processes

    with Crew(workers, partial(_told, work), seconds) as crew:
        yield from (told[0] for told in in_order(files, crew, lambda *_: (None,)))


def _told(work: Callable[[Found], Result | None], found: Found) -> tuple[Result | None]:
    """The result as something that is never None."""
    return (work(found),)
