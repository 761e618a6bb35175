"""What speaks for a smelter when a name is in no list as it stands."""

import heapq
import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from mineralcheck.matching.grams import GramIndex, GramWeights, grams, name_grams
from mineralcheck.matching.initials import InitialsIndex
from mineralcheck.matching.names import NameForms, name_forms
from mineralcheck.matching.places import Places
from mineralcheck.model.text import words
from mineralcheck.reference.countries import Agreement, compare_countries
from mineralcheck.reference.entries import ListedName
from mineralcheck.reference.lists import Smelter

_LOOKED_AT = 10
_SHORT = 10
_FAR = 0.75


class Weights(NamedTuple):
    """What each kind of evidence counts for. How they hold: docs/matching.md."""

    cosine: float = 3.0
    name_covered: float = 5.0
    query_covered: float = 5.0
    initials: float = 4.0
    near: float = 4.0
    same_country: float = 3.0
    other_country: float = -3.0
    other_place: float = -3.0

    def by_country(self, agreement: Agreement) -> float:
        """What the country counts for."""
        if agreement is Agreement.SAME:
            return self.same_country
        return self.other_country if agreement is Agreement.DIFFERENT else 0.0


WEIGHTS = Weights()


class Evidence(NamedTuple):
    """What speaks for one smelter; the shares run from 0 to 1.

    `nearest` is the listed name most like the query; `name_covered` the share of a listed name that the query
    has, `query_covered` the share of the query that names, city, state and country of the smelter have;
    `near` is 1 for the same letters and 0 from a quarter of them different; `other_places` are places in the
    query that are not the smelter's.
    """

    smelter: Smelter
    nearest: str
    cosine: float
    name_covered: float
    query_covered: float
    initials: float
    near: float
    country: Agreement
    other_places: frozenset[str]

    def total(self, weights: Weights = WEIGHTS) -> float:
        """Weighted sum; higher is better."""
        return self.of_name(weights) + weights.by_country(self.country)

    def of_name(self, weights: Weights = WEIGHTS) -> float:
        """Weighted sum of what the name says, whatever the country."""
        return (
            weights.cosine * self.cosine
            + weights.name_covered * self.name_covered
            + weights.query_covered * self.query_covered
            + weights.initials * self.initials
            + weights.near * self.near
            + (weights.other_place if self.other_places else 0.0)
        )


class _Query(NamedTuple):
    forms: NameForms
    grams: frozenset[str]
    weights: Mapping[str, int]
    total: int
    places: frozenset[str]
    country: str
    initials: Mapping[int, float]


class EvidenceFinder:
    """Collects evidence for the smelters of one mineral."""

    def __init__(
        self,
        names: Sequence[ListedName],
        smelters: Sequence[Smelter],
        gram_weights: GramWeights,
        places: Places,
        weights: Weights = WEIGHTS,
    ) -> None:
        self._weights, self._gram_weights, self._places = weights, gram_weights, places
        self._smelters = tuple(smelters)
        place_of = {smelter.smelter_id: place for place, smelter in enumerate(smelters)}
        listed = [one for one in names if one.smelter_id in place_of]
        self._names = [one.name for one in listed]
        self._owners = [place_of[one.smelter_id] for one in listed]
        self._keys = [name_forms(name).stripped for name in self._names]
        self._grams = [name_grams(name) for name in self._names]
        self._names_of = self._told_apart()
        self._totals = [gram_weights.total(own) for own in self._grams]
        self._roots = [math.sqrt(total) for total in self._totals]
        self._by_smelter = GramIndex([_smelter_grams(smelter) for smelter in smelters])
        self._initials = InitialsIndex(self._names)
        self._bonus = lru_cache(maxsize=512)(self._country_bonus)

    def _told_apart(self) -> list[list[int]]:
        """Places of the names of each smelter; of names with the same triples the first."""
        found: list[dict[frozenset[str], int]] = [{} for _ in self._smelters]
        for place, owner in enumerate(self._owners):
            found[owner].setdefault(self._grams[place], place)
        return [list(places.values()) for places in found]

    def find(self, name: str, country: str) -> list[Evidence]:
        """Evidence for the smelters most like a name, best first; empty when nothing is."""
        own_grams = name_grams(name)
        weighed = self._gram_weights.weighed(own_grams)
        query = _Query(
            forms=name_forms(name),
            grams=own_grams,
            weights=weighed,
            total=sum(weighed.values()) or 1,
            places=self._places.within(name),
            country=country,
            initials=self._by_initials(name),
        )
        covered = self._by_smelter.shared(weighed)
        owners = {*self._worth_a_look(covered, query), *self._alike_when_short(query.forms.stripped)}
        owners.update(query.initials)
        found = [self._evidence(query, owner, covered[owner]) for owner in sorted(owners)]
        return self._in_order(found, query.forms.key)

    def _by_initials(self, name: str) -> Mapping[int, float]:
        found: dict[int, float] = {}
        for place, weight in self._initials.find(name).items():
            owner = self._owners[place]
            found[owner] = max(weight, found.get(owner, 0.0))
        return found

    def _worth_a_look(self, covered: Sequence[int], query: _Query) -> list[int]:
        per_query, bonus = self._weights.query_covered / query.total, self._bonus(query.country)
        rough = [
            (per_query * weight + bonus[owner], -owner) for owner, weight in enumerate(covered) if weight
        ]
        return [-owner for _, owner in heapq.nlargest(_LOOKED_AT, rough)]

    def _country_bonus(self, country: str) -> list[float]:
        by_country = self._weights.by_country
        return [by_country(compare_countries(country, smelter.country)) for smelter in self._smelters]

    def _alike_when_short(self, key: str) -> list[int]:
        """A short name with a wrong letter may share no triple with the right one."""
        if len(key) > _SHORT:
            return []
        cutoff = 1.0 - 2.0 / max(len(key), 3)
        found = process.extract(
            key, self._keys, scorer=OSA.normalized_similarity, processor=None, limit=5, score_cutoff=cutoff
        )
        return [self._owners[place] for _, _, place in found]

    def _evidence(self, query: _Query, owner: int, covered: float) -> Evidence:
        smelter = self._smelters[owner]
        cosine, name_covered, near, nearest = self._likeness(query, owner)
        return Evidence(
            smelter=smelter,
            nearest=self._names[nearest],
            cosine=cosine,
            name_covered=name_covered,
            query_covered=covered / query.total,
            initials=query.initials.get(owner, 0.0),
            near=near,
            country=compare_countries(query.country, smelter.country),
            other_places=self._places.foreign(query.places, smelter),
        )

    def _likeness(self, query: _Query, owner: int) -> tuple[float, float, float, int]:
        """Best cosine, cover and nearness among the names of a smelter, and the place of the nearest name."""
        weight_of, own, root = query.weights.__getitem__, self._names_of[owner], math.sqrt(query.total)
        cosine, name_covered, nearest = -1.0, 0.0, own[0]
        for place in own:
            share = sum(map(weight_of, query.grams & self._grams[place]))
            likeness = share / (root * self._roots[place])
            if likeness > cosine:
                cosine, nearest = likeness, place
            covered = share / self._totals[place]
            if covered > name_covered:
                name_covered = covered
        return cosine, name_covered, _nearness(query.forms.stripped, self._keys[nearest]), nearest

    def _in_order(self, found: list[Evidence], key: str) -> list[Evidence]:
        """Best first; twins that differ by the legal form alone are told apart by it."""
        ranked = [(-round(one.total(self._weights), 9), one.smelter.smelter_id, one) for one in found]
        ranked.sort(key=itemgetter(0, 1))
        if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
            ranked.sort(key=lambda rank: (rank[0], -_legal_likeness(key, rank[2]), rank[1]))
        return [one for _, _, one in ranked]


def _smelter_grams(smelter: Smelter) -> frozenset[str]:
    found = set().union(*(name_grams(name) for name in smelter.names))
    for place in (smelter.city, smelter.state, smelter.country):
        found |= grams(words(place))
    return frozenset(found)


def _legal_likeness(key: str, one: Evidence) -> float:
    return OSA.normalized_similarity(key, name_forms(one.nearest).key)


def _nearness(key: str, other: str) -> float:
    likeness = OSA.normalized_similarity(key, other)
    return max(0.0, (likeness - _FAR) / (1.0 - _FAR))
