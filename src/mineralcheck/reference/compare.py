"""Two lists side by side: who came, who went, and who is called or filed differently now."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from mineralcheck.reference.lists import ReferenceList, StatusEntry, StatusList
from mineralcheck.reference.minerals import mineral_key
from mineralcheck.reference.rows import is_cid

Key = tuple[str, str]


class Kind(StrEnum):
    """What became of an entry."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "country changed"
    STATUS = "status changed"


class Change(NamedTuple):
    """One difference; `before` and `after` are names, countries or statuses, empty where there is none."""

    kind: Kind
    mineral: str
    smelter_id: str
    name: str
    before: str
    after: str


class _Facts(NamedTuple):
    mineral: str
    name: str
    country: str
    status: str


def compare_lists(old: ReferenceList, new: ReferenceList) -> tuple[Change, ...]:
    """Differences between two lists, by kind, mineral and id.

    Statuses are compared where both lists give them. A list of names and one of statuses can be compared,
    as far as ids, names and countries go.
    """
    before, after = _facts(old), _facts(new)
    both_have_status = isinstance(old, StatusList) and isinstance(new, StatusList)
    changes: list[Change] = []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key), after.get(key)
        if was is None and now is not None:
            changes.append(Change(Kind.ADDED, now.mineral, key[1], now.name, "", now.name))
        elif now is None and was is not None:
            changes.append(Change(Kind.REMOVED, was.mineral, key[1], was.name, was.name, ""))
        elif was is not None and now is not None:
            changes += _differences(key, was, now, with_status=both_have_status)
    order = list(Kind)
    return tuple(sorted(changes, key=lambda one: (order.index(one.kind), one.mineral, one.smelter_id)))


def _differences(key: Key, was: _Facts, now: _Facts, *, with_status: bool) -> list[Change]:
    pairs = [(Kind.RENAMED, was.name, now.name), (Kind.MOVED, was.country, now.country)]
    if with_status:
        pairs.append((Kind.STATUS, was.status, now.status))
    return [
        Change(kind, now.mineral, key[1], now.name, before, after)
        for kind, before, after in pairs
        if before != after
    ]


def _facts(one: ReferenceList) -> Mapping[Key, _Facts]:
    found: dict[Key, _Facts] = {}
    for entry in one.entries:
        if is_cid(entry.smelter_id):
            status = entry.text if isinstance(entry, StatusEntry) else ""
            facts = _Facts(entry.mineral, entry.name, entry.country, status)
            found.setdefault((mineral_key(entry.mineral), entry.smelter_id), facts)
    return found


def smelter_count(one: ReferenceList) -> int:
    """Number of different ids in a list, well-formed or not."""
    return len({entry.smelter_id for entry in one.entries})
