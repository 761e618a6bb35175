"""Decisions of the user's company on names: a small text file to review and share.

One decision a line, in CSV, because the people who review it use a spreadsheet. Columns: `mineral`, `name`,
`country` (may be blank), `decision` (`accept`, `reject`, `not_a_smelter`), `smelter_id` (blank for
`not_a_smelter`), `who`, `when` (ISO date) and `why`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from mineralcheck.matching.names import name_forms
from mineralcheck.reference.countries import Agreement, compare_countries
from mineralcheck.reference.minerals import mineral_key

COLUMNS = ("mineral", "name", "country", "decision", "smelter_id", "who", "when", "why")


class Decision(StrEnum):
    """What a person decided about a name."""

    ACCEPT = "accept"
    REJECT = "reject"
    NOT_A_SMELTER = "not_a_smelter"


class LedgerEntry(NamedTuple):
    """One decision; `country` blank means whatever the declared country."""

    mineral: str
    name: str
    country: str
    decision: Decision
    smelter_id: str
    who: str
    when: dt.date
    why: str


class Ledger:
    """Decisions, looked up by mineral and folded name. Later decisions overrule earlier ones."""

    def __init__(self, entries: Iterable[LedgerEntry] = ()) -> None:
        self.entries = tuple(entries)
        self._by_name: dict[tuple[str, str], list[LedgerEntry]] = {}
        for entry in self.entries:
            self._by_name.setdefault(_key(entry.mineral, entry.name), []).append(entry)

    def accepted(self, mineral: str, name: str, country: str = "") -> LedgerEntry | None:
        """The accepted smelter of a name; None when there is none or it was rejected later."""
        accepted: LedgerEntry | None = None
        for entry in self._decisions(mineral, name, country):
            if entry.decision is Decision.ACCEPT:
                accepted = entry
            elif entry.decision is Decision.NOT_A_SMELTER or (
                accepted and entry.smelter_id == accepted.smelter_id
            ):
                accepted = None
        return accepted

    def rejected(self, mineral: str, name: str, country: str = "") -> frozenset[str]:
        """Ids that a person said this name is not."""
        rejected: set[str] = set()
        for entry in self._decisions(mineral, name, country):
            if entry.decision is Decision.REJECT:
                rejected.add(entry.smelter_id)
            else:
                rejected.discard(entry.smelter_id)
        return frozenset(rejected)

    def no_smelter(self, mineral: str, name: str, country: str = "") -> LedgerEntry | None:
        """The decision that a name is no smelter, unless one was accepted for it later."""
        found: LedgerEntry | None = None
        for entry in self._decisions(mineral, name, country):
            if entry.decision is Decision.NOT_A_SMELTER:
                found = entry
            elif entry.decision is Decision.ACCEPT:
                found = None
        return found

    def _decisions(self, mineral: str, name: str, country: str) -> Iterator[LedgerEntry]:
        for entry in self._by_name.get(_key(mineral, name), ()):
            if not entry.country or compare_countries(entry.country, country) is not Agreement.DIFFERENT:
                yield entry

    def with_entries(self, more: Iterable[LedgerEntry]) -> "Ledger":
        """A ledger with further decisions after its own."""
        return Ledger((*self.entries, *more))


def _key(mineral: str, name: str) -> tuple[str, str]:
    return mineral_key(mineral), name_forms(name).key
