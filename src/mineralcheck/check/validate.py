"""Validation of many files: find them, choose the lists, check them in order."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from mineralcheck.check.answer import Answer
from mineralcheck.check.cache import Answers
from mineralcheck.check.cached import check_keyed
from mineralcheck.check.hashing import content_hashes
from mineralcheck.check.jobs import default_jobs, map_files
from mineralcheck.check.lookup_cache import kept_lookups
from mineralcheck.check.lookup_edits import lookup_edits
from mineralcheck.check.lookups import OwnLookups, own_lookup, own_lookups
from mineralcheck.check.options import CheckOptions
from mineralcheck.check.packed import Render
from mineralcheck.check.results import ResultSet
from mineralcheck.check.run import Run
from mineralcheck.check.work import check_files
from mineralcheck.matching.ledger import Ledger
from mineralcheck.matching.ledger_file import kept_ledger
from mineralcheck.reference.entries import build_reference
from mineralcheck.reference.lists import LookupList
from mineralcheck.reference.sources import RunLists, lists_for_run
from mineralcheck.reference.status import StatusIndex
from mineralcheck.rules.settings import DEFAULT_SETTINGS, Settings
from mineralcheck.workbook.discovery import Discovery, Found, find_files
from mineralcheck.workbook.limits import DEFAULT_LIMITS, SECONDS_PER_FILE, Limits
from mineralcheck.workbook.remote import as_given

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Request:
    """What a user asked for.

    `as_of` None stands for today, `jobs` None for all processors, `ledger` None for the one that is kept.
    """

    paths: tuple[Path, ...]
    reference: tuple[Path, ...] = ()
    status: tuple[Path, ...] = ()
    as_of: dt.date | None = None
    settings: Settings = DEFAULT_SETTINGS
    profile: str = "default"
    ledger: Ledger | None = None
    language: str = "en"
    jobs: int | None = None
    limits: Limits = DEFAULT_LIMITS
    passwords: tuple[str, ...] = field(default=(), repr=False)
    seconds_per_file: float | None = SECONDS_PER_FILE


def _silent(_done: int, _all: int) -> None:
    pass


class Prepared(NamedTuple):
    """What a run needs once its files are found: `hashes` of their contents are there with a cache only."""

    discovery: Discovery
    hashes: Sequence[str | None]
    options: CheckOptions
    jobs: int


def prepare(request: Request, answers: Answers | None = None) -> Prepared:
    """Find the files and choose the lists; raises UsageError for what cannot be asked."""
    discovery = find_files(request.paths, request.limits)
    jobs = request.jobs or default_jobs()
    hashes = content_hashes(discovery.files, request.limits) if answers else ()
    lists = lists_for_run(request.reference, request.status, request.as_of)
    own = OwnLookups() if lists.lookups else _own_lookups(request, discovery.files, hashes, answers, jobs)
    options = _options(request, lists, lists.lookups or own.agreed)
    options = replace(options, lookup_edits=lookup_edits(own.own, own.agreed))
    return Prepared(discovery, hashes, options, jobs)


def _own_lookups(
    request: Request,
    files: Sequence[Found],
    hashes: Sequence[str | None],
    answers: Answers | None,
    jobs: int,
) -> OwnLookups:
    work = partial(own_lookup, limits=request.limits, passwords=request.passwords)
    read = partial(map_files, work, jobs=jobs, seconds=request.seconds_per_file)
    if answers is None:
        return own_lookups(read(files))
    context = (request.limits, request.passwords)
    return own_lookups(kept_lookups(files, hashes, context, answers, read))


def validate(
    request: Request,
    progress: Progress = _silent,
    answers: Answers | None = None,
    render: Render | None = None,
) -> Run:
    """Check every workbook under the paths; raises UsageError for what cannot be asked.

    Unchanged files are answered from `answers`, if there are any. What `render` makes of each file is made
    along with the check. The caller closes `results` of the run.
    """
    prepared = prepare(request, answers)
    discovery, options = prepared.discovery, prepared.options
    results = ResultSet(render)
    for done, answer in enumerate(_answered(prepared, answers, render), start=1):
        results.add(answer)
        progress(done, len(discovery.files))
    return Run(
        inputs=tuple(as_given(path) for path in request.paths),
        results=results,
        sources=options.reference.sources,
        as_of=options.today,
        profile=request.profile,
        skipped={kind.value: count for kind, count in discovery.skipped.items()},
        settings=request.settings,
        found={found.name: found for found in discovery.files},
        language=request.language,
    )


def _answered(prepared: Prepared, answers: Answers | None, render: Render | None) -> Iterator[Answer]:
    discovery, hashes, options, jobs = prepared
    if answers is None:
        yield from check_files(discovery.files, options, jobs=jobs, render=render)
        return
    for keyed in check_keyed(discovery.files, hashes, options, answers, jobs=jobs, render=render):
        if keyed.answer:
            yield keyed.answer


def _options(request: Request, lists: RunLists, lookups: Sequence[LookupList]) -> CheckOptions:
    reference = build_reference([*lookups, *lists.statuses, *lists.revisions])
    return CheckOptions(
        reference=reference,
        statuses=StatusIndex(lists.statuses),
        today=request.as_of or dt.datetime.now(tz=dt.UTC).astimezone().date(),
        ledger=kept_ledger() if request.ledger is None else request.ledger,
        settings=request.settings,
        language=request.language,
        limits=request.limits,
        passwords=request.passwords,
        seconds_per_file=request.seconds_per_file,
    )
