"""Checks of many files, spread over processes; every worker keeps its checker from file to file.

What checks is imported when there is something to check: a run over unchanged files needs none of it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from mineralcheck.check.answer import Answer
from mineralcheck.check.jobs import workers_for
from mineralcheck.check.options import CheckOptions
from mineralcheck.check.packed import Render
from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.workbook.discovery import Found

if TYPE_CHECKING:
    from mineralcheck.check.file import Checker

_checker: "Checker | None" = None


def _start(options: CheckOptions) -> None:
    from mineralcheck.check.file import Checker

    global _checker
    _checker = Checker(options)


def _check(render: Render | None, found: Found) -> Answer:
    if _checker is None:
        raise RuntimeError("the worker was not started")
    return Answer.of(_checker.check_file(found), render)


def _failed(render: Render | None, found: Found, error: UnreadableFileError) -> Answer:
    from mineralcheck.check.file import unreadable

    return Answer.of(unreadable(found.name, error), render)


def check_here(files: Iterable[Found], options: CheckOptions, render: Render | None) -> Iterator[Answer]:
    """Answers in the order of the files, all from this process."""
    from mineralcheck.check.file import Checker

    checker = Checker(options)
    yield from (Answer.of(checker.check_file(found), render) for found in files)


def check_files(
    files: Sequence[Found], options: CheckOptions, *, jobs: int, render: Render | None = None
) -> Iterator[Answer]:
    """Answers in the order of the files, whatever the number of processes; with the text of a reporter."""
    workers = workers_for(len(files), jobs)
    if not workers:
        if files:
            yield from check_here(files, options, render)
        return
    from mineralcheck.check.pool import Crew, in_order  # deferred: a run without work needs no processes

    with Crew(workers, partial(_check, render), options.seconds_per_file, _start, options) as crew:
        yield from in_order(files, crew, partial(_failed, render))
