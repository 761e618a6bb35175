"""Which lists a run uses: those the user names, else those imported before."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from mineralcheck.reference.importing import Options, import_file
from mineralcheck.reference.lists import LookupList, ReferenceList, RevisionList, StatusList
from mineralcheck.reference.store import ReferenceStore, store_folder

STALE_AFTER = dt.timedelta(days=90)
"""A status list older than this is worth a warning wherever it is used."""


class RunLists(NamedTuple):
    """The lists of a run, by what they are good for, and remarks on rows that could not be used."""

    lookups: tuple[LookupList, ...]
    statuses: tuple[StatusList, ...]
    revisions: tuple[RevisionList, ...]
    remarks: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[ReferenceList, ...]:
        """Every list, for `build_reference`."""
        return (*self.lookups, *self.statuses, *self.revisions)


def lists_for_run(
    reference: Sequence[Path] = (),
    status: Sequence[Path] = (),
    as_of: dt.date | None = None,
    folder: Path | None = None,
) -> RunLists:
    """Lists of a run; raises UsageError when a file cannot be used.

    `reference` and `status` are the files of the options of the same name; a file counts as what it holds,
    whichever option named it. Without a file for names, or for statuses, those of the store in `folder`
    (default: `store_folder()`) are used. `as_of` is the date for files that do not state one.
    """
    named = [import_file(path, Options(as_of=as_of)) for path in (*reference, *status)]
    own = _sorted_out([one.content for one in named])
    kept = _sorted_out([one.content for one in ReferenceStore(folder or store_folder()).load_all()])
    return RunLists(
        lookups=own.lookups or (() if reference else kept.lookups),
        statuses=own.statuses or (() if status else kept.statuses),
        revisions=own.revisions or kept.revisions,
        remarks=tuple(remark for one in named for remark in one.remarks),
    )


def _sorted_out(lists: Sequence[ReferenceList]) -> RunLists:
    return RunLists(
        tuple(one for one in lists if isinstance(one, LookupList)),
        tuple(one for one in lists if isinstance(one, StatusList)),
        tuple(one for one in lists if isinstance(one, RevisionList)),
    )


def stale(as_of: dt.date | None, today: dt.date) -> bool:
    """Whether a list is too old to be used without a warning."""
    return as_of is not None and today - as_of > STALE_AFTER
