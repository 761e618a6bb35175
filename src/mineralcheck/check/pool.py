"""The same work over many files: in order, on any number of processes, with the same result.

A worker that dies or hangs costs the file it worked on and nothing else; pebble's pool does that, which
concurrent.futures' does not (one death breaks all pending work).
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from multiprocessing.context import BaseContext

from pebble import ProcessExpired, ProcessPool

from mineralcheck.check.file import Checker, unreadable
from mineralcheck.check.options import CheckOptions
from mineralcheck.check.report import CheckReport
from mineralcheck.model.errors import UnreadableFileError, UnreadableReason
from mineralcheck.workbook.discovery import Found

# Below this number of files a pool costs more than it saves.
_SERIAL_UP_TO = 8
_AHEAD = 4

_checker: Checker | None = None


def _start(options: CheckOptions) -> None:
    global _checker
    _checker = Checker(options)


def _check(found: Found) -> bytes:
    if _checker is None:
        raise RuntimeError("worker was not started")
    return _checker.check_file(found).model_dump_json().encode()


def default_jobs() -> int:
    """Number of processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context() -> BaseContext:
    """Start method of workers: a clean process each, forked from a small server where that exists."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["mineralcheck.check.file"])
    return context


def check_files(
    files: Iterable[Found], options: CheckOptions, *, jobs: int, seconds_per_file: float | None = None
) -> Iterator[CheckReport]:
    """Reports in the order of the files, whatever the number of processes."""
    files = tuple(files)
    workers = min(jobs, -(-len(files) // 4))
    if workers <= 1 or len(files) <= _SERIAL_UP_TO:
        checker = Checker(options)
        yield from (checker.check_file(found) for found in files)
        return
    with ProcessPool(workers, initializer=_start, initargs=[options], context=_context()) as pool:
        try:
            pending: deque[tuple[Found, Future[bytes]]] = deque()
            for found in files:
                pending.append((found, pool.schedule(_check, args=[found], timeout=seconds_per_file)))
                if len(pending) >= workers * _AHEAD:
                    yield _result(*pending.popleft())
            while pending:
                yield _result(*pending.popleft())
        except BaseException:
            pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves this one method untyped
            raise


def _result(found: Found, future: "Future[bytes]") -> CheckReport:
    try:
        return CheckReport.model_validate_json(future.result())
    except FutureTimeoutError:
        reason, text = UnreadableReason.TIMEOUT, "Reading the file took too long and was stopped."
    except ProcessExpired:
        reason, text = (
            UnreadableReason.WORKER_DIED,
            "The process that read this file died; it may be hostile.",
        )
    return unreadable(found.name, UnreadableFileError(reason, text))
