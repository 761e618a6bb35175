"""Worker processes that do one thing to many files, in order, whatever happens to them.

A worker that hangs costs the file it worked on and nothing else; pebble's pool does that, which
concurrent.futures' does not (one death breaks all pending work). One that dies costs nothing, unless the file
kills a second one. Where pebble itself gives up, or waits for what a dead worker held, the pool is started
anew.
"""

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Generic, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from mineralcheck.model.errors import UnreadableFileError, UnreadableReason, UsageError
from mineralcheck.workbook.discovery import Found

_AHEAD = 4
# Pebble stops a worker that takes too long; after this many seconds more, it cannot.
_STALLED = 30.0
_RESTARTS = 3


def _context() -> BaseContext:
    """Start method of workers: a clean process each, forked from a small server where that exists."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["mineralcheck.check.worker_server"])
    from multiprocessing import forkserver  # not on every system

    with _no_interrupt():
        forkserver.ensure_running()
    return context


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """What is started meanwhile does not hear Ctrl-C: this process does, and ends the others in order."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


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


Result = TypeVar("Result")


class Crew(Generic[Result]):
    """Worker processes that do one thing to files, each given at most so many seconds.

    Use it in a `with` statement. `initializer` is called once in every worker.
    """

    def __init__(
        self,
        workers: int,
        work: Callable[[Found], Result],
        seconds: float | None,
        initializer: Callable[..., None] | None = None,
        *args: object,
    ) -> None:
        self.workers = workers
        self.patience = None if seconds is None else seconds + _STALLED
        self._work, self._seconds = work, seconds
        self._initializer, self._args = initializer, args
        self._stack = ExitStack()
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Self:
        self.restart()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def restart(self) -> None:
        """Start, or start anew when no worker answers any more."""
        if self._pool is not None:
            self._pool.stop()  # type: ignore[no-untyped-call]  # pebble leaves this one method untyped
            self._stack.close()
        self._pool = self._stack.enter_context(pool(self.workers, self._initializer, *self._args))

    def schedule(self, found: Found) -> "Future[Result]":
        """A result to come; one that says so when the pool is broken."""
        assert self._pool is not None
        try:
            return self._pool.schedule(self._work, args=[found], timeout=self._seconds)
        except RuntimeError as error:
            broken: Future[Result] = Future()
            broken.set_exception(BrokenProcessPool(str(error)))
            return broken


class _Line(Generic[Result]):
    """Files that wait for their results, in order."""

    def __init__(self, crew: Crew[Result], failed: Callable[[Found, UnreadableFileError], Result]) -> None:
        self._crew, self._failed = crew, failed
        self._pending: deque[tuple[Found, Future[Result]]] = deque()
        self._died: set[Found] = set()
        self._restarts = 0

    def __len__(self) -> int:
        return len(self._pending)

    def append(self, found: Found) -> None:
        """Have a file worked on."""
        self._pending.append((found, self._crew.schedule(found)))

    def first(self) -> Result:
        """The result of the first file, whatever happens to workers meanwhile."""
        found, future = self._pending[0]
        result = self._outcome(found, future)
        while result is None:
            found, future = self._pending[0]
            result = self._outcome(found, future)
        self._pending.popleft()
        self._restarts = 0
        return result

    def _outcome(self, found: Found, future: "Future[Result]") -> Result | None:
        """The result, or None when the file was given to another worker."""
        try:
            return future.result(self._crew.patience)
        except FutureTimeoutError:
            if not future.done():
                self._anew()
                return None
            text = "Reading the file took too long and was stopped. Allow it more with --limit seconds=300."
            return self._failed(found, UnreadableFileError(UnreadableReason.TIMEOUT, text))
        except BrokenProcessPool:
            self._anew()
            return None
        except ProcessExpired:
            return self._once_more(found)

    def _once_more(self, found: Found) -> Result | None:
        """Workers are killed for others' memory, too: only a file over which two died is to blame."""
        if found not in self._died:
            self._died.add(found)
            self._pending[0] = found, self._crew.schedule(found)
            return None
        text = "The process that read this file died; the file may be made to do that. Do not open it."
        return self._failed(found, UnreadableFileError(UnreadableReason.WORKER_DIED, text))

    def _anew(self) -> None:
        """No worker answers: all died at once, or one of them while it held what the others wait for."""
        self._restarts += 1
        if self._restarts > _RESTARTS:
            raise UsageError("Worker processes do not stay alive here. Use --jobs 1.")
        self._crew.restart()
        done = [future.done() and not future.exception() for _, future in self._pending]
        self._pending = deque(
            (found, future if is_done else self._crew.schedule(found))
            for (found, future), is_done in zip(self._pending, done, strict=True)
        )


def in_order(
    files: Sequence[Found],
    crew: Crew[Result],
    failed: Callable[[Found, UnreadableFileError], Result],
) -> Iterator[Result]:
    """Results in the order of the files, with a bounded number of them waiting."""
    line = _Line(crew, failed)
    for found in files:
        line.append(found)
        if len(line) >= crew.workers * _AHEAD:
            yield line.first()
    while line:
        yield line.first()
