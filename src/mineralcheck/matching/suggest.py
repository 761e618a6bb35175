"""Suggestions for names that no form of the dictionary knows: for a person, never counted as a match."""

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

from mineralcheck.matching.evidence import WEIGHTS, Evidence, EvidenceFinder, Weights
from mineralcheck.matching.guards import disagreement
from mineralcheck.matching.outcomes import candidate
from mineralcheck.model.match import Candidate
from mineralcheck.reference.countries import Agreement

_SHOWN = 5


class Thresholds(NamedTuple):
    """When the best entry is proposed: enough evidence, and a lead over the second."""

    enough: float = 11.0
    lead: float = 1.5
    near: float = 0.5


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
        best = found[0]
        lead = best.total(self._weights) - (found[1].total(self._weights) if len(found) > 1 else 0.0)
        if best.country is Agreement.DIFFERENT:
            return f"The nearest entry, {best.smelter.name}, is in another country ({best.smelter.country})."
        differs = disagreement(name, best.nearest)
        if differs:
            return f"The nearest entry is {best.nearest}, but {differs}."
        if best.near >= self._thresholds.near and lead > 0:
            return None
        if best.total(self._weights) < self._thresholds.enough:
            return f"The nearest entry, {best.smelter.name}, has too little in common with it."
        if lead < self._thresholds.lead:
            return f"{best.smelter.name} and {found[1].smelter.name} are about equally near."
        return None

    def _score(self, one: Evidence) -> float:
        return 100.0 / (1.0 + math.exp(-(one.total(self._weights) - self._thresholds.enough) / 2))


def explain(name: str, best: Evidence) -> str:
    """What speaks for the best entry, as a sentence part."""
    return f"like {best.nearest}"
