"""Checks of many files, spread over processes; every worker keeps its checker from file to file."""

from collections.abc import Iterator, Sequence

from mineralcheck.check.file import Checker, unreadable
from mineralcheck.check.options import CheckOptions
from mineralcheck.check.pool import Crew, in_order, workers_for
from mineralcheck.check.report import CheckReport
from mineralcheck.workbook.discovery import Found

_checker: Checker | None = None


def _start(options: CheckOptions) -> None:
    global _checker
    _checker = Checker(options)


def _check(found: Found) -> bytes:
    if _checker is None:
        raise RuntimeError("the worker was not started")
    return _checker.check_file(found).model_dump_json().encode()


def check_files(files: Sequence[Found], options: CheckOptions, *, jobs: int) -> Iterator[CheckReport]:
    """Reports in the order of the files, whatever the number of processes."""
    workers = workers_for(len(files), jobs)
    if not workers:
        checker = Checker(options)
        yield from (checker.check_file(found) for found in files)
        return
    with Crew(workers, _check, options.seconds_per_file, _start, options) as crew:
        bodies = in_order(
            files, crew, lambda found, error: unreadable(found.name, error).model_dump_json().encode()
        )
        yield from map(CheckReport.model_validate_json, bodies)
