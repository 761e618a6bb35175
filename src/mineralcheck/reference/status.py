"""Status of a smelter, from the lists the user imported and from nothing else."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from mineralcheck.model.match import UNKNOWN_STATUS, SmelterStatus, StatusValue
from mineralcheck.model.text import words
from mineralcheck.reference.lists import ListSource, StatusEntry, StatusList
from mineralcheck.reference.minerals import MULTIPLE, mineral_key

__all__ = ["StatusIndex", "StatusList", "status_value"]

_VALUES = {
    "conformant": StatusValue.CONFORMANT,
    "rmap conformant": StatusValue.CONFORMANT,
    "compliant": StatusValue.CONFORMANT,
    "cfsp compliant": StatusValue.CONFORMANT,
    "active": StatusValue.ACTIVE,
    "rmap active": StatusValue.ACTIVE,
    "progressing": StatusValue.ACTIVE,
}
_BEST_FIRST = (StatusValue.CONFORMANT, StatusValue.ACTIVE, StatusValue.OTHER)


def status_value(text: str) -> StatusValue:
    """Value of a status text, compared as a whole: `Non-Conformant` is `other`, as is any text not known."""
    return _VALUES.get(words(text), StatusValue.OTHER)


class StatusIndex:
    """The imported status lists as one. A newer list replaces what an older one says of the same kind."""

    def __init__(self, lists: Sequence[StatusList] = ()) -> None:
        ordered = sorted(lists, key=lambda one: (one.source.source, one.source.sha256))
        ordered.sort(key=lambda one: one.source.as_of or dt.date.min, reverse=True)
        self.sources = tuple(one.source for one in ordered)
        self._minerals = [frozenset(map(mineral_key, one.minerals)) for one in ordered]
        self._found = self._merge(ordered)

    @property
    def as_of(self) -> dt.date | None:
        """Date of the newest list, None without one."""
        return max((source.as_of for source in self.sources if source.as_of), default=None)

    def status_of(self, mineral: str, smelter_id: str) -> SmelterStatus:
        """Status of a smelter: UNKNOWN without a list for its mineral, NOT_ON_LIST when no list has it."""
        key = mineral_key(mineral)
        found = self._found.get((key, smelter_id)) or self._found.get((MULTIPLE, smelter_id))
        if found:
            return found
        lists = [one for one, of in zip(self.sources, self._minerals, strict=True) if not of or key in of]
        if lists:
            # Several lists of one day, such as Conformant and Active, are one list in parts.
            parts = [one.source for one in lists if one.as_of == lists[0].as_of]
            return SmelterStatus(value=StatusValue.NOT_ON_LIST, as_of=lists[0].as_of, source=", ".join(parts))
        return UNKNOWN_STATUS

    @staticmethod
    def _merge(newest_first: Sequence[StatusList]) -> dict[tuple[str, str], SmelterStatus]:
        found: dict[tuple[str, str], SmelterStatus] = {}
        superseded: dict[StatusValue, set[str]] = defaultdict(set)
        for one in newest_first:
            own: dict[StatusValue, set[str]] = defaultdict(set)
            for entry in one.entries:
                key, status = (mineral_key(entry.mineral), entry.smelter_id), _status(one.source, entry)
                own[status.value].add(key[0])
                if key[0] in superseded[status.value]:
                    continue
                if key not in found or _rank(status) < _rank(found[key]):
                    found[key] = status
            for value, minerals in own.items():
                superseded[value] |= minerals
        return found


def _rank(status: SmelterStatus) -> int:
    return _BEST_FIRST.index(status.value)


def _status(source: ListSource, entry: StatusEntry) -> SmelterStatus:
    return SmelterStatus(
        value=status_value(entry.text),
        text=entry.text,
        as_of=source.as_of,
        source=source.source,
        programme=entry.programme,
        reassessment_due=entry.reassessment_due,
    )
