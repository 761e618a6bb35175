"""What speaks for a smelter when a name is in no list as it stands."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from mineralcheck.matching.grams import GramIndex, GramWeights, grams, name_grams
from mineralcheck.matching.initials import InitialsIndex
from mineralcheck.matching.names import name_forms
from mineralcheck.model.text import words
from mineralcheck.reference.countries import Agreement, compare_countries
from mineralcheck.reference.entries import ListedName
from mineralcheck.reference.lists import Smelter

_LOOKED_AT = 12
_FAR = 0.75


class Weights(NamedTuple):
    """What each kind of evidence counts for. Where they come from: docs/matching.md."""

    cosine: float = 3.0
    name_covered: float = 5.0
    query_covered: float = 5.0
    initials: float = 4.0
    near: float = 6.0
    same_country: float = 3.0
    other_country: float = -3.0


WEIGHTS = Weights()


class Evidence(NamedTuple):
    """What speaks for one smelter; the shares run from 0 to 1.

    `nearest` is the listed name most like the query; `name_covered` the share of a listed name that the query
    has, `query_covered` the share of the query that names, city, state and country of the smelter have;
    `near` is 1 for the same letters and 0 from a quarter of them different.
    """

    smelter: Smelter
    nearest: str
    cosine: float
    name_covered: float
    query_covered: float
    initials: float
    near: float
    country: Agreement

    def total(self, weights: Weights = WEIGHTS) -> float:
        """Weighted sum; higher is better."""
        by_country = {Agreement.SAME: weights.same_country, Agreement.DIFFERENT: weights.other_country}
        return (
            weights.cosine * self.cosine
            + weights.name_covered * self.name_covered
            + weights.query_covered * self.query_covered
            + weights.initials * self.initials
            + weights.near * self.near
            + by_country.get(self.country, 0.0)
        )


class _Likeness:
    """Likeness of one smelter's names to a query, while it is being collected."""

    __slots__ = ("cosine", "initials", "name_covered", "nearest")

    def __init__(self, nearest: int) -> None:
        self.nearest = nearest
        self.cosine = self.name_covered = self.initials = 0.0

    def add(self, place: int, cosine: float, name_covered: float) -> None:
        if cosine > self.cosine or (cosine == self.cosine and place < self.nearest):
            self.cosine, self.nearest = cosine, place
        self.name_covered = max(self.name_covered, name_covered)


class EvidenceFinder:
    """Collects evidence for the smelters of one mineral."""

    def __init__(
        self,
        names: Sequence[ListedName],
        smelters: Sequence[Smelter],
        gram_weights: GramWeights,
        weights: Weights = WEIGHTS,
    ) -> None:
        self._weights, self._gram_weights = weights, gram_weights
        self._smelters = tuple(smelters)
        place_of = {smelter.smelter_id: place for place, smelter in enumerate(smelters)}
        listed = [one for one in names if one.smelter_id in place_of]
        self._names = [one.name for one in listed]
        self._owners = [place_of[one.smelter_id] for one in listed]
        self._by_name = GramIndex([name_grams(name) for name in self._names], gram_weights)
        self._by_smelter = GramIndex([_smelter_grams(smelter) for smelter in smelters], gram_weights)
        self._initials = InitialsIndex(self._names)

    def find(self, name: str, country: str) -> list[Evidence]:
        """Evidence for the smelters most like a name, best first; empty when nothing is."""
        query = name_grams(name)
        total = self._gram_weights.total(query)
        covered = self._by_smelter.shared(query)
        likeness = self._likeness(name, query, total)
        rough = [self._evidence(owner, one, covered, total, country) for owner, one in likeness.items()]
        rough.sort(key=self._order)
        key = name_forms(name).stripped
        close = [one._replace(near=_nearness(key, one.nearest)) for one in rough[:_LOOKED_AT]]
        close.sort(key=self._order)
        return close

    def _order(self, evidence: Evidence) -> tuple[float, str]:
        return -round(evidence.total(self._weights), 9), evidence.smelter.smelter_id

    def _likeness(self, name: str, query: frozenset[str], total: float) -> Mapping[int, _Likeness]:
        found: dict[int, _Likeness] = {}
        for place, weight in self._by_name.shared(query).items():
            own, owner = self._by_name.totals[place], self._owners[place]
            if owner not in found:
                found[owner] = _Likeness(place)
            found[owner].add(place, weight / math.sqrt(total * own), weight / own)
        for place, weight in self._initials.find(name).items():
            owner = self._owners[place]
            if owner not in found:
                found[owner] = _Likeness(place)
            found[owner].initials = max(found[owner].initials, weight)
        return found

    def _evidence(
        self, owner: int, likeness: _Likeness, covered: Mapping[int, float], total: float, country: str
    ) -> Evidence:
        smelter = self._smelters[owner]
        return Evidence(
            smelter=smelter,
            nearest=self._names[likeness.nearest],
            cosine=likeness.cosine,
            name_covered=likeness.name_covered,
            query_covered=covered.get(owner, 0.0) / total,
            initials=likeness.initials,
            near=0.0,
            country=compare_countries(country, smelter.country),
        )


def _smelter_grams(smelter: Smelter) -> frozenset[str]:
    found = set().union(*(name_grams(name) for name in smelter.names))
    for place in (smelter.city, smelter.state, smelter.country):
        found |= grams(words(place))
    return frozenset(found)


def _nearness(key: str, name: str) -> float:
    likeness = OSA.normalized_similarity(key, name_forms(name).stripped)
    return max(0.0, (likeness - _FAR) / (1.0 - _FAR))
