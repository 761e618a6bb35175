"""Smelters of two campaigns: new, gone, renamed, of another status; explained where lists can do so."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from mineralcheck.campaign.parts import mineral_part
from mineralcheck.campaign.report import RollUp
from mineralcheck.campaign.smelters import ConsolidatedSmelter
from mineralcheck.matching.names import name_forms
from mineralcheck.model.match import StatusValue
from mineralcheck.reference.entries import ReferenceIndex
from mineralcheck.reference.lists import Smelter
from mineralcheck.templates.registry import version_key


class SmelterTurn(StrEnum):
    """What became of a smelter; a renamed one may have another status, too, and is named twice then."""

    NEW = "new"
    GONE = "gone"
    RENAMED = "renamed"
    STATUS = "status"


class SmelterChange(NamedTuple):
    """A smelter then and now. `explanation` is what the lists say about it, empty where they say nothing."""

    mineral: str
    smelter_id: str
    turn: SmelterTurn
    old: ConsolidatedSmelter | None
    new: ConsolidatedSmelter | None
    explanation: str

    @property
    def name(self) -> str:
        """Its name now, else then."""
        one = self.new or self.old
        return one.name if one else ""


def smelter_changes(old: RollUp, new: RollUp, reference: ReferenceIndex | None) -> tuple[SmelterChange, ...]:
    """Changes by mineral, kind and id."""
    before = {(one.mineral, one.smelter_id): one for one in old.smelters()}
    after = {(one.mineral, one.smelter_id): one for one in new.smelters()}
    explain = _Explainer(reference, old)
    changes = [
        change
        for key in before.keys() | after.keys()
        for change in _changes(*key, before.get(key), after.get(key), explain)
    ]
    order = list(SmelterTurn)
    changes.sort(key=lambda c: (mineral_part(c.mineral).order, order.index(c.turn), c.smelter_id))
    return tuple(changes)


def _changes(
    mineral: str,
    smelter_id: str,
    old: ConsolidatedSmelter | None,
    new: ConsolidatedSmelter | None,
    explain: "_Explainer",
) -> Iterator[SmelterChange]:
    listed = explain.listed(mineral, smelter_id)
    if old is None or new is None:
        turn = SmelterTurn.NEW if old is None else SmelterTurn.GONE
        said = explain.new(listed) if old is None else explain.gone(listed)
        yield SmelterChange(mineral, smelter_id, turn, old, new, said)
        return
    if name_forms(old.name).key != name_forms(new.name).key:
        said = explain.renamed(listed, old.name)
        yield SmelterChange(mineral, smelter_id, SmelterTurn.RENAMED, old, new, said)
    if old.status is not new.status and StatusValue.UNKNOWN not in (old.status, new.status):
        said = explain.status(old, new, listed)
        yield SmelterChange(mineral, smelter_id, SmelterTurn.STATUS, old, new, said)


class _Explainer:
    """What the lists at hand say about a change. Nothing is guessed: no list, no explanation."""

    def __init__(self, reference: ReferenceIndex | None, old: RollUp) -> None:
        self._reference = reference
        self._old_templates = {source.template for source in old.info.sources if source.template}

    def listed(self, mineral: str, smelter_id: str) -> Smelter | None:
        """Entry of the lists, current or retired."""
        return self._reference.by_id(mineral, smelter_id) if self._reference else None

    def new(self, listed: Smelter | None) -> str:
        """Why a smelter may be new: the lists of then did not have it yet."""
        if listed is None or listed.first_seen is None or not self._old_templates:
            return ""
        known_then = any(_not_later(listed.first_seen, own) for own in self._old_templates)
        return "" if known_then else f"first listed in {listed.first_seen}"

    def gone(self, listed: Smelter | None) -> str:
        """Why a smelter may be gone: the lists retired it."""
        return listed.retired or "" if listed else ""

    def renamed(self, listed: Smelter | None, old_name: str) -> str:
        """Whether the list itself knows the old name."""
        if listed is None:
            return ""
        known = {name_forms(alias).key for alias in listed.aliases}
        return "the list has the old name as an alias" if name_forms(old_name).key in known else ""

    def status(self, old: ConsolidatedSmelter, new: ConsolidatedSmelter, listed: Smelter | None) -> str:
        """Days of the two lists, and whether the smelter was retired in between."""
        days = f"{old.status_as_of or '-'} to {new.status_as_of or '-'}"
        retired = listed.retired if listed else None
        return f"{days}; {retired}" if retired else days


def _not_later(first: str, template: str) -> bool:
    """Whether a revision (`CMRT 6.4`) is of the same family as another and not later."""
    family, _, version = first.partition(" ")
    own_family, _, own_version = template.partition(" ")
    return family == own_family and version_key(version or "0") <= version_key(own_version or "0")
