"""Why an entry left the list, from RMI's revisions export: the template itself does not say."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mineralcheck.model.text import fold
from mineralcheck.reference.lists import RevisionEntry, RevisionList
from mineralcheck.reference.minerals import mineral_key

_REMOVED, _ADDED = "removed", "added"


class Removal(NamedTuple):
    """The last removal of an entry."""

    date: dt.date | None
    reason: str

    @property
    def sentence(self) -> str:
        """Such as `removed 2025-03-05: no longer operating`."""
        when = f" {self.date.isoformat()}" if self.date else ""
        return f"removed{when}" + (f": {self.reason}" if self.reason else "")


class Removals:
    """All revisions, by mineral and id."""

    def __init__(self, lists: Sequence[RevisionList]) -> None:
        rows: dict[tuple[str, str], set[RevisionEntry]] = defaultdict(set)
        for one in lists:
            for entry in one.entries:
                rows[mineral_key(entry.mineral), entry.smelter_id].add(entry)
        self._rows = {key: sorted(found, key=_order) for key, found in sorted(rows.items())}

    def last(self, key: tuple[str, str]) -> Removal | None:
        """The removal of an entry, None when there was none or a later revision brought it back."""
        removal = None
        for entry in self._rows.get(key, ()):
            for basis, detail in _changes(entry):
                if fold(basis) == _REMOVED:
                    removal = Removal(entry.date, detail)
                elif fold(basis) == _ADDED:
                    removal = None
        return removal

    def entries(self) -> Iterator[tuple[tuple[str, str], RevisionEntry]]:
        """Every revision with its mineral key and id, oldest first within an id."""
        for key, rows in self._rows.items():
            for entry in rows:
                yield key, entry


def _order(entry: RevisionEntry) -> tuple[dt.date, str, tuple[str, ...], tuple[str, ...]]:
    return entry.date or dt.date.min, entry.name, entry.basis, entry.details


def _changes(entry: RevisionEntry) -> Iterator[tuple[str, str]]:
    for place, basis in enumerate(entry.basis):
        yield basis, entry.details[place] if place < len(entry.details) else ""
