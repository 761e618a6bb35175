"""Suggestions for names that no form of the dictionary knows: for a person, never counted as a match."""

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from mineralcheck.matching.evidence import WEIGHTS, Evidence, EvidenceFinder, Weights
from mineralcheck.matching.guards import disagreement
from mineralcheck.matching.names import name_forms
from mineralcheck.matching.outcomes import candidate
from mineralcheck.model.match import Candidate
from mineralcheck.reference.countries import Agreement

_SHOWN = 5


class Thresholds(NamedTuple):
    """When the best entry is proposed; measured as the weights are.

    `enough` evidence in the name and a `lead` over the second entry; or a name so `near` that any lead will
    do; or one still `close` with a `clear_lead`.
    """

    enough: float = 9.0
    lead: float = 1.5
    near: float = 0.45
    close: float = 0.1
    clear_lead: float = 4.0


THRESHOLDS = Thresholds()


class Suggestion(NamedTuple):
    """The nearest entries, best first; `confident` when the first is good enough to be proposed."""

    candidates: tuple[Candidate, ...]
    confident: bool
    why: str


class Suggester:
    """Proposes the smelter a name probably means, or says why it proposes none."""

    def __init__(
        self, finder: EvidenceFinder, weights: Weights = WEIGHTS, thresholds: Thresholds = THRESHOLDS
    ) -> None:
        self._finder, self._weights, self._thresholds = finder, weights, thresholds

    def suggest(self, name: str, country: str, rejected: Collection[str] = ()) -> Suggestion:
        """The nearest smelters to a name; `country` is as declared, `rejected` are ids it is not."""
        found = [one for one in self._finder.find(name, country) if one.smelter.smelter_id not in rejected]
        if not found:
            return Suggestion((), False, "No listed name has anything in common with it.")
        doubt = self._doubt(name, found)
        candidates = tuple(candidate(one.smelter, self._score(one)) for one in found[:_SHOWN])
        return Suggestion(candidates, doubt is None, doubt or explain(name, found[0]))

    def _doubt(self, name: str, found: Sequence[Evidence]) -> str | None:
        best, second = found[0], found[1] if len(found) > 1 else None
        barrier = _barrier(name, best)
        if barrier:
            return f"The nearest entry is {best.smelter.name}, but {barrier}."
        lead = best.total(self._weights) - (second.total(self._weights) if second else 0.0)
        limits = self._thresholds
        if (best.near >= limits.near and lead > 0) or (
            best.near >= limits.close and lead >= limits.clear_lead
        ):
            return None
        if best.of_name(self._weights) < limits.enough:
            return f"The nearest entry, {best.smelter.name}, has too little in common with it."
        if second and lead < limits.lead:
            return f"{best.smelter.name} and {second.smelter.name} are about equally near."
        return None

    def _score(self, one: Evidence) -> float:
        return 100.0 / (1.0 + math.exp((self._thresholds.enough - one.total(self._weights)) / 2))


def _barrier(name: str, best: Evidence) -> str | None:
    if best.country is Agreement.DIFFERENT:
        return f"it is in {best.smelter.country}"
    if best.other_places:
        return f"it is not in {', '.join(sorted(place.title() for place in best.other_places))}"
    return disagreement(name, best.nearest)


def explain(name: str, best: Evidence) -> str:
    """What speaks for the best entry, as a sentence part."""
    ours, theirs = name_forms(name), name_forms(best.nearest)
    found: list[str] = []
    if ours.stripped == theirs.stripped:
        found.append(f"only the legal form differs from {best.nearest}")
    elif best.near > 0:
        letters = OSA.distance(ours.stripped, theirs.stripped)
        found.append(f"{letters} letter{'s differ' if letters > 1 else ' differs'} from {best.nearest}")
    else:
        shared = [word for word in ours.tokens if word in theirs.tokens and len(word) > 2]
        found.append(f"{best.nearest} has {' '.join(shared)} too" if shared else f"{best.nearest} is alike")
    if best.initials:
        found.append("its initials agree")
    if best.country is Agreement.SAME:
        found.append("same country")
    if best.smelter.retired:
        found.append("retired")
    return ", ".join(found)
