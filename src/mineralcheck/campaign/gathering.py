"""Files are checked, or answered from an earlier run, and what they came to goes into the store."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from mineralcheck.campaign.adding import add_report, report_rows
from mineralcheck.campaign.batches import Checked, Engine, add_batch, in_batches
from mineralcheck.campaign.runs import StoredFile
from mineralcheck.campaign.store import Store
from mineralcheck.check.cache import Answers
from mineralcheck.check.cached import Keyed, check_keyed
from mineralcheck.check.validate import Prepared, Request, prepare
from mineralcheck.check.work import check_files
from mineralcheck.workbook.discovery import Discovery, Found
from mineralcheck.workbook.remote import is_absolute

Progress = Callable[[int, int], None]
_BATCH = 64


class Shard(NamedTuple):
    """One of several runs that share the files of a campaign; `number` counts from 1."""

    number: int
    of: int

    def has(self, name: str) -> bool:
        """Whether a file belongs to this run; the same one whatever other files there are."""
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:8]) % self.of == self.number - 1


class Gathered(NamedTuple):
    """What was found and with which lists it was checked."""

    prepared: Prepared
    files: tuple[StoredFile, ...]


def gather(
    store: Store,
    request: Request,
    answers: Answers | None,
    progress: Progress,
    shard: Shard | None = None,
    engine: Engine | None = None,
) -> Gathered:
    """Check the files of a request and store the reports; the store answers for files it knows.

    An engine checks all files anew: their contents need not come here to be compared with earlier ones.
    """
    prepared = prepare(request, None if engine else answers)
    if shard:
        prepared = _share(prepared, shard)
    within = {found.name: within_folder(found) for found in prepared.discovery.files}
    files: list[StoredFile] = []
    batches = _by_engine(store, prepared, engine) if engine else _here(store, prepared, answers)
    for batch in batches:
        files += (StoredFile(one.path, within[one.path], one.sha256, one.report_id) for one in batch)
        progress(len(files), len(within))
    return Gathered(prepared, tuple(files))


def _by_engine(store: Store, prepared: Prepared, engine: Engine) -> Iterator[Sequence[Checked]]:
    for batch in engine.run(prepared.options, in_batches(prepared.discovery.files)):
        yield add_batch(store, batch)


def _here(store: Store, prepared: Prepared, answers: Answers | None) -> Iterator[Sequence[Checked]]:
    keyed = _keyed(store, prepared, answers)
    while batch := list(islice(keyed, _BATCH)):
        with store.transaction():
            checked = [Checked(one.path, one.sha256, _store(store, one)) for one in batch]
        yield checked


def _share(prepared: Prepared, shard: Shard) -> Prepared:
    """The files of this run; those that were passed over are counted by the first one alone."""
    files = prepared.discovery.files
    own = [place for place, found in enumerate(files) if shard.has(found.name)]
    skipped = prepared.discovery.skipped if shard.number == 1 else {}
    discovery = replace(prepared.discovery, files=tuple(files[place] for place in own), skipped=skipped)
    hashes: Sequence[str | None] = [prepared.hashes[place] for place in own] if prepared.hashes else ()
    return prepared._replace(discovery=discovery, hashes=hashes)


def _keyed(store: Store, prepared: Prepared, answers: Answers | None) -> Iterator[Keyed]:
    discovery, hashes, options, jobs = prepared
    if answers is None:
        for one in check_files(discovery.files, options, jobs=jobs, render=report_rows):
            yield Keyed(None, one.packed.path, one.sha256, one)
        return
    yield from check_keyed(
        discovery.files,
        hashes,
        options,
        answers,
        jobs=jobs,
        render=report_rows,
        known=lambda key: _known(store, key) is not None,
    )


def _known(store: Store, key: str) -> int | None:
    row = store.db.execute("SELECT report_id FROM cached WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else None


def _store(store: Store, one: Keyed) -> int:
    """Id of the report of a file, stored now or before."""
    if one.answer is None:
        report_id = _known(store, one.key or "")
        if report_id is None:
            raise LookupError(f"{one.path}: the answer left the store during the run")
        return report_id
    report_id = add_report(store.db, one.answer.packed)
    if one.key:
        store.db.execute("INSERT OR REPLACE INTO cached VALUES (?, ?)", (one.key, report_id))
    return report_id


def within_folder(found: Found) -> str:
    """Path of a file from the folder on that the user named, or that holds the file named by itself.

    Folders above are where the user keeps things; they say nothing about whose a file is.
    """
    base = found.root or found.path.parent
    above = 0 if is_absolute(base) else max(0, len(base.parts) - 1)
    parts = found.name.split("/")
    return "/".join(parts[min(above, len(parts) - 1) :])


def passed_over(discovery: Discovery) -> dict[str, int]:
    """How many files were passed over, by kind."""
    return {kind.value: count for kind, count in discovery.skipped.items()}
