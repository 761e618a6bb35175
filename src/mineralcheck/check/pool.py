"""The same work over many files: in order, on any number of processes, with the same result.

A worker that dies or hangs costs the file it worked on and nothing else; pebble's pool does that, which
concurrent.futures' does not (one death breaks all pending work).
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from typing import TypeVar

from pebble import ProcessExpired, ProcessPool

from mineralcheck.model.errors import UnreadableFileError, UnreadableReason
from mineralcheck.workbook.discovery import Found
from mineralcheck.workbook.limits import SECONDS_PER_FILE

# Below this number of files a pool costs more than it saves.
_SERIAL_UP_TO = 8
_FILES_PER_WORKER = 4
_AHEAD = 4

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


def _context() -> BaseContext:
    """Start method of workers: a clean process each, forked from a small server where that exists."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["mineralcheck.check.work"])
    return context


@contextmanager
def pool(
    workers: int, initializer: Callable[..., None] | None = None, *args: object
) -> Iterator[ProcessPool]:
    """A pool whose workers are stopped, not waited for, when something goes wrong."""
    with ProcessPool(workers, initializer=initializer, initargs=list(args), context=_context()) as processes:
        try:
            yield processes
        except BaseException:
            processes.stop()  # type: ignore[no-untyped-call]  # pebble leaves this one method untyped
            raise


def in_order(
    files: Sequence[Found],
    workers: int,
    schedule: Callable[[Found], "Future[Result]"],
    failed: Callable[[Found, UnreadableFileError], Result],
) -> Iterator[Result]:
    """Results in the order of the files, with a bounded number of them waiting."""
    pending: deque[tuple[Found, Future[Result]]] = deque()

    def first() -> Result:
        found, future = pending.popleft()
        try:
            return future.result()
        except FutureTimeoutError:
            text = "Reading the file took too long and was stopped. Allow it more with --limit seconds=300."
            return failed(found, UnreadableFileError(UnreadableReason.TIMEOUT, text))
        except ProcessExpired:
            text = "The process that read this file died; the file may be made to do that. Do not open it."
            return failed(found, UnreadableFileError(UnreadableReason.WORKER_DIED, text))

    for found in files:
        pending.append((found, schedule(found)))
        if len(pending) >= workers * _AHEAD:
            yield first()
    while pending:
        yield first()


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
    with pool(workers) as processes:
        yield from in_order(
            files,
            workers,
            lambda found: processes.schedule(work, args=[found], timeout=seconds),
            lambda *_: None,
        )
