"""Checks of many files, unchanged ones answered from what an earlier run kept."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from pydantic import ValidationError

from mineralcheck.check.cache import Answers
from mineralcheck.check.file import Checker
from mineralcheck.check.fingerprint import options_fingerprint
from mineralcheck.check.options import CheckOptions
from mineralcheck.check.report import CheckReport
from mineralcheck.check.work import check_files
from mineralcheck.model.errors import UnreadableFileError, UnreadableReason
from mineralcheck.workbook.discovery import Found, read_bytes
from mineralcheck.workbook.limits import Limits

# What may be otherwise the next time, though the file is the same.
_PASSING = frozenset({UnreadableReason.NOT_READABLE, UnreadableReason.TIMEOUT, UnreadableReason.WORKER_DIED})
# Hashing leaves the interpreter lock alone, so threads do; more than a few only queue for the disk.
_HASHERS = 4


class Keyed(NamedTuple):
    """A report with the key under which it may be kept (None: not to be kept).

    `report` is None when the caller said that it knows the answer under `key`; `path` is the name to show,
    `sha256` the hash of the content (None: the file could not be read), `body` the report without its path
    as JSON, where that was made anyway.
    """

    key: str | None
    path: str
    sha256: str | None
    report: CheckReport | None
    body: bytes | None = None


def content_hashes(files: Sequence[Found], limits: Limits) -> list[str | None]:
    """SHA-256 of each file, None for one that cannot be read."""
    with ThreadPoolExecutor(_HASHERS) as threads:
        return list(threads.map(lambda found: _content_hash(found, limits), files))


def _content_hash(found: Found, limits: Limits) -> str | None:
    try:
        return hashlib.sha256(read_bytes(found, limits)).hexdigest()
    except UnreadableFileError:
        return None


def answer_key(context: str, sha256: str) -> str:
    """Key of an answer: content of the file, and everything else that it depends on."""
    return hashlib.sha256(f"{context}\n{sha256}".encode()).hexdigest()


def check_keyed(
    files: Sequence[Found],
    hashes: Sequence[str | None],
    options: CheckOptions,
    answers: Answers,
    *,
    jobs: int,
    known: Callable[[str], bool] = lambda _: False,
) -> Iterator[Keyed]:
    """Reports in the order of the files. `hashes` are those of the files, as `content_hashes` gave them.

    A file whose answer the caller knows (`known`) is neither checked nor read from the cache.
    """
    context = options_fingerprint(options)
    keys = [answer_key(context, sha256) if sha256 else None for sha256 in hashes]
    kept = [key is not None and (known(key) or answers.has(key)) for key in keys]
    fresh = check_files([f for f, found in zip(files, kept, strict=True) if not found], options, jobs=jobs)
    for file, key, sha256, found in zip(files, keys, hashes, kept, strict=True):
        if key and found and known(key):
            yield Keyed(key, file.name, sha256, None)
            continue
        kept_one = _kept(answers, key, sha256, file) if key and sha256 and found else None
        if kept_one:
            yield kept_one
            continue
        # Another run may have made room in the cache since we looked.
        report = Checker(options).check_file(file) if found else next(fresh)
        yield _keep(answers, context, report)
    next(fresh, None)  # so that its workers end here, and not some time later


def _kept(answers: Answers, key: str, sha256: str, file: Found) -> Keyed | None:
    body = answers.get(key)
    if body is None:
        return None
    try:
        report = CheckReport.model_validate_json(body)
    except ValidationError:
        return None
    if report.sha256 != sha256:
        return None
    return Keyed(key, file.name, sha256, report.model_copy(update={"path": file.name}), body)


def _keep(answers: Answers, context: str, report: CheckReport) -> Keyed:
    if report.sha256 is None or report.reason in _PASSING:
        return Keyed(None, report.path, report.sha256, report)
    key = answer_key(context, report.sha256)
    body = report.model_copy(update={"path": ""}).model_dump_json().encode()
    answers.put(key, body)
    return Keyed(key, report.path, report.sha256, report, body)
