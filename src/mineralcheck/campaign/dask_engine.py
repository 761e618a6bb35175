"""Batches of files checked by Dask: on this machine without a cluster, or on many with a scheduler's address.

Needs the extra `mineralcheck[dask]`, on the workers, too.
"""

import faulthandler
import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mineralcheck.campaign.batches import Batch, batch_of, check_batch
from mineralcheck.check.file import unreadable
from mineralcheck.check.fingerprint import program_fingerprint
from mineralcheck.check.options import CheckOptions
from mineralcheck.model.errors import UnreadableFileError, UnreadableReason, UsageError
from mineralcheck.workbook.discovery import Found
from mineralcheck.workbook.remote import url_of

if TYPE_CHECKING:  # an extra that most users do not have
    from distributed import Client, Future

_AHEAD = 3
_SECONDS_TO_CONNECT = 30
_DIED = "The process that read this file died or hung; the file may be made to do that. Do not open it."


class DaskEngine:
    """Checks batches on the workers of a client; the caller closes the client."""

    def __init__(self, client: "Client") -> None:
        self._client = client

    def run(self, options: CheckOptions, batches: Iterable[Sequence[Found]]) -> Iterator[Batch]:
        """Batches in order, a few of them ahead. A batch that kills its worker is checked file by file."""
        shared = self._client.scatter(options, broadcast=True, hash=False)
        pending: deque[tuple[Sequence[Found], Future]] = deque()
        for batch in batches:
            files = [_anywhere(found) for found in batch]
            pending.append((files, self._client.submit(_on_worker, shared, files, pure=False)))
            if len(pending) >= _AHEAD * max(1, sum(self._client.ncores().values())):
                yield from self._first(pending, shared)
        while pending:
            yield from self._first(pending, shared)

    def _first(self, pending: "deque[tuple[Sequence[Found], Future]]", options: "Future") -> Iterator[Batch]:
        from distributed import KilledWorker

        files, future = pending.popleft()
        try:
            yield future.result()
        except KilledWorker:
            for found in files:
                yield self._alone(found, options)
        finally:
            future.release()

    def _alone(self, found: Found, options: "Future") -> Batch:
        from distributed import KilledWorker

        try:
            batch: Batch = self._client.submit(_on_worker, options, [found], pure=False).result()
        except KilledWorker:
            return _died(found)
        return batch


def _died(found: Found) -> Batch:
    return batch_of([unreadable(found.name, UnreadableFileError(UnreadableReason.WORKER_DIED, _DIED))])


def _anywhere(found: Found) -> Found:
    """The file by a path that does not depend on where a worker stands."""
    if url_of(found.path):
        return found
    return found._replace(path=found.path.absolute(), root=found.root and found.root.absolute())


def _on_worker(options: CheckOptions, files: Sequence[Found]) -> Batch:
    """Runs on a worker. A process that works for long beyond its time ends itself, and is started anew."""
    seconds = options.seconds_per_file
    if seconds is None or multiprocessing.parent_process() is None:
        return check_batch(options, files)
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - the watchdog writes to a descriptor
        faulthandler.dump_traceback_later(seconds * len(files), exit=True, file=nowhere)
        try:
            return check_batch(options, files)
        finally:
            faulthandler.cancel_dump_traceback_later()


@contextmanager
def dask_engine(jobs: int, scheduler: str | None) -> Iterator[DaskEngine]:
    """An engine on the workers of a scheduler, or on so many processes of this machine; raises UsageError."""
    try:
        import distributed
    except ImportError:
        raise UsageError("--engine dask: needs its extra: `pip install mineralcheck[dask]`.") from None
    if scheduler is None:
        with _local_cluster(jobs) as client:
            yield DaskEngine(client)
        return
    try:
        client = distributed.Client(scheduler, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(
            f"--scheduler {scheduler}: cannot be reached ({error}). Give its address, such as tcp://host:8786."
        ) from error
    with client:
        _check_workers(client, scheduler)
        yield DaskEngine(client)


@contextmanager
def _local_cluster(jobs: int) -> "Iterator[Client]":
    """Workers on this machine alone, which talk under a certificate that nobody else has."""
    import dask
    import distributed

    # A file that kills a worker would kill several by default, before it is believed.
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=jobs,
            threads_per_worker=1,
            dashboard_address=None,
            host="127.0.0.1",
            security=distributed.Security.temporary(),
            silence_logs="CRITICAL",
        ) as cluster,
        distributed.Client(cluster, set_as_default=False) as client,
    ):
        yield client


def _check_workers(client: "Client", scheduler: str) -> None:
    """Workers of another version would give other answers."""
    try:
        found = client.run(program_fingerprint)
    except ModuleNotFoundError:
        raise UsageError(
            f"--scheduler {scheduler}: its workers have no mineralcheck. Install mineralcheck[dask] there."
        ) from None
    if not found:
        raise UsageError(f"--scheduler {scheduler}: has no workers. Start some with `dask worker`.")
    if set(found.values()) != {program_fingerprint()}:
        raise UsageError(
            f"--scheduler {scheduler}: its workers have another mineralcheck, or other versions of the "
            "libraries it reads and matches with. Install the same ones there."
        )
