"""The look-up sheets of the submissions themselves, for a run without a reference list."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mineralcheck.model.errors import UnreadableFileError
from mineralcheck.reader.detection import detect
from mineralcheck.reference.lists import LookupEntry, LookupList
from mineralcheck.reference.lookup_sheet import TEMPLATE_SHEETS, majority_lookups, read_lookup
from mineralcheck.workbook.discovery import Found, read_bytes
from mineralcheck.workbook.limits import Limits
from mineralcheck.workbook.opening import open_workbook


def own_lookup(found: Found, limits: Limits, passwords: tuple[str, ...]) -> LookupList | None:
    """Look-up list of one submission, None when it is unreadable or has none."""
    try:
        data = read_bytes(found, limits)
        book = open_workbook(data, limits=limits, passwords=passwords, sheets=TEMPLATE_SHEETS)
        detected = detect(book)
        template = f"{detected.family} {detected.version}"
        lookup = read_lookup(book, template, source=found.name, sha256=hashlib.sha256(data).hexdigest())
    except UnreadableFileError:
        return None
    return lookup if lookup.entries else None


class OwnLookups(NamedTuple):
    """Look-ups of the submissions, and one list per template version on which at least half of them agree.

    A supplier can edit the sheet in its own file, so no single file is believed.
    """

    own: tuple[LookupList, ...] = ()
    agreed: tuple[LookupList, ...] = ()


def own_lookups(found: Iterable[LookupList | None]) -> OwnLookups:
    """Look-ups of the submissions from the lists in their files; equal ones are kept once."""
    own = tuple(_shared(lookup for lookup in found if lookup))
    return OwnLookups(own, majority_lookups(own))


def _shared(lookups: Iterable[LookupList]) -> Iterator[LookupList]:
    """The same lists with equal contents held in memory once."""
    known: dict[tuple[LookupEntry, ...], tuple[LookupEntry, ...]] = {}
    for lookup in lookups:
        yield LookupList(lookup.source, known.setdefault(lookup.entries, lookup.entries))
