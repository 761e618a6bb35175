"""Several lists merged into one: who was listed where, from when to when, under which names."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from mineralcheck.reference.lists import (
    ListSource,
    LookupList,
    ReferenceList,
    RevisionList,
    Smelter,
    StatusList,
)
from mineralcheck.reference.merging import REVISION_RANK, STATUS_RANK, Newest, Sighting, merge_smelter
from mineralcheck.reference.minerals import MULTIPLE, mineral_key
from mineralcheck.reference.removals import Removals
from mineralcheck.reference.rows import is_cid
from mineralcheck.templates.registry import version_key

__all__ = ["ListSource", "ListedName", "ReferenceIndex", "Smelter", "build_reference"]

Key = tuple[str, str]
"""Mineral key and smelter identification number."""

Sightings = dict[Key, list[Sighting]]


class ListedName(NamedTuple):
    """A name a list gives to a smelter; `rank` grows with the date of the list, so the newest wins."""

    name: str
    smelter_id: str
    rank: int


class ReferenceIndex:
    """The merged reference lists. Built once, never changed, may be sent to worker processes."""

    def __init__(
        self,
        smelters: Mapping[Key, Smelter],
        names: Mapping[str, tuple[ListedName, ...]],
        sources: Sequence[ListSource],
    ) -> None:
        self.sources = tuple(sources)
        self._smelters = dict(smelters)
        self._names = dict(names)
        self._minerals_of: dict[str, tuple[str, ...]] = {}
        for (_, smelter_id), smelter in self._smelters.items():
            self._minerals_of[smelter_id] = (*self._minerals_of.get(smelter_id, ()), smelter.mineral)

    def __len__(self) -> int:
        return len(self._smelters)

    def by_id(self, mineral: str, smelter_id: str) -> Smelter | None:
        """The smelter with this id under this mineral, current or retired."""
        key = mineral_key(mineral)
        return self._smelters.get((key, smelter_id)) or self._smelters.get((MULTIPLE, smelter_id))

    def minerals_of(self, smelter_id: str) -> tuple[str, ...]:
        """Minerals under which an id is or was listed, as the lists spell them, sorted."""
        return self._minerals_of.get(smelter_id, ())

    def smelters(self, mineral: str | None = None) -> tuple[Smelter, ...]:
        """Smelters of a mineral, or of all, sorted by mineral and id."""
        if mineral is None:
            return tuple(self._smelters.values())
        key = mineral_key(mineral)
        return tuple(smelter for (own, _), smelter in self._smelters.items() if own == key)

    def names(self, mineral: str) -> tuple[ListedName, ...]:
        """Every name any list gives under a mineral, with the rank of the newest list that does."""
        return self._names.get(mineral_key(mineral), ())

    @property
    def mineral_keys(self) -> tuple[str, ...]:
        """Keys of the minerals that have names, sorted."""
        return tuple(sorted(self._names))


def build_reference(lists: Sequence[ReferenceList]) -> ReferenceIndex:
    """Merge lists of any kind; the same lists give the same index whatever their order.

    Look-up lists say who is current. Status lists and revisions add the entries that no look-up has.
    """
    lookups = _oldest_first(one for one in lists if isinstance(one, LookupList))
    removals = Removals([one for one in lists if isinstance(one, RevisionList)])
    sightings, newest = _look_up_sightings(lookups)
    _add_status_entries(sightings, [one for one in lists if isinstance(one, StatusList)])
    _add_revisions(sightings, removals)
    smelters = {
        key: merge_smelter(key[1], rows, newest.get(key[0]), removals.last(key))
        for key, rows in sorted(sightings.items())
    }
    sources = sorted((one.source for one in lists), key=lambda s: (s.kind, s.label, s.source, s.sha256))
    return ReferenceIndex(smelters, _names(sightings), sources)


def _oldest_first(lookups: Iterable[LookupList]) -> list[LookupList]:
    def order(one: LookupList) -> tuple[dt.date, str, tuple[float, str], str, str]:
        family, _, version = (one.source.template or "").partition(" ")
        day = one.source.as_of or dt.date.min
        return day, family, version_key(version or "0"), one.source.source, one.source.sha256

    return sorted(lookups, key=order)


def _look_up_sightings(lookups: Sequence[LookupList]) -> tuple[Sightings, dict[str, Newest]]:
    sightings: Sightings = defaultdict(list)
    newest: dict[str, Newest] = {}
    for rank, one in enumerate(lookups, start=1):
        for e in one.entries:
            if not is_cid(e.smelter_id):
                continue
            mineral = mineral_key(e.mineral)
            newest[mineral] = Newest(rank, one.source.as_of)
            sightings[mineral, e.smelter_id].append(
                Sighting(rank, one.source.label, e.mineral, e.name, e.alias, e.country, e.city, e.state)
            )
    return sightings, newest


def _add_status_entries(sightings: Sightings, lists: Sequence[StatusList]) -> None:
    known = {smelter_id for _, smelter_id in sightings}
    for one in sorted(lists, key=lambda s: (s.source.as_of or dt.date.min, s.source.sha256)):
        for e in one.entries:
            key = (mineral_key(e.mineral), e.smelter_id)
            if not is_cid(e.smelter_id):
                continue
            if key not in sightings and key[0] == MULTIPLE and e.smelter_id in known:
                continue
            label = one.source.label
            sightings[key].append(
                Sighting(STATUS_RANK, label, e.mineral, e.name, e.name, e.country, e.city, "")
            )


def _add_revisions(sightings: Sightings, removals: Removals) -> None:
    for key, e in removals.entries():
        if not is_cid(e.smelter_id):
            continue
        sightings[key].append(Sighting(REVISION_RANK, "", e.mineral, e.name, e.name, e.country, "", ""))


def _names(sightings: Sightings) -> dict[str, tuple[ListedName, ...]]:
    ranks: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for (mineral, smelter_id), rows in sightings.items():
        own = ranks[mineral]
        for row in rows:
            for name in filter(None, (row.name, row.alias)):
                own[name, smelter_id] = max(row.rank, own.get((name, smelter_id), REVISION_RANK))
    return {
        mineral: tuple(sorted(ListedName(name, smelter_id, rank) for (name, smelter_id), rank in own.items()))
        for mineral, own in sorted(ranks.items())
    }
