"""Look-up sheets of submissions, kept from run to run: they are half of the reading without a list."""

import hashlib
from collections.abc import Callable, Iterator, Sequence

from pydantic import BaseModel, TypeAdapter, ValidationError

from mineralcheck.check.answer import answer_key
from mineralcheck.check.cache import Answers
from mineralcheck.check.fingerprint import fingerprint, program_fingerprint
from mineralcheck.reference.lists import ListSource, LookupEntry, LookupList
from mineralcheck.workbook.discovery import Found
from mineralcheck.workbook.limits import Limits

_ENTRIES = TypeAdapter(tuple[LookupEntry, ...])


class _Kept(BaseModel):
    """A look-up sheet without its rows, which many submissions share: `entries` is their key."""

    source: ListSource
    entries: str


def kept_lookups(
    files: Sequence[Found],
    hashes: Sequence[str | None],
    context: tuple[Limits, tuple[str, ...]],
    answers: Answers,
    read: Callable[[Sequence[Found]], Iterator[LookupList | None]],
) -> Iterator[LookupList | None]:
    """Look-up list of each file, in order; read anew only where it is not kept.

    `context` is what `read` depends on beside the files: limits and passwords.
    """
    context_key = fingerprint((program_fingerprint(), "look-up", *context))
    keys = [answer_key(context_key, sha256) if sha256 else None for sha256 in hashes]
    rows: dict[str, tuple[LookupEntry, ...] | None] = {}
    kept = [_kept(answers, key, rows) if key else None for key in keys]
    missing = [file for file, found in zip(files, kept, strict=True) if found is None]
    fresh = read(missing)
    for file, key, found in zip(files, keys, kept, strict=True):
        if found:
            yield LookupList(found.source.model_copy(update={"source": file.name}), found.entries)
            continue
        lookup = next(fresh)
        if key and lookup:
            _keep(answers, key, lookup)
        yield lookup
    next(fresh, None)  # so that its workers end here, and not some time later


def _kept(answers: Answers, key: str, rows: dict[str, tuple[LookupEntry, ...] | None]) -> LookupList | None:
    body = answers.get(key)
    try:
        found = _Kept.model_validate_json(body) if body else None
    except ValidationError:
        return None
    if found is None:
        return None
    if found.entries not in rows:
        rows[found.entries] = _rows(answers, found.entries)
    entries = rows[found.entries]
    return None if entries is None else LookupList(found.source, entries)


def _rows(answers: Answers, digest: str) -> tuple[LookupEntry, ...] | None:
    body = answers.get(digest)
    if body is None or hashlib.sha256(body).hexdigest() != digest:
        return None
    return _ENTRIES.validate_json(body)


def _keep(answers: Answers, key: str, lookup: LookupList) -> None:
    body = _ENTRIES.dump_json(lookup.entries)
    digest = hashlib.sha256(body).hexdigest()
    if not answers.has(digest):
        answers.put(digest, body)
    source = lookup.source.model_copy(update={"source": ""})
    answers.put(key, _Kept(source=source, entries=digest).model_dump_json().encode())
