"""Files checked in batches, wherever that is done: what comes back is a store with their reports.

A batch is added to the store of the run by SQLite itself, which costs the one who collects a fraction of what
taking reports apart would.
"""

import tempfile
import threading
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from mineralcheck.campaign.adding import add_report
from mineralcheck.campaign.copying import copy_reports
from mineralcheck.campaign.store import Store
from mineralcheck.check.file import Checker
from mineralcheck.check.options import CheckOptions
from mineralcheck.check.packed import PackedReport
from mineralcheck.check.report import CheckReport
from mineralcheck.workbook.discovery import Found

FILES_OF_A_BATCH = 32


class Checked(NamedTuple):
    """A file that was checked: its name, the hash of its content, and its report in a store."""

    path: str
    sha256: str | None
    report_id: int


class Batch(NamedTuple):
    """Files in their order, and their reports as a packed store."""

    files: tuple[Checked, ...]
    database: bytes


class Engine(Protocol):
    """What checks batches of files somewhere and gives them back in order."""

    def run(self, options: CheckOptions, batches: Iterable[Sequence[Found]]) -> Iterator[Batch]:
        """Check the files; every one of them comes back, in order, in as many batches as it takes."""


class _Kept(threading.local):
    """The checker of a thread, with the options that it is for."""

    checker: Checker | None = None


_kept = _Kept()


def check_batch(options: CheckOptions, files: Sequence[Found]) -> Batch:
    """Check files here. The checker is kept for further batches with the same options."""
    checker = _kept.checker
    if checker is None or checker.options is not options:
        checker = _kept.checker = Checker(options)
    return batch_of(checker.check_file(found) for found in files)


def batch_of(reports: Iterable[CheckReport]) -> Batch:
    """A batch of these reports."""
    with Store.temporary() as store:
        with store.transaction() as db:
            files = tuple(
                Checked(one.path, one.sha256, add_report(db, PackedReport.of(one))) for one in reports
            )
        return Batch(files, zlib.compress(store.db.serialize(), 1))


def add_batch(store: Store, batch: Batch) -> tuple[Checked, ...]:
    """Add the reports of a batch to a store; returns the files with the ids that their reports have there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "batch.db")
        path.write_bytes(zlib.decompress(batch.database))
        renumbered = copy_reports(store, path)
    return tuple(file._replace(report_id=renumbered[file.report_id]) for file in batch.files)


def in_batches(files: Sequence[Found], size: int = FILES_OF_A_BATCH) -> Iterator[Sequence[Found]]:
    """The files, so many at a time."""
    for start in range(0, len(files), size):
        yield files[start : start + size]
